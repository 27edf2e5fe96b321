"""Counting facts in every place of every table in one pass, and the filter that names such a place."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.coverage import Fact, Measure
from planner.vocabulary import ColumnForm

NO_THEME = 0
NO_GROUP = "khac"
COLUMN_GROUPS = frozenset(form.value for form in ColumnForm)

Place = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which facts: every field left out lets all through. The address of a list says the same in words."""

    measure: Measure | None = None
    unit_id: int | None = None
    theme_id: int | None = None
    group: str | None = None
    month: date | None = None
    column_id: int | None = None

    def takes(self, fact: Fact) -> bool:
        """Instalments count only where somebody asks for their group or column: they are no works."""
        if fact.instalment and self.group not in COLUMN_GROUPS and self.column_id is None:
            return False
        return (
            self.measure in (None, fact.measure)
            and self.unit_id in (None, fact.unit_id)
            and (self.theme_id is None or self.theme_id in (fact.themes or {NO_THEME}))
            and self.group in (None, fact.group or NO_GROUP)
            and self.month in (None, fact.on.replace(day=1))
            and self.column_id in (None, fact.column_id)
        )

    @property
    def place(self) -> Place:
        """The limits set, without the measure, in a fixed order."""
        limits = (
            ("column", self.column_id),
            ("group", self.group),
            ("month", self.month),
            ("theme", self.theme_id),
            ("unit", self.unit_id),
        )
        return tuple((name, value) for name, value in limits if value is not None)


class Tally:
    """Facts counted once for every place with at most two limits; others are counted when asked for."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = tuple(facts)
        self._counts: Counter[tuple[Measure, Place]] = Counter()
        for fact in self._facts:
            self._counts.update((fact.measure, place) for place in _places(fact))

    def __getitem__(self, wanted: Filter) -> int:
        place = wanted.place
        if wanted.measure is None or len(place) > 2:
            return sum(map(wanted.takes, self._facts))
        return self._counts[wanted.measure, place]


def _places(fact: Fact) -> Iterator[Place]:
    """Every place that takes this fact; an instalment only where its column or group is named."""
    group, month, unit = ("group", fact.group or NO_GROUP), ("month", fact.on.replace(day=1)), ("unit", fact.unit_id)
    themes = [("theme", theme) for theme in fact.themes or {NO_THEME}]
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
