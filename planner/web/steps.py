"""A unit's own steps of the workflow: their page, and putting an item on one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may
from planner.domain.steps import status_words
from planner.errors import Forbidden, NotFound, Stale
from planner.forms.item_room import StepForm
from planner.models import PlannedItem, Unit, UnitStep
from planner.newsdesk import steps as desk
from planner.newsdesk.planning import MOVED_SINCE
from planner.queries import item_room as queries
from planner.queries.units import unit_by_id
from planner.vocabulary import N_, Status, StepMedia
from planner.web import identity, items, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.rendering import _
from planner.web.returning import back_to_item

blueprint = Blueprint("steps", __name__)
CHANGED_SINCE = N_("Người khác vừa sửa bước này. Xem lại nội dung đang lưu bên dưới rồi sửa tiếp.")


@blueprint.app_template_filter("state_words")
def state_words(item: PlannedItem, status: Status | None = None) -> str:
    """An item's state as its newsroom calls it: the unit's own step, else the word of the medium."""
    if status is None and item.step is not None and item.step.status is item.status:
        return item.step.label
    return _(status_words(status or item.status, item.medium))


@blueprint.get("/don-vi/<int:unit_id>/buoc")
@requires(Action.MANAGE_STEPS)
def index(unit_id: int) -> str:
    return _page(load(unit_id), StepForm())


@blueprint.post("/don-vi/<int:unit_id>/buoc")
@requires(Action.MANAGE_STEPS)
def add(unit_id: int) -> Response | tuple[str, int]:
    unit, form = load(unit_id), StepForm()
    if not form.validate():
        return _page(unit, form), 400
    if earlier := submissions.taken(form):
        return earlier
    desk.add_step(
        identity.database(),
        identity.actor(),
        unit,
        label=form.label.data or "",
        status=Status(form.status.data),
        media=StepMedia(form.media.data),
        position=form.position.data or 0,
    )
    flash(_("Đã thêm bước."))
    return submissions.finish(form, url_for(".index", unit_id=unit_id))


@blueprint.route("/buoc/<int:step_id>", methods=["GET", "POST"])
@requires(Action.MANAGE_STEPS)
def edit(step_id: int) -> Response | str | tuple[str, int]:
    unit, step = load_step(step_id)
    form = StepForm(
        data={
            "label": step.label,
            "status": step.status.value,
            "media": step.media.value,
            "position": step.position,
            "version": step.version,
        }
    )
    if not form.validate_on_submit():
        return _edit_page(unit, step, form), 400 if form.errors else 200
    if form.version.data != step.version:
        form = StepForm(formdata=None, obj=step)
        form.form_errors = [_(CHANGED_SINCE)]
        return _edit_page(unit, step, form), 409
    desk.change_step(
        identity.database(),
        identity.actor(),
        unit,
        step,
        label=form.label.data or "",
        status=Status(form.status.data),
        media=StepMedia(form.media.data),
        position=form.position.data or 0,
    )
    identity.database().commit()
    flash(_("Đã lưu bước."))
    return redirect(url_for(".index", unit_id=unit.id), 303)


@blueprint.post("/buoc/<int:step_id>/bo")
@requires(Action.MANAGE_STEPS)
def retire(step_id: int) -> Response:
    unit, step = load_step(step_id)
    desk.retire_step(identity.database(), identity.actor(), unit, step)
    identity.database().commit()
    flash(_("Đã bỏ bước; tin, bài đang ở bước đó giữ nguyên."))
    return redirect(url_for(".index", unit_id=unit.id), 303)


@blueprint.post("/tin-bai/<int:item_id>/buoc")
@requires(Action.REPORT_WORK)
def go_to(item_id: int) -> Response:
    """Put the item on one of its unit's own steps."""
    item = items.load_to_report(item_id)
    number, version = request.form.get("step", ""), request.form.get("version", "")
    step = queries.step_by_id(identity.database(), int(number)) if number.isdecimal() and len(number) < 10 else None
    if step is None:
        raise NotFound(NOT_HERE)
    if version != str(item.version):
        raise Stale(MOVED_SINCE)
    desk.go_to_step(identity.database(), identity.actor(), item, step, role=identity.viewer().role)
    identity.database().commit()
    flash(_("Đã chuyển sang bước “%(step)s”.", step=step.label))
    return back_to_item(item_id)


def load(unit_id: int) -> Unit:
    """A unit whose steps the viewer manages."""
    unit = unit_by_id(identity.database(), unit_id)
    if unit is None:
        raise NotFound(NOT_HERE)
    if not may(identity.viewer(), Action.MANAGE_STEPS, unit_id=unit.id):
        raise Forbidden(NO_RIGHT)
    return unit


def load_step(step_id: int) -> tuple[Unit, UnitStep]:
    step = queries.step_by_id(identity.database(), step_id)
    if step is None:
        raise NotFound(NOT_HERE)
    return load(step.unit_id), step


def _page(unit: Unit, form: StepForm) -> str:
    return render_template(
        "steps/index.html",
        unit=unit,
        unit_name=unit.name_on(identity.today()),
        steps=queries.steps_of(identity.database(), unit.id),
        form=form,
    )


def _edit_page(unit: Unit, step: UnitStep, form: StepForm) -> str:
    return render_template("steps/edit.html", unit=unit, step=step, form=form)
