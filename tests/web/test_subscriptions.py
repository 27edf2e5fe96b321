"""Private calendar links over HTTP: shown once, read by programs, dead at once when taken back."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from planner.domain.calendar_reach import ReadLink, has_change
from planner.models import Person, PlannedItem, Subscription
from planner.newsdesk.people import change_password, change_role, close_account
from planner.newsdesk.planning import assign, reschedule
from planner.newsdesk.subscribing import GUESS_WINDOW, MOST_GUESSES, LinkChoice, create_link, move_feed_day, revoke
from planner.vocabulary import CalendarContent, CalendarScope, PrefixStyle, Role
from planner.web.logging import masked
from tests.factories import (
    NOW,
    TODAY,
    actor,
    make_campaign,
    make_column,
    make_genre,
    make_item,
    make_person,
    make_unit,
)
from tests.pages import another_visitor, fill, send, sign_in, token_of
from tests.queries.counting import statements

HEADERS = {
    "Cache-Control": "private, no-cache",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
    "Content-Disposition": 'inline; filename="lich.ics"',
}
GOOGLE = {"User-Agent": "Google-Calendar-Importer"}


@pytest.fixture
def reporter(session: Session) -> Person:
    return make_person(session, make_unit(session), Role.REPORTER, name="Nguyễn Hữu Thắng")


def address(session: Session, person: Person, scope: CalendarScope = CalendarScope.MINE) -> str:
    choice = LinkChoice(scope=scope)
    _link, token = create_link(session, actor(), person, label="Điện thoại", today=TODAY, choice=choice)
    return f"/lich/{token}/lich-thang.ics"


def item_of(session: Session, person: Person, title: str = "Bài riêng của đơn vị") -> PlannedItem:
    unit = person.unit_on(TODAY)
    assert unit is not None
    return make_item(session, unit, title, (person,), publish_at=NOW + timedelta(hours=5))


def test_the_address_is_shown_once_and_kept_nowhere(client: FlaskClient, session: Session, reporter: Person) -> None:
    sign_in(client, reporter)
    fields = fill(client, "/dang-ky-lich", "/dang-ky-lich", {"label": "Điện thoại"})

    page = client.post("/dang-ky-lich", data=fields)
    again = client.post("/dang-ky-lich", data=fields)

    found = re.search(r'value="http://[^"]+(/lich/[\w-]{43}/lich-nguyen-huu-thang\.ics)"', page.get_data(as_text=True))
    assert found
    token = found[1].split("/")[2]
    assert client.get(found[1]).status_code == 200
    assert (page.status_code, again.status_code) == (200, 303)
    assert session.scalar(select(func.count()).select_from(Subscription)) == 1
    assert token not in client.get("/dang-ky-lich").get_data(as_text=True)
    stored = [str(row) for row in session.execute(text("SELECT * FROM subscription")).all()]
    assert token not in "".join(stored)


def test_one_click_links_take_the_form_each_program_needs(
    client: FlaskClient, session: Session, reporter: Person
) -> None:
    sign_in(client, reporter)
    page = send(client, "/dang-ky-lich", "/dang-ky-lich", {"label": "Máy"}).get_data(as_text=True)

    assert re.search(r'href="webcal://127\.0\.0\.1:8000/lich/[\w-]+/lich-nguyen-huu-thang\.ics"', page)
    assert 'href="https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F127.0.0.1%3A8000%2Flich%2F' in page
    assert 'href="https://outlook.live.com/calendar/0/addfromweb?url=http%3A%2F%2F127.0.0.1' in page
    assert "PLANNER_BASE_URL" in page


def test_a_link_needs_a_name_and_its_choices_must_be_known(
    client: FlaskClient, session: Session, reporter: Person
) -> None:
    sign_in(client, reporter)
    for values in (
        {"label": ""},
        {"label": "x" * 81},
        {"label": "x", "scope": "all"},
        {"label": "x", "alarm": "5"},
        {"label": "x", "language": "fr"},
    ):
        assert send(client, "/dang-ky-lich", "/dang-ky-lich", values).status_code == 400
    assert session.scalar(select(func.count()).select_from(Subscription)) == 0


def test_a_program_gets_the_calendar_with_its_headers_and_no_cookie(
    app: Flask, session: Session, reporter: Person
) -> None:
    item_of(session, reporter)
    path = address(session, reporter)
    session.commit()
    program = app.test_client()

    answer, head = program.get(path), program.head(path)
    unchanged = program.get(path, headers={"If-None-Match": answer.headers["ETag"]})

    assert b"SUMMARY:B\xc3\xa0i ri\xc3\xaang c\xe1\xbb\xa7a \xc4\x91\xc6\xa1n v\xe1\xbb\x8b" in answer.data
    for response in (answer, head, unchanged):
        assert {name: response.headers[name] for name in HEADERS} == HEADERS
        assert "Set-Cookie" not in response.headers
        assert response.headers["ETag"] == answer.headers["ETag"]
        assert "Accept-Encoding" in response.headers["Vary"]
        assert response.content_type == ("text/calendar; charset=utf-8" if response is not unchanged else None)
    assert (head.data, unchanged.status_code) == (b"", 304)


def test_not_modified_is_told_by_exact_weak_and_listed_tags_without_reading_an_event(
    app: Flask, session: Session, engine: Engine, reporter: Person
) -> None:
    path = address(session, reporter)
    for _ in range(3):
        item_of(session, reporter)
    session.commit()
    program = app.test_client()
    tag = program.get(path).headers["ETag"]

    for offered in (tag, f"W/{tag}", f'"other", {tag}'):
        answer = program.get(path, headers={"If-None-Match": offered})
        assert (answer.status_code, answer.data) == (304, b"")
    assert program.get(path, headers={"If-None-Match": '"other"'}).status_code == 200

    with app.app_context():
        from planner.extensions import db

        with statements(db.engine) as seen:
            program.get(path, headers={"If-None-Match": tag})
    assert seen == []  # beside the one select that goes by the driver itself


def test_the_bytes_are_the_same_an_hour_later_and_other_after_a_change(
    app: Flask, session: Session, reporter: Person
) -> None:
    item = item_of(session, reporter)
    path = address(session, reporter)
    session.commit()
    program = app.test_client()

    with time_machine.travel(NOW, tick=False):
        first = program.get(path)
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        second = program.get(path)
    later = actor(reporter, NOW + timedelta(hours=2))
    reschedule(session, later, item, TODAY + timedelta(days=1), None, zone=UTC)
    session.commit()
    third = program.get(path)

    assert first.data == second.data
    assert third.headers["ETag"] != first.headers["ETag"]
    assert b"SEQUENCE:2\r\n" in third.data
    assert b"LAST-MODIFIED:20261123T040000Z" in third.data


def test_the_day_feeds_are_rendered_for_changes_the_tag(app: Flask, session: Session, reporter: Person) -> None:
    path = address(session, reporter)
    session.commit()
    program = app.test_client()
    before = program.get(path).headers["ETag"]
    move_feed_day(session, TODAY + timedelta(days=1))
    session.commit()

    assert program.get(path).headers["ETag"] != before


def test_nothing_in_the_address_widens_what_a_link_shows(app: Flask, session: Session, reporter: Person) -> None:
    colleague = make_person(session, reporter.unit_on(TODAY), Role.REPORTER)
    item_of(session, colleague, "Việc của người khác")
    item_of(session, reporter)
    path = address(session, reporter)
    session.commit()
    program = app.test_client()
    plain = program.get(path)

    widened = program.get(f"{path}?user={colleague.id}&scope=unit&status=idea")

    assert widened.data == plain.data
    assert "Việc của người khác" not in plain.get_data(as_text=True)
    assert program.get(path.replace("lich-thang", "ten-khac")).data == plain.data


def test_an_unknown_token_is_told_nothing_and_guessing_is_slowed_but_links_are_not(
    client: FlaskClient, session: Session, reporter: Person
) -> None:
    path = address(session, reporter)

    answers = [client.get(f"/lich/khong-co-{number}/lich.ics") for number in range(MOST_GUESSES + 1)]

    assert {answer.status_code for answer in answers[:-1]} == {404}
    assert answers[-1].status_code == 429
    assert answers[-1].headers["Retry-After"] == str(int(GUESS_WINDOW.total_seconds()))
    assert {answer.mimetype for answer in answers} == {"text/plain"}
    assert client.get(path).status_code == 200
    sign_in(client, reporter)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])
def test_other_methods_are_refused_with_the_methods_that_work(
    client: FlaskClient, session: Session, reporter: Person, method: str
) -> None:
    answer = client.open(address(session, reporter), method=method)

    assert answer.status_code == 405
    assert {name.strip() for name in answer.headers["Allow"].split(",")} == {"GET", "HEAD", "OPTIONS"}
    assert "Set-Cookie" not in answer.headers


def test_a_revoked_link_answers_one_notice_for_sixty_days_and_then_is_gone(
    client: FlaskClient, session: Session, reporter: Person
) -> None:
    item_of(session, reporter)
    path = address(session, reporter)
    before = client.get(path)
    link = session.scalars(select(Subscription)).one()
    revoke(session, actor(reporter, NOW), link)

    notice = client.get(path)
    body = notice.get_data(as_text=True)

    assert notice.status_code == 200
    assert body.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Đường dẫn lịch này đã bị thu hồi" in body
    assert "Bài riêng" not in body
    assert reporter.name not in body
    assert notice.headers["ETag"] != before.headers["ETag"]
    assert client.get(path, headers={"If-None-Match": notice.headers["ETag"]}).status_code == 304
    move_feed_day(session, TODAY + timedelta(days=60))
    assert client.get(path).status_code == 200
    move_feed_day(session, TODAY + timedelta(days=61))
    assert client.get(path).status_code == 410


@pytest.mark.parametrize("cause", ["account closed", "role changed", "password changed"])
def test_what_ends_sign_ins_darkens_the_links_at_once(
    client: FlaskClient, session: Session, reporter: Person, cause: str
) -> None:
    item_of(session, reporter)
    path = address(session, reporter)
    assert "Bài riêng" in client.get(path).get_data(as_text=True)

    if cause == "account closed":
        close_account(session, actor(), reporter)
    elif cause == "role changed":
        change_role(session, actor(), reporter, Role.EDITOR, today=TODAY)
    else:
        change_password(session, actor(), reporter, "mat-khau-moi-khac")

    body = client.get(path).get_data(as_text=True)
    assert "Bài riêng" not in body
    assert body.count("BEGIN:VEVENT") == 1


def test_only_the_owner_revokes_a_link(app: Flask, client: FlaskClient, session: Session, reporter: Person) -> None:
    path = address(session, reporter)
    link = session.scalars(select(Subscription)).one()
    colleague = make_person(session, reporter.unit_on(TODAY), Role.EDITOR)
    sign_in(client, colleague)
    own_token = fill(client, "/dang-ky-lich", "/dang-ky-lich", {})["csrf_token"]

    refused = client.post(f"/dang-ky-lich/{link.id}/thu-hoi", data={"csrf_token": own_token})

    assert refused.status_code == 404
    assert app.test_client().post(f"/dang-ky-lich/{link.id}/thu-hoi").status_code == 400
    session.expire_all()
    assert link.revoked_at is None

    owner = sign_in(another_visitor(app, session), reporter)
    assert send(owner, "/dang-ky-lich", f"/dang-ky-lich/{link.id}/thu-hoi", {}).status_code == 303
    assert "đã bị thu hồi" in owner.get(path).get_data(as_text=True)


def test_the_owner_sees_which_program_read_last_and_a_browser_does_not_count(
    client: FlaskClient, session: Session, reporter: Person
) -> None:
    path = address(session, reporter)
    sign_in(client, reporter)
    client.get(path, headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140"})
    assert "Chưa thiết bị nào đọc" in client.get("/dang-ky-lich").get_data(as_text=True)

    client.get(path, headers=GOOGLE)

    page = client.get("/dang-ky-lich").get_data(as_text=True)
    assert "· Google" in page
    assert "Chưa thiết bị nào đọc" not in page


def test_a_read_is_noted_at_most_once_a_minute(client: FlaskClient, session: Session, reporter: Person) -> None:
    path = address(session, reporter)
    link = session.scalars(select(Subscription)).one()
    version = link.version
    noted: list[datetime | None] = []
    for seconds in (0, 59, 61):
        with time_machine.travel(NOW + timedelta(seconds=seconds), tick=False):
            client.get(path, headers=GOOGLE)
        session.expire_all()
        noted.append(link.read_at)

    assert noted == [NOW, NOW, NOW + timedelta(seconds=61)]
    assert link.version == version


def test_a_token_in_a_log_line_is_cut() -> None:
    line = '"GET /lich/abcdefgh12345678_-xyz/lich-thang.ics HTTP/1.1" 200'
    assert masked(line) == '"GET /lich/abcdefgh…/lich-thang.ics HTTP/1.1" 200'


def test_a_new_address_works_at_once_and_the_old_one_says_that_it_was_replaced(
    client: FlaskClient, session: Session, reporter: Person
) -> None:
    item_of(session, reporter)
    path = address(session, reporter)
    link = session.scalars(select(Subscription)).one()
    sign_in(client, reporter)

    page = send(client, f"/dang-ky-lich/{link.id}", f"/dang-ky-lich/{link.id}/doi", {})
    again = client.post(f"/dang-ky-lich/{link.id}/doi", data={"csrf_token": token_of(client)})

    found = re.search(r'value="http://[^"]+(/lich/[\w-]{43}/[\w-]+\.ics)"', page.get_data(as_text=True))
    assert found
    assert "Bài riêng" in client.get(found[1]).get_data(as_text=True)
    old = client.get(path)
    assert old.status_code == 200
    assert "SUMMARY:Đường dẫn đã đổi\\, hãy đăng ký lại" in old.get_data(as_text=True)
    assert "Bài riêng" not in old.get_data(as_text=True)
    assert again.status_code == 409
    assert session.scalar(select(func.count()).select_from(Subscription)) == 2
    move_feed_day(session, revoked_on(link) + timedelta(days=61))
    assert client.get(path).status_code == 410


def revoked_on(link: Subscription) -> date:
    assert link.revoked_at
    return link.revoked_at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def test_the_page_of_a_link_tells_who_reads_it_and_which_version(
    client: FlaskClient, session: Session, reporter: Person
) -> None:
    item_of(session, reporter)
    path = address(session, reporter)
    link = session.scalars(select(Subscription)).one()
    sign_in(client, reporter)
    asked = f"/dang-ky-lich/{link.id}/ket-noi"
    assert client.get(asked).json == {"read": False, "words": ""}

    with time_machine.travel(NOW, tick=False):
        client.get(path, headers=GOOGLE)
    session.expire_all()
    assert (link.read_by, link.read_version, link.left_out) == ("Google", 1, 0)
    with time_machine.travel(NOW + timedelta(seconds=12), tick=False):
        client.delete_cookie("session")
        sign_in(client, reporter)
        answer = client.get(asked)
        page = client.get(f"/dang-ky-lich/{link.id}").get_data(as_text=True)
    assert answer.json == {"read": True, "words": "Đã kết nối, 12 giây trước, Google."}
    assert "Đã kết nối, 12 giây trước, Google." in page


def test_the_page_and_the_picture_of_a_link_are_its_owners_only(
    app: Flask, client: FlaskClient, session: Session, reporter: Person
) -> None:
    path = address(session, reporter)
    link = session.scalars(select(Subscription)).one()
    picture = path.rsplit("/", 1)[0] + "/ma-qr.svg"
    sign_in(client, reporter)
    shown = client.get(picture)
    assert (shown.status_code, shown.mimetype) == (200, "image/svg+xml")
    assert shown.data.startswith(b"<svg")
    assert b"style" not in shown.data
    assert shown.headers["Cache-Control"] == "no-store"

    colleague = sign_in(another_visitor(app, session), make_person(session, reporter.unit_on(TODAY), Role.EDITOR))
    for place in (picture, f"/dang-ky-lich/{link.id}", f"/dang-ky-lich/{link.id}/ket-noi"):
        assert colleague.get(place).status_code == 404


def test_a_link_may_be_of_a_column_or_campaign_and_of_one_kind_of_content(
    client: FlaskClient, session: Session, reporter: Person
) -> None:
    unit = reporter.unit_on(TODAY)
    assert unit is not None
    column, campaign = make_column(session, unit), make_campaign(session, unit)
    foreign = make_column(session, make_unit(session))
    sign_in(client, reporter)
    for scope, content in (
        (f"column-{column.id}", "deadlines"),
        (f"campaign-{campaign.id}", "tasks"),
        (f"column-{foreign.id}", "all"),
    ):
        values = {"label": scope, "scope": scope, "content": content, "style": "sign", "language": "en"}
        values |= {"keep_cancelled": "y"} if content == "tasks" else {}
        send(client, "/dang-ky-lich", "/dang-ky-lich", values)

    links = session.scalars(select(Subscription).order_by(Subscription.id)).all()
    made = [(link.column_id, link.campaign_id, link.content, link.style) for link in links]
    assert [(link.language, link.keep_cancelled) for link in links] == [("en", False), ("en", True)]
    assert made == [
        (column.id, None, CalendarContent.DEADLINES, PrefixStyle.SIGN),
        (None, campaign.id, CalendarContent.TASKS, PrefixStyle.SIGN),
    ]


def test_a_link_of_tasks_holds_tasks_and_no_events(client: FlaskClient, session: Session, reporter: Person) -> None:
    item_of(session, reporter)
    choice = LinkChoice(content=CalendarContent.TASKS)
    _link, token = create_link(session, actor(), reporter, label="Việc", today=TODAY, choice=choice)
    body = client.get(f"/lich/{token}/viec.ics").get_data(as_text=True)
    assert (body.count("BEGIN:VTODO"), body.count("BEGIN:VEVENT")) == (1, 0)


def test_more_than_a_thousand_events_are_cut_and_the_owner_is_told(
    client: FlaskClient, session: Session, reporter: Person
) -> None:
    genre = make_genre(session)
    unit = reporter.unit_on(TODAY)
    assert unit is not None
    for number in range(1_002):
        make_item(session, unit, people=(reporter,), genre=genre, publish_on=TODAY + timedelta(days=number % 300))
    path = address(session, reporter)
    body = client.get(path, headers=GOOGLE).get_data(as_text=True).replace("\r\n ", "")
    kept = body.count("BEGIN:VEVENT")
    assert kept <= 1_000
    assert f"Lịch này quá dài: {1_002 - kept} mục xa nhất chưa hiện." in body
    sign_in(client, reporter)
    assert f"{1_002 - kept} mục xa nhất chưa hiện" in client.get("/dang-ky-lich").get_data(as_text=True)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_page_of_links_costs_the_same_for_many(
    app: Flask, client: FlaskClient, session: Session, reporter: Person, count: int
) -> None:
    unit = reporter.unit_on(TODAY)
    assert unit is not None
    for _ in range(min(count, 20)):
        choice = LinkChoice(scope=CalendarScope.COLUMN, column=make_column(session, unit))
        create_link(session, actor(), reporter, label="Máy", today=TODAY, choice=choice)
    sign_in(client, reporter)
    client.get("/dang-ky-lich")
    with app.app_context():
        from planner.extensions import db

        with statements(db.engine) as seen:
            client.get("/dang-ky-lich")
    assert len(seen) <= STATEMENTS


STATEMENTS = 12


def test_the_desk_sees_whose_calendar_has_the_last_change_and_whom_to_call(
    app: Flask, client: FlaskClient, session: Session, reporter: Person
) -> None:
    unit = reporter.unit_on(TODAY)
    silent = make_person(session, unit, Role.REPORTER, name="Trần Văn Vắng")
    silent.phone = "0900 111 222"
    item = item_of(session, reporter)
    path = address(session, reporter)
    create_link(session, actor(), silent, label="Máy", today=TODAY)
    later = actor(now=NOW + timedelta(minutes=1))
    assign(session, later, item, [(reporter, ""), (silent, ""), (make_person(session, unit, name="Lê Chưa Có"), "")])
    session.commit()
    with time_machine.travel(NOW + timedelta(minutes=12), tick=False):
        client.get(path, headers=GOOGLE)

    sign_in(client, make_person(session, unit, Role.EDITOR))
    page = client.get(f"/tin-bai/{item.id}").get_data(as_text=True)
    assert "Lịch của Nguyễn Hữu Thắng đã có thay đổi này: 23/11/2026, 09:12 (Google)." in page
    assert "Lịch của Trần Văn Vắng chưa có thay đổi này: gọi điện." in page
    assert 'href="tel:0900111222"' in page
    assert "Lê Chưa Có chưa đăng ký lịch: gọi điện." in page
    colleague = sign_in(another_visitor(app, session), reporter)
    assert "gọi điện" not in colleague.get(f"/tin-bai/{item.id}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("read", "version", "has"),
    [(None, None, False), (-60, 4, False), (10, 4, False), (10, 5, True), (61, 4, True), (61, None, True)],
)
def test_a_calendar_has_a_change_when_its_reader_has_the_version_or_came_clearly_later(
    read: int | None, version: int | None, has: bool
) -> None:
    read_at = NOW + timedelta(seconds=read) if read is not None else None
    assert has_change(ReadLink("Máy", read_at, "Google", version, 5), NOW) is has
