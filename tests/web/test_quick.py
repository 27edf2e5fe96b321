"""Adding quickly on screen: a title on a day or slot, a column's pattern, a copy, a series; and who may."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.models import PlannedItem
from planner.newsdesk.exemplars import ExemplarEntry, add_exemplar
from planner.newsdesk.patterns import Start, set_pattern
from planner.vocabulary import ExemplarKind, Medium, Role, Status
from tests.factories import (
    actor,
    make_campaign,
    make_channel,
    make_column,
    make_genre,
    make_item,
    make_person,
    make_slot,
    make_unit,
)
from tests.pages import fill, send, sign_in

THURSDAY = date(2026, 11, 26)


def items(session: Session) -> list[PlannedItem]:
    session.rollback()
    return list(session.scalars(select(PlannedItem).order_by(PlannedItem.id)))


def test_a_title_on_a_day_is_enough(client: FlaskClient, session: Session) -> None:
    unit, genre = make_unit(session), make_genre(session)
    make_channel(session, unit, Medium.RADIO)
    sign_in(client, make_person(session, unit))
    address = "/tin-bai/nhanh?ngay=2026-11-26"
    fields = fill(client, address, "/tin-bai/nhanh", {"title": "Giống lúa mới", "genre": genre.id})
    answer = client.post(address, data=fields | {"medium": Medium.RADIO.value, "back": "/lich?thang=2026-11"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/lich?thang=2026-11")
    (item,) = items(session)
    assert (item.title, item.publish_on, item.medium) == ("Giống lúa mới", THURSDAY, Medium.RADIO)
    again = client.post(address, data=fields | {"medium": Medium.RADIO.value})
    assert again.status_code == 303
    assert len(items(session)) == 1
    assert 'selected value="phat_thanh"' in client.get(address).get_data(as_text=True)


def test_a_slot_brings_its_column_and_the_columns_pattern(client: FlaskClient, session: Session) -> None:
    unit, genre = make_unit(session), make_genre(session)
    reporter = make_person(session, unit, Role.REPORTER, "Nguyễn Thị Thử")
    column = make_column(session, unit, campaign=make_campaign(session, unit))
    make_slot(session, column, THURSDAY - timedelta(days=7))
    slot = make_slot(session, column, THURSDAY)
    start = Start("Khoa học số {kỳ}, {ngày}", genre, "Hỏi chuyên gia.", ((reporter, "viết bài"),))
    set_pattern(session, actor(), column, start)
    sign_in(client, make_person(session, unit))
    address = f"/tin-bai/nhanh?ky={slot.id}"
    page = client.get(address).get_data(as_text=True)
    assert 'value="Khoa học số 2, 26/11/2026"' in page
    whole = client.get(f"/tin-bai/moi?ky={slot.id}").get_data(as_text=True)
    assert ("Khoa học số 2" in whole, "Hỏi chuyên gia." in whole) == (True, True)
    values = {"title": "Khoa học số 2", "genre": genre.id, "medium": Medium.ONLINE.value}
    client.post(address, data=fill(client, address, "/tin-bai/nhanh", values))
    (item,) = items(session)
    assert (item.slot_id, item.publish_on, item.brief) == (slot.id, THURSDAY, "Hỏi chuyên gia.")
    assert [(one.person_id, one.part) for one in item.assignments] == [(reporter.id, "viết bài")]
    assert item.campaign_id == column.campaign_id


@pytest.mark.parametrize(
    ("address", "status"),
    [("/tin-bai/nhanh?ky=99999", 404), ("/tin-bai/nhanh?ky=x", 404), ("/tin-bai/nhanh?ngay=2026-13-01", 400)],
)
def test_a_place_that_cannot_be_is_refused(client: FlaskClient, session: Session, address: str, status: int) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    assert client.get(address).status_code == status


@pytest.mark.parametrize("title", ["", "   ", "a" * 10_000])
def test_a_title_that_cannot_be_is_shown_again(client: FlaskClient, session: Session, title: str) -> None:
    genre = make_genre(session)
    sign_in(client, make_person(session, make_unit(session)))
    values = {"title": title, "genre": genre.id, "medium": Medium.ONLINE.value}
    answer = send(client, "/tin-bai/nhanh", "/tin-bai/nhanh", values)
    assert answer.status_code == 400
    assert items(session) == []


def test_another_units_slot_is_not_found_and_the_way_back_stays_here(client: FlaskClient, session: Session) -> None:
    genre, other = make_genre(session), make_unit(session)
    slot = make_slot(session, make_column(session, other), THURSDAY)
    sign_in(client, make_person(session, make_unit(session)))
    assert client.get(f"/tin-bai/nhanh?ky={slot.id}").status_code == 404
    values = {"title": "Bài", "genre": genre.id, "medium": Medium.ONLINE.value, "back": "https://xa.example.vn/"}
    answer = send(client, "/tin-bai/nhanh", "/tin-bai/nhanh", values)
    assert answer.headers["Location"].startswith("/lich?thang=")


def test_a_copy_is_a_filled_form_without_a_day_and_stores_nothing_by_itself(
    client: FlaskClient, session: Session
) -> None:
    item = make_item(session, make_unit(session), "Giống lúa mới", publish_on=THURSDAY, brief="Ruộng bậc thang")
    sign_in(client, make_person(session, item.unit))
    page = client.get(f"/tin-bai/{item.id}/nhan-ban").get_data(as_text=True)
    assert ("Giống lúa mới" in page, "Ruộng bậc thang" in page, "2026-11-26" in page) == (True, True, False)
    assert len(items(session)) == 1
    address = f"/tin-bai/{item.id}/nhan-ban"
    values = {"title": "Bản sao", "genre": item.genre_id, "medium": item.medium.value}
    assert client.post("/tin-bai/moi", data=fill(client, address, "/tin-bai/moi", values)).status_code == 303
    assert [one.title for one in items(session)] == ["Giống lúa mới", "Bản sao"]


def test_a_foreign_item_is_not_copied_though_it_may_be_read(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session), status=Status.PUBLISHED)
    sign_in(client, make_person(session, make_unit(session)))
    assert client.get(f"/tin-bai/{item.id}/nhan-ban").status_code == 403


def test_a_series_is_planned_in_a_columns_slots(client: FlaskClient, session: Session) -> None:
    unit, genre = make_unit(session), make_genre(session)
    column = make_column(session, unit)
    for week in range(3):
        make_slot(session, column, THURSDAY + timedelta(days=7 * week))
    sign_in(client, make_person(session, unit))
    values = {
        "title": "Đất và người",
        "count": 3,
        "first": "2026-11-23",
        "every": 7,
        "column": column.id,
        "genre": genre.id,
        "medium": Medium.PRINT.value,
    }
    answer = send(client, "/loat-bai/moi", "/loat-bai/moi", values)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/lich?thang=2026-11")
    assert [item.title for item in items(session)] == [f"Đất và người (kỳ {number}/3)" for number in (1, 2, 3)]
    refused = send(client, "/loat-bai/moi", "/loat-bai/moi", values)
    assert refused.status_code == 400
    assert "chỉ còn 0 kỳ trống" in refused.get_data(as_text=True)
    for wrong in ({"count": 1}, {"count": 9999}, {"every": 0}, {"first": ""}, {"title": "a" * 10_000}, {"column": 99}):
        assert send(client, "/loat-bai/moi", "/loat-bai/moi", values | wrong).status_code == 400, wrong
    assert session.scalar(select(func.count()).select_from(PlannedItem)) == 3


def test_a_pattern_is_edited_by_the_columns_editor_alone(client: FlaskClient, session: Session) -> None:
    unit, genre = make_unit(session), make_genre(session)
    column, foreign = make_column(session, unit), make_column(session, make_unit(session))
    person = make_person(session, unit, name="Nguyễn Thị Thử")
    address = f"/chuyen-muc/{column.id}/mau"
    sign_in(client, person)
    values = {"title": "Số {kỳ}", "genre": genre.id, "people-0-person": person.id, "people-0-part": "biên tập"}
    first = fill(client, address, address, values)
    assert client.post(address, data=first).status_code == 303
    page = client.get(address).get_data(as_text=True)
    assert ("Số {kỳ}" in page, "biên tập" in page) == (True, True)
    stale = fill(client, address, address, values)
    assert client.post(address, data=stale | {"title": "Khác"}).status_code == 303
    assert client.post(address, data=stale | {"title": "Cũ"}).status_code == 409
    assert client.get(f"/chuyen-muc/{foreign.id}/mau").status_code == 404


def test_the_exemplar_is_chosen_at_once_and_the_details_follow_on_the_whole_form(
    client: FlaskClient, session: Session
) -> None:
    unit, genre = make_unit(session), make_genre(session)
    row = add_exemplar(session, actor(), unit, ExemplarEntry(ExemplarKind.MODEL, "Tổ hợp tác thử"))
    sign_in(client, make_person(session, unit))
    address = "/tin-bai/nhanh?ngay=2026-11-26"
    values = {"title": "Giống lúa mới", "genre": genre.id, "medium": "bao_dien_tu", "exemplar": row.id}
    answer = client.post(address, data=fill(client, address, "/tin-bai/nhanh", values) | {"chi-tiet": "1"})
    (item,) = items(session)
    assert answer.headers["Location"] == f"/tin-bai/{item.id}/sua"
    assert item.exemplar_id == row.id
    values |= {"count": 2, "every": 7, "first": "2026-12-01"}
    assert send(client, "/loat-bai/moi", "/loat-bai/moi", values).status_code == 303
    assert [one.exemplar_id for one in items(session)[1:]] == [row.id, row.id]
