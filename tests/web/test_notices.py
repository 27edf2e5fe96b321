"""The pages around notices: one's own list, settings, what comes tomorrow, the administrator's log."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from planner import clock
from planner.domain.mail_hours import MailHours
from planner.models import History, Notice, Person, PlannedItem
from planner.queries.mails import hours_of
from planner.queries.notices import choices_of
from planner.vocabulary import MailState, NoticeChannel, NoticeKind, Role
from tests.factories import make_item, make_mail, make_notice, make_person, make_unit
from tests.pages import another_visitor, send, sign_in, token_of
from tests.queries.counting import statements

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TOLD = "Dời ngày, giờ"


@pytest.fixture
def reporter(session: Session) -> Person:
    return make_person(session, make_unit(session, "Báo Thử"), Role.REPORTER)


@pytest.fixture
def item(session: Session, reporter: Person) -> PlannedItem:
    return make_item(session, reporter.memberships[0].unit, "Bài về giống lúa", people=(reporter,))


def page(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def test_the_list_says_what_happened_by_whom_and_why_it_is_shown(
    client: FlaskClient, session: Session, reporter: Person, item: PlannedItem
) -> None:
    change = {"field": "Giờ", "before": "08:00", "after": "10:00"}
    make_notice(session, reporter, item, changes=[change], words="mưa lũ")
    sign_in(client, reporter)
    text = page(client, "/thong-bao")
    for words in (TOLD, "Bài về giống lúa", "08:00", "10:00", "mưa lũ", "Biên tập Thử", "được phân công thực hiện"):
        assert words in text
    assert 'aria-label="Thông báo: 1 chưa đọc"' in text


def test_an_empty_list_says_what_to_do(client: FlaskClient, reporter: Person) -> None:
    sign_in(client, reporter)
    assert "Chọn việc muốn được báo" in page(client, "/thong-bao")
    assert "Xem tất cả" in page(client, "/thong-bao?xem=chua-doc")


def test_opening_a_notice_reads_it_and_leads_to_its_item(
    client: FlaskClient, session: Session, reporter: Person, item: PlannedItem
) -> None:
    notice = make_notice(session, reporter, item)
    sign_in(client, reporter)
    answer = client.post(f"/thong-bao/{notice.id}/doc", data={"csrf_token": token_of(client), "mo": "1"})
    assert (answer.status_code, answer.location) == (303, f"/tin-bai/{item.id}")
    session.refresh(notice)
    assert notice.read_at is not None
    assert 'aria-label="Thông báo"' in page(client, "/thong-bao")


def test_reading_everything_leaves_what_came_since(
    client: FlaskClient, session: Session, reporter: Person, item: PlannedItem
) -> None:
    shown, later = make_notice(session, reporter, item), make_notice(session, reporter, item)
    sign_in(client, reporter)
    client.post("/thong-bao/doc-het", data={"csrf_token": token_of(client), "den": shown.id})
    session.expire_all()
    assert (shown.read_at is None, later.read_at is None) == (False, True)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REPORTER, Role.ADMINISTRATOR, Role.BOARD])
def test_another_person_s_notice_does_not_exist(
    client: FlaskClient, session: Session, reporter: Person, item: PlannedItem, role: Role
) -> None:
    notice = make_notice(session, reporter, item)
    sign_in(client, make_person(session, item.unit, role))
    assert "Bài về giống lúa" not in page(client, "/thong-bao")
    answer = client.post(f"/thong-bao/{notice.id}/doc", data={"csrf_token": token_of(client)})
    client.post("/thong-bao/doc-het", data={"csrf_token": token_of(client), "den": notice.id})
    session.refresh(notice)
    assert (answer.status_code, notice.read_at) == (404, None)


def test_a_choice_is_kept_with_a_history_line_and_a_doubled_post_is_one(
    client: FlaskClient, session: Session, reporter: Person
) -> None:
    sign_in(client, reporter)
    values = {f"bao_{kind.value}": NoticeChannel.MAIL.value for kind in NoticeKind} | {"bao_comment": "off"}
    answers = [send(client, "/thong-bao/cai-dat", "/thong-bao/cai-dat", values) for _one in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    chosen = choices_of(session, [reporter.id])[reporter.id]
    assert (chosen[NoticeKind.COMMENT], chosen[NoticeKind.CHANGED]) == (NoticeChannel.OFF, NoticeChannel.MAIL)
    lines = session.scalars(select(History).where(History.action == "đổi cách nhận thông báo")).all()
    assert [line.subject_id for line in lines] == [reporter.id]


def test_the_hours_of_mail_are_ones_own_and_such_that_mail_can_come(
    client: FlaskClient, session: Session, reporter: Person
) -> None:
    sign_in(client, reporter)
    values = {f"bao_{kind.value}": NoticeChannel.MAIL.value for kind in NoticeKind}
    hours = {"digest_at": "17:30", "quiet_from": "21:00", "quiet_until": "06:00"}
    assert send(client, "/thong-bao/cai-dat", "/thong-bao/cai-dat", values | hours).status_code == 303
    assert hours_of(session, [reporter.id])[reporter.id] == MailHours(time(17, 30), time(21), time(6))
    wrong = send(client, "/thong-bao/cai-dat", "/thong-bao/cai-dat", values | hours | {"digest_at": "22:00"})
    assert wrong.status_code == 400
    assert "nằm trong khoảng yên lặng" in wrong.get_data(as_text=True)
    assert hours_of(session, [reporter.id])[reporter.id].digest_at == time(17, 30)
    lines = session.scalars(select(History).where(History.action == "đổi giờ nhận thư")).all()
    assert [line.subject_id for line in lines] == [reporter.id]


def test_one_button_puts_all_mail_into_the_digest(client: FlaskClient, session: Session, reporter: Person) -> None:
    sign_in(client, reporter)
    values = {f"bao_{kind.value}": NoticeChannel.MAIL.value for kind in NoticeKind} | {"bao_link": "off", "gop": "1"}
    send(client, "/thong-bao/cai-dat", "/thong-bao/cai-dat", values)
    chosen = set(choices_of(session, [reporter.id])[reporter.id].values())
    assert chosen == {NoticeChannel.DIGEST, NoticeChannel.OFF}


def test_an_unknown_channel_changes_nothing(client: FlaskClient, session: Session, reporter: Person) -> None:
    sign_in(client, reporter)
    before = choices_of(session, [reporter.id])
    values = {f"bao_{kind.value}": "x" * 10_000 for kind in NoticeKind}
    answer = send(client, "/thong-bao/cai-dat", "/thong-bao/cai-dat", values)
    assert (answer.status_code, choices_of(session, [reporter.id])) == (400, before)
    assert "Chọn một mục trong danh sách." in answer.get_data(as_text=True)


def test_tomorrow_shows_an_editor_the_items_of_the_unit_and_the_administrator_only_the_unit(
    app: Flask, client: FlaskClient, session: Session, reporter: Person, item: PlannedItem
) -> None:
    today = clock.local_date(clock.now(), ZONE)
    item.publish_on = today + timedelta(days=5)
    item.deadline_at = datetime.combine(today + timedelta(days=2), datetime.min.time(), ZONE) + timedelta(hours=17)
    foreign = make_person(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    text = page(client, "/thong-bao/ngay-mai")
    assert "Bài về giống lúa" in text
    assert reporter.name in text
    admin = sign_in(another_visitor(app, session), make_person(session, role=Role.ADMINISTRATOR))
    text = page(admin, "/thong-bao/ngay-mai")
    assert "Bài về giống lúa" not in text
    assert "một tin, bài của Báo Thử" in text
    stranger = sign_in(another_visitor(app, session), foreign)
    assert reporter.name not in page(stranger, "/thong-bao/ngay-mai")
    assert list(session.scalars(select(Notice.id))) == []


def test_the_log_shows_results_without_the_items(
    client: FlaskClient, session: Session, reporter: Person, item: PlannedItem
) -> None:
    mail = make_mail(session, reporter, state=MailState.FAILED, problem="550 no such mailbox", attempts=1)
    make_notice(session, reporter, item, mail_id=mail.id)
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))
    text = page(client, "/thong-bao/nhat-ky?trang-thai=failed")
    for words in (reporter.email, "550 no such mailbox", TOLD, "Gửi lại"):
        assert words in text
    assert "Bài về giống lúa" not in text
    client.post(f"/thong-bao/nhat-ky/{mail.id}/gui-lai", data={"csrf_token": token_of(client)})
    session.refresh(mail)
    again = client.post(f"/thong-bao/nhat-ky/{mail.id}/gui-lai", data={"csrf_token": token_of(client)})
    lines = session.scalars(select(History.action).where(History.subject == "mail")).all()
    assert (mail.state, again.status_code, lines) == (MailState.WAITING, 409, ["gửi lại thư"])


@pytest.mark.parametrize("address", ["/thong-bao", "/thong-bao/ngay-mai", "/thong-bao/nhat-ky"])
def test_pages_take_the_same_statements_for_any_number_of_rows(
    app: Flask, client: FlaskClient, session: Session, engine: Engine, address: str
) -> None:
    from planner.extensions import db

    unit = make_unit(session)
    role = Role.ADMINISTRATOR if "nhat-ky" in address else Role.EDITOR
    reader = make_person(session, unit, role)
    sign_in(client, reader)
    today = clock.local_date(clock.now(), ZONE)
    counts: list[int] = []
    with app.app_context():
        served = db.engine
    for more in (1, 2, 27):
        for _number in range(more):
            maker = make_person(session, unit, Role.REPORTER)
            item = make_item(session, unit, people=(maker,), publish_on=today)
            mail = make_mail(session, maker)
            make_notice(session, reader if address == "/thong-bao" else maker, item, mail_id=mail.id)
            make_notice(session, maker, item, channel=NoticeChannel.DIGEST, at=clock.now())
        with statements(served) as sent:
            client.get(address)
        counts.append(len(sent))
    assert counts[0] == counts[1] == counts[2], counts
