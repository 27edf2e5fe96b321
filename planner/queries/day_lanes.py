"""Which channels a day's items and slots go out on: what the day view's lanes are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import literal, or_, select, union_all
from sqlalchemy.orm import Session

from planner.models import Channel, ChannelPeriod, Column, PlannedItem, Slot
from planner.vocabulary import Medium


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A channel and the unit that runs it on the day asked for."""

    id: int
    name: str
    medium: Medium
    unit_id: int


@dataclass(frozen=True, slots=True)
class ColumnChannels:
    """The channel of the column that an item or a slot belongs to, by their numbers."""

    items: dict[int, int]
    slots: dict[int, int]


def channels_on(session: Session, unit_ids: Iterable[int], day: date) -> list[ChannelLine]:
    """The channels that these units run on a day, by unit, medium and name."""
    rows = session.execute(
        select(Channel.id, Channel.name, Channel.medium, ChannelPeriod.unit_id)
        .join(ChannelPeriod, ChannelPeriod.channel_id == Channel.id)
        .where(
            ChannelPeriod.unit_id.in_(list(unit_ids)),
            or_(ChannelPeriod.valid_from.is_(None), ChannelPeriod.valid_from <= day),
            or_(ChannelPeriod.valid_to.is_(None), ChannelPeriod.valid_to >= day),
        )
        .order_by(ChannelPeriod.unit_id, Channel.medium, Channel.name, Channel.id)
    )
    return [ChannelLine(*row) for row in rows]


def column_channels(session: Session, item_ids: Iterable[int], slot_ids: Iterable[int]) -> ColumnChannels:
    """One statement; an item without a column is not in the answer."""
    of_items = (
        select(literal(1), PlannedItem.id, Column.channel_id)
        .join(Column, PlannedItem.column_id == Column.id)
        .where(PlannedItem.id.in_(list(item_ids)))
    )
    of_slots = (
        select(literal(0), Slot.id, Column.channel_id)
        .join(Column, Slot.column_id == Column.id)
        .where(Slot.id.in_(list(slot_ids)))
    )
    found = ColumnChannels({}, {})
    for is_item, number, channel in session.execute(union_all(of_items, of_slots)):
        (found.items if is_item else found.slots)[number] = channel
    return found
