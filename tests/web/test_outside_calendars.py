"""The page of calendars from elsewhere: looked at before it is added, kept by the unit's editors, seen by the unit."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import History, OutsideCalendar, OutsideEvent, Person
from planner.vocabulary import Role
from tests.factories import NOW, TODAY, make_person, make_unit
from tests.feeds.newspaper import Newspaper
from tests.pages import another_visitor, fill, send, sign_in
from tests.queries.counting import statements

pytestmark = pytest.mark.usefixtures("factories_day")
PAGE = "/lich-ngoai/them"
DAY = f"{TODAY:%Y%m%d}"
FILE = (
    f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Giao ban báo chí\r\nDTSTART:{DAY}T060000Z\r\nEND:VEVENT\r\n"
    f"BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Đại hội <b>x</b>\r\nDTSTART;VALUE=DATE:{DAY}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The verbs behind these pages have tests of their own on both engines."""
    return sqlite_url


@pytest.fixture
def editor(session: Session) -> Person:
    return make_person(session, make_unit(session, "Báo Thử"), Role.EDITOR)


def chosen(client: FlaskClient, body: bytes = FILE, **more: str) -> dict[str, object]:
    return fill(client, PAGE, PAGE, {"name": "Lịch bộ", "file": (BytesIO(body), "lich.ics"), **more})


def test_a_file_is_looked_at_then_added_and_its_page_shows_the_next_events(
    client: FlaskClient, session: Session, editor: Person
) -> None:
    sign_in(client, editor)
    looked = client.post(PAGE, data=chosen(client, **{"try": "1"}))
    page = looked.get_data(as_text=True)
    assert looked.status_code == 200
    assert "Đọc được 2 mục. Chưa lưu gì" in page
    assert "Giao ban báo chí" in page
    assert "Đại hội &lt;b&gt;x&lt;/b&gt;" in page
    assert session.scalars(select(OutsideCalendar)).all() == []

    unit = editor.unit_on(TODAY)
    assert unit is not None
    fields = chosen(client, unit=str(unit.id))
    added = client.post(PAGE, data=fields)
    fields["file"] = (BytesIO(FILE), "lich.ics")
    assert client.post(PAGE, data=fields).headers["Location"] == added.headers["Location"]
    calendar = session.scalars(select(OutsideCalendar)).one()
    assert (calendar.unit_id, calendar.url, calendar.next_poll_at) == (unit.id, "", None)
    shown = client.get(added.headers["Location"]).get_data(as_text=True)
    assert "Từ tệp, không tự cập nhật" in shown
    assert "13:00" in shown
    assert "thêm lịch ngoài" in shown
    assert "Lịch bộ" in client.get("/lich-ngoai").get_data(as_text=True)


def test_an_address_is_read_through_the_guarded_door_and_refused_with_a_sentence(
    client: FlaskClient, session: Session, editor: Person, newspaper: Newspaper
) -> None:
    sign_in(client, editor)
    newspaper.answer("/lich.ics", body=FILE)
    answer = send(client, PAGE, PAGE, {"name": "Lịch", "url": newspaper.url("/lich.ics")})
    assert answer.status_code == 400
    assert "Địa chỉ này không được phép truy cập" in answer.get_data(as_text=True)
    assert newspaper.asked == []
    assert session.scalars(select(OutsideCalendar)).all() == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": "x"}, "Dán địa chỉ lịch hoặc chọn một tệp .ics."),
        ({"name": "", "file": FILE}, "Bắt buộc nhập mục này."),
        ({"name": "x", "url": "https://a.example.vn/", "file": FILE}, "Chỉ dùng một cách"),
        ({"name": "x", "file": b"<html></html>"}, "không phải tệp lịch iCalendar"),
        ({"name": "x", "url": "ftp://a.example.vn/x.ics"}, "Địa chỉ này không được phép truy cập"),
        ({"name": "x", "file": FILE, "unit": "999"}, "Chọn một mục trong danh sách."),
    ],
)
def test_bad_input_is_answered_with_what_to_do_and_stores_nothing(
    client: FlaskClient, session: Session, editor: Person, values: dict[str, object], sentence: str
) -> None:
    sign_in(client, editor)
    if isinstance(file := values.get("file"), bytes):
        values = values | {"file": (BytesIO(file), "a.ics")}
    answer = send(client, PAGE, PAGE, values)
    assert (answer.status_code, sentence in answer.get_data(as_text=True)) == (400, True)
    assert session.scalars(select(OutsideCalendar)).all() == []


