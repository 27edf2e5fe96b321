"""A unit's notes on a day (ghi chú ngày): one page per day, with what else the day is."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may, plan_visibility
from planner.errors import Conflict, Forbidden, NotFound, Stale
from planner.forms.days import DayNoteForm
from planner.language.lunar import lunar_day
from planner.models import DayNote
from planner.newsdesk import day_notes as desk
from planner.queries import days as queries
from planner.web import identity, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.rendering import _, language

blueprint = Blueprint("day_notes", __name__)


@blueprint.get("/ghi-chu-ngay/<day>")
@requires(Action.SEE_PLANS)
def show(day: str) -> str:
    return _page(parsed(day), DayNoteForm(formdata=None))


@blueprint.post("/ghi-chu-ngay/<day>")
@requires(Action.WRITE_DAY_NOTES)
def add(day: str) -> Response | tuple[str, int]:
    on, form = parsed(day), DayNoteForm()
    unit = identity.person().unit_on(identity.today())
    if unit is None:
        raise Forbidden(NO_RIGHT)
    if not form.validate():
        return _page(on, form), 400
    if earlier := submissions.taken(form):
        return earlier
    desk.add_note(identity.database(), identity.actor(), unit, on, form.text.data or "")
    flash(_("Đã thêm ghi chú ngày."))
    return submissions.finish(form, url_for(".show", day=on.isoformat()))


@blueprint.route("/ghi-chu-ngay/sua/<int:note_id>", methods=["GET", "POST"])
@requires(Action.WRITE_DAY_NOTES)
def edit(note_id: int) -> Response | tuple[str, int]:
    note = load(note_id)
    form = DayNoteForm(data={"text": note.text, "version": note.version})
    if not form.validate_on_submit():
        return _form_page(form, note, 400 if form.errors else 200)
    try:
        desk.edit_note(identity.database(), identity.actor(), note, form.text.data or "", version=form.version.data)
    except Conflict as error:
        identity.database().rollback()
        note = load(note_id)
        form.form_errors = [_(error.message)]
        form.version.data, form.version.raw_data = note.version, None
        return _form_page(form, note, 409, error.changes if isinstance(error, Stale) else [])
    identity.database().commit()
    flash(_("Đã lưu ghi chú ngày."))
    return redirect(url_for(".show", day=note.on.isoformat()), 303)


@blueprint.post("/ghi-chu-ngay/xoa/<int:note_id>")
@requires(Action.WRITE_DAY_NOTES)
def remove(note_id: int) -> Response:
    note = load(note_id)
    desk.remove_note(identity.database(), identity.actor(), note)
    identity.database().commit()
    flash(_("Đã xóa ghi chú ngày."))
    return redirect(url_for(".show", day=note.on.isoformat()), 303)


def load(note_id: int) -> DayNote:
    """A note of the viewer's unit that the viewer may change."""
    note = queries.note_by_id(identity.database(), note_id)
    if note is None or not may(identity.viewer(), Action.SEE_PLANS, unit_id=note.unit_id):
        raise NotFound(NOT_HERE)
    if not may(identity.viewer(), Action.WRITE_DAY_NOTES, unit_id=note.unit_id):
        raise Forbidden(NO_RIGHT)
    return note


def parsed(text: str) -> date:
    """The day of an address (2026-11-23)."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise NotFound(NOT_HERE) from error
    if not 1990 <= found.year <= 2100:
        raise NotFound(NOT_HERE)
    return found


def _page(on: date, form: DayNoteForm) -> str:
    session, viewer = identity.database(), identity.viewer()
    sight = plan_visibility(viewer)
    return render_template(
        "day_notes/show.html",
        day=on,
        lunar=lunar_day(on, language()),
        days_off=queries.days_off_between(session, on, on),
        notes=queries.notes_between(session, sight, on, on),
        form=form,
        today=identity.today(),
        may_write=may(viewer, Action.WRITE_DAY_NOTES, unit_id=viewer.unit_id),
        history=queries.notes_history(session, sight, on),
    )


def _form_page(
    form: DayNoteForm, note: DayNote, status: int, changes: list[tuple[str, str, str]] | None = None
) -> tuple[str, int]:
    return render_template("day_notes/edit.html", form=form, note=note, changes=changes or []), status
