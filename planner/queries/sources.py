"""Sources, what is due, and the record of attempts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import and_, exists, func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from feeds.identity import Policy
from feeds.recipes import FEED, Recipe
from planner.models import Fetch, Membership, Person, PublishedItem, Sighting, Source, SourcePeriod
from planner.models.source import recipe_of
from planner.vocabulary import Role, SourceState

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
    recipe: Recipe = FEED
    policy: Policy = "guid"

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
            Source.policy,
            Source.kind,
            Source.item_selector,
            Source.title_selector,
            Source.date_selector,
        )
        .where(
            true() if everything else Source.next_poll_at <= now,
            Source.state != SourceState.PAUSED,
            or_(Source.lease_until.is_(None), Source.lease_until < now),
        )
        .order_by(Source.next_poll_at, Source.id)
    )
    due: list[Due] = []
    for row in rows:
        # Once a day everything is asked for again: some servers keep an ETag while their feed moves on.
        stale = row.last_full_at is None or now - row.last_full_at >= FULL_EVERY
        due.append(
            Due(
                id=row.id,
                name=row.name,
                url=row.url,
                zone=row.zone,
                day_order=row.day_order,
                etag="" if stale else row.etag,
                last_modified="" if stale else row.last_modified,
                body_hash=row.body_hash,
                recipe=recipe_of(row.kind, row.item_selector, row.title_selector, row.date_selector),
                policy=row.policy,
            )
        )
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


def keepers(session: Session, unit_id: int | None, day: date) -> list[tuple[int, bool]]:
    """Who is told of a source in trouble: (person, whether as an editor of the unit that owns it on ``day``)."""
    member = (
        exists()
        .where(
            Membership.person_id == Person.id,
            Membership.unit_id == unit_id,
            or_(Membership.valid_from.is_(None), Membership.valid_from <= day),
            or_(Membership.valid_to.is_(None), Membership.valid_to >= day),
        )
        .correlate(Person)
    )
    editor = and_(Person.role == Role.EDITOR, member)
    query = select(Person.id, Person.role).where(Person.active, or_(Person.role == Role.ADMINISTRATOR, editor))
    return [(number, role is Role.EDITOR) for number, role in session.execute(query.order_by(Person.id))]
