"""The checklist of a planned item."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.errors import NotFound
from planner.models import CheckLine, PlannedItem
from planner.newsdesk import checklist as desk
from planner.queries import item_room as queries
from planner.web import identity, items, submissions
from planner.web.access import NOT_HERE, requires
from planner.web.item_room import form_of
from planner.web.returning import back_to_item

blueprint = Blueprint("checklist", __name__)


@blueprint.post("/tin-bai/<int:item_id>/viec")
@requires(Action.REPORT_WORK)
def add(item_id: int) -> Response | tuple[str, int]:
    item, form = items.load_to_report(item_id), form_of("check")
    if not form.validate():
        return items.page(item, check=form), 400
    if earlier := submissions.taken(form):
        return earlier
    present = queries.around(identity.database(), item, identity.now()).checklist
    desk.add_line(identity.database(), identity.actor(), item, form.words.data or "", present=len(present))
    return submissions.finish(form, url_for("items.show", item_id=item_id) + "#checklist")


@blueprint.post("/tin-bai/<int:item_id>/viec/<int:line_id>")
@requires(Action.REPORT_WORK)
def tick(item_id: int, line_id: int) -> Response:
    """``done=1`` marks as done, anything else as not done."""
    item = items.load_to_report(item_id)
    line, done = _line(item, line_id), request.form.get("done") == "1"
    desk.tick(identity.database(), identity.actor(), item, line, done=done)
    identity.database().commit()
    return back_to_item(item_id, "checklist")


@blueprint.post("/tin-bai/<int:item_id>/viec/<int:line_id>/xoa")
@requires(Action.REPORT_WORK)
def remove(item_id: int, line_id: int) -> Response:
    item = items.load_to_report(item_id)
    desk.remove_line(identity.database(), identity.actor(), item, _line(item, line_id))
    identity.database().commit()
    return back_to_item(item_id, "checklist")


def _line(item: PlannedItem, line_id: int) -> CheckLine:
    line = queries.check_line_by_id(identity.database(), line_id)
    if line is None or line.item_id != item.id:
        raise NotFound(NOT_HERE)
    return line
