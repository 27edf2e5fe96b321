"""Taking a move back: the person who made it, with the button of the message or the key z."""

from flask import Blueprint, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.errors import NotFound
from planner.models import Move
from planner.newsdesk.moving import undo_move
from planner.queries.moves import move_by_id
from planner.web import identity
from planner.web.access import NOT_HERE, requires
from planner.web.addresses import local_path
from planner.web.errors import wants_json
from planner.web.items import refuse_unless_editable
from planner.web.rendering import _

blueprint = Blueprint("moves", __name__)


@blueprint.post("/lan-doi/<int:move_id>/hoan-tac")
@requires(Action.EDIT_PLANS)
def undo(move_id: int) -> Response:
    items = undo_move(identity.database(), identity.actor(), load(move_id), zone=identity.settings().zone)
    identity.database().commit()
    words = (
        _("Đã hoàn tác: %(title)s trở về chỗ cũ.", title=items[0].title)
        if len(items) == 1
        else _("Đã hoàn tác: %(count)d tin, bài trở về chỗ cũ.", count=len(items))
    )
    if wants_json():
        return jsonify(message=words)
    flash(words)
    return redirect(local_path(request.form.get("back"), url_for("calendar.month")), 303)


def load(move_id: int) -> Move:
    """A move of this person whose items they may still change."""
    move = move_by_id(identity.database(), move_id)
    if move is None or not move.lines or move.person_id != identity.person().id:
        raise NotFound(NOT_HERE)
    for line in move.lines:
        refuse_unless_editable(line.item)
    return move
