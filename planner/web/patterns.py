"""The pattern of a column: what its new items start with."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.domain.naming import PLACES
from planner.errors import Stale
from planner.forms.quick import PatternForm
from planner.models import Column, Pattern
from planner.newsdesk.patterns import set_pattern
from planner.queries import items as queries
from planner.queries.patterns import pattern_of
from planner.queries.people import lineage, people_of_units
from planner.web import identity
from planner.web.access import requires
from planner.web.columns import load_to_manage
from planner.web.rendering import _

blueprint = Blueprint("patterns", __name__)


@blueprint.route("/chuyen-muc/<int:column_id>/mau", methods=["GET", "POST"])
@requires(Action.MANAGE_COLUMNS)
def edit(column_id: int) -> Response | str | tuple[str, int]:
    column = load_to_manage(column_id)
    form = _form(column)
    if not form.validate_on_submit():
        return _page(form, column, 400 if form.errors else 200)
    try:
        set_pattern(identity.database(), identity.actor(), column, form.start(), version=form.version.data)
    except Stale as error:
        identity.database().rollback()
        form.form_errors = [_(error.message)]
        return _page(form, load_to_manage(column_id), 409)
    identity.database().commit()
    flash(_("Đã lưu mẫu tin, bài của chuyên mục."))
    return redirect(url_for("columns.show", column_id=column_id), 303)


def _form(column: Column) -> PatternForm:
    session, today = identity.database(), identity.today()
    pattern = pattern_of(session, column.id)
    form = PatternForm(data=_values(pattern))
    people = list(people_of_units(session, lineage(session, [column.unit_id]), today))
    people += [one.person for one in (pattern.people if pattern else ()) if one.person not in people]
    form.offer(queries.genres(session), people)
    return form


def _values(pattern: Pattern | None) -> dict[str, object]:
    if pattern is None:
        return {}
    return {
        "title": pattern.title,
        "genre": pattern.genre_id,
        "brief": pattern.brief,
        "people": [{"person": one.person_id, "part": one.part} for one in pattern.people],
        "version": pattern.version,
    }


def _page(form: PatternForm, column: Column, status: int) -> tuple[str, int]:
    return render_template("patterns/edit.html", form=form, column=column, places=PLACES), status
