"""Plans that did not stay where they were put, with the reasons given."""

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from planner.domain.coverage import STOPPED
from planner.domain.variance import Change, ChangedPlan
from planner.models import Move, MoveLine, PlannedItem, Unit
from planner.queries.coverage import Scope
from planner.vocabulary import Status

MOST = 1000
_KINDS = {Status.POSTPONED: Change.POSTPONED, Status.CANCELLED: Change.CANCELLED}


def changed_plans(session: Session, scope: Scope) -> list[ChangedPlan]:
    """Items first planned for the period, or standing in it now, that were moved or put aside; by their first day.

    Three statements, at most MOST items. A move that was taken back is none.
    """
    wanted = _changed(scope)
    units = {unit.id: unit for unit in session.scalars(select(Unit))}
    given = _reasons_of_moves(session, wanted)
    items = session.execute(
        select(
            PlannedItem.id,
            PlannedItem.title,
            PlannedItem.unit_id,
            PlannedItem.status,
            PlannedItem.status_reason,
            PlannedItem.original_on,
            PlannedItem.publish_on,
        )
        .where(wanted)
        .order_by(PlannedItem.original_on, PlannedItem.id)
        .limit(MOST)
    )
    return [
        ChangedPlan(
            item_id=item_id,
            title=title,
            unit_id=unit_id,
            unit_name=units[unit_id].name_on(first_on or scope.period.last).name,
            change=_KINDS.get(status, Change.MOVED),
            first_on=first_on,
            now_on=now_on,
            reason=status_reason if status in STOPPED else given.get(item_id, ""),
        )
        for item_id, title, unit_id, status, status_reason, first_on, now_on in items
    ]


def _changed(scope: Scope) -> ColumnElement[bool]:
    first, last = scope.period.first, scope.period.last
    moved = and_(PlannedItem.original_on.is_not(None), PlannedItem.original_on.is_distinct_from(PlannedItem.publish_on))
    return and_(
        PlannedItem.campaign_id == scope.campaign_id,
        scope.allows(PlannedItem.unit_id),
        PlannedItem.status != Status.IDEA,
        or_(PlannedItem.original_on.between(first, last), PlannedItem.publish_on.between(first, last)),
        or_(PlannedItem.status.in_(STOPPED), moved),
    )


def _reasons_of_moves(session: Session, wanted: ColumnElement[bool]) -> dict[int, str]:
    """The last reason given for a move that stands."""
    rows = session.execute(
        select(MoveLine.item_id, Move.reason)
        .join(Move, Move.id == MoveLine.move_id)
        .join(PlannedItem, PlannedItem.id == MoveLine.item_id)
        .where(wanted, Move.undone_at.is_(None), Move.reason != "")
        .order_by(Move.id)
    )
    return {item_id: reason for item_id, reason in rows}  # noqa: C416  (rows are no pairs to a type checker)
