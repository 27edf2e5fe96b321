"""Planned items: one page for everything about one, its form, its move and its states."""

from datetime import tzinfo

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may, may_see_plan
from planner.domain.steps import status_words
from planner.domain.workflow import WITH_REASON, may_edit, moves
from planner.errors import Forbidden, Invalid, NotFound, Stale
from planner.forms.base import Form
from planner.forms.items import ItemForm, MoveForm, ReasonForm, StatusForm
from planner.language.style import long_date, time_of_day
from planner.models import Draft, NewDraft, PlannedItem
from planner.newsdesk import planning as desk
from planner.newsdesk.editing import discard_new_draft
from planner.newsdesk.moving import move_item
from planner.newsdesk.plans import Plan, hour_of, plan_of
from planner.queries import items as queries
from planner.vocabulary import N_, Status
from planner.web import identity, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.drafts import NEW_ITEM, drafted_form, new_item_draft
from planner.web.errors import wants_json
from planner.web.history import past_of
from planner.web.item_choices import choices_for, day_from, exemplar_from, hour_from, slot_from
from planner.web.item_room import room_of
from planner.web.item_warnings import caused_warnings, warnings_of
from planner.web.refusals import show_refusal
from planner.web.rendering import _, language
from planner.web.returning import back_to_item
from planner.web.starts import slot_values

blueprint = Blueprint("items", __name__)
LOCKED = N_("Tin, bài ở trạng thái này không sửa kế hoạch được. Đổi trạng thái trước hoặc nhờ biên tập viên.")


@blueprint.route("/tin-bai/moi", methods=["GET", "POST"])
@requires(Action.ADD_PLANS)
def new() -> Response | str | tuple[str, int]:
    unit = identity.person().unit_on(identity.today())
    if unit is None:
        raise Forbidden(NO_RIGHT)
    slot = slot_from(request.args.get("ky"), unit.id)
    start = {
        "publish_on": day_from(request.args.get("ngay")),
        "publish_time": hour_from(request.args.get("gio")),
        "exemplar": exemplar_from(request.args.get("dien-hinh")),
        **slot_values(slot),
    }
    left = new_item_draft() if request.method == "GET" else None
    opened = left if request.args.get("ban-nhap") else None
    form = drafted_form(opened) if opened else ItemForm(data=start)
    form.offer(choices_for(unit.id, slot=slot))
    if not form.validate_on_submit():
        return form_page(form, None, opened, left=left)
    if earlier := submissions.taken(form):
        return earlier
    try:
        item = desk.plan_item(identity.database(), identity.actor(), unit, form.plan(_zone()), zone=_zone())
    except Invalid as error:
        show_refusal(form, error)
        form.offer(choices_for(unit.id, slot=slot))
        return form_page(form, None)
    discard_new_draft(identity.database(), identity.person().id, NEW_ITEM)
    flash(_("Đã lập tin, bài dự kiến."))
    return submissions.finish(form, url_for(".show", item_id=item.id))


@blueprint.get("/tin-bai/<int:item_id>")
@requires(Action.SEE_PUBLISHED)  # published plans are everybody's; ``load`` keeps the others to their unit
def show(item_id: int) -> str:
    return page(load(item_id))


@blueprint.route("/tin-bai/<int:item_id>/ngay", methods=["GET", "POST"])
@requires(Action.EDIT_PLANS)
def move(item_id: int) -> Response | str | tuple[str, int]:
    """A drag and the plain form both come here; a drag asks for JSON."""
    item = load_to_edit(item_id)
    form = _move_form(item)
    if not form.validate_on_submit():
        if form.errors and wants_json():
            raise Invalid(next(str(field.errors[0]) for field in form if field.errors))
        return render_template("items/move.html", form=form, item=item), 400 if form.errors else 200
    hour = form.publish_time.data if form.hour_sent.data else hour_of(item, _zone())
    known = warnings_of(item)
    try:
        moved = move_item(
            identity.database(),
            identity.actor(),
            item,
            form.publish_on.data,
            hour,
            zone=_zone(),
            reason=form.reason.data or "",
            version=form.version.data,
        )
    except Invalid as error:
        if wants_json():
            raise
        show_refusal(form, error)
        return render_template("items/move.html", form=form, item=load_to_edit(item_id)), 400
    identity.database().commit()
    words, caused = _moved_words(item), caused_warnings(item, known)
    if wants_json():
        undo = url_for("moves.undo", move_id=moved.id) if moved else ""
        return jsonify(message=words, version=item.version, undo=undo, warnings=caused)
    flash(words, f"undo:{moved.id}" if moved else "message")
    for warning in caused:
        flash(warning, "warning")
    return redirect(url_for(".show", item_id=item_id), 303)


@blueprint.post("/tin-bai/<int:item_id>/trang-thai")
@requires(Action.REPORT_WORK)
def set_status(item_id: int) -> Response:
    """A step of the work; putting aside and giving up have addresses of their own."""
    form = StatusForm()
    if not form.validate() or Status(form.status.data) in WITH_REASON:
        raise Invalid(N_("Chọn một trạng thái trong danh sách."))
    return _change_status(item_id, Status(form.status.data), form.version.data, form.reason.data or "")


