"""What open pages ask: a mark that moves with every change, nearly always answered with nothing."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.extensions import db
from planner.models import SignIn
from planner.newsdesk import planning
from planner.vocabulary import Status
from tests.factories import actor, make_item, make_notice, make_person, make_unit
from tests.pages import sign_in
from tests.queries.counting import statements


def test_the_mark_stays_until_something_changes(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    first = client.get("/thay-doi")
    tag = first.headers["ETag"]
    again = client.get("/thay-doi", headers={"If-None-Match": tag})
    assert (first.status_code, again.status_code, again.get_data()) == (200, 304, b"")
    planning.set_status(session, actor(), item, Status.IN_PROGRESS)
    changed = client.get("/thay-doi", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.json["at"] == actor().now.isoformat()  # type: ignore[index]


def test_asking_costs_one_statement_besides_knowing_who_asks(app: Flask, client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    client.get("/thay-doi")
    with app.app_context():
        engine = db.engine
    with statements(engine) as sent:
        client.get("/thay-doi", headers={"X-Planner-Live": "1"})
    assert len([one for one in sent if "history" in one]) == 1
    assert len(sent) <= 6


def test_the_mark_tells_of_a_new_notice_and_of_its_being_read(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session))
    reader = make_person(session, item.unit)
    sign_in(client, reader)
    tag = client.get("/thay-doi").headers["ETag"]
    notice = make_notice(session, reader, item)
    told = client.get("/thay-doi", headers={"If-None-Match": tag})
    assert told.json["unread"] == 1  # type: ignore[index]
    notice.read_at = actor().now
    assert client.get("/thay-doi", headers={"If-None-Match": tag}).status_code == 304


def test_a_page_that_looks_by_itself_does_not_keep_a_sign_in_alive(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    row = session.scalars(select(SignIn)).one()
    row.seen_at = seen = row.seen_at - timedelta(hours=1)
    client.get("/thay-doi", headers={"X-Planner-Live": "1"})
    session.refresh(row)
    assert row.seen_at == seen
    client.get("/lich")
    session.expire_all()
    assert session.scalars(select(SignIn)).one().seen_at > seen


def test_a_stranger_learns_nothing(client: FlaskClient) -> None:
    assert client.get("/thay-doi").status_code == 303
