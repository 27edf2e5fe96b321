"""Saved filters of the calendar."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from planner.models import SavedFilter


def saved_filters(session: Session, person_id: int, unit_ids: Collection[int]) -> Sequence[SavedFilter]:
    """A person's own filters and those shared with these units, by name."""
    return session.scalars(
        select(SavedFilter)
        .where(or_(SavedFilter.person_id == person_id, SavedFilter.unit_id.in_(unit_ids)))
        .order_by(SavedFilter.name, SavedFilter.id)
    ).all()


def filter_by_id(session: Session, number: int) -> SavedFilter | None:
    return session.get(SavedFilter, number)


def count_of(session: Session, person_id: int) -> int:
    """How many filters a person has saved."""
    return session.scalar(select(func.count()).where(SavedFilter.person_id == person_id)) or 0
