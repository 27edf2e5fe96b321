"""Steps of the work from the board: the plain form, the JSON of a drag, who may, and taking a step back."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from planner.models import PlannedItem
from planner.newsdesk.progress import postpone
from planner.vocabulary import Role, Status
from tests.factories import actor, make_item, make_person, make_unit
from tests.pages import hidden_fields, send, sign_in, token_of

JSON = {"Accept": "application/json"}


def drag(client: FlaskClient, item: PlannedItem, status: str, **fields: str) -> TestResponse:
    data = {"csrf_token": token_of(client), "version": str(item.version), "status": status} | fields
    return client.post(f"/tin-bai/{item.id}/doi-trang-thai", data=data, headers=JSON)


def status_of(session: Session, item: PlannedItem) -> Status:
    session.rollback()
    session.refresh(item)
    return item.status


def test_the_plain_form_takes_a_step_and_its_message_takes_it_back(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session), "Giống lúa mới")
    sign_in(client, make_person(session, item.unit))
    address = f"/tin-bai/{item.id}/doi-trang-thai"
    answer = send(client, address, address, {"status": "in_progress"})
    assert (answer.status_code, status_of(session, item)) == (303, Status.IN_PROGRESS)
    page = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "“Giống lúa mới”: đã chuyển sang “Đang thực hiện”" in page
    undo = page.split(f'action="{address}/')[1].split('"')[0]
    assert client.post(f"{address}/{undo}", data=hidden_fields(page, f"{address}/{undo}")).status_code == 303
    assert status_of(session, item) is Status.PLANNED


def test_a_step_back_brings_the_reason_back_and_is_refused_after_anything_else(
    client: FlaskClient, session: Session
) -> None:
    item = make_item(session, make_unit(session), "Giống lúa mới")
    postpone(session, actor(), item, reason="Mưa bão")
    sign_in(client, make_person(session, item.unit))
    undo = drag(client, item, "planned").get_json()["undo"]
    assert client.post(undo, data={"csrf_token": token_of(client)}, headers=JSON).status_code == 200
    assert (status_of(session, item), item.status_reason) == (Status.POSTPONED, "Mưa bão")
    again = client.post(undo, data={"csrf_token": token_of(client)}, headers=JSON)
    assert again.status_code == 409
    assert "không hoàn tác được" in again.get_json()["message"]
    assert status_of(session, item) is Status.POSTPONED


def test_what_the_workflow_forbids_is_refused_with_the_reason_and_changes_nothing(
    client: FlaskClient, session: Session
) -> None:
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    for fields, status, words in (
        ({"status": "published"}, 409, "Không chuyển được"),
        ({"status": "cancelled"}, 400, "Nêu lý do"),
        ({"status": "khong-co"}, 400, "Chọn một mục"),
        ({"status": "in_progress", "version": str(item.version + 1)}, 409, "vừa được"),
        ({"status": "cancelled", "reason": "d" * 10_000}, 400, ""),
    ):
        answer = drag(client, item, **fields)
        assert answer.status_code == status, fields
        assert words in answer.get_json()["message"]
        assert status_of(session, item) is Status.PLANNED
    plain = send(
        client, f"/tin-bai/{item.id}/doi-trang-thai", f"/tin-bai/{item.id}/doi-trang-thai", {"status": "postponed"}
    )
    assert plain.status_code == 400
    assert "Nêu lý do hoãn hoặc hủy" in plain.get_data(as_text=True)


def test_a_drag_sent_twice_has_one_effect(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    version = str(item.version)
    first, second = (drag(client, item, "in_progress", version=version) for _time in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.get_json()["version"] == first.get_json()["version"]
    assert second.get_json()["undo"] == ""


def test_the_board_offers_only_the_steps_that_are_the_viewers(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    reporter = make_person(session, unit, Role.REPORTER)
    make_item(session, unit, "Bài của người khác")
    own = make_item(session, unit, "Bài của mình", (reporter,))
    sign_in(client, reporter)
    page = client.get("/lich/bang?thang=2026-11").get_data(as_text=True)
    assert page.count("data-steps") == 1
    assert f'data-status-url="/tin-bai/{own.id}/doi-trang-thai" data-steps="in_progress"' in page
