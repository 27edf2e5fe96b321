"""The figures of the board: facts counted by unit, theme, genre group and month. One object for page, file and API."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import ceil

from planner.domain.coverage import Fact, Known, Measure
from planner.domain.periods import Period, month_of
from planner.domain.tally import COLUMN_GROUPS, EVERYTHING, NO_GROUP, NO_THEME, Filter, Tally
from planner.vocabulary import N_, ColumnForm, FetchProblem, Medium, SourceState

AIRED = frozenset({Measure.AIRINGS, Measure.OUTSIDE})
# A zero of these says nothing while a feed of the unit cannot be read.
FROM_FEEDS = frozenset({Measure.PUBLISHED, Measure.OUTSIDE, Measure.AIRINGS})

THEMES_OVERLAP = N_("Tác phẩm gắn nhiều chủ đề được tính ở từng chủ đề, nên cộng các chủ đề có thể lớn hơn tổng số.")
INSTALMENTS_APART = N_("Kỳ chuyên trang, chuyên mục được đếm riêng, không cộng vào số tác phẩm.")
COUNTED_ONCE = N_(
    "Tác phẩm đăng, phát nhiều lần tính một tác phẩm, vào ngày đăng, phát đầu tiên; số lần đăng, phát ghi riêng."
)
REPEATS_APART = N_("Phát lại ghi riêng, không cộng vào số tác phẩm, số lần đăng, phát và thời lượng.")
AFTER_FACT = N_("Tin, bài lập kế hoạch bổ sung sau khi đã đăng, phát được tính là ngoài kế hoạch.")
RULE_COUNTED = N_("Số liệu tính cả tin, bài nhận theo quy tắc chưa được người xác nhận.")
RULE_LEFT_OUT = N_("Số liệu chưa tính tin, bài nhận theo quy tắc đang chờ người xác nhận.")
AS_TODAY = N_("Đơn vị đã hợp nhất được tính vào đơn vị hiện nay.")
FEEDS_UNREAD = N_("Có nguồn tin không theo dõi được suốt kỳ: “không đủ dữ liệu” không có nghĩa là không có tin, bài.")
VOUCHED = N_("Có khoảng thời gian nguồn tin không theo dõi được mà tòa soạn xác nhận không đăng, phát.")


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
    """A column's instalments in the period; ``missed`` holds the days nothing came, ``skipped`` days and reasons."""

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
    skipped: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A feed whose items count and which was not observed through the whole period.

    ``missing``: hours of each civil day in which something may have been published unseen. ``problem``: the failure
    most frequent then, "" when none was recorded.
    """

    source_id: int
    name: str
    unit_id: int
    unit_name: str
    state: SourceState
    last_good_at: datetime | None
    missing: Mapping[date, float]
    problem: FetchProblem | None = None

    @property
    def hours(self) -> int:
        """Hours missing in all, rounded up: a minute missing is not nothing."""
        return ceil(sum(self.missing.values()))


@dataclass(frozen=True, slots=True)
class VouchedLine:
    """A stretch that no fetch proves and a person answers for: who, and how they know."""

    source_id: int
    name: str
    unit_name: str
    begins_at: datetime
    ends_at: datetime
    person: str
    note: str


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
    ``present``: merged units are counted as the unit that stands today.
    """

    campaign_key: str
    campaign_title: str
    period: Period
    today: date
    units: Mapping[int, str]
    themes: Mapping[int, str]
    groups: Sequence[Group]
    sources: tuple[SourceLine, ...] = ()
    vouched: tuple[VouchedLine, ...] = ()
    by_rule: int = 0
    counts_rule: bool = False
    present: bool = False


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
    media: tuple[Line, ...] = ()

    def behind(self, wanted: Filter) -> list[Fact]:
        """The facts behind a figure, in the order of their days."""
        return sorted(filter(wanted.takes, self.facts), key=lambda fact: (fact.on, fact.title))

    def count(self, wanted: Filter) -> int | None:
        """The figure itself; ``None`` when 0 may only mean that a feed was dead."""
        return _count(self.tally, self.frame, wanted)

    def honest(self, number: int, wanted: Filter) -> int | None:
        """A number counted elsewhere; ``None`` when it is 0 and may only mean that a feed was dead."""
        return _honest(number, self.frame, wanted)

    def minutes(self, wanted: Filter = EVERYTHING) -> int:
        """Length of what was heard and seen for the first time, in whole minutes; 0 when no log says it."""
        aired = ((fact, airing) for fact in self.facts if fact.measure in AIRED for airing in fact.airings)
        return round(
            sum(
                airing.seconds
                for fact, airing in aired
                if airing.seconds and not airing.is_repeat and wanted.takes(fact)
            )
            / 60
        )

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
            (AFTER_FACT, any(fact.measure is Measure.OUTSIDE and fact.item_id for fact in works)),
            (REPEATS_APART, bool(self.total[Measure.REPEATS])),
            (FEEDS_UNREAD, bool(self.frame.sources)),
            (VOUCHED, bool(self.frame.vouched)),
            (AS_TODAY, self.frame.present),
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
        media=tuple(line(medium.label, Filter(medium=medium)) for medium in _media(kept)),
    )


def _media(facts: Sequence[Fact]) -> list[Medium]:
    """The media something was counted in, in their order."""
    found = {fact.medium for fact in facts if not fact.instalment}
    return [medium for medium in Medium if medium in found]


def _count(tally: Tally, frame: Frame, wanted: Filter) -> int | None:
    return _honest(tally[wanted], frame, wanted)


def _honest(number: int, frame: Frame, wanted: Filter) -> int | None:
    """The number, or ``None`` for a 0 that may only mean that a feed was dead."""
    if number or wanted.measure not in FROM_FEEDS or wanted.group in COLUMN_GROUPS or wanted.column_id is not None:
        return number
    return None if any(_unread(source, frame, wanted) for source in frame.sources) else 0


def _unread(source: SourceLine, frame: Frame, wanted: Filter) -> bool:
    """Whether this feed may hide what the filter counts; a month that is still to come hides nothing."""
    begin = wanted.week or wanted.month
    if wanted.unit_id not in (None, source.unit_id) or (begin and begin > frame.today):
        return False
    return begin is None or any(_within(day, wanted) for day in source.missing)


def _within(day: date, wanted: Filter) -> bool:
    """The day is in the week and in the month asked for."""
    in_week = wanted.week is None or wanted.week <= day < wanted.week + timedelta(days=7)
    return in_week and (wanted.month is None or day in month_of(wanted.month))


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
