"""Who is named with @ in a comment: the longest name that fits, accents and case set aside."""

import re
from collections.abc import Mapping

from planner.language.fold import fold

_AT = re.compile(r"(?<![\w@])@(?=\w)")


def mentioned(body: str, names: Mapping[int, str]) -> list[int]:
    """The numbers of the people named, each once, in the order of their naming. ``names``: person number → name."""
    ranked = sorted(((fold(name), number) for number, name in names.items()), key=lambda one: -len(one[0]))
    found: list[int] = []
    for sign in _AT.finditer(body):
        rest = fold(body[sign.end() : sign.end() + 200])
        number = next((number for name, number in ranked if _starts(rest, name)), None)
        if number is not None and number not in found:
            found.append(number)
    return found


def _starts(rest: str, name: str) -> bool:
    """A whole name: "@Lan" is not the beginning of "@Lanh"."""
    return bool(name) and rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum()
