"""What a source's health page and the desk's list of sources show: a fixed number of selects, however many rows."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, selectinload

from planner.domain.numbering import Missing, by_day, numbers_of, possibly_missing
from planner.domain.observing import gaps, judged_until
from planner.domain.periods import ONE_DAY
from planner.domain.timeline import HOUR, SourceDay, Tried, source_days
from planner.models import Fetch, Observation, PublishedItem, Sighting, Source
from planner.queries.observing import WELL, as_spans, day_begins, spans_of

DAYS_SHOWN, DAYS_COUNTED = 14, 7
NUMBERS_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Health:
    """``days``: the newest first. ``holes``: numbers possibly missing, by day. ``vouched``: what people answer for."""

    days: Sequence[SourceDay]
    holes: dict[date, list[Missing]]
    vouched: Sequence[Observation]
    open_gap: tuple[datetime, datetime] | None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source on the desk's list: hours of the last seven days in which something may have appeared unseen."""

    source: Source
    hours: float
    holes: dict[date, list[Missing]]

    @property
    def missing(self) -> int:
        return sum(hole.count for holes in self.holes.values() for hole in holes)


def health_of(session: Session, source: Source, now: datetime, zone: tzinfo) -> Health:
    """One source through the last fortnight."""
    today = now.astimezone(zone).date()
    days = [today - number * ONE_DAY for number in range(DAYS_SHOWN)]
    begin = day_begins(days[-1], zone)
    rows = spans_of(session, [source.id], begin, now).get(source.id, [])
    tried = session.execute(
        select(Fetch.started_at, Fetch.problem, Fetch.new)
        .where(Fetch.source_id == source.id, Fetch.started_at >= begin)
        .order_by(Fetch.id)
    )
    proved = as_spans([row for row in rows if row.person_id is None])
    vouched = [row for row in rows if row.person_id is not None]
    until = _until(source, now)
    found = gaps(as_spans(rows), begin, until)
    return Health(
        days=source_days(
            days, zone, proved=proved, vouched=as_spans(vouched), tried=[Tried(*row) for row in tried], until=until
        ),
        holes=_holes(session, [source], today).get(source.id, {}),
        vouched=vouched,
        open_gap=found[-1] if found else None,
    )


def source_lines(session: Session, now: datetime, zone: tzinfo) -> list[SourceLine]:
    """Every source, those that need a look first."""
    begin = now - DAYS_COUNTED * ONE_DAY
    sources = session.scalars(
        select(Source).options(selectinload(Source.periods)).order_by(Source.name, Source.id)
    ).all()
    spans = spans_of(session, [source.id for source in sources], begin, now)
    holes = _holes(session, sources, now.astimezone(zone).date())
    lines = [
        SourceLine(
            source,
            sum((last - first) / HOUR for first, last in _missed(source, spans.get(source.id, []), begin, now, zone)),
            holes.get(source.id, {}),
        )
        for source in sources
    ]
    return sorted(lines, key=lambda line: (line.source.state in WELL, -line.hours, -line.missing))


def unobserved_hours(session: Session, now: datetime, zone: tzinfo) -> dict[int, float]:
    """Hours of the last seven days that were not observed, by source."""
    return {line.source.id: line.hours for line in source_lines(session, now, zone)}


def _missed(
    source: Source, rows: Sequence[Observation], begin: datetime, now: datetime, zone: tzinfo
) -> list[tuple[datetime, datetime]]:
    """Gaps of a source while it belonged to anybody."""
    since = [period.valid_from for period in source.periods]
    first = min((day for day in since if day), default=None) if all(since) else None
    return gaps(as_spans(rows), max(begin, day_begins(first, zone)) if first else begin, _until(source, now))


def _until(source: Source, now: datetime) -> datetime:
    return judged_until(now, anchor_at=source.anchor_at, well=source.state in WELL)


def _holes(session: Session, sources: Collection[Source], today: date) -> dict[int, dict[date, list[Missing]]]:
    """Numbers possibly missing of each source. A number another source of the same unit showed is not missing."""
    first = today - NUMBERS_FOR
    rows = session.execute(
        select(Sighting.source_id, PublishedItem.unit_id, PublishedItem.link, PublishedItem.published_on)
        .join(PublishedItem, PublishedItem.id == Sighting.published_item_id)
        .where(
            Sighting.source_id.in_([source.id for source in sources]),
            and_(PublishedItem.published_on >= first, or_(PublishedItem.link != "")),
        )
    )
    links: dict[int, list[tuple[str, date]]] = defaultdict(list)
    of_unit: dict[int, list[tuple[str, date]]] = defaultdict(list)
    units: dict[int, int] = {}
    for source_id, unit_id, link, on in rows:
        links[source_id].append((link, on))
        of_unit[unit_id].append((link, on))
        units[source_id] = unit_id
    found: dict[int, dict[date, list[Missing]]] = {}
    for source in sources:
        if source.id not in units:
            continue
        known = numbers_of(of_unit[units[source.id]], source.id_pattern)
        own = numbers_of(links[source.id], source.id_pattern)
        if own:
            within = {number: on for number, on in known.items() if min(own) <= number <= max(own)}
            found[source.id] = by_day(possibly_missing(within))
    return found
