"""A sitemap beside a feed of the same site: what only one of them shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from planner.models import PublishedItem, Sighting, Source, SourcePeriod
from planner.queries.sources import host_of
from planner.vocabulary import SourceKind

LOOKED_BACK = timedelta(days=7)
# Both are fetched at their own pace: what appeared just now may not have been seen in the other yet.
SETTLING = timedelta(hours=3)
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Pair:
    """Items between two instants seen in the site's sitemaps alone, and in its other sources alone, newest first."""

    since: datetime
    until: datetime
    sitemaps: Sequence[str]
    others: Sequence[str]
    only_sitemap: Sequence[PublishedItem]
    only_other: Sequence[PublishedItem]


def pair_of(session: Session, source: Source, today: date) -> Pair | None:
    """The comparison a source takes part in; None when its unit has not both kinds for this site, or nothing yet."""
    family = _family(session, source, today)
    maps = [one for one in family if one.kind is SourceKind.SITEMAP]
    others = [one for one in family if one.kind is not SourceKind.SITEMAP]
    read_at = [one.last_good_at for one in family if one.last_good_at]
    if not maps or not others or len(read_at) < len(family):
        return None
    map_ids, other_ids = [one.id for one in maps], [one.id for one in others]
    until = min(read_at) - SETTLING
    since = max(until - LOOKED_BACK, *_reaches(session, map_ids, other_ids, until))
    by_map, by_other = Sighting.source_id.in_(map_ids), Sighting.source_id.in_(other_ids)
    rows = session.execute(
        select(PublishedItem, func.count().filter(by_map), func.count().filter(by_other))
        .join(Sighting)
        .where(or_(by_map, by_other), PublishedItem.published_at >= since, PublishedItem.published_at <= until)
        .group_by(PublishedItem.id)
        .having(or_(func.count().filter(by_map) == 0, func.count().filter(by_other) == 0))
        .order_by(PublishedItem.published_at.desc(), PublishedItem.id)
    ).all()
    return Pair(
        since,
        until,
        [one.name for one in maps],
        [one.name for one in others],
        [item for item, in_map, _in_other in rows if in_map],
        [item for item, in_map, _in_other in rows if not in_map],
    )


def _family(session: Session, source: Source, today: date) -> list[Source]:
    """The sources of the same site that belong to the same unit today."""
    host = _site(source.url)
    units = select(SourcePeriod.unit_id).where(SourcePeriod.source_id == source.id, _covers(today))
    found = session.scalars(
        select(Source)
        .where(Source.id.in_(select(SourcePeriod.source_id).where(SourcePeriod.unit_id.in_(units), _covers(today))))
        .order_by(Source.id)
    )
    return [one for one in found if _site(one.url) == host]


def _covers(today: date) -> ColumnElement[bool]:
    return and_(
        or_(SourcePeriod.valid_from.is_(None), SourcePeriod.valid_from <= today),
        or_(SourcePeriod.valid_to.is_(None), SourcePeriod.valid_to >= today),
    )


def _site(url: str) -> str:
    return host_of(url).removeprefix("www.")


def _reaches(session: Session, map_ids: list[int], other_ids: list[int], until: datetime) -> list[datetime]:
    """How far back each side was ever seen to reach: before that, its silence says nothing."""
    oldest = [func.min(PublishedItem.published_at).filter(Sighting.source_id.in_(ids)) for ids in (map_ids, other_ids)]
    row = session.execute(
        select(*oldest).select_from(PublishedItem).join(Sighting).where(Sighting.source_id.in_(map_ids + other_ids))
    ).one()
    return [moment if moment is not None else until for moment in row]
