"""A source's days as a manager reads them: hours seen and unseen, attempts good and bad, what they brought. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from planner.domain.observing import Span, gaps

DAY_MINUTES = 24 * 60
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt: when, its problem ("" when good), how many new items."""

    at: datetime
    problem: str
    new: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Minutes of a day, from its beginning; ``kind``: ``seen``, ``vouched``, ``unseen`` or ``ahead``."""

    begin: int
    minutes: int
    kind: str


@dataclass(frozen=True, slots=True)
class SourceDay:
    """``missing``: hours in which something may have appeared unseen; ``problem``: the day's most frequent failure."""

    on: date
    stretches: tuple[Stretch, ...]
    missing: float
    good: int
    failed: int
    new: int
    problem: str


def source_days(
    days: Sequence[date],
    zone: tzinfo,
    *,
    proved: Sequence[Span],
    vouched: Sequence[Span],
    tried: Iterable[Tried],
    until: datetime,
) -> list[SourceDay]:
    """One line for each of ``days``; what lies after ``until`` is still ahead."""
    attempts: dict[date, list[Tried]] = {}
    for one in tried:
        attempts.setdefault(one.at.astimezone(zone).date(), []).append(one)
    return [_day(day, zone, proved, vouched, attempts.get(day, []), until) for day in days]


def _day(
    day: date, zone: tzinfo, proved: Sequence[Span], vouched: Sequence[Span], tried: Sequence[Tried], until: datetime
) -> SourceDay:
    begin = datetime.combine(day, time.min, tzinfo=zone)
    end = begin + timedelta(days=1)
    judged = min(max(until, begin), end)
    unproved = gaps(proved, begin, judged)
    unseen = [gap for one in unproved for gap in gaps(vouched, *one)]
    kinds: list[tuple[str, list[Span]]] = [
        ("seen", gaps(unproved, begin, judged)),
        ("vouched", [gap for one in unproved for gap in gaps(unseen, *one)]),
        ("unseen", unseen),
        ("ahead", [(judged, end)] if judged < end else []),
    ]
    stretches = [_stretch(begin, span, kind) for kind, spans in kinds for span in spans]
    problems = Counter(one.problem for one in tried if one.problem)
    return SourceDay(
        on=day,
        stretches=tuple(sorted(stretches, key=lambda one: one.begin)),
        missing=sum((last - first) / HOUR for first, last in unseen),
        good=len(tried) - problems.total(),
        failed=problems.total(),
        new=sum(one.new for one in tried),
        problem=problems.most_common(1)[0][0] if problems else "",
    )


def _stretch(begin: datetime, span: Span, kind: str) -> Stretch:
    first, last = (round((moment - begin) / timedelta(minutes=1)) for moment in span)
    return Stretch(first, max(last - first, 1), kind)
