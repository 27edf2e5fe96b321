"""The editorial calendar (lịch tin, bài): five views over one filter kept in the address, on paper and as files."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import Blueprint, Response, render_template

from planner.domain.access import Action, may
from planner.domain.crowding import told_by_counts
from planner.language.dates import WEEKDAYS
from planner.queries import calendar as queries
from planner.queries.calendar import ItemLine, SlotLine
from planner.queries.item_filter import Window
from planner.vocabulary import CalendarClock, Status
from planner.web import identity
from planner.web.access import requires
from planner.web.calendar_files import listing_file
from planner.web.calendar_state import State, View, frame, read_state
from planner.web.day_grid import day_rows, steps
from planner.web.day_lanes import day_lanes
from planner.web.listing import listing_of
from planner.web.month import count_crowds, weeks_of
from planner.web.paper import unit_months
from planner.web.rendering import translate
from planner.web.status_board import status_board

blueprint = Blueprint("calendar", __name__)


@blueprint.get("/lich")
@requires(Action.SEE_PLANS)
def month() -> str:
    state = read_state(View.MONTH)
    session = identity.database()
    tallies = queries.tallies(session, state.sight, state.chosen, state.window)
    crowded = told_by_counts({day: sum(found.values()) for day, found in tallies.items()})
    named = tallies.keys() - crowded
    lines, undated = queries.items_and_tray(session, state.sight, state.chosen, state.window, named)
    slots = queries.empty_slots(session, state.sight, state.chosen, state.window)
    weeks = weeks_of(
        lines,
        slots,
        state.words,
        state.showing,
        first=state.day.replace(day=1),
        day_url=state.day_urls(),
    )
    count_crowds(weeks, tallies, crowded)
    return _page(
        state,
        "month",
        lines,
        slots,
        weeks=weeks,
        weekdays=_weekdays(),
        nothing=not (tallies or slots),
        **_tray(state, undated),
    )


@blueprint.get("/lich/tuan")
@requires(Action.SEE_PLANS)
def week() -> str:
    state = read_state(View.WEEK)
    days = _days_of(state.window)
    lines, undated = queries.items_and_tray(identity.database(), state.sight, state.chosen, state.window, days)
    slots = queries.empty_slots(identity.database(), state.sight, state.chosen, state.window)
    weeks = weeks_of(_cut(lines), slots, state.words, state.showing, day_url=state.day_urls())
    return _page(state, "week", lines, slots, weeks=weeks, weekdays=_weekdays(), **_tray(state, undated))


@blueprint.get("/lich/danh-sach")
@requires(Action.SEE_PLANS)
def agenda() -> str:
    state = read_state(View.AGENDA)
    lines, slots = _dated(state)
    return _page(state, "agenda", lines, slots, listing=listing_of(state, _cut(lines), slots))


@blueprint.get("/lich/bang")
@requires(Action.SEE_PLANS)
def board() -> str:
    state = read_state(View.BOARD)
    lines, slots = _dated(state)
    return _page(state, "board", lines, slots, lanes=status_board(state.showing, _cut(lines), slots))


@blueprint.get("/lich/ngay")
@requires(Action.SEE_PLANS)
def day() -> str:
    state = read_state(View.DAY)
    lines, slots = _dated(state)
    (days,) = weeks_of(_cut(lines), slots, state.words, state.showing)
    lanes = day_lanes(identity.database(), state, _cut(lines), slots)
    return _page(
        state,
        "day",
        lines,
        slots,
        day=days[0],
        lanes=lanes,
        rows=day_rows(state.showing, lanes, _cut(lines), slots, state.form.minutes()),
        steps=steps(state),
    )


@blueprint.get("/lich/in")
@requires(Action.SEE_PLANS)
def paper() -> str:
    """The month on paper: a sheet a unit, readable in black and white."""
    state = read_state(View.AGENDA)
    lines, slots = _dated(state)
    return render_template(
        "calendar/paper.html",
        state=state,
        sheets=unit_months(state, _cut(lines), slots),
        weekdays=_weekdays(),
        statuses=list(Status),
        too_many=len(lines) > queries.MOST_ITEMS,
    )


@blueprint.get("/lich/lich-tin-bai.xlsx")
@requires(Action.SEE_PLANS)
def workbook() -> Response:
    """The rows of the list view as an Excel file."""
    return _file("xlsx")


@blueprint.get("/lich/lich-tin-bai.docx")
@requires(Action.SEE_PLANS)
def document() -> Response:
    """The rows of the list view as a Word file."""
    return _file("docx")


def _file(kind: str) -> Response:
    state = read_state(View.AGENDA)
    lines, slots = _dated(state)
    return listing_file(kind, state, listing_of(state, lines, slots))


def _dated(state: State) -> tuple[list[ItemLine], list[SlotLine]]:
    session = identity.database()
    return (
        queries.items_between(session, state.sight, state.chosen, state.window),
        queries.empty_slots(session, state.sight, state.chosen, state.window),
    )


def _page(state: State, name: str, lines: Sequence[ItemLine], slots: Sequence[SlotLine], **values: object) -> str:
    units = sorted({line.unit_id for line in lines} | {slot.unit_id for slot in slots})
    viewer, shown = identity.viewer(), {"nothing": not (lines or slots)} | values
    return render_template(
        f"calendar/{name}.html",
        **frame(state),
        **shown,
        statuses=list(Status),
        units=[state.showing.units.on(number, state.showing.today) for number in units],
        too_many=len(lines) > queries.MOST_ITEMS,
        may_add=may(viewer, Action.ADD_PLANS, unit_id=viewer.unit_id),
        may_share=viewer.unit_id is not None,
    )


def _tray(state: State, undated: list[ItemLine]) -> dict[str, object]:
    """The backlog stands beside the publication days it is dragged to, not beside deadlines."""
    return {
        "with_tray": state.window.clock is CalendarClock.PUBLICATION,
        "undated": state.showing.items(undated[: queries.MOST_UNDATED]),
        "more_undated": len(undated) > queries.MOST_UNDATED,
    }


def _cut(lines: list[ItemLine]) -> list[ItemLine]:
    return lines[: queries.MOST_ITEMS]


def _days_of(window: Window) -> list[date]:
    return [window.first + timedelta(days=distance) for distance in range((window.last - window.first).days + 1)]


def _weekdays() -> list[str]:
    return [translate(name) for name in WEEKDAYS]
