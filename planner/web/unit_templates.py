"""A unit's own Word file (mẫu báo cáo của đơn vị), kept by those who write the unit's reports."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.documents import word_template
from planner.domain.access import Action, may
from planner.errors import Forbidden, Invalid, NotFound
from planner.forms.report_setup import TemplateForm
from planner.models import Unit
from planner.newsdesk import word_templates as desk
from planner.queries.history import history_of
from planner.queries.units import unit_by_id
from planner.queries.word_templates import unit_template
from planner.vocabulary import UnitKind
from planner.web import identity
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.refusals import show_refusal
from planner.web.rendering import _
from planner.web.word_files import MOST_SENT, sent_template

blueprint = Blueprint("unit_templates", __name__, url_prefix="/don-vi/<int:unit_id>/mau-bao-cao")
Answer = Response | str | tuple[str, int]


@blueprint.url_value_preprocessor
def allow_a_file(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Before anything reads the body: this one form may be as large as a template."""
    if endpoint == "unit_templates.keep":
        request.max_content_length = MOST_SENT


@blueprint.get("")
@requires(Action.WRITE_REPORTS)
def show(unit_id: int) -> Answer:
    return _page(_load(unit_id), TemplateForm(formdata=None, prefix="mau"))


@blueprint.post("")
@requires(Action.WRITE_REPORTS)
def keep(unit_id: int) -> Answer:
    unit, form = _load(unit_id), TemplateForm(prefix="mau")
    if not form.validate_on_submit():
        return _page(unit, form), 400
    try:
        name, content = sent_template(form)
    except Invalid as error:
        show_refusal(form, Invalid(error.message, error.params, field="file"))
        return _page(_load(unit_id), form), 400
    desk.keep_template(identity.database(), identity.actor(), unit, name, content)
    return _done(unit_id, _("Đã dùng mẫu “%(name)s” cho báo cáo riêng của đơn vị.", name=name))


@blueprint.post("/bo")
@requires(Action.WRITE_REPORTS)
def drop(unit_id: int) -> Answer:
    desk.drop_template(identity.database(), identity.actor(), _load(unit_id))
    return _done(unit_id, _("Đã bỏ mẫu riêng của đơn vị."))


def _load(unit_id: int) -> Unit:
    """A press unit whose reports the viewer may write. Raises NotFound or Forbidden."""
    unit = unit_by_id(identity.database(), unit_id)
    if unit is None or unit.kind is not UnitKind.PRESS_UNIT:
        raise NotFound(NOT_HERE)
    if not may(identity.viewer(), Action.WRITE_REPORTS, unit_id=unit_id):
        raise Forbidden(NO_RIGHT)
    return unit


def _page(unit: Unit, form: TemplateForm) -> str:
    session = identity.database()
    return render_template(
        "reports/unit_template.html",
        unit=unit,
        unit_name=unit.name_on(identity.today()).name,
        template=unit_template(session, unit.id),
        form=form,
        words=word_template.WORDS,
        blocks=word_template.BLOCKS,
        history=history_of(session, "unit", unit.id),
    )


def _done(unit_id: int, words: str) -> Response:
    identity.database().commit()
    flash(words)
    return redirect(url_for(".show", unit_id=unit_id), 303)
