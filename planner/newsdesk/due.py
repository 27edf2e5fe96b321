"""When the copy of a column's item is due, with the days off the newsroom knows of."""

from datetime import date, datetime, tzinfo

from sqlalchemy.orm import Session

from planner.domain.deadlines import deadline_for, moved_deadline
from planner.models import Column
from planner.newsdesk.plans import Plan
from planner.queries.days import days_off_before


def due(session: Session, column: Column, on: date, zone: tzinfo) -> datetime:
    """The deadline a column's lead gives for a day; from a day off it goes back to the last working day."""
    return deadline_for(on, column.deadline_days, zone, days_off_before(session, on))


def due_after_move(session: Session, plan: Plan, on: date | None, zone: tzinfo) -> datetime | None:
    """The deadline of ``plan`` moved to ``on``.

    What the column's lead gave is worked out anew, so that moving there and back ends where it began; what somebody
    typed in keeps its distance to the day.
    """
    if plan.column and plan.publish_on and on and plan.deadline_at == due(session, plan.column, plan.publish_on, zone):
        return due(session, plan.column, on, zone)
    return moved_deadline(plan.deadline_at, plan.publish_on, on, zone)
