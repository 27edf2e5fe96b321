"""Patterns of columns, and the slots a series may stand in."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.models import Pattern, Slot
from planner.queries.columns import filled
from planner.vocabulary import SlotState


def pattern_of(session: Session, column_id: int) -> Pattern | None:
    """A column's pattern with its people."""
    return session.scalar(select(Pattern).where(Pattern.column_id == column_id).options(selectinload(Pattern.people)))


def slot_number(session: Session, slot: Slot) -> int:
    """The how-manieth slot of its column this is, skipped ones not counted."""
    query = select(func.count()).where(
        Slot.column_id == slot.column_id, Slot.on <= slot.on, Slot.state == SlotState.OPEN
    )
    return session.scalar(query) or 0


def empty_slots_from(session: Session, column_id: int, since: date, limit: int) -> Sequence[Slot]:
    """The column's next open slots that nothing stands in, in their order."""
    return session.scalars(
        select(Slot)
        .where(Slot.column_id == column_id, Slot.on >= since, Slot.state == SlotState.OPEN, ~filled())
        .options(joinedload(Slot.column))
        .order_by(Slot.on, Slot.id)
        .limit(limit)
    ).all()
