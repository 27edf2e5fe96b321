"""Answering an invitation by a signed address: a look changes nothing, one press does one thing."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.config import Settings
from planner.domain.answer_links import Saying, sign
from planner.models import Assignment, History, Invitation, Match, Person, PlannedItem
from planner.newsdesk.people import close_account
from planner.newsdesk.planning import assign
from planner.vocabulary import Answer, MatchState, Role
from planner.web.logging import masked
from tests.factories import NOW, actor, make_item, make_person, make_unit
from tests.pages import send, token_of

pytestmark = pytest.mark.usefixtures("factories_day")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The verbs behind these pages have tests of their own on both engines."""
    return sqlite_url


@pytest.fixture
def invitation(session: Session) -> Invitation:
    unit = make_unit(session)
    person = make_person(session, unit, Role.REPORTER, "Nguyễn Thị Thử")
    item = make_item(session, unit, "Bài về giống lúa mới", (person,), publish_at=NOW - timedelta(hours=1))
    made = Invitation(person=person, item=item, sequence=0, written_at=NOW)
    session.add(made)
    session.commit()
    return made


def path(settings: Settings, invitation: Invitation, saying: Saying) -> str:
    return f"/tra-loi/{sign(settings.secret_key, invitation.id, saying, NOW)}"


def answer_of(session: Session) -> tuple[Answer, str]:
    session.expire_all()
    row = session.scalars(select(Assignment)).one()
    return row.answer, row.answer_reason


def test_a_look_changes_nothing_and_the_button_takes_the_work_on(
    client: FlaskClient, session: Session, settings: Settings, invitation: Invitation
) -> None:
    place = path(settings, invitation, Saying.ACCEPT)
    page = client.get(place).get_data(as_text=True)
    assert "Trả lời thay cho Nguyễn Thị Thử" in page
    assert "Bài về giống lúa mới" in page
    assert client.head(place).status_code == 200
    assert answer_of(session) == (Answer.PENDING, "")
    assert send(client, place, place, {}).status_code == 303
    assert answer_of(session) == (Answer.ACCEPTED, "")
    line = session.scalars(select(History).order_by(History.id.desc()).limit(1)).one()
    assert (line.actor, line.action) == ("Nguyễn Thị Thử", "nhận việc")
    assert "Đã ghi nhận: nhận việc." in client.get(place).get_data(as_text=True)


def test_declining_needs_a_reason(
    client: FlaskClient, session: Session, settings: Settings, invitation: Invitation
) -> None:
    place = path(settings, invitation, Saying.DECLINE)
    assert send(client, place, place, {"reason": " "}).status_code == 400
    assert answer_of(session) == (Answer.PENDING, "")
    assert send(client, place, place, {"reason": "Bận trực"}).status_code == 303
    assert answer_of(session) == (Answer.DECLINED, "Bận trực")


def test_what_is_out_is_reported_with_its_link_and_carries_out_the_plan(
    client: FlaskClient, session: Session, settings: Settings, invitation: Invitation
) -> None:
    place = path(settings, invitation, Saying.PUBLISHED)
    assert send(client, place, place, {"link": "khong phai"}).status_code == 400
    assert send(client, place, place, {"link": "https://bao.example.vn/xa-hoi/lua-1000001/"}).status_code == 303
    session.expire_all()
    match = session.scalars(select(Match)).one()
    assert (match.state, match.item_id) == (MatchState.CONFIRMED, invitation.item_id)


@pytest.mark.parametrize("cause", ["forged", "reply", "expired", "taken off", "account closed"])
def test_an_address_that_no_longer_asks_shows_nothing_of_the_plan(
    client: FlaskClient, session: Session, settings: Settings, invitation: Invitation, cause: str
) -> None:
    person: Person = invitation.person
    item: PlannedItem = invitation.item
    place = path(settings, invitation, Saying.ACCEPT)
    if cause == "forged":
        place = place.replace("-a-", "-d-")
    elif cause == "reply":
        place = path(settings, invitation, Saying.REPLY)
    elif cause == "expired":
        old = sign(settings.secret_key, invitation.id, Saying.ACCEPT, NOW - timedelta(days=31))
        place = f"/tra-loi/{old}"
    elif cause == "taken off":
        assign(session, actor(), item, [])
    else:
        close_account(session, actor(), person)
    for answer in (client.get(place), client.post(place, data={"csrf_token": token_of(client)})):
        assert answer.status_code == 404
        assert "giống lúa" not in answer.get_data(as_text=True)


def test_the_seal_of_an_address_stands_in_no_log(settings: Settings, invitation: Invitation) -> None:
    place = path(settings, invitation, Saying.ACCEPT)
    assert place[-24:] not in masked(f"GET {place} 200")
