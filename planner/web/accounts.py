"""Signing in and out, and one's own account."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.errors import Invalid
from planner.forms.accounts import LanguageForm, PasswordForm, SignInForm
from planner.newsdesk import people, signing_in
from planner.vocabulary import N_
from planner.web import identity
from planner.web.access import public, requires
from planner.web.addresses import local_path
from planner.web.rendering import LANGUAGES, _, translate

blueprint = Blueprint("accounts", __name__)
WRONG_PAIR = N_("Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra rồi nhập lại.")


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
@public
def sign_in() -> Response | str | tuple[str, int]:
    target = local_path(request.args.get("next"), url_for("home.start"))
    if current_user.is_authenticated:
        return redirect(target, 303)
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form), 400 if form.errors else 200
    visitor = _visitor(form.email.data or "", form.password.data or "")
    if visitor is None:
        form.form_errors = [translate(WRONG_PAIR)]
        return render_template("accounts/sign_in.html", form=form), 400
    session.clear()
    login_user(visitor)
    session.permanent = True
    return redirect(target, 303)


@blueprint.post("/dang-xuat")
@requires(Action.OWN_ACCOUNT)
def sign_out() -> Response:
    signing_in.sign_out(identity.database(), current_user.token, now=identity.now())
    identity.database().commit()
    logout_user()
    session.clear()
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.route("/tai-khoan", methods=["GET", "POST"])
@requires(Action.OWN_ACCOUNT)
def own() -> Response | str | tuple[str, int]:
    form = PasswordForm()
    page = "accounts/own.html"
    languages = LanguageForm(language=identity.person().language)
    if not form.validate_on_submit():
        return render_template(page, form=form, languages=languages), 400 if form.errors else 200
    if not signing_in.password_matches(identity.person().password_hash, form.current.data or ""):
        form.current.errors = [_("Mật khẩu hiện tại chưa đúng.")]
        return render_template(page, form=form, languages=languages), 400
    people.change_password(identity.database(), identity.actor(), identity.person(), form.password.data or "")
    identity.database().commit()
    flash(_("Đã đổi mật khẩu. Đăng nhập lại bằng mật khẩu mới."))
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.post("/ngon-ngu")
@public
def choose_language() -> Response:
    """Keep the language: on the person when signed in, else in the session."""
    chosen = request.form.get("language", "vi")
    if chosen not in LANGUAGES:
        raise Invalid(N_("Chọn một ngôn ngữ trong danh sách."))
    if current_user.is_authenticated:
        people.choose_language(identity.database(), identity.actor(), identity.person(), chosen)
        identity.database().commit()
    else:
        session["language"] = chosen
    return redirect(local_path(request.form.get("next"), url_for("home.start")), 303)


def _visitor(email: str, password: str) -> identity.Visitor | None:
    """Check the pair and open a sign-in. The slow part runs with no transaction open."""
    database, now, address = identity.database(), identity.now(), request.remote_addr or ""
    stored = signing_in.stored_hash(database, email, address=address, now=now)
    database.rollback()
    matched = signing_in.password_matches(stored, password)
    person = signing_in.record_attempt(database, email, matched=matched, address=address, now=now)
    token = signing_in.sign_in(database, person, agent=request.user_agent.string, now=now) if person else ""
    database.commit()
    return identity.visitor(token) if person else None
