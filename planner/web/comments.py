"""Comments on a planned item."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may
from planner.errors import Forbidden, NotFound
from planner.models import Comment, PlannedItem
from planner.newsdesk import commenting as desk
from planner.queries import item_room as queries
from planner.web import identity, items, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.item_room import colleagues_of, form_of
from planner.web.rendering import _
from planner.web.returning import back_to_item

blueprint = Blueprint("comments", __name__)


@blueprint.post("/tin-bai/<int:item_id>/y-kien")
@requires(Action.DISCUSS_PLANS)
def add(item_id: int) -> Response | tuple[str, int]:
    item, form = load(item_id), form_of("comment")
    if not form.validate():
        return items.page(item, comment=form), 400
    if earlier := submissions.taken(form):
        return earlier
    desk.comment_on(identity.database(), identity.actor(), item, form.body.data or "", colleagues_of(item.unit_id))
    flash(_("Đã gửi ý kiến."))
    return submissions.finish(form, url_for("items.show", item_id=item_id) + "#comments")


@blueprint.post("/tin-bai/<int:item_id>/y-kien/<int:comment_id>/go")
@requires(Action.DISCUSS_PLANS)
def take_back(item_id: int, comment_id: int) -> Response:
    item = load(item_id)
    desk.take_back(identity.database(), identity.actor(), item, _comment(item, comment_id))
    identity.database().commit()
    flash(_("Đã gỡ ý kiến."))
    return back_to_item(item_id, "comments")


def load(item_id: int) -> PlannedItem:
    """An item the viewer may talk about: one of the own unit."""
    item = items.load(item_id)
    if not may(identity.viewer(), Action.DISCUSS_PLANS, unit_id=item.unit_id):
        raise Forbidden(NO_RIGHT)
    return item


def _comment(item: PlannedItem, comment_id: int) -> Comment:
    comment = queries.comment_by_id(identity.database(), comment_id)
    if comment is None or comment.item_id != item.id:
        raise NotFound(NOT_HERE)
    return comment
