"""Many items on screen: tick, look, do; a week with a reason; who may; and what has changed in between."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from planner.extensions import db
from planner.models import PlannedItem
from planner.newsdesk.exemplars import ExemplarEntry, add_exemplar
from planner.vocabulary import ExemplarKind, Role, Status
from tests.factories import actor, make_campaign, make_genre, make_item, make_person, make_unit
from tests.pages import hidden_fields, sign_in, token_of
from tests.queries.counting import statements

MONDAY = date(2026, 11, 23)
MANY, WEEK = "/lich/chon-nhieu?thang=2026-11", "/lich/doi-tuan?ngay=2026-11-23"


def post(client: FlaskClient, address: str, step: str, items: Sequence[object], **fields: object) -> TestResponse:
    page = client.get(address).get_data(as_text=True)
    hidden = hidden_fields(page, address.split("?", maxsplit=1)[0])
    return client.post(address, data={**hidden, "step": step, "item": items, **fields})


def confirm(client: FlaskClient, address: str, preview: TestResponse, items: list[str]) -> TestResponse:
    """Send the preview's form as it stands."""
    hidden = hidden_fields(preview.get_data(as_text=True), address.split("?", maxsplit=1)[0])
    return client.post(address, data={**hidden, "item": items, "step": "lam"})


def day_of(session: Session, item: PlannedItem) -> date | None:
    session.rollback()
    session.refresh(item)
    return item.publish_on


