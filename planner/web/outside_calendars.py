"""Calendars from elsewhere (lịch ngoài): their page, adding one after a look at it, pausing and removing."""

from dataclasses import dataclass, replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from feeds.fetch import fetch_once
from feeds.ical_isolated import read_calendar_isolated
from feeds.ical_reading import ENTRIES_LOST, RULE_REFUSED, OutsideEntry
from feeds.records import CHARSET_GUESSED, MALFORMED, TEXT_CUT, TOO_MANY_ITEMS
from planner.domain.access import Action, Scope, Visibility, may, plan_visibility, scope_of
from planner.domain.health import ADVICE
from planner.errors import Forbidden, NotFound
from planner.forms.outside_calendars import OutsideCalendarForm
from planner.models import OutsideCalendar, Unit
from planner.newsdesk import outside_calendars as desk
from planner.newsdesk.fetching import manners
from planner.newsdesk.outside_calendars import Read
from planner.queries import outside_calendars as queries
from planner.queries.history import history_of
from planner.queries.units import press_units, unit_by_id
from planner.vocabulary import N_, FetchProblem
from planner.web import identity, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.rendering import _, translate

blueprint = Blueprint("outside_calendars", __name__)
FIRST_EVENTS = 10
NOTES = {
    MALFORMED: N_("Tệp lịch sai cấu trúc; đã đọc từng mục còn đọc được."),
    ENTRIES_LOST: N_("Một số mục hỏng nên bị bỏ qua."),
    RULE_REFUSED: N_("Có mục lặp dày hơn mỗi ngày; chỉ lấy lần đầu."),
    TOO_MANY_ITEMS: N_("Lịch quá dài; các mục xa nhất chưa hiện."),
    CHARSET_GUESSED: N_("Bảng chữ của tệp không rõ; chữ có dấu có thể sai."),
    TEXT_CUT: N_("Có tên hoặc địa điểm quá dài, đã cắt bớt."),
}
NO_EVENTS = N_("Lịch đọc được nhưng không có mục nào từ 60 ngày trước đến 400 ngày tới.")
NOT_A_CALENDAR = N_("Đây không phải tệp lịch iCalendar (.ics). Kiểm tra lại địa chỉ hoặc xuất lại tệp.")


@dataclass(frozen=True, slots=True)
class Trial:
    """What adding would bring. ``problem`` and ``advice``: empty when it could be read."""

    count: int
    entries: tuple[OutsideEntry, ...]
    notes: list[str]
    problem: str = ""


@blueprint.get("/lich-ngoai")
@requires(Action.SEE_OUTSIDE_CALENDARS)
def index() -> str:
    session, today = identity.database(), identity.today()
    calendars = queries.calendars_seen(session, _sight())
    return render_template(
        "outside_calendars/index.html",
        calendars=calendars,
        counts=queries.event_counts(session, [one.id for one in calendars], today),
        today=today,
        may_keep=scope_of(identity.viewer(), Action.KEEP_OUTSIDE_CALENDARS) is not Scope.NONE,
        problem_words=problem_words,
    )


@blueprint.get("/lich-ngoai/them")
@requires(Action.KEEP_OUTSIDE_CALENDARS)
def new() -> str:
    return _form_page(_form())


@blueprint.post("/lich-ngoai/them")
@requires(Action.KEEP_OUTSIDE_CALENDARS)
def create() -> Response | str | tuple[str, int]:
    """Read the calendar now: shown when only a look was asked for, stored when it could be read."""
    form = _form()
    if not form.validate():
        return _form_page(form), 400
    if earlier := submissions.taken(form):
        return earlier
    read = _read(form)
    trial = _trial(read)
    if trial.problem or "try" in request.form:
        return (_form_page(form, trial), 400) if trial.problem else _form_page(form, trial)
    unit = _unit(form)
    calendar = desk.add_calendar(
        identity.database(),
        identity.actor(),
        name=form.name.data or "",
        url=form.address(),
        unit=unit,
        read=read,
        seen_by=unit.name_on(identity.today()).name if unit else desk.EVERYBODY,
    )
    flash(_("Đã thêm lịch ngoài; các mục hiện mờ trên lịch tin, bài."), "success")
    return submissions.finish(form, url_for(".show", calendar_id=calendar.id))


@blueprint.get("/lich-ngoai/<int:calendar_id>")
@requires(Action.SEE_OUTSIDE_CALENDARS)
def show(calendar_id: int) -> str:
    calendar, session, today = load(calendar_id), identity.database(), identity.today()
    return render_template(
        "outside_calendars/show.html",
        calendar=calendar,
        today=today,
        count=queries.event_counts(session, [calendar.id], today).get(calendar.id, 0),
        events=queries.coming_events(session, calendar.id, today, most=FIRST_EVENTS),
        notes=_notes(calendar.notes),
        problem_words=problem_words,
        may_keep=_may_keep(calendar),
        history=history_of(session, "outside_calendar", calendar.id),
    )


