"""What changed from one report to another: of the period before, or of an earlier edition of the same one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from planner.domain.coverage import Measure
from planner.domain.report import AnnexLine, Report

SHOWN = (Measure.PLANNED, Measure.PUBLISHED, Measure.OUTSIDE, Measure.MISSING, Measure.AIRINGS, Measure.STOPPED)


@dataclass(frozen=True, slots=True)
class Shift:
    """A figure before and now; ``None``: not enough data to say 0, or there was no such line."""

    before: int | None
    now: int | None

    @property
    def step(self) -> int | None:
        """How much more (or less, below 0); None where one of them is not known."""
        return None if self.before is None or self.now is None else self.now - self.before


@dataclass(frozen=True, slots=True)
class ShiftLine:
    label: str
    shifts: Mapping[Measure, Shift]

    @property
    def moved(self) -> bool:
        return any(shift.before != shift.now for shift in self.shifts.values())


@dataclass(frozen=True, slots=True)
class Changes:
    """``total`` and ``units`` hold every line; ``added``, ``removed``: publications only one of them lists;
    ``texts``: titles of sections whose words differ.
    """

    total: ShiftLine
    units: tuple[ShiftLine, ...]
    added: tuple[AnnexLine, ...]
    removed: tuple[AnnexLine, ...]
    texts: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        moved = self.total.moved or any(line.moved for line in self.units)
        return not (moved or self.added or self.removed or self.texts)


def changes_between(before: Report, now: Report) -> Changes:
    """Units are the same when they have the same number, whatever they were called."""
    old_units, new_units = _by_id(before.numbers["units"]), _by_id(now.numbers["units"])
    return Changes(
        total=_line("", before.numbers["totals"], now.numbers["totals"]),
        units=tuple(
            _line((new_units.get(key) or old_units[key])["name"], old_units.get(key), new_units.get(key))
            for key in {**new_units, **old_units}
        ),
        added=_only_in(now.annex, before.annex),
        removed=_only_in(before.annex, now.annex),
        texts=tuple(_texts(before, now)),
    )


def _line(label: str, before: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> ShiftLine:
    return ShiftLine(label, {one: Shift((before or {}).get(one.value), (now or {}).get(one.value)) for one in SHOWN})


def _by_id(lines: Iterable[Mapping[str, Any]]) -> dict[Any, Mapping[str, Any]]:
    return {line["id"]: line for line in lines}


def _only_in(lines: Iterable[AnnexLine], others: Iterable[AnnexLine]) -> tuple[AnnexLine, ...]:
    known = {line.airing.published_id for line in others}
    return tuple(line for line in lines if line.airing.published_id not in known)


def _texts(before: Report, now: Report) -> Iterable[str]:
    old = {section.title: section for section in before.sections}
    for section in now.sections:
        if old.get(section.title) != section:
            yield section.title
