"""What one person is to make: their assignments in items that are still going on, or still lack their link."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from planner.domain.my_work import Task
from planner.models import Assignment, Match, PlannedItem
from planner.vocabulary import MatchState, Status

MOST = 200
# A published item without its link is asked after for this long.
ASKED_FOR = timedelta(days=60)


def tasks_of(session: Session, person_id: int, today: date) -> Sequence[tuple[Task, Assignment]]:
    """One select: the assignments with their items, by deadline, then by day."""
    linked = exists().where(Match.item_id == PlannedItem.id, Match.state == MatchState.CONFIRMED).correlate(PlannedItem)
    rows = session.execute(
        select(Assignment, linked)
        .join(Assignment.item)
        .where(
            Assignment.person_id == person_id,
            PlannedItem.status != Status.CANCELLED,
            (PlannedItem.status != Status.PUBLISHED) | (~linked & (PlannedItem.publish_on >= today - ASKED_FOR)),
        )
        .options(
            contains_eager(Assignment.item).options(
                joinedload(PlannedItem.column), joinedload(PlannedItem.genre), joinedload(PlannedItem.step)
            )
        )
        .order_by(PlannedItem.deadline_at.nulls_last(), PlannedItem.publish_on.nulls_last(), PlannedItem.id)
        .limit(MOST)
    ).all()
    return [(_task(assignment, bool(has_link)), assignment) for assignment, has_link in rows]


def assignment_of(session: Session, item_id: int, person_id: int) -> Assignment | None:
    return session.scalar(select(Assignment).where(Assignment.item_id == item_id, Assignment.person_id == person_id))


def _task(assignment: Assignment, linked: bool) -> Task:
    item = assignment.item
    return Task(item.status, assignment.answer, item.deadline_at, item.publish_on, linked)
