"""What was published for a campaign, for other systems: confirmed links of its plans and what counts as unplanned."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from planner.models import Match, PlannedItem, PublishedItem, Relevance
from planner.vocabulary import MatchState, RelevanceState

MOST_ENTRIES = 200


def published_for(session: Session, campaign_id: int) -> Sequence[PublishedItem]:
    """The newest two hundred, the newest first; what a rule alone took waits for a person."""
    planned = (
        select(Match.published_item_id)
        .join(PlannedItem, Match.item_id == PlannedItem.id)
        .where(PlannedItem.campaign_id == campaign_id, Match.state == MatchState.CONFIRMED)
    )
    unplanned = select(Relevance.published_item_id).where(
        Relevance.campaign_id == campaign_id, Relevance.state == RelevanceState.COUNTED
    )
    return session.scalars(
        select(PublishedItem)
        .where(or_(PublishedItem.id.in_(planned), PublishedItem.id.in_(unplanned)))
        .order_by(PublishedItem.published_on.desc(), PublishedItem.id.desc())
        .limit(MOST_ENTRIES)
    ).all()
