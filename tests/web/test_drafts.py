"""What was typed into the form of a new item and not saved: kept, offered, opened, dropped."""

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.models import NewDraft, PlannedItem
from planner.vocabulary import Medium
from tests.factories import NOW, make_genre, make_person, make_unit
from tests.pages import hidden_fields, send, sign_in

NEW, KEEP = "/tin-bai/moi", "/tin-bai/moi/ban-nhap"


def type_in(client: FlaskClient, **fields: str) -> int:
    hidden = hidden_fields(client.get(NEW).get_data(as_text=True), NEW)
    return client.post(KEEP, data={**hidden, **fields}, headers={"Accept": "application/json"}).status_code


def drafts(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count(NewDraft.id))) or 0


def test_a_new_items_draft_is_offered_opened_and_gone_once_saved(client: FlaskClient, session: Session) -> None:
    genre = make_genre(session)
    sign_in(client, make_person(session, make_unit(session)))
    assert "data-new-draft" in client.get(NEW).get_data(as_text=True)
    assert type_in(client, title="Giống lúa", genre=str(genre.id)) == 200
    assert type_in(client, title="Giống lúa mới", genre=str(genre.id)) == 200
    assert drafts(session) == 1
    offered = client.get(NEW).get_data(as_text=True)
    assert "Còn bản nháp chưa lưu" in offered
    assert "Giống lúa mới" not in offered
    assert "data-new-draft" not in offered  # what is typed beside it must not take its place
    opened = f"{NEW}?ban-nhap=1"
    assert 'value="Giống lúa mới"' in client.get(opened).get_data(as_text=True)
    values = {"title": "Giống lúa mới", "genre": genre.id, "medium": Medium.ONLINE.value}
    assert send(client, opened, NEW, values).status_code == 303
    assert session.scalars(select(PlannedItem.title)).all() == ["Giống lúa mới"]
    assert drafts(session) == 0


def test_a_draft_is_its_writers_alone_and_can_be_dropped(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    other = make_person(session, unit)
    session.add(NewDraft(person_id=other.id, form="tin-bai", fields={"title": ["Của người khác"]}, saved_at=NOW))
    sign_in(client, make_person(session, unit))
    assert "Còn bản nháp" not in client.get(NEW).get_data(as_text=True)
    assert "Của người khác" not in client.get(f"{NEW}?ban-nhap=1").get_data(as_text=True)
    type_in(client, title="Của mình")
    address = f"{KEEP}/bo"
    assert client.post(address, data=hidden_fields(client.get(NEW).get_data(as_text=True), address)).status_code == 303
    session.rollback()
    assert session.scalars(select(NewDraft.person_id)).all() == [other.id]


def test_a_draft_too_long_to_keep_is_refused_with_a_sentence(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    assert type_in(client, brief="d" * 100_001) == 400
    assert drafts(session) == 0
