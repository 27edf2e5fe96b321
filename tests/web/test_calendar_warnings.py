"""What the calendar warns of and says about days, whatever its filter shows."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from planner.newsdesk.day_notes import add_note
from planner.newsdesk.days_off import add_day_off
from planner.newsdesk.exemplars import ExemplarEntry, add_exemplar
from planner.vocabulary import ExemplarKind, Role
from tests.factories import (
    actor,
    make_column,
    make_genre,
    make_item,
    make_person,
    make_slot,
    make_unit,
    newsroom_today,
)
from tests.pages import sign_in

AHEAD = newsroom_today() + timedelta(days=3)  # the page itself reads the real day
MONDAY = AHEAD - timedelta(days=AHEAD.weekday()) + timedelta(days=7)
WEEK = f"/lich/tuan?ngay={MONDAY}"


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_person_booked_twice_is_seen_though_the_filter_hides_the_other(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    reporter = make_person(session, unit, Role.REPORTER)
    at = datetime(MONDAY.year, MONDAY.month, MONDAY.day, 3, tzinfo=UTC)
    genre = make_genre(session)
    make_item(session, unit, "Bài hiện", (reporter,), publish_on=MONDAY, publish_at=at, genre=genre)
    make_item(session, unit, "Bài bị lọc", (reporter,), publish_on=MONDAY, publish_at=at)
    sign_in(client, make_person(session, unit))
    shown = page(client, f"{WEEK}&the-loai={genre.id}")
    assert "Bài bị lọc" not in shown
    assert f"Trùng người: {reporter.name}" in shown


def test_a_slot_filled_twice_is_seen_though_the_filter_hides_the_other(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    slot = make_slot(session, make_column(session, unit), MONDAY)
    genre = make_genre(session)
    make_item(session, unit, column=slot.column, slot=slot, publish_on=MONDAY, genre=genre)
    make_item(session, unit, column=slot.column, slot=slot, publish_on=MONDAY)
    sign_in(client, make_person(session, unit))
    assert "Trùng kỳ" in page(client, f"{WEEK}&the-loai={genre.id}")


def test_one_exemplar_twice_in_a_week_is_warned_of_on_card_and_page(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    row = add_exemplar(session, actor(), unit, ExemplarEntry(ExemplarKind.MODEL, "Tổ hợp tác thử"))
    first, second, later = (
        make_item(session, unit, title, publish_on=MONDAY + timedelta(days=days), exemplar=row)
        for title, days in (("Bài đầu tuần", 0), ("Bài cuối tuần", 6), ("Bài tuần sau", 7))
    )
    sign_in(client, make_person(session, unit))
    assert "Trùng điển hình trong tuần" in page(client, f"/lich/ngay?ngay={MONDAY}")
    assert "“Bài cuối tuần” cũng viết về điển hình này" in page(client, f"/tin-bai/{first.id}")
    assert "“Bài đầu tuần” cũng viết về điển hình này" in page(client, f"/tin-bai/{second.id}")
    assert "cũng viết về điển hình này" not in page(client, f"/tin-bai/{later.id}")


def test_another_units_items_give_no_warning(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    row = add_exemplar(session, actor(), unit, ExemplarEntry(ExemplarKind.MODEL, "Tổ hợp tác thử"))
    make_item(session, unit, publish_on=MONDAY, exemplar=row)
    make_item(session, make_unit(session), publish_on=MONDAY, exemplar=row)
    sign_in(client, make_person(session, unit))
    assert "Trùng điển hình" not in page(client, WEEK)


@pytest.mark.parametrize(("lead", "warned"), [(3, True), (2, False)])
def test_an_empty_slot_warns_when_its_columns_lead_has_come(
    client: FlaskClient, session: Session, lead: int, warned: bool
) -> None:
    slot = make_slot(session, make_column(session, make_unit(session), warn_days=lead), AHEAD)
    sign_in(client, make_person(session, slot.column.unit))
    assert ("trống, còn 3 ngày" in page(client, f"/lich/ngay?ngay={AHEAD}")) is warned
    assert ("đã đến hạn cảnh báo" in page(client, f"/chuyen-muc/{slot.column_id}")) is warned


def test_nobody_given_the_work_is_warned_of_at_the_units_own_lead(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    unit.assign_days = 2
    make_item(session, unit, publish_on=AHEAD)
    sign_in(client, make_person(session, unit))
    assert "Chưa phân công" not in page(client, f"/lich/ngay?ngay={AHEAD}")
    unit.assign_days = 3
    assert "Chưa phân công" in page(client, f"/lich/ngay?ngay={AHEAD}")


def test_days_off_and_the_units_notes_stand_on_their_day(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    add_day_off(session, actor(), MONDAY, "Ngày nghỉ thử")
    add_note(session, actor(), unit, MONDAY, "Đại hội khai mạc")
    add_note(session, actor(), make_unit(session), MONDAY, "Việc nhà khác")
    sign_in(client, make_person(session, unit))
    for address in (WEEK, f"/lich/ngay?ngay={MONDAY}", f"/lich?thang={MONDAY:%Y-%m}"):
        shown = page(client, address)
        assert "Ngày nghỉ thử" in shown
        assert "Đại hội khai mạc" in shown
        assert "Việc nhà khác" not in shown
    assert f"/ghi-chu-ngay/{MONDAY}" in page(client, f"/lich/ngay?ngay={MONDAY}")


def test_reruns_are_said_on_the_day(client: FlaskClient, session: Session) -> None:
    slot = make_slot(session, make_column(session, make_unit(session), reruns=2, duration_min=10), AHEAD)
    sign_in(client, make_person(session, slot.column.unit))
    assert "phát lại 2 lần" in page(client, f"/lich/ngay?ngay={AHEAD}")
    assert "20:00, 10 phút, phát lại 2 lần" in page(client, f"/chuyen-muc/{slot.column_id}")
