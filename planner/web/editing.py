"""Changing a planned item's plan: the form, its drafts kept while typing, and the lock that keeps two from it."""

from datetime import tzinfo

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.errors import Invalid, Stale
from planner.forms.items import ItemForm, item_values
from planner.models import EditLock, PlannedItem
from planner.newsdesk import editing as desk
from planner.newsdesk.planning import edit_item
from planner.newsdesk.plans import plan_of
from planner.queries import item_room as queries
from planner.web import identity, items
from planner.web.access import requires
from planner.web.drafts import drafted_form, kept_words, typed_fields
from planner.web.item_choices import choices_for
from planner.web.merging import merge_page, opened_words
from planner.web.refusals import show_refusal
from planner.web.rendering import _

blueprint = Blueprint("editing", __name__)


@blueprint.route("/tin-bai/<int:item_id>/sua", methods=["GET", "POST"])
@requires(Action.EDIT_PLANS)
def edit(item_id: int) -> Response | str | tuple[str, int]:
    item = items.load_to_edit(item_id)
    if lock := held_by_other(item_id):
        return locked_page(item, lock)
    kept = queries.draft_of(identity.database(), item_id, identity.person().id) if request.method == "GET" else None
    form = drafted_form(kept) if kept else stored_form(item)
    form.offer(choices_for(item.unit_id, item=item))
    if not form.validate_on_submit():
        return items.form_page(form, item, kept)
    try:
        plan = form.plan(_zone())
        edit_item(identity.database(), identity.actor(), item, plan, zone=_zone(), version=form.version.data)
    except Stale:
        identity.database().rollback()
        return merge_page(form, items.load_to_edit(item_id))
    except Invalid as error:
        show_refusal(form, error)
        item = items.load_to_edit(item_id)
        form.offer(choices_for(item.unit_id, item=item))
        return items.form_page(form, item)
    desk.end_editing(identity.database(), item_id, identity.person().id)
    identity.database().commit()
    flash(_("Đã lưu tin, bài dự kiến."))
    return redirect(url_for("items.show", item_id=item_id), 303)


def stored_form(item: PlannedItem) -> ItemForm:
    """The form with what is stored, its version, and the starting values that a merge would need."""
    values = item_values(plan_of(item, _zone()), _zone())
    return ItemForm(data={**values, "version": item.version, "opened": opened_words(item)})


@blueprint.post("/tin-bai/<int:item_id>/khoa")
@requires(Action.EDIT_PLANS)
def take_over(item_id: int) -> Response:
    item = items.load_to_edit(item_id)
    desk.take_over(identity.database(), identity.actor(), item)
    identity.database().commit()
    flash(_("Đã tiếp quản quyền sửa; người kia được báo ngay trên trang đang mở."))
    return redirect(url_for(".edit", item_id=item_id), 303)


@blueprint.post("/tin-bai/<int:item_id>/ban-nhap")
@requires(Action.EDIT_PLANS)
def keep_draft(item_id: int) -> Response:
    items.load_to_edit(item_id)
    _keep(item_id)
    identity.database().commit()
    return jsonify(message=kept_words())


@blueprint.post("/tin-bai/<int:item_id>/ban-nhap/bo")
@requires(Action.EDIT_PLANS)
def discard_draft(item_id: int) -> Response:
    items.load_to_edit(item_id)
    desk.discard_draft(identity.database(), item_id, identity.person().id)
    identity.database().commit()
    flash(_("Đã bỏ bản nháp; biểu mẫu hiện nội dung đang lưu."))
    return redirect(url_for(".edit", item_id=item_id), 303)


def held_by_other(item_id: int) -> EditLock | None:
    """The lock of somebody else, while it holds."""
    lock = queries.lock_of(identity.database(), item_id, identity.now())
    return lock if lock and lock.person_id != identity.person().id else None


def locked_page(item: PlannedItem, lock: EditLock) -> tuple[str, int]:
    """Instead of the form: who edits, since when, and how to take over. What was sent is kept as a draft."""
    sent = request.method == "POST"
    if sent:
        _keep(item.id)
        identity.database().commit()
    return render_template("items/locked.html", item=item, lock=lock, sent=sent), 409 if sent else 200


def _keep(item_id: int) -> None:
    desk.keep_draft(identity.database(), item_id, identity.person().id, typed_fields(), identity.now())


def _zone() -> tzinfo:
    return identity.settings().zone
