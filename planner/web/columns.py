"""Columns (chuyên mục, chuyên trang) with their rhythm, and single slots (kỳ): skip, restore, move."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may, may_somewhere, plan_visibility
from planner.errors import Forbidden, Invalid, NotFound, Stale
from planner.forms.columns import ColumnChoices, ColumnEnd, ColumnEntry, SlotMove, SlotReason, column_values
from planner.language.rhythm import column_words
from planner.models import Column, Slot
from planner.newsdesk import columns as desk
from planner.queries import columns as queries
from planner.queries import items as item_queries
from planner.queries.history import history_of
from planner.queries.people import lineage
from planner.web import identity, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.item_choices import day_from
from planner.web.refusals import show_refusal
from planner.web.rendering import _, language

blueprint = Blueprint("columns", __name__)
INDEX_WINDOW = timedelta(days=30)
SHOWN_BEHIND = timedelta(days=30)
LONGEST_LEAD = timedelta(days=60)  # no column warns earlier
SHOWN_AHEAD = timedelta(days=90)


@blueprint.get("/chuyen-muc")
@requires(Action.SEE_PLANS)
def index() -> str:
    session, viewer, today = identity.database(), identity.viewer(), identity.today()
    return render_template(
        "columns/index.html",
        lines=queries.column_lines(session, plan_visibility(viewer), today, today + INDEX_WINDOW),
        rhythm=_rhythm,
        today=today,
        may_add=may(viewer, Action.MANAGE_COLUMNS, unit_id=viewer.unit_id),
    )


@blueprint.route("/chuyen-muc/moi", methods=["GET", "POST"])
@requires(Action.MANAGE_COLUMNS)
def new() -> Response | str | tuple[str, int]:
    unit = identity.person().unit_on(identity.today())
    if unit is None:
        raise Forbidden(NO_RIGHT)
    form = ColumnEntry(data={"starts_on": identity.today()})
    form.offer(_choices(unit.id))
    if not form.validate_on_submit():
        return _form_page(form, None)
    if earlier := submissions.taken(form):
        return earlier
    try:
        column = desk.open_column(identity.database(), identity.actor(), unit, form.plan(), today=identity.today())
    except Invalid as error:
        show_refusal(form, error)
        form.offer(_choices(unit.id))
        return _form_page(form, None)
    flash(_("Đã mở chuyên mục và ghi các kỳ sắp tới."))
    return submissions.finish(form, url_for(".show", column_id=column.id))


@blueprint.get("/chuyen-muc/<int:column_id>")
@requires(Action.SEE_PLANS)
def show(column_id: int) -> str:
    return _column_page(load(column_id))


@blueprint.route("/chuyen-muc/<int:column_id>/sua", methods=["GET", "POST"])
@requires(Action.MANAGE_COLUMNS)
def edit(column_id: int) -> Response | str | tuple[str, int]:
    column = load_to_manage(column_id)
    start = {"since": day_from(request.args.get("tu")), "version": column.version}
    form = ColumnEntry(data={**column_values(desk.plan_of(column)), **start})
    form.offer(_choices(column.unit_id, column))
    if not form.validate_on_submit():
        return _form_page(form, column)
    session, actor = identity.database(), identity.actor()
    try:
        desk.edit_column(
            session,
            actor,
            column,
            form.plan(),
            today=identity.today(),
            version=form.version.data,
            since=form.since.data,
            reason=form.reason.data or "",
        )
    except (Invalid, Stale) as error:
        return _refused(form, column_id, error)
    session.commit()
    flash(_("Đã lưu chuyên mục. Kỳ đã qua, đã có bài, đã bỏ hoặc đã dời giữ nguyên."))
    return redirect(url_for(".show", column_id=column_id), 303)


@blueprint.post("/chuyen-muc/<int:column_id>/dung")
@requires(Action.MANAGE_COLUMNS)
def end(column_id: int) -> Response | tuple[str, int]:
    """No more slots from a day on; from today on, that is all of them."""
    column, form = load_to_manage(column_id), ColumnEnd(prefix="dung")
    if not form.validate() or form.since.data is None:
        return _column_page(column, end_form=form), 400
    session, since, reason = identity.database(), form.since.data, form.reason.data or ""
    try:
        desk.end_column(session, identity.actor(), column, since, reason=reason, today=identity.today())
    except Invalid as error:
        show_refusal(form, error)
        return _column_page(load_to_manage(column_id), end_form=form), 400
    session.commit()
    flash(_("Đã dừng chuyên mục. Kỳ đã có bài, đã bỏ hoặc đã dời giữ nguyên."))
    return redirect(url_for(".show", column_id=column_id), 303)


@blueprint.get("/ky-trong")
@requires(Action.SEE_PLANS)
def empty_slots() -> str:
    """Coming slots without an item, those within their column's warning lead marked."""
    viewer, today = identity.viewer(), identity.today()
    return render_template(
        "columns/empty_slots.html",
        lines=queries.coming_empty_slots(identity.database(), plan_visibility(viewer), today, today + LONGEST_LEAD),
        today=today,
        may_fill=lambda unit_id: may(viewer, Action.ADD_PLANS, unit_id=unit_id),
    )


@blueprint.get("/ky/<int:slot_id>")
@requires(Action.SEE_PLANS)
def slot(slot_id: int) -> str:
    return _slot_page(load_slot(slot_id))


@blueprint.post("/ky/<int:slot_id>/bo")
@requires(Action.MANAGE_COLUMNS)
def skip_slot(slot_id: int) -> Response | tuple[str, int]:
    found, form = load_slot_to_manage(slot_id), SlotReason(prefix="bo")
    if not form.validate():
        return _slot_page(found, bo=form), 400
    desk.skip_slot(identity.database(), identity.actor(), found, reason=form.reason.data or "")
    return _done(found, _("Đã bỏ kỳ."))


