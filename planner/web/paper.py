"""A month on paper: one sheet a unit. The fuller the month, the smaller its print; too full for a grid it is a list in
two columns, and too full for one sheet of that it says that it goes on."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from planner.queries.calendar import ItemLine, SlotLine
from planner.web.calendar_state import State
from planner.web.month import ShownDay, ShownUnit, month_days, weeks_of
from planner.web.paper_list import Column, list_sheets

SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)  # points of print, the largest first
ROOM_MM, WEEK_MM, DAY_MM = 172.0, 24.0, 37.0  # height for all weeks, of an empty one, width of a day's words
MM_A_POINT, LINE_HEIGHT, LETTER_WIDTH = 0.3528, 1.3, 0.56  # the last two in parts of the size
HEAD_MM = 5.5  # a day's number, with the frame and the padding


@dataclass(frozen=True, slots=True)
class Sheet:
    """``size``: points of print. ``weeks``: the grid, or else ``columns``: of the list.

    ``number`` of ``count``: of the unit's sheets.
    """

    unit: ShownUnit | None
    size: float
    weeks: list[list[ShownDay]] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    number: int = 1
    count: int = 1


def unit_months(state: State, lines: Sequence[ItemLine], slots: Sequence[SlotLine]) -> list[Sheet]:
    """A sheet for every unit that has something in the month; an empty one when none has."""
    numbers = sorted({line.unit_id for line in lines} | {slot.unit_id for slot in slots})
    sheets = [
        sheet
        for number in numbers
        for sheet in _sheets(
            state,
            state.showing.units.on(number, state.day),
            [line for line in lines if line.unit_id == number],
            [slot for slot in slots if slot.unit_id == number],
        )
    ]
    return sheets or _sheets(state, None, [], [])


def _sheets(state: State, unit: ShownUnit | None, lines: Sequence[ItemLine], slots: Sequence[SlotLine]) -> list[Sheet]:
    first, last = month_days(state.day.replace(day=1))
    whole_weeks = replace(state.showing, window=replace(state.window, first=first, last=last))
    weeks = weeks_of(lines, slots, state.words, whole_weeks, first=state.day.replace(day=1))
    if grid_size := print_size(weeks):
        return [Sheet(unit, grid_size, weeks)]
    size, sheets = list_sheets(weeks)
    return [
        Sheet(unit, size, columns=columns, number=number, count=len(sheets)) for number, columns in enumerate(sheets, 1)
    ]


def print_size(weeks: Sequence[Sequence[ShownDay]]) -> float | None:
    """The largest print with which all weeks fit on one sheet as a grid; None when none does."""
    for size in SIZES:
        if sum(max([WEEK_MM, *(_height(day, size) for day in week)]) for week in weeks) <= ROOM_MM:
            return size
    return None


def _height(day: ShownDay, size: float) -> float:
    """Millimetres that a day needs in a print of ``size`` points."""
    letters = DAY_MM / (size * MM_A_POINT * LETTER_WIDTH)
    texts = [words for words, _holiday in day.notes]
    texts += [f"{item.time} {item.title} [{item.status.label}]" for item in day.entries]
    texts += [f"{slot.time} {slot.title} [{slot.title}]" for slot in day.slots]
    return HEAD_MM + sum(ceil(len(text) / letters) for text in texts) * size * MM_A_POINT * LINE_HEIGHT
