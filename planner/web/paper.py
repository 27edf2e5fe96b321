"""A month on paper: one sheet a unit. The fuller the month, the smaller its print, so that a sheet stays one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from planner.queries.calendar import ItemLine, SlotLine
from planner.web.calendar_state import State
from planner.web.month import ShownDay, ShownUnit, month_days, weeks_of

SIZES = (9, 8, 7, 6, 5)  # points of print, the largest first
ROOM_MM, WEEK_MM, DAY_MM = 172.0, 24.0, 37.0  # height for all weeks, of an empty one, width of a day's words
MM_A_POINT, LINE_HEIGHT, LETTER_WIDTH = 0.3528, 1.3, 0.56  # the last two in parts of the size
HEAD_MM = 5.5  # a day's number, with the frame and the padding


@dataclass(frozen=True, slots=True)
class Sheet:
    """``size``: points of print."""

    unit: ShownUnit | None
    weeks: list[list[ShownDay]]
    size: int


def unit_months(state: State, lines: Sequence[ItemLine], slots: Sequence[SlotLine]) -> list[Sheet]:
    """A sheet for every unit that has something in the month; an empty one when none has."""
    numbers = sorted({line.unit_id for line in lines} | {slot.unit_id for slot in slots})
    sheets = [
        _sheet(
            state,
            state.showing.units.on(number, state.day),
            [line for line in lines if line.unit_id == number],
            [slot for slot in slots if slot.unit_id == number],
        )
        for number in numbers
    ]
    return sheets or [_sheet(state, None, [], [])]


def _sheet(state: State, unit: ShownUnit | None, lines: Sequence[ItemLine], slots: Sequence[SlotLine]) -> Sheet:
    first, last = month_days(state.day.replace(day=1))
    whole_weeks = replace(state.showing, window=replace(state.window, first=first, last=last))
    weeks = weeks_of(lines, slots, state.words, whole_weeks, first=state.day.replace(day=1))
    return Sheet(unit, weeks, print_size(weeks))


def print_size(weeks: Sequence[Sequence[ShownDay]]) -> int:
    """The largest print with which all weeks fit on one sheet, else the smallest."""
    for size in SIZES:
        if sum(max([WEEK_MM, *(_height(day, size) for day in week)]) for week in weeks) <= ROOM_MM:
            return size
    return SIZES[-1]


def _height(day: ShownDay, size: int) -> float:
    """Millimetres that a day needs in a print of ``size`` points."""
    letters = DAY_MM / (size * MM_A_POINT * LETTER_WIDTH)
    texts = [words for words, _holiday in day.notes]
    texts += [f"{item.time} {item.title} [{item.status.label}]" for item in day.entries]
    texts += [f"{slot.time} {slot.title} [{slot.title}]" for slot in day.slots]
    return HEAD_MM + sum(ceil(len(text) / letters) for text in texts) * size * MM_A_POINT * LINE_HEIGHT
