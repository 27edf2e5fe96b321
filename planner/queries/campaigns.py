"""Campaigns, their themes and how much hangs on each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.domain.access import Visibility
from planner.models import Campaign, CampaignUnit, Match, PlannedItem, Relevance, Theme, item_theme
from planner.vocabulary import MatchState, RelevanceState, Status


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """Pieces under a theme that the viewer may see: planned, published of those, and counted outside the plan."""

    planned: int = 0
    published: int = 0
    outside: int = 0


def visible(visibility: Visibility) -> ColumnElement[bool]:
    """The condition that keeps plans the viewer may not see out of a select."""
    if visibility.everything:
        return true()
    return or_(PlannedItem.unit_id.in_(list(visibility.unit_ids)), PlannedItem.status == Status.PUBLISHED)


def all_campaigns(session: Session) -> Sequence[Campaign]:
    """Campaigns with their directive and units, the newest first."""
    return session.scalars(
        select(Campaign)
        .options(joinedload(Campaign.directive), selectinload(Campaign.units).joinedload(CampaignUnit.unit))
        .order_by(Campaign.starts_on.desc(), Campaign.id.desc())
    ).all()


def campaign_by_key(session: Session, key: str) -> Campaign | None:
    """A campaign by its key, or by its number written out."""
    condition = Campaign.id == int(key) if key.isdecimal() else Campaign.key == key
    return session.scalar(
        select(Campaign)
        .where(condition)
        .options(
            joinedload(Campaign.directive),
            joinedload(Campaign.subject),
            joinedload(Campaign.board),
            selectinload(Campaign.units).joinedload(CampaignUnit.unit),
            selectinload(Campaign.themes).joinedload(Theme.task),
            selectinload(Campaign.key_dates),
        )
    )


def theme_with_chain(session: Session, theme_id: int) -> Theme | None:
    """A theme with its campaign, task and directive."""
    return session.scalar(
        select(Theme)
        .where(Theme.id == theme_id)
        .options(joinedload(Theme.campaign).joinedload(Campaign.directive), joinedload(Theme.task))
    )


def theme_counts(session: Session, campaign_id: int, visibility: Visibility) -> dict[int, ThemeCount]:
    """Counts by theme number; themes without anything are left out."""
    of_theme = (
        select(item_theme.c.theme_id, func.count())
        .join(PlannedItem, PlannedItem.id == item_theme.c.item_id)
        .where(PlannedItem.campaign_id == campaign_id, visible(visibility))
        .group_by(item_theme.c.theme_id)
    )
    confirmed = select(Match.id).where(Match.item_id == PlannedItem.id, Match.state == MatchState.CONFIRMED).exists()
    outside = (
        select(Relevance.theme_id, func.count())
        .where(
            Relevance.campaign_id == campaign_id,
            Relevance.state == RelevanceState.COUNTED,
            Relevance.theme_id.is_not(None),
        )
        .group_by(Relevance.theme_id)
    )
    planned, published, extra = (_by_theme(session, q) for q in (of_theme, of_theme.where(confirmed), outside))
    return {
        theme_id: ThemeCount(planned.get(theme_id, 0), published.get(theme_id, 0), extra.get(theme_id, 0))
        for theme_id in planned.keys() | extra.keys()
    }


def _by_theme(session: Session, query: Select[int, int] | Select[int | None, int]) -> dict[int, int]:
    return {theme_id: number for theme_id, number in session.execute(query) if theme_id is not None}


def items_of_theme(
    session: Session, theme_id: int, visibility: Visibility, *, limit: int = 200
) -> Sequence[PlannedItem]:
    """Planned items of a theme the viewer may see, newest day first."""
    return session.scalars(
        select(PlannedItem)
        .join(item_theme, item_theme.c.item_id == PlannedItem.id)
        .where(item_theme.c.theme_id == theme_id, visible(visibility))
        .options(joinedload(PlannedItem.unit), joinedload(PlannedItem.genre))
        .order_by(PlannedItem.publish_on.desc().nulls_last(), PlannedItem.id.desc())
        .limit(limit)
    ).all()


def links_of_items(session: Session, item_ids: Sequence[int]) -> dict[int, list[Match]]:
    """Confirmed matches of several planned items, with the published items, by planned item."""
    found: dict[int, list[Match]] = {}
    query = (
        select(Match)
        .where(Match.item_id.in_(item_ids), Match.state == MatchState.CONFIRMED)
        .options(joinedload(Match.published_item))
        .order_by(Match.id)
    )
    for match in session.scalars(query):
        found.setdefault(match.item_id, []).append(match)
    return found


def outside_of_theme(session: Session, theme_id: int, *, limit: int = 200) -> Sequence[Relevance]:
    """Published items counted outside the plan under a theme, newest first."""
    return session.scalars(
        select(Relevance)
        .where(Relevance.theme_id == theme_id, Relevance.state == RelevanceState.COUNTED)
        .options(joinedload(Relevance.published_item))
        .order_by(Relevance.id.desc())
        .limit(limit)
    ).all()
