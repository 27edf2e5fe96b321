"""A station's day by the hour: a lane for each channel, what starts in each step, what is still running, and on top
what has no hour yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import time

from flask import url_for

from planner.domain.access import Action, may
from planner.forms.calendar import STEPS
from planner.queries.calendar import ItemLine, SlotLine
from planner.vocabulary import CalendarClock
from planner.web.calendar_state import State
from planner.web.day_lanes import UNKNOWN, DayLane
from planner.web.month import Showing, ShownItem, ShownSlot

FIRST, LAST = 5 * 60, 23 * 60  # minutes of the day that are always shown
WHOLE_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Cell:
    """What one channel has in one step. ``running``: titles begun earlier that are still on air."""

    items: list[ShownItem] = field(default_factory=list)
    slots: list[ShownSlot] = field(default_factory=list)
    running: list[str] = field(default_factory=list)

    @property
    def is_free(self) -> bool:
        return not (self.items or self.slots)


@dataclass(frozen=True, slots=True)
class HourRow:
    """``start``: "20:00", empty for what has no hour. ``cells``: by the number of their lane."""

    start: str
    cells: dict[int, Cell]
    add_url: str | None = None

    @property
    def is_free(self) -> bool:
        return all(cell.is_free for cell in self.cells.values())

    @property
    def is_running(self) -> bool:
        return any(cell.running for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class _Airing:
    lane: int
    start: int
    end: int
    title: str


def day_rows(
    showing: Showing,
    lanes: Sequence[DayLane],
    lines: Sequence[ItemLine],
    slots: Sequence[SlotLine],
    step: int,
) -> list[HourRow]:
    """The unknown hour first, then one row every ``step`` minutes."""
    by_item = {number: lane.id for lane in lanes for number in lane.items}
    by_slot = {number: lane.id for lane in lanes for number in lane.slots}
    timeless = HourRow("", {lane.id: Cell() for lane in lanes})
    airings = [_airing(showing, line, by_item.get(line.id, UNKNOWN)) for line in lines]
    airings += [_slot_airing(slot, by_slot.get(slot.id, UNKNOWN)) for slot in slots]
    hours = _empty_hours(showing, lanes, [airing for airing in airings if airing], step)

    def cell_of(airing: _Airing | None, lane: int) -> Cell:
        return (hours[airing.start // step * step] if airing else timeless).cells[lane]

    for line, card, airing in zip(lines, showing.items(lines), airings, strict=False):
        cell_of(airing, by_item.get(line.id, UNKNOWN)).items.append(replace(card, time=_span(card.time, airing)))
    for slot, airing in zip(slots, airings[len(lines) :], strict=True):
        shown = showing.slot(slot)
        cell_of(airing, by_slot.get(slot.id, UNKNOWN)).slots.append(replace(shown, time=_span(shown.time, airing)))
    return [timeless, *hours.values()]


def steps(state: State) -> list[tuple[int, str, bool]]:
    """(minutes, address, whether it is the one in use) of the grids to choose from."""
    return [(step, state.url(buoc=str(step)), step == state.form.minutes()) for step in STEPS]


def _empty_hours(showing: Showing, lanes: Sequence[DayLane], known: Sequence[_Airing], step: int) -> dict[int, HourRow]:
    """Rows from the first to the last hour anybody needs, with what is still running in each."""
    first = min([FIRST, *(airing.start for airing in known)]) // step * step
    last = max([LAST, *(min(airing.end, WHOLE_DAY) for airing in known)])
    adds = may(showing.viewer, Action.ADD_PLANS, unit_id=showing.viewer.unit_id)
    hours: dict[int, HourRow] = {}
    for start in range(first, last, step):
        hours[start] = HourRow(
            _clock(start),
            {lane.id: Cell() for lane in lanes},
            _add_url(showing, start) if adds else None,
        )
    for airing in known:
        for start in range(airing.start // step * step + step, min(airing.end, last), step):
            hours[start].cells[airing.lane].running.append(airing.title)
    return hours


def _airing(showing: Showing, line: ItemLine, lane: int) -> _Airing | None:
    moment = line.moment(showing.window)
    if moment is None:
        return None
    start = _minutes(moment.astimezone(showing.zone).time())
    on_air = showing.window.clock is CalendarClock.PUBLICATION
    return _Airing(lane, start, start + ((line.duration_min or 0) if on_air else 0), line.title)


def _slot_airing(slot: SlotLine, lane: int) -> _Airing | None:
    if slot.airs_at is None:
        return None
    start = _minutes(slot.airs_at)
    return _Airing(lane, start, start + (slot.duration_min or 0), slot.column)


def _span(start: str, airing: _Airing | None) -> str:
    if airing is None or airing.end == airing.start:
        return start
    return f"{start}–{_clock(airing.end % WHOLE_DAY)}"


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _add_url(showing: Showing, start: int) -> str:
    return url_for("items.new", ngay=showing.window.first.isoformat(), gio=_clock(start))
