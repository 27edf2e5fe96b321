"""Two people saved one item: theirs and mine, field by field, and saving what was chosen."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.domain.merging import Difference, Side, differing
from planner.errors import Invalid, Stale
from planner.forms.items import ItemForm
from planner.models import PlannedItem
from planner.newsdesk import planning
from planner.newsdesk.editing import end_editing
from planner.newsdesk.plans import Plan, field_names, plan_of, words_of
from planner.web import identity, items
from planner.web.access import requires
from planner.web.drafts import PICK
from planner.web.item_choices import choices_for
from planner.web.refusals import show_refusal
from planner.web.rendering import _

blueprint = Blueprint("merging", __name__)
NOT_TYPED = frozenset({"csrf_token", "submission", "version"})


@blueprint.post("/tin-bai/<int:item_id>/gop")
@requires(Action.EDIT_PLANS)
def merge(item_id: int) -> Response | tuple[str, int]:
    """Save what was chosen field by field between the stored plan and the typed one."""
    item = items.load_to_edit(item_id)
    form = ItemForm()
    form.offer(choices_for(item.unit_id, item=item))
    if not form.validate():
        return items.form_page(form, item)
    zone = identity.settings().zone
    typed, stored = form.plan(zone), plan_of(item, zone)
    try:
        planning.edit_item(
            identity.database(),
            identity.actor(),
            item,
            _chosen(typed, stored),
            zone=zone,
            version=form.version.data,
        )
    except Stale:
        identity.database().rollback()
        return merge_page(form, items.load_to_edit(item_id))
    except Invalid as error:
        show_refusal(form, error)
        return merge_page(form, items.load_to_edit(item_id), 400)
    end_editing(identity.database(), item_id, identity.person().id)
    identity.database().commit()
    flash(_("Đã lưu bản gộp."))
    return redirect(url_for("items.show", item_id=item_id), 303)


def opened_words(item: PlannedItem) -> str:
    """The plan in words when the form was opened: what a later merge measures both sides against."""
    zone = identity.settings().zone
    return json.dumps(words_of(plan_of(item, zone), zone), ensure_ascii=False)


def merge_page(form: ItemForm, item: PlannedItem, status: int = 409) -> tuple[str, int]:
    """Theirs and mine, field by field; the typed text rides along hidden."""
    zone = identity.settings().zone
    stored = plan_of(item, zone)
    found = differing(_base(form), words_of(stored, zone), words_of(form.plan(zone), zone))
    page = render_template(
        "items/merge.html",
        item=item,
        form=form,
        differences=[(_attribute(one), one, _picked(one)) for one in found],
        typed=_typed_fields(),
    )
    return page, status


def _chosen(typed: Plan, stored: Plan) -> Plan:
    """The stored plan with the fields chosen as mine."""
    mine = {name: getattr(typed, name) for name in field_names().values() if request.form.get(PICK + name) == Side.MINE}
    changes: dict[str, Any] = mine
    return replace(stored, **changes)


def _base(form: ItemForm) -> Mapping[str, str]:
    try:
        found = json.loads(form.opened.data or "{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _attribute(one: Difference) -> str:
    return field_names()[one.field]


def _picked(one: Difference) -> str:
    """What is offered: what was chosen already when the merge page comes back, else the rule's proposal."""
    return request.form.get(PICK + _attribute(one), one.pick.value)


def _typed_fields() -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.form.lists()
        if name not in NOT_TYPED and not name.startswith(PICK)
        for value in values
    ]