@blueprint.post("/tin-bai/<int:item_id>/hoan")
@requires(Action.EDIT_PLANS)
def postpone(item_id: int) -> Response | tuple[str, int]:
    return _put_aside(item_id, Status.POSTPONED, ReasonForm(prefix="hoan"))


@blueprint.post("/tin-bai/<int:item_id>/huy")
@requires(Action.EDIT_PLANS)
def cancel(item_id: int) -> Response | tuple[str, int]:
    return _put_aside(item_id, Status.CANCELLED, ReasonForm(prefix="huy"))


def load(item_id: int) -> PlannedItem:
    """An item the viewer may see; of others they must not even learn that they exist."""
    item = queries.item_page(identity.database(), item_id)
    if item is None or not may_see_plan(identity.viewer(), item.unit_id, item.status):
        raise NotFound(NOT_HERE)
    return item


def load_to_edit(item_id: int) -> PlannedItem:
    """An item whose plan the viewer may change in its present state."""
    item = load(item_id)
    refuse_unless_editable(item)
    return item


def load_to_report(item_id: int) -> PlannedItem:
    """An item whose work the viewer may report on: an editor of its unit, or somebody who makes it."""
    item = load(item_id)
    if not _may(item, Action.REPORT_WORK):
        raise Forbidden(NO_RIGHT)
    return item


def refuse_unless_editable(item: PlannedItem) -> None:
    """Raises Forbidden when the viewer may not change this plan, or not in its present state."""
    if not _may(item, Action.EDIT_PLANS):
        raise Forbidden(NO_RIGHT)
    if not may_edit(identity.viewer().role, item.status):
        raise Forbidden(LOCKED)


def _may(item: PlannedItem, action: Action) -> bool:
    makers = {one.person_id for one in item.assignments} | {item.created_by_id or 0}
    return may(identity.viewer(), action, unit_id=item.unit_id, people=makers)


def page(item: PlannedItem, **wrong: Form) -> str:
    """The item's page; ``wrong``: a form of it to show again with its mistakes, by name."""
    session, viewer = identity.database(), identity.viewer()
    steps = moves(viewer.role, item.status) if _may(item, Action.REPORT_WORK) else ()
    editable = _may(item, Action.EDIT_PLANS) and may_edit(viewer.role, item.status)
    own = may(viewer, Action.SEE_PLANS, unit_id=item.unit_id)
    return render_template(
        "items/show.html",
        item=item,
        unit_name=item.unit.name_on(item.publish_on or identity.today()),
        clashes=warnings_of(item) if own else [],
        matches=queries.matches_of(session, item.id),
        past=past_of("planned_item", item.id) if own else None,
        own=own,
        steps=[step for step in steps if step not in WITH_REASON],
        put_aside={
            status: wrong.get(status.name) or _reason_form(status, item) for status in steps if status in WITH_REASON
        },
        open_form=next(iter(wrong), ""),
        may_edit=editable,
        move_form=_move_form(item) if editable else None,
        may_decide=may(viewer, Action.DECIDE_MATCHES, unit_id=item.unit_id),
        room=room_of(item, steps, may_edit=editable, wrong=wrong) if own else None,
    )


def form_page(
    form: ItemForm,
    item: PlannedItem | None,
    kept: Draft | NewDraft | None = None,
    *,
    left: NewDraft | None = None,
) -> tuple[str, int]:
    """The plan's form; ``kept``: the draft it was filled from; ``left``: one of a new item that may be opened."""
    status = 400 if form.errors or form.form_errors else 200
    return render_template("items/edit.html", form=form, item=item, kept=kept, left=left), status


def _move_form(item: PlannedItem) -> MoveForm:
    plan: Plan = plan_of(item, _zone())
    return MoveForm(data={"publish_on": plan.publish_on, "publish_time": plan.publish_time, "version": item.version})


def _reason_form(status: Status, item: PlannedItem) -> ReasonForm:
    prefix = "hoan" if status is Status.POSTPONED else "huy"
    return ReasonForm(formdata=None, prefix=prefix, data={"version": item.version})


def _put_aside(item_id: int, status: Status, form: ReasonForm) -> Response | tuple[str, int]:
    if not form.validate():
        return page(load(item_id), **{status.name: form}), 400
    return _change_status(item_id, status, form.version.data, form.reason.data or "")


def _change_status(item_id: int, status: Status, version: int | None, reason: str) -> Response:
    item = load_to_report(item_id)
    if version is not None and version != item.version and status is not item.status:
        raise Stale(desk.MOVED_SINCE)
    desk.set_status(identity.database(), identity.actor(), item, status, role=identity.viewer().role, reason=reason)
    identity.database().commit()
    flash(_("Đã chuyển sang trạng thái “%(status)s”.", status=_(status_words(status, item.medium))))
    return back_to_item(item_id)


def _moved_words(item: PlannedItem) -> str:
    if item.publish_on is None:
        return _("Đã đưa “%(title)s” về kho đề tài.", title=item.title)
    at = f", {time_of_day(item.publish_at, _zone())}" if item.publish_at else ""
    return _("Đã dời “%(title)s” sang %(day)s.", title=item.title, day=long_date(item.publish_on, language()) + at)


def _zone() -> tzinfo:
    return identity.settings().zone
