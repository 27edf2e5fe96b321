"""Columns and slots: what the index, the column's page and the verbs ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from planner.domain.access import Visibility
from planner.models import Channel, ChannelPeriod, Column, Match, PlannedItem, PublishedItem, Slot
from planner.vocabulary import MatchState, SlotState, Status

MOST_EMPTY = 300
LET_GO = (Status.CANCELLED, Status.POSTPONED)


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column in the index: its next slot and how many slots in the window are filled, empty and skipped."""

    column: Column
    next_on: date | None
    filled: int
    empty: int
    skipped: int


def filled() -> ColumnElement[bool]:
    """Whether a slot has an item that still means to be carried (correlated to Slot)."""
    return exists().where(PlannedItem.slot_id == Slot.id, PlannedItem.status.not_in(LET_GO))


def column_lines(session: Session, visibility: Visibility, first: date, last: date) -> list[ColumnLine]:
    """The columns a viewer may see, with the state of their slots from ``first`` to ``last``; two statements."""
    in_window = and_(Slot.on >= first, Slot.on <= last)
    is_open = Slot.state == SlotState.OPEN
    counts = {
        row.column_id: row
        for row in session.execute(
            select(
                Slot.column_id,
                func.min(Slot.on).filter(is_open).label("next_on"),
                func.count().filter(is_open, filled()).label("filled"),
                func.count().filter(is_open, ~filled()).label("empty"),
                func.count().filter(Slot.state == SlotState.SKIPPED).label("skipped"),
            )
            .where(in_window)
            .group_by(Slot.column_id)
        )
    }
    lines: list[ColumnLine] = []
    for column in columns_seen(session, visibility):
        row = counts.get(column.id)
        figures = (row.next_on, row.filled, row.empty, row.skipped) if row else (None, 0, 0, 0)
        lines.append(ColumnLine(column, *figures))
    return lines


def columns_seen(session: Session, visibility: Visibility) -> Sequence[Column]:
    """Columns of the units whose plans a viewer sees, with unit and channel."""
    query = select(Column).options(joinedload(Column.unit), joinedload(Column.channel)).order_by(Column.name, Column.id)
    if not visibility.everything:
        query = query.where(Column.unit_id.in_(visibility.unit_ids))
    return session.scalars(query).all()


def column_page(session: Session, column_id: int) -> Column | None:
    """A column with all that its page shows, its slots apart."""
    return session.scalar(
        select(Column)
        .where(Column.id == column_id)
        .options(
            joinedload(Column.unit), joinedload(Column.channel), joinedload(Column.campaign), joinedload(Column.genre)
        )
    )


def slots_of(session: Session, column_id: int, first: date, last: date) -> list[tuple[Slot, list[PlannedItem]]]:
    """Slots of a column in a window with the items standing in them; two statements."""
    slots = session.scalars(
        select(Slot).where(Slot.column_id == column_id, Slot.on >= first, Slot.on <= last).order_by(Slot.on, Slot.id)
    ).all()
    items = session.scalars(
        select(PlannedItem)
        .join(Slot, PlannedItem.slot_id == Slot.id)
        .where(Slot.column_id == column_id, Slot.on >= first, Slot.on <= last)
        .order_by(PlannedItem.id)
    ).all()
    standing: dict[int, list[PlannedItem]] = {}
    for item in items:
        standing.setdefault(item.slot_id or 0, []).append(item)
    return [(slot, standing.get(slot.id, [])) for slot in slots]


def slot_page(session: Session, slot_id: int) -> Slot | None:
    """A slot with its column and unit."""
    return session.scalar(
        select(Slot)
        .where(Slot.id == slot_id)
        .options(joinedload(Slot.column).joinedload(Column.unit), joinedload(Slot.column).joinedload(Column.channel))
    )


