"""Directives and their tasks: the top of the chain."""

from flask import Blueprint, flash, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may_somewhere
from planner.errors import NotFound
from planner.forms.directives import DirectiveForm, TaskForm
from planner.models import Directive, Task
from planner.newsdesk import campaigns as desk
from planner.queries import directives as queries
from planner.queries.history import history_of
from planner.web import identity, submissions
from planner.web.access import NOT_HERE, requires
from planner.web.rendering import _

blueprint = Blueprint("directives", __name__)


@blueprint.get("/van-ban")
@requires(Action.SEE_DIRECTIVES)
def index() -> str:
    return render_template(
        "directives/index.html",
        directives=queries.all_directives(identity.database()),
        may_manage=may_somewhere(identity.viewer(), Action.MANAGE_CAMPAIGNS),
    )


@blueprint.route("/van-ban/moi", methods=["GET", "POST"])
@requires(Action.MANAGE_CAMPAIGNS)
def new() -> Response | str | tuple[str, int]:
    form = DirectiveForm()
    if not form.validate_on_submit():
        return render_template("directives/edit.html", form=form), 400 if form.errors else 200
    if earlier := submissions.taken(form):
        return earlier
    directive = desk.add_directive(
        identity.database(),
        identity.actor(),
        number=form.number.data or "",
        kind=form.kind.data or "",
        issued_on=form.issued_on.data,
        issuer=form.issuer.data or "",
        title=form.title.data or "",
    )
    flash(_("Đã thêm văn bản. Tiếp theo: nhập các nhiệm vụ của văn bản."))
    return submissions.finish(form, url_for(".show", directive_id=directive.id))


@blueprint.get("/van-ban/<int:directive_id>")
@requires(Action.SEE_DIRECTIVES)
def show(directive_id: int) -> str:
    """The directive; people who manage campaigns add its next task here."""
    directive = load(directive_id)
    return _page(directive, TaskForm(formdata=None))


@blueprint.post("/van-ban/<int:directive_id>/nhiem-vu")
@requires(Action.MANAGE_CAMPAIGNS)
def add_task(directive_id: int) -> Response | tuple[str, int]:
    directive = load(directive_id)
    form = TaskForm()
    if not form.validate_on_submit():
        return _page(directive, form), 400
    if earlier := submissions.taken(form):
        return earlier
    task = desk.add_task(
        identity.database(),
        identity.actor(),
        directive,
        title=form.title.data or "",
        text=form.text.data or "",
        in_scope=form.in_scope.data,
    )
    flash(_("Đã thêm nhiệm vụ."))
    return submissions.finish(form, url_for(".task", task_id=task.id))


@blueprint.get("/nhiem-vu/<int:task_id>")
@requires(Action.SEE_DIRECTIVES)
def task(task_id: int) -> str:
    found = load_task(task_id)
    return render_template(
        "directives/task.html",
        task=found,
        day=found.directive.issued_on or found.directive.issued_latest or identity.today(),
        themes=queries.themes_of_task(identity.database(), task_id),
    )


def load(directive_id: int) -> Directive:
    directive = queries.directive_with_chain(identity.database(), directive_id)
    if directive is None:
        raise NotFound(NOT_HERE)
    return directive


def load_task(task_id: int) -> Task:
    found = queries.task_with_units(identity.database(), task_id)
    if found is None:
        raise NotFound(NOT_HERE)
    return found


def _page(directive: Directive, form: TaskForm) -> str:
    session = identity.database()
    return render_template(
        "directives/show.html",
        directive=directive,
        day=directive.issued_on or directive.issued_latest or identity.today(),
        campaigns=queries.campaigns_of(session, directive.id),
        history=history_of(session, "directive", directive.id),
        form=form if may_somewhere(identity.viewer(), Action.MANAGE_CAMPAIGNS) else None,
    )
