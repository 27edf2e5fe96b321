"""What every view of the calendar shares: one filter, one place in time, both in the address."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from flask import request

from planner.domain.access import Visibility, plan_visibility
from planner.forms.calendar import PlaceForm, calendar_form, day_of, month_start, query_of
from planner.language.style import long_date, month, short_date
from planner.queries import calendar as queries
from planner.queries.calendar import Word
from planner.queries.item_filter import ItemFilter, Window
from planner.queries.neighbours import bookings_near
from planner.vocabulary import N_, CalendarClock, Labelled
from planner.web import identity
from planner.web.month import Showing, UnitNames, month_days
from planner.web.rendering import _, language, plain_url


class View(Labelled):
    """The five views, in the order of their keys 1–5."""

    MONTH = "month", N_("Tháng")
    WEEK = "week", N_("Tuần")
    AGENDA = "agenda", N_("Danh sách")
    BOARD = "board", N_("Bảng")
    DAY = "day", N_("Ngày")


BY_DAY = (View.WEEK, View.DAY)
TITLES = {
    View.MONTH: N_("Lịch tin, bài %(period)s"),
    View.WEEK: N_("Lịch tin, bài %(period)s"),
    View.AGENDA: N_("Danh sách tin, bài %(period)s"),
    View.BOARD: N_("Bảng tin, bài %(period)s"),
    View.DAY: N_("Lịch ngày %(period)s"),
}
WEEK_WORDS = N_("tuần %(first)s – %(last)s")


@dataclass(frozen=True, slots=True)
class State:
    """``day``: the day looked at; the window around it depends on the view. ``used``: the filter's words in the
    address.
    """

    view: View
    form: PlaceForm
    day: date
    sight: Visibility
    chosen: ItemFilter
    window: Window
    words: Sequence[Word]
    showing: Showing
    used: dict[str, str]

    @property
    def is_filtered(self) -> bool:
        return self.chosen != ItemFilter() or self.window.clock is not CalendarClock.PUBLICATION

    @property
    def period(self) -> str:
        if self.view is View.DAY:
            return long_date(self.day, language())
        if self.view is View.WEEK:
            return _(WEEK_WORDS, first=f"{self.window.first:%d/%m}", last=short_date(self.window.last))
        return month(self.day, language())

    @property
    def title(self) -> str:
        return _(TITLES[self.view], period=self.period)

    @property
    def submission(self) -> str:
        """A key for the form that saves this filter: sent twice, it is taken once."""
        return secrets.token_urlsafe(18)

    def place(self, view: View | None = None, day: date | None = None) -> dict[str, str]:
        """The address's words for where one looks."""
        view, day = view or self.view, day or self.day
        if view not in BY_DAY:
            return {"thang": f"{day:%Y-%m}"}
        step = {"buoc": str(self.form.minutes())} if view is View.DAY and self.form.step.data else {}
        return {"ngay": day.isoformat()} | step

    def url(self, view: View | None = None, day: date | None = None, **changes: str) -> str:
        """The same filter elsewhere; ``changes`` set or (when empty) drop words of the address."""
        values = self.place(view, day) | self.used | changes
        return _address(f"calendar.{(view or self.view).value}", values)

    def day_urls(self) -> Callable[[date], str]:
        """The same filter on single days; made once for the many days of a page."""
        start, rest = plain_url("calendar.day"), query_of(self.used)
        return lambda day: f"{start}?ngay={day}" + (f"&{rest}" if rest else "")

    def file_url(self, endpoint: str) -> str:
        """The same filter as a file or on paper."""
        return _address(endpoint, {"thang": f"{self.day:%Y-%m}"} | self.used)

    def bare_url(self) -> str:
        return _address(f"calendar.{self.view.value}", self.place())

    def narrow_url(self) -> str:
        """The page of the filter's form, which leads back to where one is."""
        return _address("calendar.narrow", {"xem": self.view.value} | self.place() | self.used)

    def saved_url(self, query: str) -> str:
        """A saved filter at the place one is looking at."""
        return f"{self.bare_url()}&{query}" if query else self.bare_url()

    def neighbour(self, way: int) -> date:
        """A day in the period before (-1) or after (1)."""
        if self.view in BY_DAY:
            return self.day + timedelta(days=way * (7 if self.view is View.WEEK else 1))
        first = self.day.replace(day=1)
        return first - timedelta(days=1) if way < 0 else (first + timedelta(days=31)).replace(day=1)


def read_state(view: View, *, offering: bool = False) -> State:
    """Read the address. Raises Invalid with a sentence for what cannot be.

    ``offering``: also fill the lists one may choose from; pages that set no filter do without.
    """
    session, viewer, today = identity.database(), identity.viewer(), identity.today()
    sight = plan_visibility(viewer)
    form = calendar_form(request.args, offering=offering)
    day = _day(form, today)
    window = _window(view, day, form.reads())
    words = queries.words(session, sight, viewer, window, today)
    names = UnitNames(words)
    used = form.in_use()
    if offering or view is View.AGENDA or form.has_lists:
        words += queries.choices(session, sight)
        form.offer(words, names.today(None if sight.everything else sight.unit_ids, today))
    chosen = form.chosen(viewer, identity.now())
    is_whole = view in (View.MONTH, View.WEEK) and not used
    near = partial(bookings_near, session, sight, whole_weeks=is_whole)
    showing = Showing(viewer, identity.now(), identity.settings().zone, names, window, near, _said(words))
    return State(view, form, day, sight, chosen, window, words, showing, used)


def _said(words: Iterable[Word]) -> dict[date, list[tuple[str, bool]]]:
    """Names of days off (True) and notes (False) by day, days off first."""
    said = [word for word in words if word.kind in ("day_off", "day_note")]
    found: dict[date, list[tuple[str, bool]]] = {}
    for word in sorted(said, key=lambda word: (word.kind == "day_note", word.id)):
        if word.valid_from:
            found.setdefault(word.valid_from, []).append((word.name, word.kind == "day_off"))
    return found


def frame(state: State) -> dict[str, object]:
    """What the templates of all views need around the view itself."""
    today = state.showing.today
    return {
        "state": state,
        "form": state.form,
        "views": [(view, state.url(view), view is state.view, str(place)) for place, view in enumerate(View, 1)],
        "previous_url": state.url(day=state.neighbour(-1)),
        "next_url": state.url(day=state.neighbour(1)),
        "today_url": state.url(day=today),
        "clear_url": state.bare_url() if state.is_filtered else None,
        "saved": [word for word in state.words if word.kind == "saved"],
        "query": query_of(state.used),
    }


def _day(form: PlaceForm, today: date) -> date:
    """The day of the address; of a month only, today when it lies there, else its first."""
    if form.day.data and (day := day_of(form.day.data)):
        return day
    first = month_start(form.month.data or "") or today.replace(day=1)
    return today if (today.year, today.month) == (first.year, first.month) else first


def _window(view: View, day: date, clock: CalendarClock) -> Window:
    zone = identity.settings().zone
    if view is View.DAY:
        return Window(day, day, clock, zone)
    if view is View.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Window(monday, monday + timedelta(days=6), clock, zone)
    first = day.replace(day=1)
    if view is View.MONTH:
        return Window(*month_days(first), clock, zone)
    return Window(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), clock, zone)


def _address(endpoint: str, values: dict[str, str]) -> str:
    """Built by hand: a word of the address must not be taken for an option of ``url_for``."""
    kept = {name: value for name, value in values.items() if value}
    return f"{plain_url(endpoint)}?{query_of(kept)}"
