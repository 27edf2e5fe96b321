"""Names of the register found in what was published: whole names of two words or more, spelling set aside."""

from collections.abc import Mapping

from planner.language.canon import canon

LEAST_WORDS = 2  # one common word names nobody


def phrase_of(name: str) -> str:
    """The name as texts are searched for it; empty when it is too short to mean anything."""
    key = canon(name)
    return key if len(key.split()) >= LEAST_WORDS else ""


def named_in(text: str, names: Mapping[int, str]) -> list[int]:
    """Numbers of the names that the text has, in the order given. ``names``: number → name."""
    within = f" {canon(text)} "
    found = ((number, phrase_of(name)) for number, name in names.items())
    return [number for number, phrase in found if phrase and f" {phrase} " in within]
