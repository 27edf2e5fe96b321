"""Planned items on screen: owner, colleague, stranger; forms, moves, states, and input that cannot be."""

from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from planner.models import History, Match, PlannedItem
from planner.vocabulary import MatchState, Medium, Role, Status
from tests.factories import (
    NOW,
    make_campaign,
    make_column,
    make_genre,
    make_item,
    make_person,
    make_published,
    make_slot,
    make_theme,
    make_unit,
)
from tests.pages import fill, send, sign_in

pytestmark = pytest.mark.usefixtures("factories_day")

DAY, NEXT_DAY = date(2026, 11, 23), date(2026, 11, 24)
JSON = {"Accept": "application/json"}


def count(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(PlannedItem)) or 0


def fresh(session: Session, item: PlannedItem) -> PlannedItem:
    session.rollback()
    session.refresh(item)
    return item


def new_item(session: Session, **fields: object) -> dict[str, object]:
    return {"title": "Giống lúa mới", "genre": make_genre(session).id, "medium": Medium.PRINT.value, **fields}


def drag(client: FlaskClient, item: PlannedItem, day: str, **fields: object) -> TestResponse:
    """What calendar-drag.js sends."""
    address = f"/tin-bai/{item.id}/ngay"
    token = fill(client, address, address, {})["csrf_token"]
    values = {"csrf_token": token, "version": item.version, "publish_on": day, "hour_sent": "", **fields}
    return client.post(address, data=values, headers=JSON)


def test_an_editor_plans_an_item_with_people_theme_and_slot(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    editor, reporter = make_person(session, unit), make_person(session, unit, Role.REPORTER)
    theme = make_theme(session, make_campaign(session, unit))
    slot = make_slot(session, make_column(session, unit), DAY)
    sign_in(client, editor)
    values = new_item(session, slot=slot.id, themes=[theme.id])
    values |= {"people-0-person": reporter.id, "people-0-part": "quay phim"}
    response = send(client, f"/tin-bai/moi?ky={slot.id}", "/tin-bai/moi", values)
    assert response.status_code == 303, response.get_data(as_text=True)
    item = session.scalars(select(PlannedItem)).one()
    assert response.location == f"/tin-bai/{item.id}"
    assert (item.unit_id, item.slot_id, item.publish_on, item.themes) == (unit.id, slot.id, DAY, [theme])
    assert [(one.person, one.part) for one in item.assignments] == [(reporter, "quay phim")]
    page = client.get(response.location).get_data(as_text=True)
    for words in ("Giống lúa mới", "quay phim", "thứ Hai, 23/11/2026", theme.name, "lập tin, bài dự kiến"):
        assert words in page, words


def test_a_form_posted_twice_makes_one_item(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    values = fill(client, "/tin-bai/moi", "/tin-bai/moi", new_item(session))
    first, second = client.post("/tin-bai/moi", data=values), client.post("/tin-bai/moi", data=values)
    assert (first.status_code, second.status_code, first.location) == (303, 303, second.location)
    assert count(session) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": "a" * 10_000}, "Dài tối đa 300 ký tự"),
        ({"title": "  "}, "Bắt buộc nhập"),
        ({"genre": "99999"}, "Chọn một mục trong danh sách"),
        ({"genre": "x"}, "Chọn một mục trong danh sách"),
        ({"slot": "99999"}, "Chọn một mục trong danh sách"),
        ({"themes": "99999"}, "Chọn"),
        ({"people-0-person": "99999"}, "Chọn một mục trong danh sách"),
        ({"publish_on": "31/02/2026"}, "Ngày không hợp lệ"),
        ({"publish_time": "08:00"}, "Có giờ thì phải có ngày"),
        ({"medium": "báo tường"}, "Chọn một mục trong danh sách"),
        ({"brief": "a" * 10_000}, "Dài tối đa 5000 ký tự"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_beside_its_field(
    client: FlaskClient, session: Session, fields: dict[str, object], sentence: str
) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    response = send(client, "/tin-bai/moi", "/tin-bai/moi", new_item(session) | fields)
    assert response.status_code == 400
    assert sentence in response.get_data(as_text=True)
    assert count(session) == 0


def test_a_day_outside_the_campaign_is_refused_and_the_typed_text_stays(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit, ends_on=date(2026, 12, 31))
    sign_in(client, make_person(session, unit))
    values = new_item(session, campaign=campaign.id, publish_on="2027-01-05")
    page = send(client, "/tin-bai/moi", "/tin-bai/moi", values).get_data(as_text=True)
    assert "nằm ngoài đợt" in page
    assert 'value="Giống lúa mới"' in page
    assert count(session) == 0


@pytest.mark.parametrize(
    "address", ["/tin-bai/moi?ky=99999", "/tin-bai/moi?ky=x", "/tin-bai/99999", "/tin-bai/99999/sua"]
)
def test_an_unknown_number_is_not_found(client: FlaskClient, session: Session, address: str) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    assert client.get(address).status_code == 404


def test_an_item_of_another_unit_is_not_found_and_cannot_be_changed(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session), publish_on=DAY)
    own = make_item(session, make_unit(session))
    sign_in(client, make_person(session, own.unit))
    token = fill(client, f"/tin-bai/{own.id}", f"/tin-bai/{own.id}/ngay", {})["csrf_token"]
    assert client.get(f"/tin-bai/{item.id}").status_code == 404
    for action in ("sua", "ngay", "trang-thai", "hoan", "huy"):
        data = {"csrf_token": token, "hoan-csrf_token": token, "huy-csrf_token": token, "version": 1}
        data |= {"status": "in_progress", "hoan-reason": "x", "huy-reason": "x", "publish_on": "2026-11-24"}
        assert client.post(f"/tin-bai/{item.id}/{action}", data=data).status_code == 404, action
    assert (fresh(session, item).publish_on, item.status) == (DAY, Status.PLANNED)


def test_a_stranger_is_asked_to_sign_in(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session))
    assert client.get(f"/tin-bai/{item.id}").status_code == 303
    assert client.post(f"/tin-bai/{item.id}/huy").status_code in (303, 400)


def test_the_board_reads_an_item_but_changes_nothing(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, role=Role.BOARD))
    page = client.get(f"/tin-bai/{item.id}").get_data(as_text=True)
    assert "/sua" not in page
    assert "Chuyển trạng thái" not in page
    assert client.get(f"/tin-bai/{item.id}/sua").status_code == 403


