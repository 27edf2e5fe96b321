"""How plans changed on the way: moved, postponed or cancelled, and why. A storm is not forgetfulness."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.domain.coverage import Measure
from planner.domain.figures import Figures, Line
from planner.language.canon import canon
from planner.vocabulary import N_, Labelled


class Change(Labelled):
    MOVED = "moved", N_("Dời ngày")
    POSTPONED = "postponed", N_("Hoãn")
    CANCELLED = "cancelled", N_("Hủy")


@dataclass(frozen=True, slots=True)
class ChangedPlan:
    """``first_on``: the day it was first planned for; ``now_on``: where it stands, empty when it has no day.

    ``reason``: in the newsroom's own words, "" when nobody gave one.
    """

    item_id: int
    title: str
    unit_id: int
    unit_name: str
    change: Change
    first_on: date | None
    now_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason with how often each kind of change gives it; "" for changes without a reason."""

    reason: str
    counts: dict[Change, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure now and in the period before; ``None``: not enough data to say 0."""

    now: int | None
    before: int | None

    @property
    def more(self) -> int | None:
        """By how much it grew; ``None`` when either side is not known."""
        return None if self.now is None or self.before is None else self.now - self.before


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A unit, or the whole, in both periods. ``line``: of the period shown."""

    label: str
    line: Line
    differences: dict[Measure, Difference]


COMPARED = (Measure.PLANNED, Measure.PUBLISHED, Measure.MISSING, Measure.OUTSIDE)


def reasons(changes: Iterable[ChangedPlan]) -> list[ReasonLine]:
    """Changes by reason, the most frequent first, those without any last."""
    found: dict[str, tuple[str, Counter[Change]]] = {}
    for change in changes:
        found.setdefault(canon(change.reason), (change.reason, Counter()))[1][change.change] += 1
    lines = [ReasonLine(words, {kind: counts[kind] for kind in Change}) for words, counts in found.values()]
    return sorted(lines, key=lambda line: (not line.reason, -line.total, line.reason))


def compared(now: Figures, before: Figures) -> list[ComparedLine]:
    """Every unit and the whole beside the period before; a unit that had nothing then is compared with 0."""
    earlier = {line.filter.unit_id: line for line in before.units}
    lines = [_compared(line, earlier.get(line.filter.unit_id)) for line in now.units]
    return [*lines, _compared(now.total, before.total)]


def _compared(now: Line, before: Line | None) -> ComparedLine:
    return ComparedLine(
        now.label,
        now,
        {measure: Difference(now[measure], before[measure] if before else 0) for measure in COMPARED},
    )
