"""The figures of the board: facts counted by unit, theme, genre group and month. One object for page, file and API."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from planner.domain.coverage import Fact, Known, Measure
from planner.domain.periods import Period, month_of
from planner.domain.tally import COLUMN_GROUPS, NO_GROUP, NO_THEME, Filter, Tally
from planner.vocabulary import N_, ColumnForm, SourceState

# A zero of these says nothing while a feed of the unit cannot be read.
FROM_FEEDS = frozenset({Measure.PUBLISHED, Measure.OUTSIDE, Measure.AIRINGS})

THEMES_OVERLAP = N_("Tác phẩm gắn nhiều chủ đề được tính ở từng chủ đề, nên cộng các chủ đề có thể lớn hơn tổng số.")
INSTALMENTS_APART = N_("Kỳ chuyên trang, chuyên mục được đếm riêng, không cộng vào số tác phẩm.")
COUNTED_ONCE = N_(
    "Tác phẩm đăng, phát nhiều lần tính một tác phẩm, vào ngày đăng, phát đầu tiên; số lần đăng, phát ghi riêng."
)
RULE_COUNTED = N_("Số liệu tính cả tin, bài nhận theo quy tắc chưa được người xác nhận.")
RULE_LEFT_OUT = N_("Số liệu chưa tính tin, bài nhận theo quy tắc đang chờ người xác nhận.")
FEEDS_UNREAD = N_("Có nguồn tin không đọc được trong kỳ: “không đủ dữ liệu” không có nghĩa là không có tin, bài.")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: how often each measure, and the filter that lists it. ``None``: not enough data to say 0."""

    label: str
    filter: Filter
    counts: Mapping[Measure, int | None]

    def __getitem__(self, measure: Measure) -> int | None:
        return self.counts[measure]

    @property
    def empty(self) -> bool:
        return not any(self.counts.values())


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column's instalments in the period; ``missed`` holds the days nothing came."""

    column_id: int
    name: str
    form: ColumnForm
    unit_id: int
    unit_name: str
    channel: str
    rhythm: str
    planned: int
    kept: int
    missed: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A feed whose items count and which could not be read through the period; ``read_until``: the last day it was."""

    source_id: int
    name: str
    unit_id: int
    unit_name: str
    state: SourceState
    last_good_at: datetime | None
    read_until: date | None


@dataclass(frozen=True, slots=True)
class Group:
    """A counting group of genres, or of columns; ``measure`` is the word that is counted."""

    key: str
    name: str
    measure: str
    of_columns: bool = False

    @property
    def heading(self) -> str:
        """The name over a column of figures; groups that count slots say so."""
        return f"{self.name} ({self.measure})" if self.of_columns else self.name


NOT_GROUPED = Group(NO_GROUP, N_("Chưa rõ thể loại"), N_("tác phẩm"))


@dataclass(frozen=True, slots=True)
class Frame:
    """What the rows of the tables are: campaign, period, today, and the names to show even where nothing happened.

    ``by_rule``: airings taken by rule that nobody confirmed yet; ``counts_rule``: whether the figures count them.
    """

    campaign_key: str
    campaign_title: str
    period: Period
    today: date
    units: Mapping[int, str]
    themes: Mapping[int, str]
    groups: Sequence[Group]
    sources: tuple[SourceLine, ...] = ()
    by_rule: int = 0
    counts_rule: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """Tables over the same facts. ``known``: how published works are known, by count."""

    frame: Frame
    facts: tuple[Fact, ...]
    tally: Tally
    total: Line
    units: tuple[Line, ...]
    themes: tuple[Line, ...]
    groups: tuple[Line, ...]
    months: tuple[Line, ...]
    columns: tuple[ColumnLine, ...]
    known: tuple[tuple[Known, int], ...]

    def behind(self, wanted: Filter) -> list[Fact]:
        """The facts behind a figure, in the order of their days."""
        return sorted(filter(wanted.takes, self.facts), key=lambda fact: (fact.on, fact.title))

    def count(self, wanted: Filter) -> int | None:
        """The figure itself; ``None`` when 0 may only mean that a feed was dead."""
        return _count(self.tally, self.frame, wanted)

    @property
    def unsure(self) -> frozenset[int]:
        """Units whose zero in this period may only mean a dead feed."""
        return frozenset(source.unit_id for source in self.frame.sources)

    @property
    def notes(self) -> list[str]:
        """Sentences that must stand beside the figures."""
        works = [fact for fact in self.facts if not fact.instalment]
        reasons = (
            (THEMES_OVERLAP, any(len(fact.themes) > 1 for fact in works)),
            (INSTALMENTS_APART, len(works) < len(self.facts)),
            (COUNTED_ONCE, self.total[Measure.AIRINGS] != self.total[Measure.PUBLISHED]),
            (FEEDS_UNREAD, bool(self.frame.sources)),
            (RULE_COUNTED, bool(self.frame.by_rule) and self.frame.counts_rule),
            (RULE_LEFT_OUT, bool(self.frame.by_rule) and not self.frame.counts_rule),
        )
        return [note for note, applies in reasons if applies]

    @property
    def empty(self) -> bool:
        return not self.facts


def assemble(frame: Frame, facts: Iterable[Fact], columns: Iterable[ColumnLine] = ()) -> Figures:
    """Count the facts of a period. Pure: the same facts always give the same figures."""
    kept = tuple(_grouped(facts, frame.groups))
    if any(not fact.group for fact in kept):
        frame = replace(frame, groups=(*frame.groups, NOT_GROUPED))
    tally = Tally(kept)

    def line(label: str, wanted: Filter) -> Line:
        return Line(label, wanted, {one: _count(tally, frame, replace(wanted, measure=one)) for one in Measure})

    themes = [line(name, Filter(theme_id=key)) for key, name in frame.themes.items()]
    without = line(N_("Chưa gắn chủ đề"), Filter(theme_id=NO_THEME))
    months = [line(f"{month.month}/{month.year}", Filter(month=month)) for month in frame.period.months()]
    return Figures(
        frame=frame,
        facts=kept,
        tally=tally,
        total=line(N_("Tổng cộng"), Filter()),
        units=tuple(line(name, Filter(unit_id=key)) for key, name in _units(frame, kept).items()),
        themes=tuple(themes if without.empty else [*themes, without]),
        groups=tuple(line(group.name, Filter(group=group.key)) for group in frame.groups),
        months=tuple(months if len(months) <= 12 else [month for month in months if not month.empty]),
        columns=tuple(columns),
        known=_known(kept),
    )


def _count(tally: Tally, frame: Frame, wanted: Filter) -> int | None:
    number = tally[wanted]
    if number or wanted.measure not in FROM_FEEDS or wanted.group in COLUMN_GROUPS or wanted.column_id is not None:
        return number
    return None if any(_unread(source, frame, wanted) for source in frame.sources) else 0


def _unread(source: SourceLine, frame: Frame, wanted: Filter) -> bool:
    """Whether this feed may hide what the filter counts; a month that is still to come hides nothing."""
    if wanted.unit_id not in (None, source.unit_id) or (wanted.month and wanted.month > frame.today):
        return False
    end = min(frame.today, frame.period.last, month_of(wanted.month).last if wanted.month else date.max)
    return source.read_until is None or source.read_until < end


def _grouped(facts: Iterable[Fact], groups: Sequence[Group]) -> Iterable[Fact]:
    """Facts of a group the report does not know are counted as of none."""
    known = {group.key for group in groups} | COLUMN_GROUPS
    return (fact if fact.group in known else replace(fact, group="") for fact in facts)


def _units(frame: Frame, facts: Sequence[Fact]) -> dict[int, str]:
    """Unit → the names it bore on the days counted, the earliest first; a unit with nothing has its given name."""
    names: dict[int, dict[str, None]] = {unit_id: {} for unit_id in frame.units}
    for fact in sorted(facts, key=lambda fact: fact.on):
        names.setdefault(fact.unit_id, {})[fact.unit_name] = None
    return {unit_id: " → ".join(borne) or frame.units[unit_id] for unit_id, borne in names.items()}


def _known(facts: Iterable[Fact]) -> tuple[tuple[Known, int], ...]:
    """How each published work is known: by the firmest of its publications."""
    counts = dict.fromkeys(Known, 0)
    order = list(Known)
    for fact in facts:
        if fact.measure is Measure.PUBLISHED and not fact.instalment:
            counts[min((airing.known for airing in fact.airings), key=order.index)] += 1
    return tuple((known, number) for known, number in counts.items() if number)
