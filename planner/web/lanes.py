"""Steps of the work as the board takes them: a card dragged to another lane, its menu, and the plain form of both."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.domain.steps import status_words
from planner.domain.workflow import moves
from planner.errors import Invalid, Stale
from planner.forms.items import LaneForm
from planner.models import PlannedItem
from planner.newsdesk.planning import MOVED_SINCE
from planner.newsdesk.progress import set_status, undo_status
from planner.queries.history import history_of
from planner.vocabulary import Status
from planner.web import identity
from planner.web.access import requires
from planner.web.addresses import local_path
from planner.web.errors import wants_json
from planner.web.items import load_to_report
from planner.web.refusals import show_refusal
from planner.web.rendering import _

blueprint = Blueprint("lanes", __name__)


@blueprint.route("/tin-bai/<int:item_id>/doi-trang-thai", methods=["GET", "POST"])
@requires(Action.REPORT_WORK)
def change(item_id: int) -> Response | str | tuple[str, int]:
    """A drag, a menu and the plain form all come here; the first two ask for JSON."""
    item = load_to_report(item_id)
    form = LaneForm(data={"version": item.version})
    form.offer(item.medium, moves(identity.viewer().role, item.status))
    if wants_json():
        return _answer(item, form)
    if not form.validate_on_submit():
        return _page(form, item), 400 if form.errors else 200
    try:
        line_id = _take(item, form)
    except Invalid as error:
        show_refusal(form, error)
        item = load_to_report(item_id)
        form.offer(item.medium, moves(identity.viewer().role, item.status))
        return _page(form, item), 400
    flash(_moved_words(item), f"undo-status:{item_id}:{line_id}" if line_id else "message")
    return redirect(url_for("items.show", item_id=item_id), 303)


@blueprint.post("/tin-bai/<int:item_id>/doi-trang-thai/<int:line_id>/hoan-tac")
@requires(Action.REPORT_WORK)
def undo(item_id: int, line_id: int) -> Response:
    """``line_id``: of the history, where the change stands."""
    item = undo_status(identity.database(), identity.actor(), load_to_report(item_id), line_id)
    identity.database().commit()
    words = _("Đã hoàn tác: “%(title)s” trở về “%(status)s”.", title=item.title, status=_status(item))
    if wants_json():
        return jsonify(message=words)
    flash(words)
    return redirect(local_path(request.form.get("back"), url_for("items.show", item_id=item_id)), 303)


def _answer(item: PlannedItem, form: LaneForm) -> Response:
    """A state that is none is refused by the form, one that cannot be reached by the workflow with its reason."""
    form.offer(item.medium, list(Status))
    if not form.validate():
        raise Invalid(next(str(field.errors[0]) for field in form if field.errors))
    line_id = _take(item, form)
    undo = url_for(".undo", item_id=item.id, line_id=line_id) if line_id else ""
    return jsonify(message=_moved_words(item), version=item.version, undo=undo)


def _take(item: PlannedItem, form: LaneForm) -> int:
    """Do it and commit; the number of the history line, 0 when it stood there already."""
    session, status = identity.database(), Status(form.status.data)
    if status is item.status:
        return 0
    if form.version.data not in (None, item.version):
        raise Stale(MOVED_SINCE)
    set_status(session, identity.actor(), item, status, role=identity.viewer().role, reason=form.reason.data or "")
    session.flush()
    line_id = history_of(session, item.__tablename__, item.id, limit=1)[0].id
    session.commit()
    return line_id


def _moved_words(item: PlannedItem) -> str:
    return _("“%(title)s”: đã chuyển sang “%(status)s”.", title=item.title, status=_status(item))


def _status(item: PlannedItem) -> str:
    return _(status_words(item.status, item.medium))


def _page(form: LaneForm, item: PlannedItem) -> str:
    return render_template("items/status.html", form=form, item=item)
