"""Accounts, for administrators: who may sign in, as what, in which unit."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.errors import Invalid, NotFound
from planner.forms.base import Form
from planner.forms.people import MoveForm, PersonForm, RoleForm
from planner.models import Person, Unit
from planner.newsdesk import people as desk
from planner.queries.history import history_of
from planner.queries.people import all_people, person_by_id
from planner.queries.units import all_units, unit_by_id
from planner.vocabulary import Role
from planner.web import identity, submissions
from planner.web.access import NOT_HERE, requires
from planner.web.rendering import _, translate

blueprint = Blueprint("people", __name__)


@blueprint.get("/nguoi-dung")
@requires(Action.MANAGE_PEOPLE)
def index() -> str:
    return render_template("people/index.html", people=all_people(identity.database()), today=identity.today())


@blueprint.route("/nguoi-dung/moi", methods=["GET", "POST"])
@requires(Action.MANAGE_PEOPLE)
def new() -> Response | str | tuple[str, int]:
    form = PersonForm()
    form.unit.offer(_units())
    if not form.validate_on_submit():
        return render_template("people/new.html", form=form), 400 if form.errors else 200
    if earlier := submissions.taken(form):
        return earlier
    password = desk.random_password()
    try:
        person = _add(form, password)
    except Invalid as error:
        _show_beside(form, error)
        return render_template("people/new.html", form=form), 400
    done = submissions.finish(form, url_for(".show", person_id=person.id))
    return (
        render_template("people/password.html", person=person, password=password)
        if person in identity.database()
        else done
    )


@blueprint.get("/nguoi-dung/<int:person_id>")
@requires(Action.MANAGE_PEOPLE)
def show(person_id: int) -> str:
    return _page(load(person_id))


@blueprint.post("/nguoi-dung/<int:person_id>/vai-tro")
@requires(Action.MANAGE_PEOPLE)
def change_role(person_id: int) -> Response | tuple[str, int]:
    person, form = load(person_id), RoleForm(prefix="vai-tro")

    def act() -> None:
        desk.change_role(identity.database(), identity.actor(), person, Role(form.role.data), today=identity.today())

    return _done(person, "role", form, act, _("Đã đổi vai trò. Người này cần đăng nhập và tạo đường dẫn lịch lại."))


@blueprint.post("/nguoi-dung/<int:person_id>/don-vi")
@requires(Action.MANAGE_PEOPLE)
def move(person_id: int) -> Response | tuple[str, int]:
    person, form = load(person_id), _move_form(MoveForm(prefix="don-vi"))

    def act() -> None:
        unit, on = _unit(form.unit.data), form.on.data or identity.today()
        desk.move_person(identity.database(), identity.actor(), person, unit, on=on, post=form.post.data or "")

    return _done(person, "move", form, act, _("Đã chuyển đơn vị. Việc làm trước ngày đó vẫn thuộc đơn vị cũ."))


@blueprint.post("/nguoi-dung/<int:person_id>/dong")
@requires(Action.MANAGE_PEOPLE)
def close(person_id: int) -> Response:
    desk.close_account(identity.database(), identity.actor(), load(person_id))
    identity.database().commit()
    flash(_("Đã đóng tài khoản. Mọi lần đăng nhập và đường dẫn lịch của người này hết hiệu lực ngay."), "success")
    return redirect(url_for(".show", person_id=person_id), 303)


@blueprint.post("/nguoi-dung/<int:person_id>/mo-lai")
@requires(Action.MANAGE_PEOPLE)
def reopen(person_id: int) -> Response:
    desk.reopen_account(identity.database(), identity.actor(), load(person_id))
    identity.database().commit()
    flash(_("Đã mở lại tài khoản. Người này cần tạo lại đường dẫn lịch."), "success")
    return redirect(url_for(".show", person_id=person_id), 303)


@blueprint.post("/nguoi-dung/<int:person_id>/mat-khau")
@requires(Action.MANAGE_PEOPLE)
def reset_password(person_id: int) -> str:
    """Set a random password and show it on this answer only."""
    person, password = load(person_id), desk.random_password()
    desk.change_password(identity.database(), identity.actor(), person, password)
    identity.database().commit()
    return render_template("people/password.html", person=person, password=password)


def load(person_id: int) -> Person:
    person = person_by_id(identity.database(), person_id)
    if person is None:
        raise NotFound(NOT_HERE)
    return person


def _done(person: Person, name: str, form: Form, act: Callable[[], None], words: str) -> Response | tuple[str, int]:
    """Act on a valid form and go back to the person's page; otherwise show the page with what is wrong."""
    if not form.validate_on_submit():
        return _page(person, **{name: form}), 400
    if earlier := submissions.taken(form):
        return earlier
    try:
        act()
    except Invalid as error:
        _show_beside(form, error)
        return _page(load(person.id), **{name: form}), 400
    flash(words, "success")
    return submissions.finish(form, url_for(".show", person_id=person.id))


def _show_beside(form: Form, error: Invalid) -> None:
    """The reason beside its field; nothing was changed."""
    identity.database().rollback()
    if error.field in form:
        form[error.field].errors = [translate(error.message, error.params)]
    else:
        form.form_errors = [translate(error.message, error.params)]


def _add(form: PersonForm, password: str) -> Person:
    return desk.add_person(
        identity.database(),
        identity.actor(),
        email=form.email.data or "",
        name=form.name.data or "",
        role=Role(form.role.data),
        password=password,
        unit=_unit(form.unit.data) if form.unit.data else None,
        post=form.post.data or "",
        since=form.since.data,
    )


def _unit(unit_id: int | None) -> Unit:
    unit = unit_by_id(identity.database(), unit_id or 0)
    if unit is None:
        raise NotFound(NOT_HERE)
    return unit


def _units() -> list[tuple[int, str]]:
    return [(unit.id, unit.name_on(identity.today()).name) for unit in all_units(identity.database())]


def _move_form(form: MoveForm) -> MoveForm:
    form.unit.offer(_units())
    return form


def _page(person: Person, *, role: Form | None = None, move: Form | None = None) -> str:
    return render_template(
        "people/show.html",
        person=person,
        today=identity.today(),
        role_form=role or RoleForm(formdata=None, prefix="vai-tro", role=person.role.value),
        move_form=move or _move_form(MoveForm(formdata=None, prefix="don-vi", on=identity.today())),
        open_form="role" if role else ("move" if move else ""),
        own=person.id == identity.person().id,
        history=history_of(identity.database(), "person", person.id),
    )
