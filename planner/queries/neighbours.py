"""What else a calendar page's items may clash with: everything visible, whatever the page's filter leaves out."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, String, cast, func, literal, select, union
from sqlalchemy.orm import Session

from planner.domain.access import Visibility
from planner.domain.clashes import QUIET, Booking, week_start
from planner.models import Assignment, Person, PlannedItem
from planner.queries.calendar import ItemLine
from planner.queries.item_filter import in_sight

WEEK = timedelta(days=6)
MOST_LINES = 500  # more are told by counts on the page, not by cards with warnings


def bookings_near(
    session: Session, visibility: Visibility, lines: Sequence[ItemLine], *, whole_weeks: bool = False
) -> list[Booking]:
    """Active items in a slot of the lines, with one of their people at one of their hours, or about one of their
    exemplars in one of their weeks; the lines themselves left out. One statement, none when nothing can clash.
    ``whole_weeks``: the lines are all there is in their weeks, so only a slot may hold somebody else.
    """
    shown = [line for line in lines[:MOST_LINES] if line.publish_on and line.status not in QUIET]
    elsewhere = () if whole_weeks else (_same_hour(shown), _same_exemplar(shown))
    parts = [part for part in (_same_slot(shown), *elsewhere) if part is not None]
    if not parts:
        return []
    names = (
        select(func.aggregate_strings(cast(Assignment.person_id, String) + literal(":") + Person.name, "\n"))
        .select_from(Assignment)
        .join(Person, Assignment.person_id == Person.id)
        .where(Assignment.item_id == PlannedItem.id)
        .correlate(PlannedItem)
        .scalar_subquery()
    )
    near = union(*parts).subquery()
    query = (
        select(*_COLUMNS, names)
        .join(near, near.c.id == PlannedItem.id)
        .where(*in_sight(visibility), PlannedItem.status.not_in(QUIET))
        .order_by(PlannedItem.id)
    )
    known = {line.id for line in lines}
    return [_booking(row) for row in session.execute(query) if row[0] not in known]


_COLUMNS: tuple[Any, ...] = (
    PlannedItem.id,
    PlannedItem.title,
    PlannedItem.status,
    PlannedItem.publish_on,
    PlannedItem.publish_at,
    PlannedItem.slot_id,
    PlannedItem.unit_id,
    PlannedItem.exemplar_id,
)


def _same_slot(lines: Sequence[ItemLine]) -> Select[Any] | None:
    slots = {line.slot_id for line in lines if line.slot_id}
    return select(PlannedItem.id).where(PlannedItem.slot_id.in_(slots)) if slots else None


def _same_hour(lines: Sequence[ItemLine]) -> Select[Any] | None:
    timed = [line for line in lines if line.publish_at and line.people]
    if not timed:
        return None
    people = {person for line in timed for person in line.people}
    return (
        select(PlannedItem.id)
        .join(Assignment, Assignment.item_id == PlannedItem.id)
        .where(
            Assignment.person_id.in_(people),
            PlannedItem.publish_on.in_({line.publish_on for line in timed}),
            PlannedItem.publish_at.in_({line.publish_at for line in timed}),
        )
    )


def _same_exemplar(lines: Sequence[ItemLine]) -> Select[Any] | None:
    told = [line for line in lines if line.exemplar_id]
    if not told:
        return None
    mondays = [week_start(line.publish_on) for line in told if line.publish_on]
    return select(PlannedItem.id).where(
        PlannedItem.exemplar_id.in_({line.exemplar_id for line in told}),
        PlannedItem.publish_on.between(min(mondays), max(mondays) + WEEK),
    )


def _booking(row: Any) -> Booking:
    number, title, status, on, at, slot, unit, exemplar, names = row
    pairs = (entry.split(":", 1) for entry in (names or "").split("\n") if entry)
    people = {int(person): name for person, name in pairs}
    return Booking(number, title, status, on, at, None, slot, people, unit, exemplar)
