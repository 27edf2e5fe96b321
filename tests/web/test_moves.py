"""Taking a move back on screen: the button in the message, in JSON, and who may."""

from datetime import UTC, date, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from planner.models import Move, PlannedItem
from planner.newsdesk.exemplars import ExemplarEntry, add_exemplar
from planner.vocabulary import ExemplarKind, Role, Status
from tests.factories import actor, make_item, make_person, make_unit
from tests.pages import another_visitor, hidden_fields, send, sign_in, token_of

DAY, NEXT_DAY = date(2026, 11, 23), date(2026, 11, 24)
DELAY = timedelta(days=2)


def move(client: FlaskClient, item: PlannedItem) -> str:
    address = f"/tin-bai/{item.id}/ngay"
    answer = send(client, address, address, {"publish_on": NEXT_DAY.isoformat(), "publish_time": ""})
    return client.get(answer.headers["Location"]).get_data(as_text=True)


def day_of(session: Session, item: PlannedItem) -> date | None:
    session.rollback()
    session.refresh(item)
    return item.publish_on


def test_the_message_of_a_move_has_a_button_that_takes_it_back(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session), "Giống lúa mới", publish_on=DAY)
    sign_in(client, make_person(session, item.unit))
    page = move(client, item)
    assert day_of(session, item) == NEXT_DAY
    answer = client.post("/lan-doi/1/hoan-tac", data=hidden_fields(page, "/lan-doi/1/hoan-tac"))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/tin-bai/{item.id}")
    assert day_of(session, item) == DAY
    assert "Giống lúa mới trở về chỗ cũ" in client.get(f"/tin-bai/{item.id}").get_data(as_text=True)


def test_a_move_is_taken_back_only_by_who_made_it_and_only_while_nothing_changed(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    item = make_item(session, make_unit(session), publish_on=DAY)
    sign_in(client, make_person(session, item.unit))
    fields = hidden_fields(move(client, item), "/lan-doi/1/hoan-tac")
    for role, unit, status in (
        (Role.EDITOR, item.unit, 404),
        (Role.EDITOR, make_unit(session), 404),
        (Role.REPORTER, item.unit, 404),
        (Role.BOARD, None, 403),
    ):
        other = sign_in(another_visitor(app, session), make_person(session, unit, role))
        assert other.post("/lan-doi/1/hoan-tac", data={"csrf_token": token_of(other)}).status_code == status
    item.title = "Người khác đã sửa"
    answer = client.post("/lan-doi/1/hoan-tac", data=fields, headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert "Người khác đã sửa" in answer.get_json()["message"]
    assert day_of(session, item) == NEXT_DAY


def test_what_was_published_meanwhile_is_not_moved_back(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session), publish_on=DAY)
    sign_in(client, make_person(session, item.unit))
    fields = hidden_fields(move(client, item), "/lan-doi/1/hoan-tac")
    session.refresh(item)
    item.status = Status.PUBLISHED
    assert client.post("/lan-doi/1/hoan-tac", data=fields).status_code == 403
    assert day_of(session, item) == NEXT_DAY
    assert session.get_one(Move, 1).undone_at is None


def test_a_move_says_what_its_new_place_makes_wrong_and_nothing_that_was_wrong_before(
    client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session)
    reporter = make_person(session, unit, Role.REPORTER)
    row = add_exemplar(session, actor(), unit, ExemplarEntry(ExemplarKind.MODEL, "Tổ hợp tác thử"))
    at = datetime(2026, 11, 30, 3, tzinfo=UTC)
    make_item(session, unit, "Bài tuần sau", (reporter,), publish_on=at.date(), publish_at=at, exemplar=row)
    item = make_item(session, unit, "Bài dời", (reporter,), publish_on=DAY, exemplar=row, deadline_at=at - DELAY)
    sign_in(client, make_person(session, unit))
    fields = {"csrf_token": token_of(client), "version": item.version, "publish_on": "2026-11-30"}
    fields |= {"publish_time": "10:00", "hour_sent": "1"}
    answer = client.post(f"/tin-bai/{item.id}/ngay", data=fields, headers={"Accept": "application/json"}).get_json()
    assert [words for words in answer["warnings"] if "trùng giờ với “Bài tuần sau”" in words]
    assert [words for words in answer["warnings"] if "cũng viết về điển hình này" in words]
    fields["version"] = answer["version"]
    again = client.post(f"/tin-bai/{item.id}/ngay", data=fields, headers={"Accept": "application/json"}).get_json()
    assert again["warnings"] == []
