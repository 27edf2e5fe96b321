"""Saved filters (bộ lọc đã lưu) of the calendar."""

from urllib.parse import parse_qsl

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may
from planner.errors import Forbidden, Invalid, NotFound
from planner.forms.calendar import PLACES, FilterForm, SaveFilterForm, query_of
from planner.models import SavedFilter
from planner.newsdesk import filters as desk
from planner.queries.filters import filter_by_id, saved_filters
from planner.web import identity, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.addresses import local_path
from planner.web.rendering import _

blueprint = Blueprint("filters", __name__, url_prefix="/bo-loc")


@blueprint.get("")
@requires(Action.SEE_PLANS)
def index() -> str:
    viewer = identity.viewer()
    kept = saved_filters(identity.database(), viewer.person_id, viewer.unit_ids)
    return render_template("filters/index.html", filters=[(one, _may_remove(one)) for one in kept])


@blueprint.post("")
@requires(Action.SEE_PLANS)
def save() -> Response:
    form, viewer = SaveFilterForm(), identity.viewer()
    if not form.validate_on_submit():
        raise Invalid(next(str(field.errors[0]) for field in form if field.errors))
    if earlier := submissions.taken(form):
        return earlier
    desk.save_filter(
        identity.database(),
        identity.actor(),
        name=form.name.data or "",
        query=_known(form.query.data or ""),
        person_id=viewer.person_id,
        unit_id=viewer.unit_id if form.shared.data else None,
    )
    flash(_("Đã lưu bộ lọc “%(name)s”.", name=form.name.data or ""), "success")
    return submissions.finish(form, local_path(request.form.get("back"), url_for("calendar.month")))


@blueprint.post("/<int:filter_id>/xoa")
@requires(Action.SEE_PLANS)
def remove(filter_id: int) -> Response:
    desk.remove_filter(identity.database(), identity.actor(), load_to_remove(filter_id))
    identity.database().commit()
    flash(_("Đã xóa bộ lọc."), "success")
    return redirect(url_for(".index"), 303)


def load_to_remove(filter_id: int) -> SavedFilter:
    """One's own filter, or one shared with a unit whose columns one manages; others do not exist or stay."""
    viewer, kept = identity.viewer(), filter_by_id(identity.database(), filter_id)
    if kept is None or (kept.person_id != viewer.person_id and kept.unit_id not in viewer.unit_ids):
        raise NotFound(NOT_HERE)
    if not _may_remove(kept):
        raise Forbidden(NO_RIGHT)
    return kept


def _may_remove(kept: SavedFilter) -> bool:
    viewer = identity.viewer()
    shared = kept.unit_id is not None and may(viewer, Action.MANAGE_COLUMNS, unit_id=kept.unit_id)
    return kept.person_id == viewer.person_id or shared


def _known(query: str) -> str:
    """Only what the filter's form knows, without a place in time. Raises Invalid when nothing is left."""
    names = {field.name for field in FilterForm({})} - set(PLACES)
    kept = {name: value for name, value in parse_qsl(query) if name in names}
    if not kept:
        raise Invalid(_("Chọn ít nhất một điều kiện lọc rồi lưu."))
    return query_of(kept)
