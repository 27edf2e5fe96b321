"""Published items: the list with its filters, one item with everything known about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.domain.access import Visibility
from planner.domain.stories import WITHIN, similar
from planner.models import Genre, Match, PlannedItem, PublishedItem, Relevance, Sighting
from planner.vocabulary import MatchState, Provenance, RelevanceState, Status

STORIES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class PublishedFilter:
    """What the list shows; empty fields do not narrow it. ``first``/``last``: days, included. ``words``: folded."""

    unit_ids: frozenset[int] | None = None
    source_id: int | None = None
    genre_id: int | None = None
    provenance: Provenance | None = None
    first: date | None = None
    last: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """One page of the list. ``confirmed``: numbers of items with a confirmed match or counted as unplanned."""

    items: Sequence[PublishedItem]
    total: int
    confirmed: frozenset[int]


def published_page(session: Session, asked: PublishedFilter, *, limit: int, offset: int) -> PublishedPage:
    """Newest day first; within a day the newest instant, then what was seen last."""
    chosen = _narrowed(select(PublishedItem.id), asked)
    total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    items = session.scalars(
        _narrowed(select(PublishedItem), asked)
        .options(joinedload(PublishedItem.genre), joinedload(PublishedItem.source))
        .order_by(
            PublishedItem.published_on.desc(),
            func.coalesce(PublishedItem.published_at, PublishedItem.first_seen_at).desc(),
            PublishedItem.id.desc(),
        )
        .limit(limit)
        .offset(offset)
    ).all()
    return PublishedPage(items, total, _counted(session, [item.id for item in items]))


def published_by_id(session: Session, published_id: int) -> PublishedItem | None:
    """One item with unit, source, genre, sightings and versions."""
    return session.scalar(
        select(PublishedItem)
        .where(PublishedItem.id == published_id)
        .options(
            joinedload(PublishedItem.unit),
            joinedload(PublishedItem.channel),
            joinedload(PublishedItem.source),
            joinedload(PublishedItem.genre),
            selectinload(PublishedItem.sightings).joinedload(Sighting.source),
            selectinload(PublishedItem.versions),
        )
    )


def same_story(session: Session, published: PublishedItem) -> Sequence[PublishedItem]:
    """The same text elsewhere or once more, at most a week apart: a link between items, never one item of them."""
    if not published.story:
        return []
    rows = session.scalars(
        select(PublishedItem)
        .where(
            PublishedItem.story == published.story,
            PublishedItem.id != published.id,
            PublishedItem.published_on.between(published.published_on - WITHIN, published.published_on + WITHIN),
        )
        .order_by(PublishedItem.published_on, PublishedItem.id)
        .limit(STORIES_SHOWN)
    )
    return [row for row in rows if similar(published.summary, row.summary)]


def matches_of(session: Session, published_id: int, visible: Visibility) -> Sequence[Match]:
    """Matches of an item with the plans this viewer may see."""
    query = (
        select(Match)
        .join(PlannedItem)
        .where(Match.published_item_id == published_id)
        .options(joinedload(Match.item).joinedload(PlannedItem.unit), joinedload(Match.decided_by))
        .order_by(Match.state, Match.score.desc())
    )
    if not visible.everything:
        own = PlannedItem.unit_id.in_(list(visible.unit_ids))
        query = query.where(own | (PlannedItem.status == Status.PUBLISHED))
    return session.scalars(query).all()


def relevances_of(session: Session, published_id: int) -> Sequence[Relevance]:
    """What the item means to each campaign, apart from plans."""
    return session.scalars(
        select(Relevance)
        .where(Relevance.published_item_id == published_id)
        .options(joinedload(Relevance.campaign), joinedload(Relevance.theme))
        .order_by(Relevance.id)
    ).all()


def genres(session: Session) -> Sequence[Genre]:
    return session.scalars(select(Genre).order_by(Genre.position, Genre.id)).all()


def genre_by_id(session: Session, genre_id: int | None) -> Genre | None:
    return session.get(Genre, genre_id) if genre_id else None


def _narrowed(query: Select[Any], asked: PublishedFilter) -> Select[Any]:
    if asked.unit_ids is not None:
        query = query.where(PublishedItem.unit_id.in_(list(asked.unit_ids)))
    if asked.source_id:
        seen = select(Sighting.published_item_id).where(Sighting.source_id == asked.source_id)
        query = query.where(PublishedItem.id.in_(seen))
    if asked.genre_id:
        query = query.where(PublishedItem.genre_id == asked.genre_id)
    if asked.provenance:
        query = query.where(PublishedItem.provenance == asked.provenance)
    if asked.first:
        query = query.where(PublishedItem.published_on >= asked.first)
    if asked.last:
        query = query.where(PublishedItem.published_on <= asked.last)
    if asked.words:
        query = query.where(PublishedItem.title_fold.contains(asked.words, autoescape=True))
    return query


def _counted(session: Session, ids: Sequence[int]) -> frozenset[int]:
    matched = select(Match.published_item_id).where(
        Match.published_item_id.in_(ids), Match.state == MatchState.CONFIRMED
    )
    unplanned = select(Relevance.published_item_id).where(
        Relevance.published_item_id.in_(ids), Relevance.state == RelevanceState.COUNTED
    )
    return frozenset(session.scalars(matched.union(unplanned)))
