"""What calendars from elsewhere have on the days of a page of the calendar: background, never dragged, never counted.

Asked for by the templates of the views, so that a page without such calendars costs no statement more.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Flask, g

from planner.language.style import time_of_day
from planner.queries.outside_calendars import events_between
from planner.web import identity
from planner.web.calendar_state import State
from planner.web.rendering import _

HIDE = "an-lich-ngoai"


@dataclass(frozen=True, slots=True)
class OutsideLine:
    """``hour``: "14:00", empty for whole days and for the days after the first. ``calendar``: whose it is."""

    hour: str
    title: str
    place: str
    calendar: str


@dataclass(frozen=True, slots=True)
class OutsideDays:
    """``calendars``: (number, name). ``hidden``: the reader does not want to see them; ``toggle_url`` turns that."""

    calendars: list[tuple[int, str]]
    days: dict[date, list[OutsideLine]]
    hidden: bool
    toggle_url: str


def init_app(app: Flask) -> None:
    asked: dict[str, Any] = {"outside_of": outside_of, "outside_on": outside_on}
    app.jinja_env.globals.update(asked)


def outside_of(state: State) -> OutsideDays | None:
    """For the page's legend and lists; None when there is no such calendar."""
    names = {word.id: word.name for word in state.words if word.kind == "outside"}
    g.outside = {}
    if not names:
        return None
    hidden = HIDE in state.form.in_use()
    if not hidden:
        g.outside = _days(state, names)
    turned: dict[str, Any] = {HIDE: "" if hidden else "1"}
    toggle = state.url(**turned)
    return OutsideDays(sorted(names.items(), key=lambda pair: pair[1]), g.outside, hidden, toggle)


def outside_on(day: date) -> list[OutsideLine]:
    """For the cell of a day, once ``outside_of`` has read the page's days."""
    found: dict[date, list[OutsideLine]] = g.get("outside") or {}
    return found.get(day, [])


def _days(state: State, names: dict[int, str]) -> dict[date, list[OutsideLine]]:
    first, last, zone = state.window.first, state.window.last, identity.settings().zone
    days: dict[date, list[OutsideLine]] = defaultdict(list)
    for event in events_between(identity.database(), list(names), first, last):
        day = max(event.first_on, first)
        while day <= min(event.last_on, last):
            begins = event.starts_at if day == event.first_on else None
            hour = time_of_day(begins, zone) if begins else ""
            title = event.title or _("(không có tên)")
            days[day].append(OutsideLine(hour, title, event.place, names[event.calendar_id]))
            day += timedelta(days=1)
    return days
