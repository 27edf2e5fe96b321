"""Columns and slots on screen."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from planner.domain.access import Visibility
from planner.models import Column, Match, Slot
from planner.queries.columns import coming_empty_slots
from planner.vocabulary import MatchState, Role, SlotState
from tests.factories import (
    NOW,
    make_channel,
    make_column,
    make_item,
    make_person,
    make_published,
    make_slot,
    make_unit,
    newsroom_today,
)
from tests.pages import fill, send, sign_in
from tests.queries.counting import statements

COMING = newsroom_today() + timedelta(days=3)  # the page itself reads the real day


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


def test_a_rhythm_is_changed_from_one_slot_on(client: FlaskClient, session: Session) -> None:
    slot = make_slot(session, make_column(session, make_unit(session)), COMING)
    column = slot.column
    sign_in(client, make_person(session, column.unit))
    link = f"/chuyen-muc/{column.id}/sua?tu={COMING}"
    assert link in client.get(f"/ky/{slot.id}").get_data(as_text=True)
    assert f'value="{COMING}"' in client.get(link).get_data(as_text=True)
    values = entry(session, column.channel_id, name=column.name, weekdays=["MO"], since=str(COMING), airs_at="20:00")
    edit = f"/chuyen-muc/{column.id}/sua"
    assert send(client, link, edit, values | {"reruns": 2, "count": 5, "reason": "đổi nhịp"}).status_code == 303
    session.rollback()
    session.refresh(column)
    assert (column.rrule, column.rhythm_from, column.reruns) == ("FREQ=WEEKLY;BYDAY=MO;COUNT=5", COMING, 2)
    page = client.get(f"/chuyen-muc/{column.id}").get_data(as_text=True)
    assert "5 kỳ, phát lại 2 lần" in page
    assert "đổi nhịp" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"since": "2020-01-01"}, "Kỳ đã qua giữ nguyên"),
        ({"since": "31/02/2026"}, "Ngày không hợp lệ"),
        ({"reruns": 99}, "từ 0 đến 20"),
        ({"count": 0}, "từ 1 đến 1000"),
        ({"warn_days": 61}, "từ 0 đến 60"),
        ({"reason": "a" * 10_000}, "Dài tối đa 500 ký tự"),
    ],
)
def test_a_change_of_a_column_that_cannot_be_is_refused(
    client: FlaskClient, session: Session, fields: dict[str, object], sentence: str
) -> None:
    column = make_column(session, make_unit(session), name="Như cũ")
    sign_in(client, make_person(session, column.unit))
    edit = f"/chuyen-muc/{column.id}/sua"
    refused = send(client, edit, edit, entry(session, column.channel_id) | fields)
    assert refused.status_code == 400
    assert sentence in refused.get_data(as_text=True)
    session.rollback()
    session.refresh(column)
    assert (column.name, column.version) == ("Như cũ", 1)


def test_a_column_is_ended_with_a_reason(client: FlaskClient, session: Session) -> None:
    column = make_column(session, make_unit(session))
    sign_in(client, make_person(session, column.unit))
    page, end = f"/chuyen-muc/{column.id}", f"/chuyen-muc/{column.id}/dung"
    refused = send(client, page, end, {"since": str(COMING), "reason": ""}, prefix="dung-")
    assert (refused.status_code, "Bắt buộc nhập" in refused.get_data(as_text=True)) == (400, True)
    past = send(client, page, end, {"since": "2020-01-01", "reason": "hết"}, prefix="dung-")
    assert (past.status_code, "Kỳ đã qua giữ nguyên" in past.get_data(as_text=True)) == (400, True)
    values = fill(client, page, end, {"since": str(COMING), "reason": "hết đợt"}, prefix="dung-")
    assert client.post(end, data=values).status_code == 303
    assert client.post(end, data=values).status_code == 409
    session.rollback()
    session.refresh(column)
    assert column.ends_on == COMING - timedelta(days=1)
    assert "hết đợt" in client.get(page).get_data(as_text=True)


def test_a_slot_is_moved_to_another_hour(client: FlaskClient, session: Session) -> None:
    slot = make_slot(session, make_column(session, make_unit(session)), COMING)
    sign_in(client, make_person(session, slot.column.unit))
    page = f"/ky/{slot.id}"
    values = {"on": str(COMING), "at": "21:30", "reason": "a" * 10_000}
    assert send(client, page, f"{page}/doi", values, prefix="doi-").status_code == 400
    assert send(client, page, f"{page}/doi", values | {"reason": "nhường sóng"}, prefix="doi-").status_code == 303
    shown = client.get(page).get_data(as_text=True)
    assert "nhường sóng" in shown
    assert "21:30" in shown


def test_what_was_published_of_a_slot_is_shown_on_its_page(client: FlaskClient, session: Session) -> None:
    slot = make_slot(session, make_column(session, make_unit(session)), COMING)
    unit = slot.column.unit
    item = make_item(session, unit, column=slot.column, slot=slot, publish_on=COMING)
    published = make_published(session, unit, "Bài đã lên trang")
    session.add(
        Match(item=item, published_item=published, score=1, rule="thu", suggested_at=NOW, state=MatchState.CONFIRMED)
    )
    sign_in(client, make_person(session, unit))
    assert "Bài đã lên trang" in client.get(f"/ky/{slot.id}").get_data(as_text=True)


def test_coming_empty_slots_are_listed_with_their_warning(client: FlaskClient, session: Session) -> None:
    column = make_column(session, make_unit(session), warn_days=5)
    sign_in(client, make_person(session, column.unit))
    assert "Không có kỳ nào trống" in client.get("/ky-trong").get_data(as_text=True)
    empty, filled = make_slot(session, column, COMING), make_slot(session, column, COMING + timedelta(days=7))
    make_slot(session, make_column(session, make_unit(session)), COMING)
    make_item(session, column.unit, column=column, slot=filled, publish_on=filled.on)
    page = client.get("/ky-trong").get_data(as_text=True)
    assert page.count("/tin-bai/moi?ky=") == 1
    assert f"/tin-bai/moi?ky={empty.id}" in page
    assert "còn 3 ngày" in page


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_list_of_empty_slots_takes_the_same_statements_for_any_number(
    session: Session, engine: Engine, rows: int
) -> None:
    for _number in range(rows):
        make_slot(session, make_column(session, make_unit(session)), COMING)
    session.commit()
    with Session(engine) as reader, statements(engine) as sent:
        found = coming_empty_slots(reader, Visibility(everything=True, unit_ids=frozenset()), COMING, COMING)
        assert len({slot.column.unit.name_on(COMING).name for slot in found}) == rows
    assert len(sent) == 2
