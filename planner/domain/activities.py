"""What units report of themselves: the kinds, and their totals by unit. Never added to published works. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from planner.domain.data_file import Entry, read_data_file


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """``measure``: the word that is counted (buổi, cuộc, tấm)."""

    key: str
    name: str
    measure: str


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity as stored, under the name its unit bore that day."""

    unit_id: int
    unit_name: str
    kind: str
    count: int
    audience: int
    proofs: int


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """A unit's activities of one kind. ``proved``: how many of the ``reports`` have a file attached."""

    unit_id: int
    unit_name: str
    kind: ActivityKind
    reports: int
    count: int
    audience: int
    proved: int


def parse_kinds(text: str) -> tuple[ActivityKind, ...]:
    """The kinds of a data file. Raises Invalid naming the entry that is wrong."""
    top = read_data_file(text)
    top.number("layout")
    return top.read(lambda entry: entry.entries("kinds", _kind, required=True))


def _kind(entry: Entry) -> ActivityKind:
    return ActivityKind(entry.text("key"), entry.text("name"), entry.text("measure"))


@lru_cache(maxsize=1)
def shipped_kinds() -> tuple[ActivityKind, ...]:
    """The kinds that come with the program, in their order."""
    return parse_kinds(files("planner.presets").joinpath("activity-kinds.yaml").read_text("utf-8"))


def kind_of(key: str) -> ActivityKind:
    """The kind of a stored key; one the program no longer ships keeps its key as name."""
    return next((kind for kind in shipped_kinds() if kind.key == key), ActivityKind(key, key, ""))


def activity_lines(rows: Iterable[ActivityRow]) -> list[ActivityLine]:
    """Totals by unit, then by kind in the order of the kinds."""
    order = {kind.key: place for place, kind in enumerate(shipped_kinds())}
    groups: dict[tuple[int, str], list[ActivityRow]] = {}
    for row in rows:
        groups.setdefault((row.unit_id, row.kind), []).append(row)
    lines = [
        ActivityLine(
            unit_id=unit_id,
            unit_name=members[-1].unit_name,
            kind=kind_of(key),
            reports=len(members),
            count=sum(row.count for row in members),
            audience=sum(row.audience for row in members),
            proved=sum(row.proofs > 0 for row in members),
        )
        for (unit_id, key), members in groups.items()
    ]
    return sorted(lines, key=lambda line: (line.unit_id, order.get(line.kind.key, len(order))))