def test_another_unit_reads_a_published_plan_without_its_notes_and_history(
    client: FlaskClient, session: Session
) -> None:
    item = make_item(session, make_unit(session), status=Status.PUBLISHED, note="ghi chú nội bộ")
    sign_in(client, make_person(session, make_unit(session)))
    page = client.get(f"/tin-bai/{item.id}").get_data(as_text=True)
    assert item.title in page
    assert "ghi chú nội bộ" not in page
    assert "Lịch sử thay đổi" not in page


def test_an_editor_edits_and_the_page_tells_before_and_after(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session), "Tên cũ")
    sign_in(client, make_person(session, item.unit))
    edit = f"/tin-bai/{item.id}/sua"
    values = {"title": "Tên mới", "genre": item.genre_id, "medium": item.medium.value, "publish_on": "2026-11-23"}
    assert send(client, edit, edit, values).status_code == 303
    page = client.get(f"/tin-bai/{item.id}").get_data(as_text=True)
    assert "Tên cũ</del>" in page
    assert "Tên mới</ins>" in page


def test_a_stale_form_is_refused_with_what_changed_and_the_typed_text_kept(
    client: FlaskClient, session: Session
) -> None:
    item = make_item(session, make_unit(session), "Tên cũ")
    sign_in(client, make_person(session, item.unit))
    edit = f"/tin-bai/{item.id}/sua"
    typed = {"title": "Tôi gõ", "genre": item.genre_id, "medium": item.medium.value, "publish_on": "2026-11-23"}
    values = fill(client, edit, edit, typed)
    item.title = "Người kia lưu"
    session.commit()
    response = client.post(edit, data=values)
    page = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "Người kia lưu</span>" in page
    assert "Tôi gõ</span>" in page
    assert 'name="title" value="Tôi gõ"' in page
    assert f'name="version" value="{item.version}"' in page
    assert fresh(session, item).title == "Người kia lưu"


def test_the_plain_form_moves_day_and_hour_with_a_reason(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session), publish_on=DAY)
    sign_in(client, make_person(session, item.unit))
    values = {"publish_on": "2026-11-24", "publish_time": "16:00", "reason": "nhường tin bão"}
    response = send(client, f"/tin-bai/{item.id}", f"/tin-bai/{item.id}/ngay", values)
    assert response.location == f"/tin-bai/{item.id}"
    assert fresh(session, item).publish_at == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert "nhường tin bão" in client.get(response.location).get_data(as_text=True)


def test_a_drag_moves_the_day_keeps_the_hour_and_answers_in_json(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session), "Bài", publish_on=DAY, publish_at=NOW)
    sign_in(client, make_person(session, item.unit))
    response = drag(client, item, NEXT_DAY.isoformat())
    assert response.json == {
        "message": "Đã dời “Bài” sang thứ Ba, 24/11/2026, 09:00.",
        "version": 2,
        "undo": "/lan-doi/1/hoan-tac",
        "warnings": [],
    }
    assert fresh(session, item).publish_at == datetime(2026, 11, 24, 2, tzinfo=UTC)