@blueprint.post("/lich-ngoai/<int:calendar_id>/tam-dung")
@requires(Action.KEEP_OUTSIDE_CALENDARS)
def pause(calendar_id: int) -> Response:
    desk.pause(identity.database(), identity.actor(), load(calendar_id, keep=True))
    return _done(_("Đã tạm dừng; lịch này không hiện nữa."), url_for(".show", calendar_id=calendar_id))


@blueprint.post("/lich-ngoai/<int:calendar_id>/hien-lai")
@requires(Action.KEEP_OUTSIDE_CALENDARS)
def resume(calendar_id: int) -> Response:
    desk.resume(identity.database(), identity.actor(), load(calendar_id, keep=True))
    return _done(_("Lịch này hiện lại và được đọc lại trong ít phút."), url_for(".show", calendar_id=calendar_id))


@blueprint.post("/lich-ngoai/<int:calendar_id>/bo")
@requires(Action.KEEP_OUTSIDE_CALENDARS)
def remove(calendar_id: int) -> Response:
    desk.remove(identity.database(), identity.actor(), load(calendar_id, keep=True))
    return _done(_("Đã bỏ lịch ngoài cùng các mục của nó."), url_for(".index"))


def load(calendar_id: int, *, keep: bool = False) -> OutsideCalendar:
    """A calendar the viewer sees; with ``keep``, one they may change."""
    calendar, sight = queries.calendar_by_id(identity.database(), calendar_id), _sight()
    if calendar is None or not _in_sight(calendar, sight):
        raise NotFound(NOT_HERE)
    if keep and not _may_keep(calendar):
        raise Forbidden(NO_RIGHT)
    return calendar


def problem_words(code: str) -> str:
    """Why the last attempt brought nothing and what to do, in one or two sentences."""
    if code in (FetchProblem.NOT_A_FEED, FetchProblem.EMPTY):
        return _(NOT_A_CALENDAR)
    known = FetchProblem(code)
    return f"{_(known.label)}. {_(ADVICE[known])}"


def _sight() -> Visibility:
    sight = plan_visibility(identity.viewer())
    everywhere = scope_of(identity.viewer(), Action.KEEP_OUTSIDE_CALENDARS) is Scope.ALL
    return replace(sight, everything=True) if everywhere else sight


def _in_sight(calendar: OutsideCalendar, sight: Visibility) -> bool:
    return sight.everything or calendar.unit_id is None or calendar.unit_id in sight.unit_ids


def _may_keep(calendar: OutsideCalendar) -> bool:
    """One for everybody is kept by those who may keep all."""
    return may(identity.viewer(), Action.KEEP_OUTSIDE_CALENDARS, unit_id=calendar.unit_id)


def _form() -> OutsideCalendarForm:
    form, today = OutsideCalendarForm(), identity.today()
    viewer = identity.viewer()
    everywhere = scope_of(viewer, Action.KEEP_OUTSIDE_CALENDARS) is Scope.ALL
    units = press_units(identity.database())
    own = [one for one in units if everywhere or one.id == viewer.unit_id]
    form.offer([(one.id, one.name_on(today).name) for one in own], everybody=everywhere)
    return form


def _unit(form: OutsideCalendarForm) -> Unit | None:
    return unit_by_id(identity.database(), int(form.unit.data)) if form.unit.data else None


def _read(form: OutsideCalendarForm) -> Read:
    house = identity.settings()
    window = desk.window_on(identity.today(), house.zone)
    if form.file.data:
        return Read(read_calendar_isolated(form.file.data.read(), window))
    asked = manners(house)
    result = fetch_once(form.address(), user_agent=asked.user_agent, now=identity.now(), allow=asked.allow)
    return Read(None if result.error else read_calendar_isolated(result.body, window), result)


def _trial(read: Read) -> Trial:
    if read.problem or read.document is None:
        return Trial(0, (), [], problem_words(read.problem or FetchProblem.INTERNAL))
    coming = tuple(one for one in read.document.entries if one.last_on >= identity.today())
    return Trial(len(read.document.entries), coming[:FIRST_EVENTS], _notes(read.document.notes))


def _notes(codes: list[str] | tuple[str, ...]) -> list[str]:
    return [translate(NOTES[code]) for code in codes if code in NOTES]


def _form_page(form: OutsideCalendarForm, trial: Trial | None = None) -> str:
    return render_template("outside_calendars/new.html", form=form, trial=trial, no_events=_(NO_EVENTS))


def _done(words: str, location: str) -> Response:
    identity.database().commit()
    flash(words, "success")
    return redirect(location, 303)
