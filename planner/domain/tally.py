"""Counting facts in every place of the tables asked for, and the filter that names such a place."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

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
    """Facts counted once for every table of at most two limits when it is first asked for; rare ones each time.

    A table of a year's facts takes one pass, and a report asks for six or seven of them. Facts are sorted by measure
    first, because hashing an enumeration's member for every one of them cost more than all the rest.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = tuple(facts)
        self._measured: dict[Measure, list[Fact]] = defaultdict(list)
        for fact in self._facts:
            self._measured[fact.measure].append(fact)
        self._tables: dict[tuple[str, ...], Mapping[Measure, Counter[tuple[object, ...]]]] = {}

    def __getitem__(self, wanted: Filter) -> int:
        place = wanted.place
        if wanted.measure is None or len(place) > 2 or _rare(wanted):
            return sum(map(wanted.takes, self._facts))
        limits = tuple(name for name, _ in place)
        if limits not in self._tables:
            self._tables[limits] = {one: _counted(facts, limits) for one, facts in self._measured.items()}
        table = self._tables[limits].get(wanted.measure)
        return table[tuple(value for _, value in place)] if table else 0


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


_LIMIT_OF: Mapping[str, Callable[[Fact], object]] = {
    "column": attrgetter("column_id"),
    "group": lambda fact: fact.group or NO_GROUP,
    "medium": attrgetter("medium"),
    "month": lambda fact: fact.on.replace(day=1),
    "unit": attrgetter("unit_id"),
}


def _counted(facts: Sequence[Fact], limits: tuple[str, ...]) -> Counter[tuple[object, ...]]:
    """How many facts in every place of a table; an instalment only where its column or group is named."""
    if "column" not in limits and "group" not in limits:
        facts = [fact for fact in facts if not fact.instalment]
    if not limits:
        return Counter({(): len(facts)})
    themes: list[int] = []
    if "theme" in limits:
        pairs = [(fact, theme) for fact in facts for theme in fact.themes or (NO_THEME,)]
        facts, themes = [fact for fact, _ in pairs], [theme for _, theme in pairs]
    return Counter(zip(*(themes if name == "theme" else map(_LIMIT_OF[name], facts) for name in limits), strict=True))
