"""The register of exemplars (mô hình hay, cách làm hiệu quả, điển hình) and what was planned about each."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may, plan_visibility
from planner.errors import Forbidden, NotFound, Stale
from planner.forms.exemplars import ExemplarFilter, ExemplarForm, exemplar_values
from planner.models import Exemplar
from planner.newsdesk import exemplars as desk
from planner.queries import exemplars as queries
from planner.queries.history import history_of
from planner.queries.recognition import published_naming
from planner.web import identity, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.rendering import _

blueprint = Blueprint("exemplars", __name__)


@blueprint.get("/dien-hinh")
@requires(Action.SEE_PLANS)
def index() -> str:
    viewer = identity.viewer()
    form = ExemplarFilter(request.args)
    words, kind = form.chosen()
    return render_template(
        "exemplars/index.html",
        form=form,
        lines=queries.exemplar_lines(identity.database(), plan_visibility(viewer), words=words, kind=kind),
        clear_url=url_for(".index") if words or kind else None,
        may_add=may(viewer, Action.KEEP_EXEMPLARS, unit_id=viewer.unit_id),
    )


@blueprint.route("/dien-hinh/moi", methods=["GET", "POST"])
@requires(Action.KEEP_EXEMPLARS)
def new() -> Response | tuple[str, int]:
    unit = identity.person().unit_on(identity.today())
    if unit is None:
        raise Forbidden(NO_RIGHT)
    form = ExemplarForm()
    if not form.validate_on_submit():
        return _form_page(form, None, 400 if form.errors else 200)
    if earlier := submissions.taken(form):
        return earlier
    row = desk.add_exemplar(identity.database(), identity.actor(), unit, form.entry())
    flash(_("Đã thêm điển hình."))
    return submissions.finish(form, url_for(".show", exemplar_id=row.id))


@blueprint.get("/dien-hinh/<int:exemplar_id>")
@requires(Action.SEE_PLANS)
def show(exemplar_id: int) -> str:
    session, viewer = identity.database(), identity.viewer()
    row = load(exemplar_id)
    return render_template(
        "exemplars/show.html",
        row=row,
        unit_name=row.unit.name_on(identity.today()),
        items=queries.items_about(session, row.id),
        named_in=published_naming(session, row),
        may_edit=may(viewer, Action.KEEP_EXEMPLARS, unit_id=row.unit_id),
        may_plan=may(viewer, Action.ADD_PLANS, unit_id=row.unit_id),
        history=history_of(session, "exemplar", row.id),
    )


@blueprint.route("/dien-hinh/<int:exemplar_id>/sua", methods=["GET", "POST"])
@requires(Action.KEEP_EXEMPLARS)
def edit(exemplar_id: int) -> Response | tuple[str, int]:
    row = load_to_edit(exemplar_id)
    form = ExemplarForm(data={**exemplar_values(desk.entry_of(row)), "version": row.version})
    if not form.validate_on_submit():
        return _form_page(form, row, 400 if form.errors else 200)
    try:
        desk.edit_exemplar(identity.database(), identity.actor(), row, form.entry(), version=form.version.data)
    except Stale as error:
        identity.database().rollback()
        row = load_to_edit(exemplar_id)
        form.form_errors = [_(error.message)]
        form.version.data, form.version.raw_data = row.version, None
        return _form_page(form, row, 409, error.changes)
    identity.database().commit()
    flash(_("Đã lưu điển hình."))
    return redirect(url_for(".show", exemplar_id=exemplar_id), 303)


def load(exemplar_id: int) -> Exemplar:
    """An exemplar in the register of a unit whose plans the viewer sees."""
    row = queries.exemplar_by_id(identity.database(), exemplar_id)
    if row is None or not may(identity.viewer(), Action.SEE_PLANS, unit_id=row.unit_id):
        raise NotFound(NOT_HERE)
    return row


def load_to_edit(exemplar_id: int) -> Exemplar:
    row = load(exemplar_id)
    if not may(identity.viewer(), Action.KEEP_EXEMPLARS, unit_id=row.unit_id):
        raise Forbidden(NO_RIGHT)
    return row


def _form_page(
    form: ExemplarForm, row: Exemplar | None, status: int, changes: list[tuple[str, str, str]] | None = None
) -> tuple[str, int]:
    return render_template("exemplars/edit.html", form=form, row=row, changes=changes or []), status
