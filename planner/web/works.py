"""One work in several media: planning it once more, joining items that carry it, parting them again."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may
from planner.errors import Conflict, Invalid
from planner.models import PlannedItem
from planner.newsdesk import works as desk
from planner.queries import items as queries
from planner.vocabulary import N_, Medium
from planner.web import identity, items, submissions
from planner.web.access import requires
from planner.web.item_room import form_of
from planner.web.refusals import show_refusal
from planner.web.rendering import _

blueprint = Blueprint("works", __name__)


@blueprint.post("/tin-bai/<int:item_id>/tac-pham")
@requires(Action.EDIT_PLANS)
def add(item_id: int) -> Response | tuple[str, int]:
    item, form = items.load_to_edit(item_id), form_of("publication")
    if not form.validate():
        return items.page(item, publication=form), 400
    if earlier := submissions.taken(form):
        return earlier
    copy = desk.add_publication(
        identity.database(), identity.actor(), item, Medium(form.medium.data), form.publish_on.data
    )
    identity.database().flush()
    flash(_("Đã lập thêm một lần đăng, phát của cùng tác phẩm. Kiểm tra thể loại và hạn nộp."))
    return submissions.finish(form, url_for("items.show", item_id=copy.id))


@blueprint.post("/tin-bai/<int:item_id>/tac-pham/gop")
@requires(Action.EDIT_PLANS)
def join(item_id: int) -> Response | tuple[str, int]:
    item, form = items.load_to_edit(item_id), form_of("join")
    if not form.validate():
        return items.page(item, join=form), 400
    try:
        desk.join(identity.database(), identity.actor(), item, _other(form.other.data or 0))
    except (Invalid, Conflict) as error:
        show_refusal(form, Invalid(error.message, error.params, field="other"))
        return items.page(items.load_to_edit(item_id), join=form), 400
    identity.database().commit()
    flash(_("Đã gộp vào cùng tác phẩm; số liệu tính một tác phẩm."))
    return redirect(url_for("items.show", item_id=item_id) + "#work", 303)


@blueprint.post("/tin-bai/<int:item_id>/tac-pham/tach")
@requires(Action.EDIT_PLANS)
def leave(item_id: int) -> Response:
    item = items.load_to_edit(item_id)
    desk.leave_work(identity.database(), identity.actor(), item)
    identity.database().commit()
    flash(_("Đã tách thành tác phẩm riêng."))
    return redirect(url_for("items.show", item_id=item_id) + "#work", 303)


def _other(number: int) -> PlannedItem:
    """The item whose number was typed; one the viewer may not see is not there."""
    other = queries.item_page(identity.database(), number)
    if other is None or not may(identity.viewer(), Action.SEE_PLANS, unit_id=other.unit_id):
        raise Invalid(N_("Không có tin, bài mang số này. Kiểm tra lại số."), field="other")
    return other
