"""Signing in and out: one wrong word tells nothing, guessing is slowed, a cookie dies with its sign-in."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner import clock
from planner.models import Person, SignIn
from planner.newsdesk.people import add_person
from planner.newsdesk.signing_in import ABSOLUTE_LIMIT, IDLE_LIMIT, PER_ACCOUNT
from planner.vocabulary import Role
from planner.web.addresses import local_path
from planner.web.rendering import PlainGlobals
from tests.factories import PASSWORD, actor, make_person, make_unit
from tests.pages import another_visitor, fill, send, sign_in

LEADS_OUT = (
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n//evil.example",
    "https:evil.example",
    "https:///evil.example",
    "////evil.example",
    "http:\\\\evil.example",
    "https://app.local@evil.example",
    "https://app.local.evil.example",
    " //evil.example",
    "/\u2028/evil.example",
    "javascript:alert(1)",
    "",
)


@pytest.fixture
def editor(session: Session) -> Person:
    return make_person(session, make_unit(session))


def attempt(client: FlaskClient, email: str, password: str) -> int:
    return send(client, "/dang-nhap", "/dang-nhap", {"email": email, "password": password}).status_code


def test_passwords_are_kept_as_argon2id_only(session: Session) -> None:
    person = add_person(session, actor(), email="a@b.example.vn", name="A", role=Role.BOARD, password=PASSWORD)
    assert person.password_hash.startswith("$argon2id$")
    assert PASSWORD not in person.password_hash


def test_an_unknown_name_and_a_wrong_password_read_the_same(client: FlaskClient, editor: Person) -> None:
    pages = [
        send(client, "/dang-nhap", "/dang-nhap", {"email": email, "password": "khong-dung"}).get_data(as_text=True)
        for email in (editor.email, "khong-co@toasoan.example.vn")
    ]
    assert all("Tên đăng nhập hoặc mật khẩu chưa đúng" in page for page in pages)


def test_signing_out_ends_a_captured_cookie(app: Flask, client: FlaskClient, session: Session, editor: Person) -> None:
    sign_in(client, editor)
    cookie = client.get_cookie("planner")
    assert cookie is not None
    thief = another_visitor(app, session)
    thief.set_cookie("planner", cookie.value)
    assert thief.get("/tai-khoan").status_code == 200

    assert send(client, "/tai-khoan", "/dang-xuat", {}).status_code == 303

    assert thief.get("/tai-khoan").status_code == 303


def test_the_session_changes_at_sign_in(client: FlaskClient, editor: Person) -> None:
    client.get("/dang-nhap")
    before = client.get_cookie("planner")
    sign_in(client, editor)
    after = client.get_cookie("planner")
    assert before
    assert after
    assert before.value != after.value
    assert after.http_only
    assert after.same_site == "Lax"


def test_a_sign_in_ends_when_idle_and_when_old(client: FlaskClient, session: Session, editor: Person) -> None:
    start = clock.now()
    sign_in(client, editor)
    row = session.scalars(select(SignIn)).one()
    session.commit()
    with time_machine.travel(start + IDLE_LIMIT + timedelta(minutes=1), tick=False):
        assert client.get("/tai-khoan").status_code == 303
    row.seen_at = start + ABSOLUTE_LIMIT
    with time_machine.travel(start + ABSOLUTE_LIMIT + timedelta(minutes=1), tick=False):
        assert client.get("/tai-khoan").status_code == 303


def test_pages_sign_no_cookie_anew_since_no_sign_in_outlives_its_first(
    app: Flask, client: FlaskClient, editor: Person
) -> None:
    sign_in(client, editor)
    assert app.permanent_session_lifetime == ABSOLUTE_LIMIT
    client.get("/tai-khoan")  # the first page with a form keeps its token
    assert "Set-Cookie" not in client.get("/tai-khoan").headers


def test_templates_share_plain_globals_whichever_extension_asks_first(app: Flask) -> None:
    assert isinstance(app.jinja_env, PlainGlobals)


def test_guessing_one_account_is_slowed_even_with_the_right_password(client: FlaskClient, editor: Person) -> None:
    wrong = [attempt(client, editor.email, "khong-dung") for _ in range(PER_ACCOUNT)]
    assert set(wrong) == {400}
    assert attempt(client, editor.email, PASSWORD) == 429
    later = clock.now() + timedelta(minutes=16)
    with time_machine.travel(later, tick=False):
        assert attempt(client, editor.email, PASSWORD) == 303


def test_a_closed_account_does_not_get_in(client: FlaskClient, editor: Person) -> None:
    editor.active = False
    assert attempt(client, editor.email, PASSWORD) == 400


@pytest.mark.parametrize("target", LEADS_OUT)
def test_signing_in_never_leads_off_the_site(target: str) -> None:
    assert local_path(target, "/") == "/"


@pytest.mark.parametrize("target", ["/ok", "/lich?thang=2026-11", "/%2fevil.example", "/.//x"])
def test_a_path_of_the_site_is_kept(target: str) -> None:
    assert local_path(target, "/") == target


def test_signing_in_goes_on_to_the_page_asked_for(client: FlaskClient, editor: Person) -> None:
    asked = client.get("/tai-khoan?x=1")
    page = asked.headers["Location"]
    fields = fill(client, page, "/dang-nhap", {"email": editor.email, "password": PASSWORD})
    assert client.post(page, data=fields).headers["Location"] == "/tai-khoan?x=1"


def test_a_new_password_needs_the_old_one_and_ends_every_sign_in(
    app: Flask, client: FlaskClient, session: Session, editor: Person
) -> None:
    other = sign_in(another_visitor(app, session), editor)
    sign_in(client, editor)
    new = {"password": "mat-khau-moi-1", "again": "mat-khau-moi-1"}

    assert send(client, "/tai-khoan", "/tai-khoan", new | {"current": "sai"}).status_code == 400
    assert send(client, "/tai-khoan", "/tai-khoan", new | {"current": PASSWORD, "again": "khac"}).status_code == 400
    assert send(client, "/tai-khoan", "/tai-khoan", new | {"current": PASSWORD}).status_code == 303

    assert other.get("/tai-khoan").status_code == 303
    assert attempt(another_visitor(app, session), editor.email, PASSWORD) == 400


def test_the_language_is_kept_before_and_after_signing_in(
    client: FlaskClient, session: Session, editor: Person
) -> None:
    assert send(client, "/dang-nhap", "/ngon-ngu", {"language": "en"}).status_code == 303
    assert '<html lang="en">' in client.get("/dang-nhap").get_data(as_text=True)

    sign_in(client, editor)
    assert '<html lang="vi">' in client.get("/tai-khoan").get_data(as_text=True)
    assert send(client, "/tai-khoan", "/ngon-ngu", {"language": "en"}).status_code == 303
    assert '<html lang="en">' in client.get("/tai-khoan").get_data(as_text=True)
    assert send(client, "/tai-khoan", "/ngon-ngu", {"language": "xx"}).status_code == 400
    session.expire_all()
    assert editor.language == "en"
