"""Moves that can be taken back, and the items several of which are chosen at once."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.domain.access import Visibility
from planner.models import Move, MoveLine, PlannedItem
from planner.queries.items import visible
from planner.vocabulary import Status


def move_by_id(session: Session, move_id: int) -> Move | None:
    """A move with its items and all that putting them back needs."""
    return session.scalar(
        select(Move)
        .where(Move.id == move_id)
        .options(
            selectinload(Move.lines).options(
                joinedload(MoveLine.slot),
                joinedload(MoveLine.item).options(
                    selectinload(PlannedItem.assignments),
                    selectinload(PlannedItem.themes),
                    joinedload(PlannedItem.column),
                    joinedload(PlannedItem.slot),
                    joinedload(PlannedItem.campaign),
                    joinedload(PlannedItem.genre),
                ),
            )
        )
    )


def chosen_items(session: Session, visibility: Visibility, numbers: Collection[int]) -> Sequence[PlannedItem]:
    """These items as far as the viewer may see them, with all that changing them needs."""
    return session.scalars(_whole(visibility).where(PlannedItem.id.in_(numbers)).order_by(PlannedItem.id)).all()


def items_of_days(session: Session, visibility: Visibility, first: date, last: date) -> Sequence[PlannedItem]:
    """What stands from ``first`` to ``last``, cancelled items left out."""
    return session.scalars(
        _whole(visibility)
        .where(PlannedItem.publish_on.between(first, last), PlannedItem.status != Status.CANCELLED)
        .order_by(PlannedItem.publish_on, PlannedItem.publish_at.nulls_last(), PlannedItem.id)
    ).all()


def _whole(visibility: Visibility) -> Select[PlannedItem]:
    return select(PlannedItem).where(visible(visibility)).options(
        selectinload(PlannedItem.assignments),
        selectinload(PlannedItem.themes),
        joinedload(PlannedItem.unit),
        joinedload(PlannedItem.column),
        joinedload(PlannedItem.slot),
        joinedload(PlannedItem.campaign),
        joinedload(PlannedItem.genre),
    )  # fmt: skip
