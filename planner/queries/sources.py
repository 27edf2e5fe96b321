"""Sources, what is due, and the record of attempts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from planner.models import Fetch, PublishedItem, Sighting, Source, SourcePeriod
from planner.vocabulary import SourceState

FULL_EVERY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Due:
    """A source to fetch now. Validators are empty when the request must be a full one."""

    id: int
    name: str
    url: str
    zone: str
    day_order: str
    etag: str
    last_modified: str
    body_hash: str

    @property
    def host(self) -> str:
        return host_of(self.url)


@dataclass(frozen=True, slots=True)
class ItemCounts:
    """How many items a source has brought in all and in the last seven days."""

    total: int
    week: int


def host_of(url: str) -> str:
    """Host and port of an address, in lower case."""
    return urlsplit(url).netloc.lower()


def due_sources(session: Session, now: datetime, *, everything: bool = False) -> list[Due]:
    """Sources whose time has come (or ``everything`` not paused) and that nobody is fetching, longest waiting first."""
    rows = session.execute(
        select(
            Source.id,
            Source.name,
            Source.url,
            Source.zone,
            Source.day_order,
            Source.etag,
            Source.last_modified,
            Source.body_hash,
            Source.last_full_at,
        )
        .where(
            true() if everything else Source.next_poll_at <= now,
            Source.state != SourceState.PAUSED,
            or_(Source.lease_until.is_(None), Source.lease_until < now),
        )
        .order_by(Source.next_poll_at, Source.id)
    )
    due: list[Due] = []
    for number, name, url, zone, order, etag, modified, body_hash, full_at in rows:
        # Once a day everything is asked for again: some servers keep an ETag while their feed moves on.
        validators = ("", "") if full_at is None or now - full_at >= FULL_EVERY else (etag, modified)
        due.append(Due(number, name, url, zone, order, *validators, body_hash))
    return due


def next_due_at(session: Session) -> datetime | None:
    """When the next source wants to be fetched."""
    return session.scalar(select(func.min(Source.next_poll_at)).where(Source.state != SourceState.PAUSED))


def all_sources(session: Session) -> Sequence[Source]:
    """Every source with its periods and units."""
    return session.scalars(select(Source).options(selectinload(Source.periods)).order_by(Source.name, Source.id)).all()


def source_by_id(session: Session, source_id: int) -> Source | None:
    return session.scalar(select(Source).where(Source.id == source_id).options(selectinload(Source.periods)))


def source_by_url(session: Session, url: str) -> Source | None:
    return session.scalar(select(Source).where(Source.url == url))


def sources_of_units(session: Session, unit_ids: Iterable[int]) -> Sequence[Source]:
    """Sources that belong or belonged to one of the units."""
    return session.scalars(
        select(Source)
        .where(Source.id.in_(select(SourcePeriod.source_id).where(SourcePeriod.unit_id.in_(list(unit_ids)))))
        .order_by(Source.name, Source.id)
    ).all()


def fetches_of(session: Session, source_id: int, *, limit: int = 50, offset: int = 0) -> Sequence[Fetch]:
    """The attempts on a source, newest first."""
    return session.scalars(
        select(Fetch).where(Fetch.source_id == source_id).order_by(Fetch.id.desc()).limit(limit).offset(offset)
    ).all()


def known_shares(session: Session, source_id: int, *, limit: int = 2) -> tuple[float, ...]:
    """The share (0–1) of items already known in the last good documents, oldest first."""
    rows = session.execute(
        select(Fetch.new, Fetch.changed, Fetch.same)
        .where(Fetch.source_id == source_id, Fetch.problem == "")
        .order_by(Fetch.id.desc())
        .limit(limit)
    ).all()
    return tuple(_known_share(new, changed + same) for new, changed, same in reversed(rows))


def _known_share(new: int, known: int) -> float:
    return known / (new + known) if new + known else 1.0


def published_moments(session: Session, source_id: int, since: datetime) -> Sequence[datetime]:
    """Stated instants of the source's items since a moment."""
    return [
        moment
        for moment in session.scalars(
            select(PublishedItem.published_at).where(
                PublishedItem.source_id == source_id, PublishedItem.published_at >= since
            )
        )
        if moment is not None
    ]


def items_of(session: Session, source_id: int, *, limit: int = 15) -> Sequence[PublishedItem]:
    """The newest items seen in a source, whoever brought them first."""
    return session.scalars(
        select(PublishedItem)
        .join(Sighting)
        .where(Sighting.source_id == source_id)
        .order_by(PublishedItem.published_on.desc(), PublishedItem.published_at.desc(), PublishedItem.id.desc())
        .limit(limit)
    ).all()


def item_counts(session: Session, now: datetime) -> dict[int, ItemCounts]:
    """Counts per source, one statement for all."""
    week = func.count().filter(Sighting.first_seen_at >= now - timedelta(days=7))
    rows = session.execute(select(Sighting.source_id, func.count(), week).group_by(Sighting.source_id))
    return {source_id: ItemCounts(total, recent) for source_id, total, recent in rows}
