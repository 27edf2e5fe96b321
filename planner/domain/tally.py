"""Counting facts in every place of every table in one pass, and the filter that names such a place."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.coverage import Fact, Measure
from planner.vocabulary import ColumnForm, Medium

NO_THEME = 0
NO_GROUP = "khac"
COLUMN_GROUPS = frozenset(form.value for form in ColumnForm)

Place = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which facts: every field left out lets all through. The address of a list says the same in words.

    ``week``: its Monday. ``column_id``: instalments of a column; ``in_column``: those and the works that stand in it.
    """

    measure: Measure | None = None
    unit_id: int | None = None
    theme_id: int | None = None
    group: str | None = None
    month: date | None = None
    column_id: int | None = None
    medium: Medium | None = None
    week: date | None = None
    in_column: int | None = None

    def takes(self, fact: Fact) -> bool:
        """Instalments count only where somebody asks for their group or column: they are no works."""
        if fact.instalment and self.group not in COLUMN_GROUPS and self.column_id is None:
            return False
        return self.keeps(fact)

    def keeps(self, fact: Fact) -> bool:
        """The limits alone, for narrowing facts before they are counted: instalments stay."""
        return (
            self.measure in (None, fact.measure)
            and self.unit_id in (None, fact.unit_id)
            and (self.theme_id is None or self.theme_id in (fact.themes or {NO_THEME}))
            and self.group in (None, fact.group or NO_GROUP)
            and self.month in (None, fact.on.replace(day=1))
            and self.column_id in (None, fact.column_id)
            and self.medium in (None, fact.medium)
            and self.week in (None, week_of(fact.on))
            and (self.in_column is None or self.in_column in (fact.in_column, fact.column_id))
        )

    @property
    def place(self) -> Place:
        """The limits set, without the measure, in a fixed order."""
        limits = (
            ("column", self.column_id),
            ("group", self.group),
            ("in_column", self.in_column),
            ("medium", self.medium),
            ("month", self.month),
            ("theme", self.theme_id),
            ("unit", self.unit_id),
            ("week", self.week),
        )
        return tuple((name, value) for name, value in limits if value is not None)


EVERYTHING = Filter()


class Tally:
    """Facts counted once for every place with at most two limits; others, and rarely asked ones, when asked for."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = tuple(facts)
        self._counts: Counter[tuple[Measure, Place]] = Counter()
        for fact in self._facts:
            self._counts.update((fact.measure, place) for place in _places(fact))

    def __getitem__(self, wanted: Filter) -> int:
        place = wanted.place
        if wanted.measure is None or len(place) > 2 or _rare(wanted):
            return sum(map(wanted.takes, self._facts))
        return self._counts[wanted.measure, place]


def _rare(wanted: Filter) -> bool:
    """Weeks and columns' works are not counted ahead, nor a medium beside anything else."""
    return (
        wanted.week is not None
        or wanted.in_column is not None
        or (wanted.medium is not None and wanted.place != (("medium", wanted.medium),))
    )


def week_of(day: date) -> date:
    """The Monday of the ISO week a day is in."""
    return day - timedelta(days=day.weekday())


def _places(fact: Fact) -> Iterator[Place]:
    """Every place that takes this fact; an instalment only where its column or group is named."""
    group, month, unit = ("group", fact.group or NO_GROUP), ("month", fact.on.replace(day=1)), ("unit", fact.unit_id)
    themes = [("theme", theme) for theme in fact.themes or {NO_THEME}]
    if fact.medium and not fact.instalment:
        yield (("medium", fact.medium),)
    if fact.instalment:
        column = ("column", fact.column_id)
        yield from (
            (column,),
            (group,),
            (column, group),
            (column, month),
            (column, unit),
            (group, month),
            (group, unit),
        )
        for theme in themes:
            yield from ((column, theme), (group, theme))
        return
    yield from ((), (group,), (month,), (unit,), (group, month), (group, unit), (month, unit))
    for theme in themes:
        yield from ((theme,), (group, theme), (month, theme), (theme, unit))
