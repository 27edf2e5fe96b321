"""Accounts on screen, for administrators only."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from planner.models import History, Person
from planner.newsdesk.people import random_password
from planner.vocabulary import Role
from tests.factories import make_person, make_unit
from tests.pages import another_visitor, fill, send, sign_in
from tests.queries.counting import statements


@pytest.fixture
def administrator(session: Session) -> Person:
    return make_person(session, role=Role.ADMINISTRATOR)


def test_a_new_account_gets_a_password_shown_once_that_works(
    app: Flask, client: FlaskClient, session: Session, administrator: Person
) -> None:
    unit = make_unit(session, "Báo Thử")
    sign_in(client, administrator)
    values = {"name": "Phạm Mới", "email": "Moi@Toasoan.example.vn", "role": "reporter", "unit": unit.id}
    fields = fill(client, "/nguoi-dung/moi", "/nguoi-dung/moi", values)

    page, again = client.post("/nguoi-dung/moi", data=fields), client.post("/nguoi-dung/moi", data=fields)

    found = re.search(r'id="password"[^>]*value="([^"]+)"', page.get_data(as_text=True))
    assert found
    assert (page.status_code, again.status_code) == (200, 303)
    person = session.scalars(select(Person).where(Person.email == "moi@toasoan.example.vn")).one()
    assert found[1] not in client.get(f"/nguoi-dung/{person.id}").get_data(as_text=True)
    sign_in(another_visitor(app, session), person, password=found[1])


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"email": "khong-phai-thu"}, "Địa chỉ thư điện tử không hợp lệ"),
        ({"role": "reporter", "unit": ""}, "phải thuộc một đơn vị"),
        ({"name": "x" * 10_000}, "Dài tối đa 120 ký tự"),
        ({"role": "king"}, "Chọn một mục trong danh sách"),
        ({"unit": "999999"}, "Chọn một mục trong danh sách"),
    ],
)
def test_a_wrong_account_is_refused_with_a_sentence(
    client: FlaskClient, session: Session, administrator: Person, values: dict[str, str], sentence: str
) -> None:
    sign_in(client, administrator)
    good = {"name": "Phạm Mới", "email": "moi@toasoan.example.vn", "role": "board", "unit": ""}

    answer = send(client, "/nguoi-dung/moi", "/nguoi-dung/moi", good | values)

    assert answer.status_code == 400
    assert sentence in answer.get_data(as_text=True)
    assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_an_address_in_use_is_refused(client: FlaskClient, administrator: Person) -> None:
    sign_in(client, administrator)
    values = {"name": "Khác", "email": administrator.email.upper(), "role": "board", "unit": ""}
    answer = send(client, "/nguoi-dung/moi", "/nguoi-dung/moi", values)
    assert answer.status_code == 400
    assert "đã có tài khoản" in answer.get_data(as_text=True)


def test_another_role_ends_the_sign_ins(
    app: Flask, client: FlaskClient, session: Session, administrator: Person
) -> None:
    person = make_person(session, make_unit(session), Role.REPORTER)
    theirs = sign_in(another_visitor(app, session), person)
    sign_in(client, administrator)
    page = f"/nguoi-dung/{person.id}"

    assert send(client, page, f"{page}/vai-tro", {"role": "editor"}, prefix="vai-tro-").status_code == 303

    assert theirs.get("/tai-khoan").status_code == 303
    session.expire_all()
    assert person.role is Role.EDITOR
    assert "đổi vai trò" in session.scalars(select(History.action).where(History.subject == "person")).all()


def test_a_reporter_needs_a_unit_first(client: FlaskClient, session: Session, administrator: Person) -> None:
    person = make_person(session, role=Role.BOARD)
    sign_in(client, administrator)
    page = f"/nguoi-dung/{person.id}"
    answer = send(client, page, f"{page}/vai-tro", {"role": "reporter"}, prefix="vai-tro-")
    assert answer.status_code == 400
    assert "Chuyển đơn vị trước" in answer.get_data(as_text=True)


def test_a_move_keeps_the_earlier_unit_until_the_day_before(
    client: FlaskClient, session: Session, administrator: Person
) -> None:
    old, new = make_unit(session, "Báo Cũ"), make_unit(session, "Báo Mới")
    person = make_person(session, old, Role.REPORTER)
    sign_in(client, administrator)
    page = f"/nguoi-dung/{person.id}"
    values = {"unit": new.id, "on": "2026-12-01", "post": "Phóng viên"}

    assert send(client, page, f"{page}/don-vi", values, prefix="don-vi-").status_code == 303

    session.expire_all()
    assert person.unit_on(date(2026, 11, 30)) == old
    assert person.unit_on(date(2026, 12, 1)) == new
    assert "đến 30/11/2026" in client.get(page).get_data(as_text=True)


def test_a_closed_account_is_out_at_once_and_may_come_back(
    app: Flask, client: FlaskClient, session: Session, administrator: Person
) -> None:
    person = make_person(session, make_unit(session))
    theirs = sign_in(another_visitor(app, session), person)
    sign_in(client, administrator)
    page = f"/nguoi-dung/{person.id}"

    assert send(client, page, f"{page}/dong", {}).status_code == 303
    assert theirs.get("/tai-khoan").status_code == 303
    assert send(client, page, f"{page}/mo-lai", {}).status_code == 303
    sign_in(theirs, person)


def test_nobody_closes_the_account_they_use(client: FlaskClient, session: Session, administrator: Person) -> None:
    person = make_person(session, make_unit(session))
    sign_in(client, administrator)
    token = fill(client, f"/nguoi-dung/{person.id}", f"/nguoi-dung/{person.id}/dong", {})["csrf_token"]

    assert client.post(f"/nguoi-dung/{administrator.id}/dong", data={"csrf_token": token}).status_code == 400
    assert client.post("/nguoi-dung/999999/dong", data={"csrf_token": token}).status_code == 404
    session.expire_all()
    assert administrator.active


def test_a_new_password_is_shown_once_and_the_old_one_is_dead(
    app: Flask, client: FlaskClient, session: Session, administrator: Person
) -> None:
    person = make_person(session, make_unit(session))
    theirs = sign_in(another_visitor(app, session), person)
    sign_in(client, administrator)
    page = f"/nguoi-dung/{person.id}"

    shown = send(client, page, f"{page}/mat-khau", {}).get_data(as_text=True)

    found = re.search(r'id="password"[^>]*value="([^"]+)"', shown)
    assert found
    assert theirs.get("/tai-khoan").status_code == 303
    sign_in(theirs, person, password=found[1])


def test_random_passwords_differ_and_have_no_letters_that_look_alike() -> None:
    made = {random_password() for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch(r"([a-hj-km-np-z2-9]{5}-){3}[a-hj-km-np-z2-9]{5}", one) for one in made)


def test_the_list_costs_the_same_whatever_its_length(
    app: Flask, client: FlaskClient, session: Session, administrator: Person
) -> None:
    sign_in(client, administrator)
    counts: list[int] = []
    for people in (1, 3, 30):
        for _ in range(people):
            make_person(session, make_unit(session))
        session.commit()
        with app.app_context():
            from planner.extensions import db

            engine: Engine = db.engine
        with statements(engine) as sent:
            client.get("/nguoi-dung")
        counts.append(len(sent))
    assert counts[0] == counts[1] == counts[2]
