"""The health of sources on screen: days, holes, vouching, and how a source is read."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from planner import clock
from planner.domain.timeline import HOUR
from planner.models import Fetch, History, Observation, Sighting, Source
from planner.newsdesk.observing import DOUBTED
from planner.queries.source_health import source_lines
from planner.vocabulary import Role, SourceState
from tests.factories import NOW, make_observed, make_person, make_published, make_source, make_unit, newsroom_today
from tests.feeds.conftest import ZONE
from tests.pages import hidden_fields, send, sign_in
from tests.queries.counting import statements


@pytest.fixture
def source(session: Session) -> Source:
    return make_source(session, make_unit(session, "Báo Thử"), state=SourceState.OK)


def numbered(session: Session, source: Source, numbers: list[int]) -> None:
    """Items seen today under these numbers of the site's counter."""
    for number in numbers:
        link = f"https://bao.example.vn/xa-hoi/ten-bai-{number}/"
        item = make_published(
            session, source.periods[0].unit, link=link, canonical=link, source_id=source.id,
            published_on=newsroom_today(),
        )  # fmt: skip
        session.add(
            Sighting(published_item_id=item.id, source_id=source.id, key=link, first_seen_at=NOW, last_seen_at=NOW)
        )
    session.flush()


def test_the_page_tells_days_holes_and_who_vouched(client: FlaskClient, session: Session, source: Source) -> None:
    editor = make_person(session, source.periods[0].unit)
    numbered(session, source, [1000001, 1000002, 1000003, 1000005, 1000006, 1000009, 1000010])
    lately = clock.now() - timedelta(minutes=5)
    session.add(Fetch(source_id=source.id, started_at=lately, seconds=1, url=source.url, problem="timeout"))
    sign_in(client, editor)

    text = client.get(f"/nguon-tin/{source.id}/theo-doi").get_data(as_text=True)

    assert "1000007–1000008" in text
    assert "có thể thiếu 3 bài" in text
    assert "1 lỗi" in text
    assert "24 giờ" in text
    listed = client.get("/nguon-tin/tinh-trang").get_data(as_text=True)
    assert "1000007–1000008" in listed


def test_an_editor_of_the_unit_vouches_and_nobody_else(client: FlaskClient, session: Session, source: Source) -> None:
    page = f"/nguon-tin/{source.id}/theo-doi"
    wanted = {
        "begins_on": "2026-11-20", "begins_at": "08:00", "ends_on": "2026-11-21", "ends_at": "07:30",
        "note": "Tòa soạn xác nhận mất điện, không đăng bài",
    }  # fmt: skip
    editor = make_person(session, source.periods[0].unit)
    sign_in(client, editor)
    assert send(client, page, f"/nguon-tin/{source.id}/xac-nhan", wanted, prefix="xac-nhan-").status_code == 303

    (row,) = session.scalars(select(Observation)).all()
    assert (row.person_id, row.note, row.ends_at - row.begins_at) == (
        editor.id, wanted["note"], timedelta(hours=23, minutes=30)
    )  # fmt: skip
    assert session.scalars(select(History.reason).where(History.subject_id == source.id)).all() == [wanted["note"]]
    assert wanted["note"] in client.get(page).get_data(as_text=True)

    wrong = wanted | {"ends_on": "2026-11-19"}
    answer = send(client, page, f"/nguon-tin/{source.id}/xac-nhan", wrong, prefix="xac-nhan-")
    assert answer.status_code == 400
    assert "Chọn thời điểm kết thúc sau thời điểm bắt đầu." in answer.get_data(as_text=True)
    assert len(session.scalars(select(Observation)).all()) == 1


def test_a_stranger_to_the_unit_sees_the_page_and_may_not_vouch(
    client: FlaskClient, session: Session, source: Source
) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    page = client.get(f"/nguon-tin/{source.id}/theo-doi")

    assert page.status_code == 200
    assert "Căn cứ xác nhận" not in page.get_data(as_text=True)


def test_how_a_source_is_read_is_decided_with_a_history_line_and_a_stale_form_is_refused(
    client: FlaskClient, session: Session, source: Source
) -> None:
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))
    page, goal = f"/nguon-tin/{source.id}/theo-doi", f"/nguon-tin/{source.id}/cach-doc"
    wanted = {"policy": "link", "id_pattern": r"-(\d{7})/?$", "day_order": "month-first", "expected_hours": "48"}

    assert send(client, page, goal, wanted | {"id_pattern": r"(a+)+$"}, prefix="doc-").status_code == 400
    assert send(client, page, goal, wanted | {"expected_hours": "-3"}, prefix="doc-").status_code == 400
    assert send(client, page, goal, wanted, prefix="doc-").status_code == 303
    session.expire_all()
    assert (source.policy, source.id_pattern, source.day_order, source.order_fixed, source.expected_hours) == (
        "link", wanted["id_pattern"], "month-first", True, 48
    )  # fmt: skip
    assert "sửa cách đọc nguồn tin" in session.scalars(select(History.action)).all()
    stale = send(client, page, goal, wanted | {"policy": "guid", "version": "1"}, prefix="doc-")
    assert stale.status_code == 409


def test_a_suspected_clock_is_corrected_with_one_press_and_items_are_dated_anew(
    client: FlaskClient, session: Session, source: Source
) -> None:
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))
    page = f"/nguon-tin/{source.id}/theo-doi"
    item = make_published(
        session, source.periods[0].unit, source_id=source.id, date_raw="Mon, 23 Nov 2026 23:30:00 GMT",
        date_field="published", first_seen_at=NOW,
    )  # fmt: skip
    unasked = hidden_fields(client.get(page).get_data(as_text=True), f"/nguon-tin/{source.id}/tinh-lai-ngay")
    assert client.post(f"/nguon-tin/{source.id}/sua-gio", data=unasked).status_code == 409
    source.zone_doubts = DOUBTED
    session.commit()

    assert "Nghi sai múi giờ" in client.get(page).get_data(as_text=True)
    assert send(client, page, f"/nguon-tin/{source.id}/sua-gio", {}).status_code == 303

    session.expire_all()
    assert (source.shift_hours, source.zone_doubts) == (-7, 0)
    assert (f"{item.published_at:%d %H:%M}", item.published_on) == ("23 16:30", date(2026, 11, 23))
    assert (item.date_confidence, item.date_raw) == ("assumed-zone", "Mon, 23 Nov 2026 23:30:00 GMT")
    assert "tính lại ngày từ giá trị gốc" in session.scalars(select(History.action)).all()


def test_the_list_of_sources_costs_the_same_with_one_and_with_thirty(
    client: FlaskClient, session: Session, engine: Engine, source: Source
) -> None:
    costs = []
    for more in (0, 29):
        for _ in range(more):
            other = make_source(session, source.periods[0].unit)
            make_observed(session, other, NOW - HOUR)
            numbered(session, other, [other.id * 10_000 + number for number in range(6)])
        session.flush()
        session.expire_all()
        with statements(engine) as sent:
            assert len(source_lines(session, NOW, ZONE)) == more + 1
        costs.append(len(sent))
    assert costs[0] == costs[1]
