"""Two people on one item: presence, the edit lock, drafts, and the merge of what both saved."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from planner.clock import now
from planner.models import Draft, EditLock, History, Person, PlannedItem, Presence
from planner.newsdesk import editing
from planner.vocabulary import Status
from tests.factories import make_item, make_person, make_unit
from tests.pages import another_visitor, fill, send, sign_in, token_of


@pytest.fixture
def item(session: Session) -> PlannedItem:
    return make_item(session, make_unit(session), "Tên cũ", place="Nơi cũ")


@pytest.fixture
def first(session: Session, item: PlannedItem) -> Person:
    return make_person(session, item.unit, name="Trần Văn Thử")


@pytest.fixture
def second(session: Session, item: PlannedItem) -> Person:
    return make_person(session, item.unit, name="Lê Thị Nghiệm")


def beat(client: FlaskClient, item: PlannedItem, **fields: str) -> dict[str, str]:
    answer = client.post(f"/tin-bai/{item.id}/hien-dien", data={"csrf_token": token_of(client), **fields})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: dict[str, str] = answer.get_json()
    return found


def values(item: PlannedItem, **fields: object) -> dict[str, object]:
    kept = {"title": item.title, "genre": item.genre_id, "medium": item.medium.value, "place": item.place, "note": ""}
    return {**kept, "publish_on": "2026-11-23", **fields}


def save(client: FlaskClient, item: PlannedItem, **fields: object) -> TestResponse:
    edit = f"/tin-bai/{item.id}/sua"
    return send(client, edit, edit, values(item, **fields))


def age_lock(session: Session, **ages: timedelta) -> None:
    lock = session.scalars(select(EditLock)).one()
    for name, age in ages.items():
        setattr(lock, name, now() - age)
    session.commit()


def test_who_has_the_page_open_is_told_to_the_others(
    app: Flask, client: FlaskClient, session: Session, item: PlannedItem, first: Person, second: Person
) -> None:
    other = sign_in(another_visitor(app, session), second)
    sign_in(client, first)
    assert beat(client, item, mode="show")["here"] == ""
    assert beat(other, item, mode="show")["here"] == "Đang mở: Trần Văn Thử"
    assert "Đang mở: Lê Thị Nghiệm" in client.get(f"/tin-bai/{item.id}").get_data(as_text=True)
    beat(other, item, leave="1")
    assert beat(client, item, mode="show")["here"] == "Đang mở: Lê Thị Nghiệm", "a farewell overtaken by a new page"
    for row in session.scalars(select(Presence)):
        row.seen_at = now() - timedelta(seconds=4)
    session.commit()
    beat(other, item, leave="1")
    assert beat(client, item, mode="show")["here"] == ""


def test_an_item_being_edited_is_not_edited_by_another_until_taken_over_with_notice(
    app: Flask, client: FlaskClient, session: Session, item: PlannedItem, first: Person, second: Person
) -> None:
    other = sign_in(another_visitor(app, session), second)
    sign_in(client, first)
    edit = f"/tin-bai/{item.id}/sua"
    assert beat(client, item, mode="edit", active="1")["lock"] == "mine"
    page = other.get(edit).get_data(as_text=True)
    assert "Trần Văn Thử đang sửa từ" in page
    assert 'name="title"' not in page
    assert send(other, edit, f"/tin-bai/{item.id}/khoa", {}).status_code == 303
    told = beat(client, item, mode="edit", active="1")
    assert told["lock"] == "theirs"
    assert "Lê Thị Nghiệm đã tiếp quản quyền sửa" in told["message"]
    assert 'name="title"' in other.get(edit).get_data(as_text=True)
    assert session.scalars(select(History.action)).all() == ["tiếp quản quyền sửa"]


@pytest.mark.parametrize(
    "ages",
    [{"active_at": timedelta(minutes=15)}, {"seen_at": timedelta(minutes=4)}],
    ids=["nothing typed for 15 minutes", "the page was closed"],
)
def test_a_lock_ends_by_itself(
    app: Flask,
    client: FlaskClient,
    session: Session,
    item: PlannedItem,
    first: Person,
    second: Person,
    ages: dict[str, timedelta],
) -> None:
    other = sign_in(another_visitor(app, session), second)
    sign_in(client, first)
    beat(client, item, mode="edit", active="1")
    age_lock(session, **ages)
    assert 'name="title"' in other.get(f"/tin-bai/{item.id}/sua").get_data(as_text=True)
    ended = beat(client, item, mode="edit")
    assert (ended["lock"], "15 phút" in ended["message"]) == ("ended", True)
    assert beat(other, item, mode="edit", active="1")["lock"] == "mine"


def test_an_idle_page_keeps_its_lock_alive_but_not_beyond_its_idle_end(
    client: FlaskClient, session: Session, item: PlannedItem, first: Person
) -> None:
    sign_in(client, first)
    beat(client, item, mode="edit", active="1")
    age_lock(session, active_at=timedelta(minutes=14), seen_at=timedelta(minutes=2))
    assert beat(client, item, mode="edit")["lock"] == "mine"
    session.rollback()
    lock = session.scalars(select(EditLock)).one()
    assert now() - lock.active_at > timedelta(minutes=13)
    assert now() - lock.seen_at < timedelta(minutes=1)


def test_a_lock_stops_neither_moves_nor_states_and_a_save_frees_it(
    client: FlaskClient, session: Session, item: PlannedItem, first: Person, second: Person
) -> None:
    editing.keep_lock(session, item.id, second.id, now(), active=True)
    sign_in(client, first)
    page = f"/tin-bai/{item.id}"
    assert send(client, page, f"{page}/trang-thai", {"status": "in_progress"}).status_code == 303
    session.refresh(item)
    assert item.status is Status.IN_PROGRESS
    client.delete_cookie("planner")
    sign_in(client, second)
    assert save(client, item, title="Tên mới").status_code == 303
    session.rollback()
    assert session.scalar(select(func.count()).select_from(EditLock)) == 0


def test_text_sent_against_a_lock_is_kept_as_a_draft(
    app: Flask, client: FlaskClient, session: Session, item: PlannedItem, first: Person, second: Person
) -> None:
    sign_in(client, first)
    edit = f"/tin-bai/{item.id}/sua"
    typed = fill(client, edit, edit, values(item, title="Tôi gõ"))
    beat(sign_in(another_visitor(app, session), second), item, mode="edit", active="1")
    answer = client.post(edit, data=typed)
    assert answer.status_code == 409
    assert "được giữ trong bản nháp" in answer.get_data(as_text=True)
    client.post(f"/tin-bai/{item.id}/khoa", data={"csrf_token": token_of(client)})
    assert 'value="Tôi gõ"' in client.get(edit).get_data(as_text=True)
    session.refresh(item)
    assert item.title == "Tên cũ"


def test_a_draft_comes_back_with_its_version_and_goes_when_saved_or_discarded(
    client: FlaskClient, session: Session, item: PlannedItem, first: Person
) -> None:
    sign_in(client, first)
    edit, draft = f"/tin-bai/{item.id}/sua", f"/tin-bai/{item.id}/ban-nhap"
    typed = fill(client, edit, edit, values(item, title="Đang gõ dở"))
    assert client.post(draft, data=typed).get_json()["message"].startswith("Đã giữ bản nháp lúc")
    page = client.get(edit).get_data(as_text=True)
    assert "Đã khôi phục bản nháp" in page
    assert 'value="Đang gõ dở"' in page
    assert client.post(f"{draft}/bo", data={"csrf_token": token_of(client)}).status_code == 303
    assert 'value="Tên cũ"' in client.get(edit).get_data(as_text=True)
    client.post(draft, data=typed)
    assert client.post(edit, data=typed).status_code == 303
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_a_draft_is_its_writers_alone_and_has_a_limit(
    client: FlaskClient, session: Session, item: PlannedItem, first: Person, second: Person
) -> None:
    editing.keep_draft(session, item.id, second.id, {"title": ["của người kia"]}, now())
    sign_in(client, first)
    edit = f"/tin-bai/{item.id}/sua"
    assert "của người kia" not in client.get(edit).get_data(as_text=True)
    typed = fill(client, edit, edit, values(item, note="a" * 100_001))
    assert client.post(f"/tin-bai/{item.id}/ban-nhap", data=typed).status_code == 400


def overtaken(client: FlaskClient, session: Session, item: PlannedItem, **typed: object) -> TestResponse:
    """The form is opened, somebody else saves title and note, then the form is sent."""
    edit = f"/tin-bai/{item.id}/sua"
    sent = fill(client, edit, edit, values(item, **typed))
    item.title, item.note = "Tên của người kia", "ghi chú của người kia"
    session.commit()
    return client.post(edit, data=sent)


def picks(answer: TestResponse) -> list[str]:
    lines = answer.get_data(as_text=True).splitlines()
    return [line.split('id="')[1].split('"')[0] for line in lines if 'type="radio"' in line and "checked" in line]


def test_the_merge_offers_each_field_to_the_side_that_touched_it(
    client: FlaskClient, session: Session, item: PlannedItem, first: Person
) -> None:
    sign_in(client, first)
    answer = overtaken(client, session, item, title="Tên tôi gõ", place="Nơi tôi gõ")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert picks(answer) == ["title-mine", "place-mine", "note-theirs"]
    assert page.count("hai người cùng sửa") == 1
    assert "Lúc mở biểu mẫu: Tên cũ" in page


def test_the_merge_saves_what_was_chosen_with_one_history_line(
    client: FlaskClient, session: Session, item: PlannedItem, first: Person
) -> None:
    sign_in(client, first)
    edit, merge = f"/tin-bai/{item.id}/sua", f"/tin-bai/{item.id}/gop"
    overtaken(client, session, item, title="Tên tôi gõ", place="Nơi tôi gõ")
    sent = values(item, title="Tên tôi gõ", place="Nơi tôi gõ") | {
        "csrf_token": fill(client, edit, edit, {})["csrf_token"],
        "version": item.version,
        "pick-title": "theirs",
        "pick-place": "mine",
        "pick-note": "theirs",
    }
    assert client.post(merge, data=sent | {"version": item.version - 1}).status_code == 409
    assert client.post(merge, data=sent).status_code == 303
    session.refresh(item)
    assert (item.title, item.place, item.note) == ("Tên của người kia", "Nơi tôi gõ", "ghi chú của người kia")
    (line,) = session.scalars(select(History).where(History.subject == "planned_item")).all()
    assert [change["field"] for change in line.changes] == ["Địa điểm"]


def test_every_field_of_a_plan_can_be_merged(item: PlannedItem) -> None:
    from zoneinfo import ZoneInfo

    from planner.newsdesk.plans import Plan, field_names, plan_of, words_of

    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    assert field_names().keys() == words_of(plan_of(item, zone), zone).keys()
    assert set(field_names().values()) == set(Plan.__dataclass_fields__)