def test_a_week_moves_whole_with_a_reason_after_a_look_and_is_taken_back(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    item = make_item(session, unit, "Giống lúa mới", publish_on=MONDAY)
    make_item(session, unit, "Đã đăng rồi", publish_on=MONDAY, status=Status.PUBLISHED)
    sign_in(client, make_person(session, unit))
    assert client.get(WEEK).get_data(as_text=True).count(" checked>") == 2
    ticked = [item.id, item.id + 1]
    refused = post(client, WEEK, "xem", ticked, days="7", reason="")
    assert refused.status_code == 400
    assert "Nêu lý do dời cả tuần" in refused.get_data(as_text=True)
    preview = post(client, WEEK, "xem", ticked, days="7", reason="bão số 9")
    page = preview.get_data(as_text=True)
    assert "1 làm được, 1 không" in page
    assert "thứ Hai, 30/11/2026" in page
    assert "không sửa kế hoạch được" in page
    assert day_of(session, item) == MONDAY
    done = confirm(client, WEEK, preview, [f"{item.id}-{item.version}"])
    assert (done.status_code, done.headers["Location"]) == (303, "/lich/tuan?ngay=2026-11-23")
    assert day_of(session, item) == MONDAY + timedelta(days=7)
    page = client.get(done.headers["Location"]).get_data(as_text=True)
    (undo,) = set(re.findall(r"/lan-doi/\d+/hoan-tac", page))
    client.post(undo, data=hidden_fields(page, undo))
    assert day_of(session, item) == MONDAY


def test_what_changes_between_look_and_deed_stops_all_of_it(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    one, two = (make_item(session, unit, publish_on=MONDAY) for _number in range(2))
    sign_in(client, make_person(session, unit))
    preview = post(client, MANY, "xem", [one.id, two.id], deed="doi", days="1")
    seen = [f"{item.id}-{item.version}" for item in (one, two)]
    two.title = "Người khác sửa"
    answer = confirm(client, MANY, preview, seen)
    assert answer.status_code == 409
    assert "chưa làm gì" in answer.get_data(as_text=True)
    assert (day_of(session, one), day_of(session, two)) == (MONDAY, MONDAY)


def test_a_deed_sent_twice_is_done_once(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session), publish_on=MONDAY)
    sign_in(client, make_person(session, item.unit))
    preview = post(client, MANY, "xem", [item.id], deed="doi", days="1")
    seen = [f"{item.id}-{item.version}"]
    first, second = (confirm(client, MANY, preview, seen) for _time in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert day_of(session, item) == MONDAY + timedelta(days=1)


def test_people_and_states_are_given_to_many(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    items = [make_item(session, unit, publish_on=MONDAY, status=Status.IDEA) for _number in range(3)]
    reporter = make_person(session, unit, Role.REPORTER, "Nguyễn Thị Thử")
    sign_in(client, make_person(session, unit))
    for values in ({"deed": "giao", "person": reporter.id}, {"deed": "trang-thai", "status": "planned"}):
        session.rollback()
        preview = post(client, MANY, "xem", [item.id for item in items], **values)
        assert "3 làm được, 0 không" in preview.get_data(as_text=True)
        confirm(
            client,
            MANY,
            preview,
            [f"{item.id}-{session.get_one(PlannedItem, item.id, populate_existing=True).version}" for item in items],
        )
    session.rollback()
    session.expire_all()
    assert {item.status for item in items} == {Status.PLANNED}
    assert {one.person.name for item in items for one in item.assignments} == {"Nguyễn Thị Thử"}


def test_only_the_ticked_go_into_the_file(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    chosen = make_item(session, unit, "Được chọn", publish_on=MONDAY)
    make_item(session, unit, "Không chọn", publish_on=MONDAY)
    sign_in(client, make_person(session, unit))
    answer = post(client, MANY, "xuat", [chosen.id])
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    with ZipFile(BytesIO(answer.get_data())) as book:
        words = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert ("Được chọn" in words, "Không chọn" in words) == (True, False)


@pytest.mark.parametrize("items", [[], ["x"], ["1-2-3"], ["999999"]])
def test_what_cannot_be_chosen_is_refused_with_a_sentence(
    client: FlaskClient, session: Session, items: list[object]
) -> None:
    item = make_item(session, make_unit(session), publish_on=MONDAY)
    sign_in(client, make_person(session, item.unit))
    answer = post(client, MANY, "xem", items, deed="doi", days="1")
    assert answer.status_code in (400, 404)
    assert "Chưa thực hiện được" in answer.get_data(as_text=True)


@pytest.mark.parametrize("values", [{"deed": "doi", "days": "9999"}, {"deed": "doi"}, {"deed": "x"}, {"deed": "giao"}])
def test_an_order_that_cannot_be_is_shown_again_with_its_ticks(
    client: FlaskClient, session: Session, values: dict[str, object]
) -> None:
    item = make_item(session, make_unit(session), publish_on=MONDAY)
    sign_in(client, make_person(session, item.unit))
    answer = post(client, MANY, "xem", [item.id], **values)
    assert answer.status_code == 400
    assert f'value="{item.id}" checked' in answer.get_data(as_text=True)


def test_a_colleague_of_another_unit_a_reporter_and_the_board_cannot(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    item = make_item(session, make_unit(session), publish_on=MONDAY)
    make_item(session, (other := make_unit(session)), publish_on=MONDAY)
    version = item.version
    for person, status in (
        (make_person(session, other), 404),
        (make_person(session, role=Role.BOARD), 403),
        (make_person(session, item.unit, Role.REPORTER), 409),
    ):
        visitor = app.test_client()
        visitor.session = session  # type: ignore[attr-defined]
        sign_in(visitor, person)
        values = {
            "csrf_token": token_of(visitor),
            "step": "lam",
            "deed": "doi",
            "days": "1",
            "item": f"{item.id}-{version}",
        }
        assert visitor.post(MANY, data=values).status_code == status
    assert client.post(MANY).status_code in (303, 400)
    assert day_of(session, item) == MONDAY


def test_the_list_takes_the_same_statements_for_1_3_and_30_items(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    unit, genre = make_unit(session), make_genre(session)
    sign_in(client, make_person(session, unit))
    with app.app_context():
        engine = db.engine
    counts = []
    for rows in (1, 2, 27):
        for _number in range(rows):
            make_item(session, unit, people=(make_person(session, unit),), publish_on=MONDAY, genre=genre)
        session.commit()
        with statements(engine) as sent:
            client.get(MANY)
        counts.append(len(sent))
    assert counts[0] == counts[1] == counts[2]


def test_items_of_the_backlog_are_chosen_too_given_a_day_and_taken_away_in_both_kinds_of_file(
    client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session)
    undated = make_item(session, unit, "Đề tài trong kho", publish_on=None, status=Status.IDEA)
    sign_in(client, make_person(session, unit))
    assert "Chưa định ngày" in client.get(MANY).get_data(as_text=True)
    for step, part in (("xuat", "xl/worksheets/sheet1.xml"), ("xuat-word", "word/document.xml")):
        made = post(client, MANY, step, [undated.id])
        assert "Đề tài trong kho" in ZipFile(BytesIO(made.data)).read(part).decode()
    preview = post(client, MANY, "xem", [undated.id], deed="doi", days="7")
    assert "Chưa định ngày nên không lùi hay sớm" in preview.get_data(as_text=True)
    preview = post(client, MANY, "xem", [undated.id], deed="ngay", on=MONDAY.isoformat())
    confirm(client, MANY, preview, [f"{undated.id}-{undated.version}"])
    assert day_of(session, undated) == MONDAY


def test_many_items_are_said_to_be_about_one_exemplar_and_the_preview_names_those_that_will_not(
    client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session)
    row = add_exemplar(session, actor(), unit, ExemplarEntry(ExemplarKind.MODEL, "Tổ hợp tác thử"))
    item = make_item(session, unit, "Giống lúa mới", publish_on=MONDAY)
    told = make_item(session, unit, "Đã gắn rồi", publish_on=MONDAY, exemplar=row)
    sign_in(client, make_person(session, unit))
    preview = post(client, MANY, "xem", [item.id, told.id], deed="dien-hinh", exemplar=row.id)
    page = preview.get_data(as_text=True)
    assert "1 làm được, 1 không" in page
    assert "Đã như vậy rồi" in page
    answer = confirm(client, MANY, preview, [f"{item.id}-{item.version}"])
    assert answer.status_code == 303
    session.rollback()
    session.refresh(item)
    assert item.exemplar_id == row.id
    strange = post(client, MANY, "xem", [item.id], deed="dien-hinh", exemplar=row.id + 99)
    assert strange.status_code == 400


def test_the_preview_names_what_would_leave_its_campaign(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit, short_title="Đợt thử", ends_on=MONDAY)
    item = make_item(session, unit, "Giống lúa mới", publish_on=MONDAY, campaign=campaign)
    sign_in(client, make_person(session, unit))
    preview = post(client, MANY, "xem", [item.id], deed="doi", days="7").get_data(as_text=True)
    assert "0 làm được, 1 không" in preview
    assert "nằm ngoài đợt “Đợt thử”" in preview
    assert day_of(session, item) == MONDAY
