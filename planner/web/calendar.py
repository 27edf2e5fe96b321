"""The editorial calendar (lịch tin, bài): five views over one filter kept in the address, on paper and as files."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, render_template, request

from planner.domain.access import Action, may
from planner.domain.crowding import MOST_CARDS, MOST_TITLES, MOST_WEEK_CARDS, told_by_counts
from planner.language.dates import WEEKDAYS
from planner.queries import calendar as queries
from planner.queries.calendar import ItemLine, SlotLine
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
    return _grid(state, first=state.day.replace(day=1), most_cards=MOST_CARDS)


@blueprint.get("/lich/tuan")
@requires(Action.SEE_PLANS)
def week() -> str:
    return _grid(read_state(View.WEEK), first=None, most_cards=MOST_WEEK_CARDS)


@blueprint.get("/lich/loc")
@requires(Action.SEE_PLANS)
def narrow() -> str:
    """The filter's form, apart from the views: its long lists are made only for those who open it."""
    names = {view.value: view for view in View}
    state = read_state(names.get(request.args.get("xem", ""), View.MONTH), offering=True)
    may_share = identity.viewer().unit_id is not None
    return render_template("calendar/filter.html", **frame(state), may_share=may_share)


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


def _grid(state: State, *, first: date | None, most_cards: int) -> str:
    """The weeks of a month or of a week. Every item is on the page, unless it is more than a browser can hold."""
    session = identity.database()
    asked = (session, state.sight, state.chosen, state.window)
    tallies: dict[date, dict[Status, int]] = {}
    lines, undated = queries.items_and_tray(*asked, most=MOST_TITLES)
    if len(lines) > MOST_TITLES:
        tallies = queries.tallies(*asked)
        crowded = told_by_counts({day: sum(found.values()) for day, found in tallies.items()})
        lines, undated = queries.items_and_tray(*asked, tallies.keys() - crowded, most=MOST_TITLES)
        tallies = {day: tallies[day] for day in crowded}
    slots = queries.empty_slots(*asked)
    day_url = state.day_urls()
    weeks = weeks_of(lines, slots, state.words, state.showing, first=first, day_url=day_url, most_cards=most_cards)
    count_crowds(weeks, tallies)
    shown = {"weeks": weeks, "weekdays": _weekdays(), "nothing": not (lines or slots or tallies), "too_many": False}
    return _page(state, state.view.value, lines, slots, **shown, **_tray(state, undated))


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
    viewer = identity.viewer()
    shown = {"nothing": not (lines or slots), "too_many": len(lines) > queries.MOST_ITEMS} | values
    return render_template(
        f"calendar/{name}.html",
        **frame(state),
        **shown,
        statuses=list(Status),
        units=[state.showing.units.on(number, state.showing.today) for number in units],
        may_add=may(viewer, Action.ADD_PLANS, unit_id=viewer.unit_id),
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


def _weekdays() -> list[str]:
    return [translate(name) for name in WEEKDAYS]