def open_slots(session: Session, unit_ids: Iterable[int], first: date, last: date) -> Sequence[Slot]:
    """Slots of units' columns that may still be chosen for an item, with their columns, by column and day."""
    return session.scalars(
        select(Slot)
        .join(Column)
        .where(Column.unit_id.in_(list(unit_ids)), Slot.state == SlotState.OPEN, Slot.on >= first, Slot.on <= last)
        .options(joinedload(Slot.column))
        .order_by(Column.name, Column.id, Slot.on)
    ).all()


def open_slot_on(session: Session, column_id: int, on: date) -> Slot | None:
    """The slot of a column on a day, unless it is skipped."""
    found = slot_on(session, column_id, on)
    return found if found is not None and found.state is SlotState.OPEN else None


def slot_on(session: Session, column_id: int, on: date) -> Slot | None:
    return session.scalar(select(Slot).where(Slot.column_id == column_id, Slot.on == on).order_by(Slot.id).limit(1))


def items_of_slot(session: Session, slot_id: int) -> Sequence[PlannedItem]:
    """Items standing in a slot that still mean to be carried, with all that moving them needs."""
    return session.scalars(
        select(PlannedItem)
        .where(PlannedItem.slot_id == slot_id, PlannedItem.status.not_in(LET_GO))
        .options(selectinload(PlannedItem.assignments), selectinload(PlannedItem.themes))
        .order_by(PlannedItem.id)
    ).all()


def coming_empty_slots(session: Session, visibility: Visibility, first: date, last: date) -> Sequence[Slot]:
    """Open slots without an item from ``first`` to ``last`` that a viewer sees, by day; at most MOST_EMPTY."""
    query = (
        select(Slot)
        .join(Slot.column)
        .where(Slot.on.between(first, last), Slot.state == SlotState.OPEN, ~filled())
        .options(contains_eager(Slot.column).joinedload(Column.unit))
        .order_by(Slot.on, func.coalesce(Slot.airs_at, Column.airs_at).nulls_last(), Slot.id)
        .limit(MOST_EMPTY)
    )
    if not visibility.everything:
        query = query.where(Column.unit_id.in_(visibility.unit_ids))
    return session.scalars(query).all()


def published_of_slot(session: Session, slot_id: int) -> Sequence[PublishedItem]:
    """What was confirmed as carrying the slot's items, by day."""
    return session.scalars(
        select(PublishedItem)
        .join(Match, Match.published_item_id == PublishedItem.id)
        .join(PlannedItem, Match.item_id == PlannedItem.id)
        .where(PlannedItem.slot_id == slot_id, Match.state == MatchState.CONFIRMED)
        .order_by(PublishedItem.published_on, PublishedItem.id)
    ).all()


def untouched_slots(session: Session, column_id: int, since: date) -> Sequence[Slot]:
    """Coming slots nobody filled, skipped or moved: a new rhythm may take them away."""
    return session.scalars(
        select(Slot).where(
            Slot.column_id == column_id,
            Slot.original_on >= since,
            Slot.on == Slot.original_on,
            Slot.state == SlotState.OPEN,
            ~exists().where(PlannedItem.slot_id == Slot.id),
        )
    ).all()


def columns_with_last_slot(session: Session) -> list[tuple[Column, date | None]]:
    """Every column with the last day its rhythm has been written down for."""
    last = select(func.max(Slot.original_on)).where(Slot.column_id == Column.id).scalar_subquery()
    return [(column, day) for column, day in session.execute(select(Column, last).order_by(Column.id))]


def channels_of(session: Session, unit_ids: Iterable[int], today: date) -> Sequence[Channel]:
    """Channels that belong to one of the units today."""
    return session.scalars(
        select(Channel)
        .where(
            Channel.id.in_(
                select(ChannelPeriod.channel_id).where(
                    ChannelPeriod.unit_id.in_(list(unit_ids)),
                    (ChannelPeriod.valid_from.is_(None)) | (ChannelPeriod.valid_from <= today),
                    (ChannelPeriod.valid_to.is_(None)) | (ChannelPeriod.valid_to >= today),
                )
            )
        )
        .order_by(Channel.name, Channel.id)
    ).all()
