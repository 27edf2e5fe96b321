"""Days off and a unit's notes on days, on screen."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.models import DayNote, DayOff
from planner.newsdesk.day_notes import add_note
from planner.newsdesk.days_off import add_day_off
from planner.vocabulary import Role
from tests.factories import actor, make_person, make_unit
from tests.pages import fill, send, sign_in, token_of

DAY = date(2026, 12, 24)
NOTES = "/ghi-chu-ngay/2026-12-24"


def test_an_administrator_keeps_the_list_of_days_off(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))
    assert "Chưa có ngày nghỉ nào" in client.get("/ngay-nghi?nam=2026").get_data(as_text=True)
    added = send(client, "/ngay-nghi", "/ngay-nghi", {"on": "24/12/2026", "name": "Nghỉ thử"})
    assert added.status_code == 303
    assert "thứ Năm, 24/12/2026" in client.get(added.location).get_data(as_text=True)
    row = session.scalars(select(DayOff)).one()
    page = f"/ngay-nghi/{row.id}"
    assert send(client, page, page, {"on": "2026-12-25", "name": "Nghỉ thử"}).status_code == 303
    assert send(client, "/ngay-nghi?nam=2026", f"{page}/xoa", {}).status_code == 303
    session.rollback()
    assert session.scalar(select(func.count()).select_from(DayOff)) == 0
    assert "xóa ngày nghỉ" in client.get("/ngay-nghi").get_data(as_text=True)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"on": "31/02/2026", "name": "Sai"}, "Ngày không hợp lệ"),
        ({"on": "24/12/2026", "name": "a" * 10_000}, "Dài tối đa 200 ký tự"),
        ({"on": "24/12/2026", "name": " "}, "Bắt buộc nhập"),
        ({"on": "24/12/1066", "name": "Xa"}, "Năm phải nằm trong khoảng"),
    ],
)
def test_a_day_off_that_cannot_be_is_refused(
    client: FlaskClient, session: Session, values: dict[str, str], sentence: str
) -> None:
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))
    refused = send(client, "/ngay-nghi", "/ngay-nghi", values)
    assert refused.status_code == 400
    assert sentence in refused.get_data(as_text=True)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(DayOff)) == 0


def test_a_day_off_twice_is_refused_and_a_doubled_form_is_taken_once(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))
    values = fill(client, "/ngay-nghi", "/ngay-nghi", {"on": "2026-12-24", "name": "Nghỉ thử"})
    assert {client.post("/ngay-nghi", data=values).location for _again in range(2)} == {"/ngay-nghi?nam=2026"}
    assert send(client, "/ngay-nghi", "/ngay-nghi", {"on": "2026-12-24", "name": "Lại"}).status_code == 409
    session.rollback()
    assert session.scalar(select(func.count()).select_from(DayOff)) == 1


def test_an_overtaken_day_off_shows_what_changed(client: FlaskClient, session: Session) -> None:
    row = add_day_off(session, actor(), DAY, "Cũ")
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))
    page = f"/ngay-nghi/{row.id}"
    values = fill(client, page, page, {"on": "2026-12-24", "name": "Tôi gõ"})
    row.name = "Người kia lưu"
    session.commit()
    refused = client.post(page, data=values)
    assert refused.status_code == 409
    assert "<td>Người kia lưu</td><td>Tôi gõ</td>" in refused.get_data(as_text=True)


def test_others_read_the_list_and_cannot_change_it(client: FlaskClient, session: Session) -> None:
    row = add_day_off(session, actor(), DAY, "Nghỉ thử")
    sign_in(client, make_person(session, make_unit(session)))
    page = client.get("/ngay-nghi?nam=2026").get_data(as_text=True)
    assert "Nghỉ thử" in page
    assert "/xoa" not in page
    assert client.post(f"/ngay-nghi/{row.id}/xoa", data={"csrf_token": token_of(client)}).status_code == 403


def test_an_editor_writes_changes_and_removes_a_note(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    assert send(client, NOTES, NOTES, {"text": "Đại hội khai mạc"}).status_code == 303
    note = session.scalars(select(DayNote)).one()
    edit = f"/ghi-chu-ngay/sua/{note.id}"
    assert send(client, edit, edit, {"text": "Đại hội khai mạc, 07:30"}).status_code == 303
    assert "Đại hội khai mạc, 07:30" in client.get(NOTES).get_data(as_text=True)
    assert send(client, NOTES, f"/ghi-chu-ngay/xoa/{note.id}", {}).status_code == 303
    page = client.get(NOTES).get_data(as_text=True)
    assert "Chưa có ghi chú nào" in page
    assert all(words in page for words in ("thêm ghi chú ngày", "sửa ghi chú ngày", "xóa ghi chú ngày"))


def test_a_removed_note_is_not_edited_from_an_old_page(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    note = add_note(session, actor(), unit, DAY, "Cũ")
    sign_in(client, make_person(session, unit))
    edit = f"/ghi-chu-ngay/sua/{note.id}"
    values = fill(client, edit, edit, {"text": "Mới"})
    send(client, NOTES, f"/ghi-chu-ngay/xoa/{note.id}", {})
    refused = client.post(edit, data=values)
    assert refused.status_code == 409
    assert "đã bị xóa" in refused.get_data(as_text=True)


def test_an_overlong_note_is_refused_and_a_doubled_one_is_taken_once(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    refused = send(client, NOTES, NOTES, {"text": "a" * 10_000})
    assert refused.status_code == 400
    assert "Dài tối đa 300 ký tự" in refused.get_data(as_text=True)
    values = fill(client, NOTES, NOTES, {"text": "Một lần"})
    assert {client.post(NOTES, data=values).location for _again in range(2)} == {NOTES}
    session.rollback()
    assert session.scalar(select(func.count()).select_from(DayNote)) == 1


@pytest.mark.parametrize("day", ["hom-nay", "2026-02-30", "1066-10-14"])
def test_a_day_that_is_none_is_not_found(client: FlaskClient, session: Session, day: str) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    assert client.get(f"/ghi-chu-ngay/{day}").status_code == 404


def test_notes_of_another_unit_are_neither_seen_nor_changed(client: FlaskClient, session: Session) -> None:
    note = add_note(session, actor(), make_unit(session), DAY, "Việc nội bộ")
    sign_in(client, make_person(session, make_unit(session)))
    assert "Việc nội bộ" not in client.get(NOTES).get_data(as_text=True)
    assert client.get(f"/ghi-chu-ngay/sua/{note.id}").status_code == 404
    assert client.post(f"/ghi-chu-ngay/xoa/{note.id}", data={"csrf_token": token_of(client)}).status_code == 404


@pytest.mark.parametrize("role", [Role.REPORTER, Role.BOARD])
def test_who_is_not_an_editor_reads_notes_only(client: FlaskClient, session: Session, role: Role) -> None:
    unit = make_unit(session)
    note = add_note(session, actor(), unit, DAY, "Đại hội khai mạc")
    sign_in(client, make_person(session, unit if role is Role.REPORTER else None, role))
    page = client.get(NOTES).get_data(as_text=True)
    assert "Đại hội khai mạc" in page
    assert "Thêm ghi chú" not in page
    assert client.get(f"/ghi-chu-ngay/sua/{note.id}").status_code == 403
