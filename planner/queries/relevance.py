"""Published items that belong to a campaign although nobody planned them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, func, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.models import Campaign, CampaignUnit, Genre, Match, PublishedItem, Relevance
from planner.vocabulary import MatchState, RelevanceState


def campaigns_with_words(session: Session) -> Sequence[Campaign]:
    """Campaigns with their themes and units: three statements however many there are."""
    return session.scalars(
        select(Campaign)
        .options(selectinload(Campaign.themes), selectinload(Campaign.units))
        .order_by(Campaign.starts_on.desc(), Campaign.id.desc())
    ).all()


def unplanned(session: Session, unit_ids: Collection[int] | None, *, limit: int) -> Sequence[Relevance]:
    """What waits to be looked at, by campaign, the likeliest first; items that carry out a plan are left out."""
    return session.scalars(
        _with_sides(
            select(Relevance)
            .join(PublishedItem)
            .where(_of_units(unit_ids), Relevance.state == RelevanceState.SUGGESTED, ~_is_planned())
            .order_by(Relevance.campaign_id.desc(), Relevance.score.desc(), Relevance.id.desc())
            .limit(limit)
        )
    ).all()


def number_unplanned(session: Session, unit_ids: Collection[int] | None) -> int:
    """How many wait to be looked at."""
    query = (
        select(func.count())
        .select_from(Relevance)
        .join(PublishedItem)
        .where(_of_units(unit_ids), Relevance.state == RelevanceState.SUGGESTED, ~_is_planned())
    )
    return session.scalar(query) or 0


def number_unplanned_since(session: Session, unit_ids: Collection[int] | None, since: datetime) -> int:
    """How many of those that wait were found at or after a moment."""
    query = (
        select(func.count())
        .select_from(Relevance)
        .join(PublishedItem)
        .where(
            _of_units(unit_ids),
            Relevance.state == RelevanceState.SUGGESTED,
            Relevance.suggested_at >= since,
            ~_is_planned(),
        )
    )
    return session.scalar(query) or 0


def airings_of(
    session: Session, published: PublishedItem, unit_ids: Collection[int], around: timedelta
) -> Sequence[PublishedItem]:
    """Other published items of these units that bear the same title within some time: media, reruns, copies."""
    return session.scalars(
        select(PublishedItem)
        .where(
            PublishedItem.unit_id.in_(unit_ids),
            PublishedItem.published_on.between(published.published_on - around, published.published_on + around),
            PublishedItem.title_fold == published.title_fold,
            PublishedItem.title_fold != "",
            PublishedItem.id != published.id,
        )
        .order_by(PublishedItem.published_on, PublishedItem.id)
    ).all()


def published_for(session: Session, campaign_id: int, since: date, limit: int) -> Sequence[Row[int, str, str]]:
    """Number, title and lead of what the campaign's units published since a day, the latest first."""
    units = select(CampaignUnit.unit_id).where(CampaignUnit.campaign_id == campaign_id)
    return session.execute(
        select(PublishedItem.id, PublishedItem.title, PublishedItem.summary)
        .where(PublishedItem.unit_id.in_(units), PublishedItem.published_on >= since)
        .order_by(PublishedItem.published_on.desc(), PublishedItem.id.desc())
        .limit(limit)
    ).all()


def refused_titles(session: Session, titles: Collection[str]) -> set[tuple[int, str]]:
    """Campaign and folded title of what somebody said does not belong to it, among these titles."""
    rows = session.execute(
        select(Relevance.campaign_id, PublishedItem.title_fold)
        .join(PublishedItem)
        .where(Relevance.state == RelevanceState.NOT_RELEVANT, PublishedItem.title_fold.in_(titles))
    )
    return {(campaign, title) for campaign, title in rows}


def waiting_copies(session: Session, relevance: Relevance) -> Sequence[Relevance]:
    """What waits for the same campaign under the same title, the row itself left out."""
    return session.scalars(
        _with_sides(
            select(Relevance)
            .join(PublishedItem)
            .where(
                Relevance.campaign_id == relevance.campaign_id,
                Relevance.state == RelevanceState.SUGGESTED,
                Relevance.id != relevance.id,
                PublishedItem.title_fold == relevance.published_item.title_fold,
                PublishedItem.title_fold != "",
            )
        )
    ).all()


def judged(session: Session, unit_ids: Collection[int] | None, *, limit: int) -> Sequence[Relevance]:
    """What was counted or put aside, the latest decision first."""
    return session.scalars(
        _with_sides(
            select(Relevance)
            .join(PublishedItem)
            .where(_of_units(unit_ids), Relevance.state != RelevanceState.SUGGESTED)
            .order_by(Relevance.decided_at.desc(), Relevance.id.desc())
            .limit(limit)
        )
    ).all()


def relevance_by_id(session: Session, relevance_id: int) -> Relevance | None:
    """One judgement with its campaign, themes and published item."""
    return session.scalar(_with_sides(select(Relevance).where(Relevance.id == relevance_id)))


def counted_outside(session: Session, published_id: int) -> Sequence[Relevance]:
    """The campaigns for which this published item is counted as unplanned."""
    return session.scalars(
        select(Relevance)
        .where(Relevance.published_item_id == published_id, Relevance.state == RelevanceState.COUNTED)
        .options(joinedload(Relevance.campaign), joinedload(Relevance.published_item))
    ).all()


def all_genres(session: Session) -> Sequence[Genre]:
    return session.scalars(select(Genre).order_by(Genre.position, Genre.id)).all()


def _of_units(unit_ids: Collection[int] | None) -> ColumnElement[bool]:
    return true() if unit_ids is None else PublishedItem.unit_id.in_(unit_ids)


def _is_planned() -> ColumnElement[bool]:
    return (
        select(Match.id)
        .where(Match.published_item_id == Relevance.published_item_id, Match.state == MatchState.CONFIRMED)
        .exists()
    )


def _with_sides(query: Select[Relevance]) -> Select[Relevance]:
    return query.options(
        joinedload(Relevance.published_item).options(joinedload(PublishedItem.unit), joinedload(PublishedItem.channel)),
        joinedload(Relevance.campaign).selectinload(Campaign.themes),
        joinedload(Relevance.theme),
        joinedload(Relevance.genre),
        joinedload(Relevance.decided_by),
    )
