"""What was typed and not saved: read from a form as it is sent, put back into one, and kept for an item that does not
exist yet."""

from flask import Blueprint, flash, jsonify, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.errors import Invalid
from planner.forms.items import ItemForm
from planner.language.style import time_of_day
from planner.models import Draft, NewDraft
from planner.newsdesk import editing as desk
from planner.queries.item_room import new_draft_of
from planner.vocabulary import N_
from planner.web import identity
from planner.web.access import requires
from planner.web.rendering import _

blueprint = Blueprint("drafts", __name__)

NEW_ITEM = "tin-bai"
MOST_DRAFT = 100_000
PICK = "pick-"  # what begins the names of a merge's answers, which are no part of the plan
NOT_KEPT = frozenset({"csrf_token", "submission"})


@blueprint.post("/tin-bai/moi/ban-nhap")
@requires(Action.ADD_PLANS)
def keep() -> Response:
    desk.keep_new_draft(identity.database(), identity.person().id, NEW_ITEM, typed_fields(), identity.now())
    identity.database().commit()
    return jsonify(message=kept_words())


@blueprint.post("/tin-bai/moi/ban-nhap/bo")
@requires(Action.ADD_PLANS)
def discard() -> Response:
    desk.discard_new_draft(identity.database(), identity.person().id, NEW_ITEM)
    identity.database().commit()
    flash(_("Đã bỏ bản nháp."))
    return redirect(url_for("items.new"), 303)


def new_item_draft() -> NewDraft | None:
    """What this person left in the form of a new item."""
    return new_draft_of(identity.database(), identity.person().id, NEW_ITEM)


def typed_fields() -> dict[str, list[str]]:
    """What the sent form holds, as a draft keeps it. Raises Invalid when that is too long to keep."""
    fields = {
        name: values for name, values in request.form.lists() if name not in NOT_KEPT and not name.startswith(PICK)
    }
    if sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > MOST_DRAFT:
        raise Invalid(N_("Bản nháp quá dài nên không giữ được. Rút gọn nội dung rồi lưu."))
    return fields


def drafted_form(kept: Draft | NewDraft) -> ItemForm:
    """The form as it was when its draft was kept, version and starting values included."""
    return ItemForm(formdata=MultiDict([(name, value) for name, values in kept.fields.items() for value in values]))


def kept_words() -> str:
    at = time_of_day(identity.now(), identity.settings().zone)
    return _("Đã giữ bản nháp lúc %(time)s.", time=at)
