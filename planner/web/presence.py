"""Who has an item's page open and who is editing it: signs of life sent by the page itself."""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from planner.domain.access import Action, may
from planner.errors import Forbidden
from planner.language.style import date_time
from planner.models import EditLock, PlannedItem
from planner.newsdesk import editing as desk
from planner.queries import item_room as queries
from planner.web import identity, items
from planner.web.access import NO_RIGHT, requires
from planner.web.rendering import _

blueprint = Blueprint("presence", __name__)


@blueprint.post("/tin-bai/<int:item_id>/hien-dien")
@requires(Action.SEE_PLANS)
def beat(item_id: int) -> Response:
    """A sign of life: ``mode`` show or edit, ``active`` when something was typed, ``leave`` when the page closes."""
    item, session, me, now = load_own(item_id), identity.database(), identity.person().id, identity.now()
    if request.form.get("leave"):
        desk.leave(session, item.id, me, now)
        session.commit()
        return jsonify(here="", lock="", message="")
    desk.be_present(session, item.id, me, now)
    lock, state = None, ""
    if request.form.get("mode") == "edit":
        items.refuse_unless_editable(item)
        lock = desk.keep_lock(session, item.id, me, now, active=request.form.get("active") == "1")
        state = "ended" if lock is None else "mine" if lock.person_id == me else "theirs"
    others = [one.person.name for one in queries.present(session, item.id, now) if one.person_id != me]
    session.commit()
    return jsonify(here=here_words(others), lock=state, message=_lock_words(state, lock))


def load_own(item_id: int) -> PlannedItem:
    """An item of the viewer's unit; who reads a published plan elsewhere is nobody's business."""
    item = items.load(item_id)
    if not may(identity.viewer(), Action.SEE_PLANS, unit_id=item.unit_id):
        raise Forbidden(NO_RIGHT)
    return item


def here_words(names: list[str]) -> str:
    """ "Đang mở: Trần Văn Thử, Lê Thị Nghiệm" or nothing."""
    return _("Đang mở: %(names)s", names=", ".join(names)) if names else ""


def _lock_words(state: str, lock: EditLock | None) -> str:
    if state == "theirs" and lock is not None:
        at = date_time(lock.taken_at, identity.settings().zone)
        return _(
            "%(name)s đã tiếp quản quyền sửa lúc %(time)s. Nội dung vừa gõ được giữ trong bản nháp.",
            name=lock.person.name,
            time=at,
        )
    if state == "ended":
        return _("Quyền sửa đã hết sau 15 phút không thao tác. Gõ tiếp để nhận lại nếu chưa có ai sửa.")
    return ""
