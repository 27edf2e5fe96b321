"""Any two of the board's dimensions against each other: theme by week, unit by genre. Counted in one pass."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product

from planner.domain.coverage import Fact, Measure
from planner.domain.figures import Figures
from planner.domain.periods import Period
from planner.domain.tally import COLUMN_GROUPS, NO_GROUP, NO_THEME, Filter, week_of
from planner.vocabulary import N_, Labelled

WEEK = timedelta(days=7)


class Axis(Labelled):
    """A dimension; the value stands in addresses."""

    THEME = "chu-de", N_("Chủ đề")
    UNIT = "don-vi", N_("Đơn vị")
    GROUP = "the-loai", N_("Thể loại")
    MEDIUM = "loai-hinh", N_("Loại hình")
    COLUMN = "chuyen-muc", N_("Chuyên mục")
    MONTH = "thang", N_("Tháng")
    WEEK = "tuan", N_("Tuần")


@dataclass(frozen=True, slots=True)
class Place:
    """A row or a column of a table: its words (``params`` fill their places), its filter, words for a second line."""

    label: str
    filter: Filter
    hint: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Crossed:
    """A figure with the filter that lists it; ``None``: not enough data to say 0."""

    value: int | None
    filter: Filter


@dataclass(frozen=True, slots=True)
class Cross:
    """``lines``: for each of ``rows`` a figure under each of ``heads``, then the row's own. ``top``: the greatest one
    inside. Rows of themes may add up to more than the last line: a work with two themes is one work. A sum over columns
    is None: instalments of different columns are not added.
    """

    measure: Measure
    rows: tuple[Place, ...]
    heads: tuple[Place, ...]
    lines: tuple[tuple[Crossed | None, ...], ...]
    foot: tuple[Crossed | None, ...]
    top: int

    @property
    def empty(self) -> bool:
        return not self.rows or not self.heads


def cross(figures: Figures, rows: Axis, heads: Axis, measure: Measure) -> Cross:
    """The figures of one measure by two dimensions, with the sums beside and below."""
    counts = _counted((fact for fact in figures.facts if fact.measure is measure), rows, heads)
    down, across = places(figures, rows), places(figures, heads)

    def figure(row: Filter | None, head: Filter | None) -> Crossed | None:
        if (row is None and rows is Axis.COLUMN) or (head is None and heads is Axis.COLUMN):
            return None
        wanted = _both(row, head, heads, measure)
        place = (row and getattr(row, _FIELDS[rows]), head and getattr(head, _FIELDS[heads]))
        return Crossed(figures.honest(counts[place], wanted), wanted)

    lines = tuple((*(figure(row.filter, head.filter) for head in across), figure(row.filter, None)) for row in down)
    inner = [one.value or 0 for line in lines for one in line[:-1] if one]
    foot = (*(figure(None, head.filter) for head in across), figure(None, None))
    return Cross(measure, tuple(down), tuple(across), lines, foot, max(inner, default=0))


def places(figures: Figures, axis: Axis) -> list[Place]:
    """The rows a dimension has in these figures, in the order of the board's own tables."""
    if axis is Axis.WEEK:
        return weeks(figures.frame.period)
    if axis is Axis.COLUMN:
        return [Place(line.name, Filter(column_id=line.column_id), line.unit_name) for line in figures.columns]
    lines = {
        Axis.THEME: figures.themes,
        Axis.UNIT: figures.units,
        Axis.GROUP: tuple(line for line in figures.groups if not line.empty),
        Axis.MEDIUM: figures.media,
        Axis.MONTH: figures.months,
    }[axis]
    return [Place(line.label, line.filter) for line in lines]


def weeks(period: Period) -> list[Place]:
    """The ISO weeks a period touches, by their Mondays."""
    found: list[Place] = []
    monday = week_of(period.first)
    while monday <= period.last:
        found.append(_week(monday))
        monday += WEEK
    return found


def _week(monday: date) -> Place:
    sunday = monday + timedelta(days=6)
    days = f"{monday.day}/{monday.month}–{sunday.day}/{sunday.month}"
    return Place(N_("Tuần %(number)s"), Filter(week=monday), days, {"number": monday.isocalendar().week})


def _counted(facts: Iterable[Fact], rows: Axis, heads: Axis) -> Mapping[tuple[object, object], int]:
    """Every crossing and, with ``None`` for the other side, every row, every column and the whole."""
    counts: Counter[tuple[object, object]] = Counter()
    for fact in facts:
        down: tuple[object, ...] = (*_keys(rows, fact), None)
        across: tuple[object, ...] = (*_keys(heads, fact), None)
        if len(down) > 1 and len(across) > 1:
            counts.update(place for place in product(down, across) if _stands(fact, place, rows, heads))
    return counts


def _stands(fact: Fact, place: tuple[object, object], rows: Axis, heads: Axis) -> bool:
    """Instalments stand only where their column or their group is named, and are in no sum with works."""
    named = {axis for axis, key in zip((rows, heads), place, strict=True) if key is not None}
    return not fact.instalment or Axis.COLUMN in named or (Axis.GROUP in named and fact.group in COLUMN_GROUPS)


def _keys(axis: Axis, fact: Fact) -> Sequence[object]:
    if axis is Axis.THEME:
        return tuple(fact.themes) or (NO_THEME,)
    key: object = {
        Axis.UNIT: fact.unit_id,
        Axis.GROUP: fact.group or NO_GROUP,
        Axis.MEDIUM: fact.medium,
        Axis.COLUMN: fact.column_id,
        Axis.MONTH: fact.on.replace(day=1),
        Axis.WEEK: week_of(fact.on),
    }[axis]
    return () if key is None else (key,)


_FIELDS = {
    Axis.THEME: "theme_id",
    Axis.UNIT: "unit_id",
    Axis.GROUP: "group",
    Axis.MEDIUM: "medium",
    Axis.COLUMN: "column_id",
    Axis.MONTH: "month",
    Axis.WEEK: "week",
}


def _both(row: Filter | None, head: Filter | None, heads: Axis, measure: Measure) -> Filter:
    """The filter of a crossing: the row's, limited to the column's too."""
    found = replace(row or Filter(), measure=measure)
    return replace(found, **{_FIELDS[heads]: getattr(head, _FIELDS[heads])}) if head else found
