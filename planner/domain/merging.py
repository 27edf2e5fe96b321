"""Two people saved one item: what each changed, field by field, and which value to offer first."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs, in words. ``both``: both changed it, so a person must choose; ``pick`` is offered first."""

    field: str
    base: str
    theirs: str
    mine: str
    both: bool
    pick: Side


def differing(base: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str]) -> list[Difference]:
    """The fields in which what is stored and what was typed differ. ``base``: as it was when the form was opened.

    A field only one side touched goes to that side; one both touched goes to the typed text, marked. A field that
    ``base`` does not know counts as touched by both.
    """
    found = []
    for field, typed in mine.items():
        stored = theirs.get(field, "")
        if stored == typed:
            continue
        before = base.get(field)
        both = before not in (stored, typed)
        pick = Side.THEIRS if before == typed else Side.MINE
        found.append(Difference(field, before or "", stored, typed, both, pick))
    return found
