"""What people decided about suggested pairs and about pairs taken by rule."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from planner.models import Match, PlannedItem
from planner.vocabulary import MatchState


def verdicts(
    session: Session, unit_ids: Collection[int] | None, since: datetime
) -> Sequence[Row[datetime, datetime | None, MatchState, bool]]:
    """Found when, taken by rule when, state, taken back: of compared pairs since a moment that a person decided; pasted
    links were not found by comparing and are left out.
    """
    decided = or_(Match.decided_by_id.is_not(None), Match.taken_back)
    query = (
        select(Match.suggested_at, Match.accepted_at, Match.state, Match.taken_back)
        .join(PlannedItem)
        .where(decided, ~Match.pasted, Match.suggested_at >= since, Match.state != MatchState.ACCEPTED)
        .where(or_(Match.state != MatchState.SUGGESTED, Match.accepted_at.is_not(None)))
    )
    if unit_ids is not None:
        query = query.where(PlannedItem.unit_id.in_(unit_ids))
    return session.execute(query).all()