@blueprint.post("/ky/<int:slot_id>/khoi-phuc")
@requires(Action.MANAGE_COLUMNS)
def restore_slot(slot_id: int) -> Response:
    found = load_slot_to_manage(slot_id)
    desk.restore_slot(identity.database(), identity.actor(), found)
    return _done(found, _("Đã khôi phục kỳ."))


@blueprint.post("/ky/<int:slot_id>/doi")
@requires(Action.MANAGE_COLUMNS)
def move_slot(slot_id: int) -> Response | tuple[str, int]:
    found, form = load_slot_to_manage(slot_id), SlotMove(prefix="doi")
    if not form.validate() or form.on.data is None:
        return _slot_page(found, doi=form), 400
    session, actor, zone = identity.database(), identity.actor(), identity.settings().zone
    desk.move_slot(session, actor, found, form.on.data, form.at.data, zone=zone, reason=form.reason.data or "")
    return _done(found, _("Đã dời kỳ; tin, bài của kỳ dời theo."))


def load(column_id: int) -> Column:
    """A column whose unit's plans the viewer sees."""
    column = queries.column_page(identity.database(), column_id)
    if column is None or not may(identity.viewer(), Action.SEE_PLANS, unit_id=column.unit_id):
        raise NotFound(NOT_HERE)
    return column


def load_to_manage(column_id: int) -> Column:
    column = load(column_id)
    if not _may_manage(column):
        raise Forbidden(NO_RIGHT)
    return column


def load_slot(slot_id: int) -> Slot:
    found = queries.slot_page(identity.database(), slot_id)
    if found is None or not may(identity.viewer(), Action.SEE_PLANS, unit_id=found.column.unit_id):
        raise NotFound(NOT_HERE)
    return found


def load_slot_to_manage(slot_id: int) -> Slot:
    found = load_slot(slot_id)
    if not _may_manage(found.column):
        raise Forbidden(NO_RIGHT)
    return found


def _may_manage(column: Column) -> bool:
    return may(identity.viewer(), Action.MANAGE_COLUMNS, unit_id=column.unit_id)


def _rhythm(column: Column) -> str:
    return column_words(column.rrule, column.airs_at, language(), minutes=column.duration_min, reruns=column.reruns)


def _choices(unit_id: int, column: Column | None = None) -> ColumnChoices:
    session, today = identity.database(), identity.today()
    channels = list(queries.channels_of(session, lineage(session, [unit_id]) | identity.viewer().unit_ids, today))
    if column and column.channel not in channels:
        channels.append(column.channel)
    keep = [column.campaign_id or 0] if column else ()
    return ColumnChoices(channels, item_queries.campaigns_on(session, today, keep=keep), item_queries.genres(session))


def _form_page(
    form: ColumnEntry, column: Column | None, changes: list[tuple[str, str, str]] | None = None
) -> tuple[str, int]:
    status = 409 if changes else 400 if form.errors or form.form_errors else 200
    return render_template("columns/edit.html", form=form, column=column, changes=changes or []), status


def _refused(form: ColumnEntry, column_id: int, error: Invalid | Stale) -> tuple[str, int]:
    """Show the typed form again with the reason; after a stale save the next one is a choice made knowingly."""
    changes = error.changes if isinstance(error, Stale) else None
    if isinstance(error, Invalid):
        show_refusal(form, error)
    else:
        identity.database().rollback()
        form.form_errors = [_(error.message)]
    column = load_to_manage(column_id)
    form.offer(_choices(column.unit_id, column))
    if changes is not None:
        form.version.data, form.version.raw_data = column.version, None
    return _form_page(form, column, changes)


def _column_page(column: Column, end_form: ColumnEnd | None = None) -> str:
    session, today = identity.database(), identity.today()
    return render_template(
        "columns/show.html",
        column=column,
        unit_name=column.unit.name_on(today),
        rhythm=_rhythm(column),
        slots=queries.slots_of(session, column.id, today - SHOWN_BEHIND, today + SHOWN_AHEAD),
        today=today,
        may_manage=_may_manage(column),
        may_fill=may(identity.viewer(), Action.ADD_PLANS, unit_id=column.unit_id),
        end_form=end_form or ColumnEnd(formdata=None, prefix="dung", data={"since": today}),
        end_open=end_form is not None,
        history=history_of(session, "column", column.id),
    )


def _slot_page(found: Slot, **forms: SlotReason | SlotMove) -> str:
    session = identity.database()
    return render_template(
        "columns/slot.html",
        slot=found,
        column=found.column,
        unit_name=found.column.unit.name_on(found.on),
        items=queries.items_of_slot(session, found.id),
        published=queries.published_of_slot(session, found.id),
        today=identity.today(),
        skip_form=forms.get("bo") or SlotReason(formdata=None, prefix="bo"),
        move_form=forms.get("doi") or SlotMove(formdata=None, prefix="doi", data={"on": found.on, "at": found.hour}),
        may_manage=_may_manage(found.column),
        may_fill=may(identity.viewer(), Action.ADD_PLANS, unit_id=found.column.unit_id),
        may_add_somewhere=may_somewhere(identity.viewer(), Action.ADD_PLANS),
        history=history_of(session, "slot", found.id),
    )


def _done(found: Slot, words: str) -> Response:
    identity.database().commit()
    flash(words)
    return redirect(url_for(".slot", slot_id=found.id), 303)
