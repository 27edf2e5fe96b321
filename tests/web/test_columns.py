"""Columns and slots on screen."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.models import Column, Slot
from planner.vocabulary import Role, SlotState
from tests.factories import make_channel, make_column, make_item, make_person, make_slot, make_unit
from tests.pages import fill, send, sign_in

COMING = date.today() + timedelta(days=3)  # noqa: DTZ011 - the page itself reads the real day


def entry(session: Session, channel_id: int, **fields: object) -> dict[str, object]:
    values: dict[str, object] = {"name": "Khoa học quanh ta", "form": "chuyen_muc", "channel": channel_id}
    return (
        values
        | {
            "kind": "tuan",
            "interval": 1,
            "weekdays": ["TH"],
            "deadline_days": 2,
            "warn_days": 7,
            "starts_on": "2026-11-01",
        }
        | fields
    )


def test_an_editor_opens_a_column_and_sees_its_slots(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    channel = make_channel(session, unit)
    sign_in(client, make_person(session, unit))
    assert "Chưa có chuyên mục nào" in client.get("/chuyen-muc").get_data(as_text=True)
    values = entry(session, channel.id, kind="thang-thu", ordinals=[2, 4], airs_at="20:00")
    response = send(client, "/chuyen-muc/moi", "/chuyen-muc/moi", values)
    assert response.status_code == 303, response.get_data(as_text=True)
    page = client.get(response.location).get_data(as_text=True)
    assert "thứ Năm tuần 2 và 4 hằng tháng, 20:00" in page
    assert "Thêm tin, bài cho kỳ này" in page
    assert "Khoa học quanh ta" in client.get("/chuyen-muc").get_data(as_text=True)


def test_opening_twice_with_one_form_opens_one_column(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    channel = make_channel(session, unit)
    sign_in(client, make_person(session, unit))
    values = fill(client, "/chuyen-muc/moi", "/chuyen-muc/moi", entry(session, channel.id))
    locations = {client.post("/chuyen-muc/moi", data=values).location for _again in range(2)}
    assert len(locations) == 1
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Column)) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"weekdays": []}, "Chọn ít nhất một thứ"),
        ({"kind": "thang-ngay", "month_days": "5, 40"}, "các số từ 1 đến 31"),
        ({"kind": "quy-tac", "rule": "FREQ=DAILY;BYHOUR=8"}, "chưa hỗ trợ phần BYHOUR"),
        ({"kind": "quy-tac", "rule": "mỗi tuần"}, "Quy tắc định kỳ"),
        ({"ends_on": "2026-10-01"}, "sau ngày bắt đầu"),
        ({"interval": 0}, "từ 1 đến 52"),
        ({"duration_min": "x"}, "Nhập một số nguyên"),
        ({"name": "a" * 10_000}, "Dài tối đa 200 ký tự"),
        ({"channel": 99999}, "Chọn một mục"),
    ],
)
def test_a_column_that_cannot_be_is_refused_beside_its_field(
    client: FlaskClient, session: Session, fields: dict[str, object], sentence: str
) -> None:
    unit = make_unit(session)
    channel = make_channel(session, unit)
    sign_in(client, make_person(session, unit))
    response = send(client, "/chuyen-muc/moi", "/chuyen-muc/moi", entry(session, channel.id) | fields)
    assert response.status_code == 400
    assert sentence in response.get_data(as_text=True)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Column)) == 0


def test_editing_shows_the_rhythm_asked_and_keeps_it(client: FlaskClient, session: Session) -> None:
    column = make_column(session, make_unit(session), rrule="FREQ=WEEKLY;BYDAY=TH")
    sign_in(client, make_person(session, column.unit))
    edit = f"/chuyen-muc/{column.id}/sua"
    values = entry(session, column.channel_id, name="Tên mới", airs_at="20:00")
    assert send(client, edit, edit, values).status_code == 303
    session.rollback()
    session.refresh(column)
    assert (column.name, column.rrule) == ("Tên mới", "FREQ=WEEKLY;BYDAY=TH")


def test_a_stale_column_form_is_refused_with_what_changed(client: FlaskClient, session: Session) -> None:
    column = make_column(session, make_unit(session), name="Cũ")
    sign_in(client, make_person(session, column.unit))
    edit = f"/chuyen-muc/{column.id}/sua"
    values = fill(client, edit, edit, entry(session, column.channel_id, name="Tôi gõ", airs_at="20:00"))
    column.name = "Người kia lưu"
    session.commit()
    response = client.post(edit, data=values)
    assert response.status_code == 409
    assert "<td>Người kia lưu</td><td>Tôi gõ</td>" in response.get_data(as_text=True)


def test_a_slot_is_skipped_restored_and_moved(client: FlaskClient, session: Session) -> None:
    slot = make_slot(session, make_column(session, make_unit(session)), COMING)
    sign_in(client, make_person(session, slot.column.unit))
    page = f"/ky/{slot.id}"
    assert send(client, page, f"{page}/bo", {"reason": ""}, prefix="bo-").status_code == 400
    assert send(client, page, f"{page}/bo", {"reason": "nghỉ lễ"}, prefix="bo-").status_code == 303
    assert "nghỉ lễ" in client.get(page).get_data(as_text=True)
    assert send(client, page, f"{page}/khoi-phuc", {}).status_code == 303
    moved = COMING + timedelta(days=1)
    assert send(client, page, f"{page}/doi", {"on": moved.isoformat()}, prefix="doi-").status_code == 303
    session.rollback()
    session.refresh(slot)
    assert (slot.state, slot.on, slot.original_on) == (SlotState.OPEN, moved, COMING)


def test_a_filled_slot_is_not_skipped_by_an_old_page(client: FlaskClient, session: Session) -> None:
    slot = make_slot(session, make_column(session, make_unit(session)), COMING)
    sign_in(client, make_person(session, slot.column.unit))
    values = fill(client, f"/ky/{slot.id}", f"/ky/{slot.id}/bo", {"reason": "nghỉ"}, prefix="bo-")
    make_item(session, slot.column.unit, column=slot.column, slot=slot, publish_on=COMING)
    assert client.post(f"/ky/{slot.id}/bo", data=values).status_code == 409
    session.rollback()
    session.refresh(slot)
    assert slot.state is SlotState.OPEN


def test_columns_and_slots_of_another_unit_are_not_found(client: FlaskClient, session: Session) -> None:
    slot = make_slot(session, make_column(session, make_unit(session)), COMING)
    own = make_slot(session, make_column(session, make_unit(session)), COMING)
    sign_in(client, make_person(session, own.column.unit))
    token = fill(client, f"/ky/{own.id}", f"/ky/{own.id}/bo", {}, prefix="bo-")["bo-csrf_token"]
    for address in (
        f"/chuyen-muc/{slot.column_id}",
        f"/chuyen-muc/{slot.column_id}/sua",
        f"/ky/{slot.id}",
        "/ky/99999",
    ):
        assert client.get(address).status_code == 404, address
    for action in ("bo", "khoi-phuc", "doi"):
        data = {"csrf_token": token, f"{action}-csrf_token": token, f"{action}-reason": "x"}
        assert client.post(f"/ky/{slot.id}/{action}", data=data).status_code == 404, action
    session.rollback()
    assert session.scalar(select(Slot.state).where(Slot.id == slot.id)) is SlotState.OPEN


@pytest.mark.parametrize("role", [Role.REPORTER, Role.BOARD])
def test_only_an_editor_manages_columns(client: FlaskClient, session: Session, role: Role) -> None:
    slot = make_slot(session, make_column(session, make_unit(session)), COMING)
    person = make_person(session, slot.column.unit if role is Role.REPORTER else None, role)
    sign_in(client, person)
    assert client.get(f"/chuyen-muc/{slot.column_id}").status_code == 200
    assert client.get(f"/chuyen-muc/{slot.column_id}/sua").status_code == 403
    assert f"/ky/{slot.id}/bo" not in client.get(f"/ky/{slot.id}").get_data(as_text=True)
