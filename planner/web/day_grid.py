"""A station's day by the hour: what starts in each step, what is still running, what has no hour yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import time

from flask import url_for

from planner.domain.access import Action, may
from planner.forms.calendar import STEPS
from planner.queries.calendar import ItemLine, SlotLine
from planner.vocabulary import CalendarClock
from planner.web.calendar_state import State
from planner.web.month import Showing, ShownItem, ShownSlot

FIRST, LAST = 5 * 60, 23 * 60  # minutes of the day that are always shown
WHOLE_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class HourRow:
    """``start``: "20:00", empty for what has no hour. ``running``: titles begun earlier that are still on air."""

    start: str
    items: list[ShownItem] = field(default_factory=list)
    slots: list[ShownSlot] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    add_url: str | None = None


@dataclass(frozen=True, slots=True)
class _Airing:
    start: int
    end: int
    title: str


def day_rows(showing: Showing, lines: Sequence[ItemLine], slots: Sequence[SlotLine], step: int) -> list[HourRow]:
    """The unknown hour first, then one row every ``step`` minutes."""
    timeless, hours = HourRow(""), dict[int, HourRow]()
    airings = [_airing(showing, line) for line in lines] + [_slot_airing(slot) for slot in slots]
    known = [airing for airing in airings if airing]
    first = min([FIRST, *(airing.start for airing in known)]) // step * step
    last = max([LAST, *(min(airing.end, WHOLE_DAY) for airing in known)])
    adds = may(showing.viewer, Action.ADD_PLANS, unit_id=showing.viewer.unit_id)
    for start in range(first, last, step):
        add_url = _add_url(showing, start) if adds else None
        running = [airing.title for airing in known if airing.start < start < airing.end]
        hours[start] = HourRow(_clock(start), running=running, add_url=add_url)

    def row_of(airing: _Airing | None) -> HourRow:
        return hours[airing.start // step * step] if airing else timeless

    for card, airing in zip(showing.items(lines), airings, strict=False):
        row_of(airing).items.append(replace(card, time=_span(card.time, airing)))
    for slot, airing in zip(slots, airings[len(lines) :], strict=True):
        shown = showing.slot(slot)
        row_of(airing).slots.append(replace(shown, time=_span(shown.time, airing)))
    return [timeless, *hours.values()]


def steps(state: State) -> list[tuple[int, str, bool]]:
    """(minutes, address, whether it is the one in use) of the grids to choose from."""
    return [(step, state.url(buoc=str(step)), step == state.form.minutes()) for step in STEPS]


def _airing(showing: Showing, line: ItemLine) -> _Airing | None:
    moment = line.moment(showing.window)
    if moment is None:
        return None
    start = _minutes(moment.astimezone(showing.zone).time())
    on_air = showing.window.clock is CalendarClock.PUBLICATION
    return _Airing(start, start + ((line.duration_min or 0) if on_air else 0), line.title)


def _slot_airing(slot: SlotLine) -> _Airing | None:
    if slot.airs_at is None:
        return None
    start = _minutes(slot.airs_at)
    return _Airing(start, start + (slot.duration_min or 0), slot.column)


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
