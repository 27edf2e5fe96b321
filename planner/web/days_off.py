"""Days off (ngày nghỉ): the list of a year, kept by the administrator; they move deadlines, not publication."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may_somewhere
from planner.errors import Conflict, Invalid, NotFound, Stale
from planner.forms.days import DayOffForm
from planner.models import DayOff
from planner.newsdesk import days_off as desk
from planner.queries import days as queries
from planner.vocabulary import N_
from planner.web import identity, submissions
from planner.web.access import NOT_HERE, requires
from planner.web.rendering import _

blueprint = Blueprint("days_off", __name__)


@blueprint.get("/ngay-nghi")
@requires(Action.SEE_UNITS)
def index() -> str:
    return _page(_year(request.args.get("nam")), DayOffForm(formdata=None))


@blueprint.post("/ngay-nghi")
@requires(Action.MANAGE_DAYS_OFF)
def add() -> Response | tuple[str, int]:
    form = DayOffForm()
    if not form.validate() or form.on.data is None:
        return _page(identity.today().year, form), 400
    if earlier := submissions.taken(form):
        return earlier
    on = form.on.data
    try:
        desk.add_day_off(identity.database(), identity.actor(), on, form.name.data or "")
    except Conflict as error:
        identity.database().rollback()
        form.on.errors = [_(error.message, **error.params)]
        return _page(on.year, form), 409
    flash(_("Đã thêm ngày nghỉ."))
    return submissions.finish(form, url_for(".index", nam=on.year))


@blueprint.route("/ngay-nghi/<int:day_off_id>", methods=["GET", "POST"])
@requires(Action.MANAGE_DAYS_OFF)
def edit(day_off_id: int) -> Response | tuple[str, int]:
    row = load(day_off_id)
    form = DayOffForm(data={"on": row.on, "name": row.name, "version": row.version})
    if not form.validate_on_submit() or form.on.data is None:
        return _form_page(form, row, 400 if form.errors else 200)
    on, name, version = form.on.data, form.name.data or "", form.version.data
    try:
        desk.edit_day_off(identity.database(), identity.actor(), row, on, name, version=version)
    except Conflict as error:
        identity.database().rollback()
        form.form_errors = [_(error.message, **error.params)]
        row = load(day_off_id)
        form.version.data, form.version.raw_data = row.version, None
        return _form_page(form, row, 409, error.changes if isinstance(error, Stale) else [])
    identity.database().commit()
    flash(_("Đã lưu ngày nghỉ."))
    return redirect(url_for(".index", nam=on.year), 303)


@blueprint.post("/ngay-nghi/<int:day_off_id>/xoa")
@requires(Action.MANAGE_DAYS_OFF)
def remove(day_off_id: int) -> Response:
    row = load(day_off_id)
    year = row.on.year
    desk.remove_day_off(identity.database(), identity.actor(), row)
    identity.database().commit()
    flash(_("Đã xóa ngày nghỉ. Hạn nộp đã đặt giữ nguyên."))
    return redirect(url_for(".index", nam=year), 303)


def load(day_off_id: int) -> DayOff:
    row = queries.day_off_by_id(identity.database(), day_off_id)
    if row is None:
        raise NotFound(NOT_HERE)
    return row


def _page(year: int, form: DayOffForm) -> str:
    session = identity.database()
    return render_template(
        "days_off/index.html",
        year=year,
        rows=queries.days_off_between(session, date(year, 1, 1), date(year, 12, 31)),
        form=form,
        may_manage=may_somewhere(identity.viewer(), Action.MANAGE_DAYS_OFF),
        history=queries.days_off_history(session),
    )


def _form_page(
    form: DayOffForm, row: DayOff, status: int, changes: list[tuple[str, str, str]] | None = None
) -> tuple[str, int]:
    return render_template("days_off/edit.html", form=form, row=row, changes=changes or []), status


def _year(text: str | None) -> int:
    if not text:
        return identity.today().year
    if not (text.isdecimal() and len(text) == 4 and 1990 <= int(text) <= 2100):
        raise Invalid(N_("Năm phải nằm trong khoảng 1990 đến 2100."))
    return int(text)
