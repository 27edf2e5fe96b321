"""What was observed of sources in a stretch of time."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from planner.domain.figures import SourceLine, VouchedLine
from planner.domain.observing import Span, gaps, hours_by_day, judged_until
from planner.domain.periods import ONE_DAY
from planner.models import CampaignUnit, Fetch, Observation, Source, SourcePeriod, Unit
from planner.queries.coverage import Scope
from planner.vocabulary import FetchProblem, SourceState

WELL = frozenset({SourceState.OK, SourceState.NEW})


def spans_of(
    session: Session, source_ids: Collection[int], begin: datetime, end: datetime
) -> dict[int, list[Observation]]:
    """Observations that touch the stretch, by source, with the people who vouched; one statement."""
    rows = session.scalars(
        select(Observation)
        .where(Observation.source_id.in_(source_ids), Observation.ends_at > begin, Observation.begins_at < end)
        .options(joinedload(Observation.person))
        .order_by(Observation.begins_at)
    )
    found: dict[int, list[Observation]] = defaultdict(list)
    for row in rows:
        found[row.source_id].append(row)
    return found


def as_spans(rows: Sequence[Observation]) -> list[Span]:
    return [(row.begins_at, row.ends_at) for row in rows]


def usual_problems(session: Session, source_ids: Collection[int], begin: datetime, end: datetime) -> dict[int, str]:
    """The most frequent kind of failure of each source in the stretch; one statement."""
    rows = session.execute(
        select(Fetch.source_id, Fetch.problem, func.count())
        .where(
            Fetch.source_id.in_(source_ids),
            Fetch.problem != "",
            Fetch.started_at >= begin,
            Fetch.started_at < end,
        )
        .group_by(Fetch.source_id, Fetch.problem)
    )
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    for source_id, problem, number in rows:
        counted[source_id][problem] = number
    return {source_id: max(kinds, key=lambda kind: kinds[kind]) for source_id, kinds in counted.items()}


@dataclass(frozen=True, slots=True)
class _Judged:
    """A source of a unit and the stretch of the period in which it has to have been observed."""

    source: Source
    unit_id: int
    begin: datetime
    end: datetime


def observed(
    session: Session, scope: Scope, units: Mapping[int, Unit], *, now: datetime, zone: tzinfo
) -> tuple[tuple[SourceLine, ...], tuple[VouchedLine, ...]]:
    """Counting sources of the campaign's units that were not observed all the time, and what people vouched for."""
    judged = _judged(session, scope, now, zone)
    if not judged:
        return (), ()
    begin, end = min(one.begin for one in judged), max(one.end for one in judged)
    numbers = {one.source.id for one in judged}
    seen = spans_of(session, numbers, begin, end)
    problems = usual_problems(session, numbers, begin, end)
    lines: list[SourceLine] = []
    vouched: list[VouchedLine] = []
    for one in judged:
        rows = seen.get(one.source.id, [])
        name = units[one.unit_id].name_on(scope.period.last).name
        if missing := hours_by_day(gaps(as_spans(rows), one.begin, one.end), zone):
            problem = FetchProblem(problems[one.source.id]) if one.source.id in problems else None
            state, good = one.source.state, one.source.last_good_at
            lines.append(SourceLine(one.source.id, one.source.name, one.unit_id, name, state, good, missing, problem))
        vouched += [
            VouchedLine(one.source.id, one.source.name, name, row.begins_at, row.ends_at, row.person.name, row.note)
            for row in rows
            if row.person
        ]
    return tuple(lines), tuple(vouched)


def _judged(session: Session, scope: Scope, now: datetime, zone: tzinfo) -> list[_Judged]:
    first, last = scope.period.first, scope.period.last
    members = select(CampaignUnit.unit_id).where(CampaignUnit.campaign_id == scope.campaign_id)
    query = (
        select(Source, SourcePeriod)
        .join(SourcePeriod)
        .where(
            Source.counts,
            SourcePeriod.unit_id.in_(members),
            scope.allows(SourcePeriod.unit_id),
            or_(SourcePeriod.valid_from.is_(None), SourcePeriod.valid_from <= last),
            or_(SourcePeriod.valid_to.is_(None), SourcePeriod.valid_to >= first),
        )
        .order_by(Source.name, Source.id, SourcePeriod.id)
    )
    found = []
    for source, period in session.execute(query):
        begin = day_begins(max(first, period.valid_from or first), zone)
        end = day_begins(min(last, period.valid_to or last) + ONE_DAY, zone)
        well = source.state in WELL
        end = min(end, judged_until(now, anchor_at=source.anchor_at, well=well))
        if begin < end:
            found.append(_Judged(source, period.unit_id, begin, end))
    return found


def day_begins(day: date, zone: tzinfo) -> datetime:
    """The first moment of a civil day."""
    return datetime.combine(day, time.min, tzinfo=zone)