def test_a_drag_to_the_tray_takes_the_day_away(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session), "Bài", publish_on=DAY, publish_at=NOW)
    sign_in(client, make_person(session, item.unit))
    assert drag(client, item, "").json["message"] == "Đã đưa “Bài” về kho đề tài."  # type: ignore[index]
    assert (fresh(session, item).publish_on, item.publish_at) == (None, None)


def test_a_refused_drag_says_why_in_json(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    item = make_item(session, unit, campaign=make_campaign(session, unit, ends_on=DAY), publish_on=DAY)
    sign_in(client, make_person(session, unit))
    outside = drag(client, item, NEXT_DAY.isoformat())
    nonsense = drag(client, item, "hôm nào đó")
    stale = drag(client, item, NEXT_DAY.isoformat(), version=item.version + 1)
    assert [answer.status_code for answer in (outside, nonsense, stale)] == [400, 400, 409]
    assert "nằm ngoài đợt" in outside.json["message"]  # type: ignore[index]
    assert "Ngày không hợp lệ" in nonsense.json["message"]  # type: ignore[index]
    assert "người khác sửa" in stale.json["message"]  # type: ignore[index]
    assert fresh(session, item).publish_on == DAY


def test_a_reporter_reports_the_own_work_but_does_not_move_an_approved_plan(
    client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session)
    reporter = make_person(session, unit, Role.REPORTER)
    own, others = make_item(session, unit, people=(reporter,)), make_item(session, unit)
    sign_in(client, reporter)
    step = f"/tin-bai/{own.id}/trang-thai"
    assert send(client, f"/tin-bai/{own.id}", step, {"status": "in_progress"}).status_code == 303
    assert fresh(session, own).status is Status.IN_PROGRESS
    assert client.get(f"/tin-bai/{own.id}/ngay").status_code == 403
    page = client.get(f"/tin-bai/{others.id}").get_data(as_text=True)
    assert "Chuyển trạng thái" not in page


def test_a_reporter_shapes_the_own_idea(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    reporter = make_person(session, unit, Role.REPORTER)
    sign_in(client, reporter)
    response = send(client, "/tin-bai/moi", "/tin-bai/moi", new_item(session))
    assert client.get(f"{response.location}/sua").status_code == 200


def test_postponing_asks_for_a_reason_then_keeps_it(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    page, action = f"/tin-bai/{item.id}", f"/tin-bai/{item.id}/hoan"
    refused = send(client, page, action, {"reason": ""}, prefix="hoan-")
    assert refused.status_code == 400
    assert "Bắt buộc nhập" in refused.get_data(as_text=True)
    assert fresh(session, item).status is Status.PLANNED
    assert send(client, page, action, {"reason": "chờ số liệu"}, prefix="hoan-").status_code == 303
    assert (fresh(session, item).status, item.status_reason) == (Status.POSTPONED, "chờ số liệu")


def test_a_step_out_of_order_is_a_conflict_and_changes_nothing(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    page, action = f"/tin-bai/{item.id}", f"/tin-bai/{item.id}/trang-thai"
    assert send(client, page, action, {"status": "published"}).status_code == 409
    assert send(client, page, action, {"status": "cancelled"}).status_code == 400
    assert send(client, page, action, {"status": "x"}).status_code == 400
    session.rollback()
    assert session.scalar(select(func.count()).select_from(History).where(History.subject == "planned_item")) == 0


def test_the_page_shows_the_chain_the_links_and_the_warnings(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit, short_title="Đợt thử")
    item = make_item(session, unit, themes=[make_theme(session, campaign, "Mô hình hay")], publish_on=DAY)
    item.deadline_at = datetime(2026, 11, 30, tzinfo=UTC)
    published = make_published(session, unit, "Bài đã lên trang")
    reasons = [{"code": "title", "words": "", "text": "tên gần giống"}]
    session.add(
        Match(
            item=item,
            published_item=published,
            state=MatchState.CONFIRMED,
            score=0.9,
            reasons=reasons,
            rule="t",
            suggested_at=NOW,
        )
    )
    sign_in(client, make_person(session, unit))
    page = client.get(f"/tin-bai/{item.id}").get_data(as_text=True)
    chain = [campaign.directive.number, "Tuyên truyền trên báo chí", "Đợt thử", "Mô hình hay"]
    for words in (*chain, "Bài đã lên trang", "tên gần giống", "Hạn nộp bài sau ngày dự kiến"):
        assert words in page, words