def test_the_unit_sees_its_calendar_others_do_not_and_only_an_administrator_adds_for_all(
    app: Flask, client: FlaskClient, session: Session, editor: Person
) -> None:
    unit = editor.unit_on(TODAY)
    assert unit is not None
    sign_in(client, editor)
    place = client.post(PAGE, data=chosen(client, unit=str(unit.id))).headers["Location"]
    colleague = sign_in(another_visitor(app, session), make_person(session, unit, Role.REPORTER))
    stranger = sign_in(another_visitor(app, session), make_person(session, make_unit(session), Role.EDITOR))
    assert colleague.get(place).status_code == 200
    assert colleague.get(PAGE).status_code == 403
    assert stranger.get(place).status_code == 404
    assert send(stranger, PAGE, f"{PAGE}", {}).status_code == 400
    assert "Lịch bộ" not in stranger.get("/lich-ngoai").get_data(as_text=True)

    keeper = sign_in(another_visitor(app, session), make_person(session, unit, Role.ADMINISTRATOR))
    for_all = keeper.post(PAGE, data=chosen(keeper, unit="", name="Của mọi nơi")).headers["Location"]
    assert "Của mọi nơi" in stranger.get("/lich-ngoai").get_data(as_text=True)
    assert "Bỏ lịch này" not in stranger.get(for_all).get_data(as_text=True)


def test_pausing_resuming_and_removing_leave_lines_in_the_history(
    client: FlaskClient, session: Session, editor: Person
) -> None:
    unit = editor.unit_on(TODAY)
    assert unit is not None
    sign_in(client, editor)
    place = client.post(PAGE, data=chosen(client, unit=str(unit.id))).headers["Location"]
    for act in ("tam-dung", "hien-lai", "bo"):
        assert send(client, place, f"{place}/{act}", {}).status_code == 303
    assert session.scalars(select(OutsideCalendar)).all() == []
    assert session.scalars(select(OutsideEvent)).all() == []
    lines = session.scalars(select(History.action).where(History.subject == "outside_calendar").order_by(History.id))
    assert list(lines) == ["thêm lịch ngoài", "tạm dừng lịch ngoài", "hiện lại lịch ngoài", "bỏ lịch ngoài"]


@pytest.mark.parametrize("path", ["/lich", "/lich/tuan", "/lich/danh-sach", "/lich/bang", "/lich/ngay"])
def test_the_events_stand_behind_the_plans_on_every_view_and_can_be_hidden(
    client: FlaskClient, session: Session, editor: Person, path: str
) -> None:
    unit = editor.unit_on(TODAY)
    assert unit is not None
    sign_in(client, editor)
    client.post(PAGE, data=chosen(client, unit=str(unit.id)))
    page = client.get(path).get_data(as_text=True)
    assert "<time>13:00</time> Giao ban báo chí" in page
    assert "Đại hội &lt;b&gt;x&lt;/b&gt;" in page
    assert "outside--name" in page
    hidden = client.get(f"{path}?an-lich-ngoai=1").get_data(as_text=True)
    assert "Giao ban báo chí" not in hidden
    assert "Hiện lịch ngoài" in hidden


def test_a_page_of_the_calendar_costs_one_statement_more_however_many_events_there_are(
    app: Flask, client: FlaskClient, session: Session, editor: Person
) -> None:
    from planner.extensions import db

    sign_in(client, editor)
    counts: list[int] = []
    for events in (0, 1, 30):
        if events:
            calendar = OutsideCalendar(name=f"Lịch {events}", created_at=NOW)
            session.add(calendar)
            session.flush()
            session.add_all(
                OutsideEvent(calendar_id=calendar.id, title=str(number), first_on=TODAY, last_on=TODAY)
                for number in range(events)
            )
            session.commit()
        with app.app_context(), statements(db.engine) as sent:
            client.get("/lich")
        counts.append(len(sent))
    assert counts == [counts[0], counts[0] + 1, counts[0] + 1]


def test_paused_calendars_and_those_of_other_units_are_not_on_the_calendar(
    app: Flask, client: FlaskClient, session: Session, editor: Person
) -> None:
    unit = editor.unit_on(TODAY)
    assert unit is not None
    sign_in(client, editor)
    place = client.post(PAGE, data=chosen(client, unit=str(unit.id))).headers["Location"]
    stranger = sign_in(another_visitor(app, session), make_person(session, make_unit(session), Role.EDITOR))
    assert "Giao ban báo chí" not in stranger.get("/lich").get_data(as_text=True)
    send(client, place, f"{place}/tam-dung", {})
    assert "Giao ban báo chí" not in client.get("/lich").get_data(as_text=True)
