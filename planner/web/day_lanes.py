"""The lanes of the day view: the channels of the units on the page, and one for what has no channel yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from planner.domain.airing import only_channels
from planner.queries.calendar import ItemLine, SlotLine
from planner.queries.day_lanes import ChannelLine, channels_on, column_channels
from planner.vocabulary import N_
from planner.web.calendar_state import State
from planner.web.rendering import translate

UNKNOWN = 0
NO_CHANNEL = N_("Chưa rõ kênh")


@dataclass(frozen=True, slots=True)
class DayLane:
    """``unit``: said only where the page shows several units. ``items``, ``slots``: numbers of what goes out here."""

    id: int
    name: str
    unit: str = ""
    items: set[int] = field(default_factory=set)
    slots: set[int] = field(default_factory=set)


def day_lanes(session: Session, state: State, lines: Sequence[ItemLine], slots: Sequence[SlotLine]) -> list[DayLane]:
    """One unit's channels are all shown, free ones too; of several units only those with something. Two statements."""
    viewer = state.showing.viewer
    units = {line.unit_id for line in lines} | {slot.unit_id for slot in slots}
    units = units or {viewer.unit_id or 0}
    channels = channels_on(session, units, state.day)
    lanes = {one.id: _lane(state, one, several=len(units) > 1) for one in channels}
    unknown = DayLane(UNKNOWN, translate(NO_CHANNEL))
    of_columns = column_channels(session, [line.id for line in lines], [slot.id for slot in slots])
    alone = only_channels(channels)
    for line in lines:
        number = of_columns.items.get(line.id) or alone.get((line.unit_id, line.medium), UNKNOWN)
        lanes.get(number, unknown).items.add(line.id)
    for slot in slots:
        lanes.get(of_columns.slots.get(slot.id, UNKNOWN), unknown).slots.add(slot.id)
    shown = [lane for lane in lanes.values() if len(units) == 1 or lane.items or lane.slots]
    return [*shown, unknown] if unknown.items or unknown.slots or not shown else shown


def _lane(state: State, channel: ChannelLine, *, several: bool) -> DayLane:
    unit = state.showing.units.on(channel.unit_id, state.day).short_name if several else ""
    return DayLane(channel.id, channel.name, unit)
