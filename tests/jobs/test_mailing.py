"""Mails to a real server: one for what belongs together, each once, whatever breaks."""

import subprocess
import sys
from dataclasses import replace
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from planner.config import Settings
from planner.documents.mail import ITEM_PATH, PASTE_PATH, SETTINGS_PATH, SUBJECT_PATHS
from planner.errors import Conflict, Invalid
from planner.jobs.mailing import send_round
from planner.jobs.smtp import connect
from planner.models import Mail, MailHours, Person, PlannedItem
from planner.newsdesk.mailing import LEASE, QUIET, RETRIES, send_again
from planner.newsdesk.people import close_account
from planner.vocabulary import MailState, NoticeChannel, NoticeKind, Role, Status
from planner.web.notice_pages import PAGES
from tests import factories
from tests.factories import NOW, actor, make_item, make_person, make_unit
from tests.fixtures.mail import ADDRESS, SENDER, Mailbox, SecureServer

LATER = NOW + QUIET
WORKER = """
import sys
from datetime import datetime
from pathlib import Path
from planner.config import Settings
from planner.database import open_engine
from planner.jobs.mailing import send_round
url, smtp, now, folder = sys.argv[1:]
place = Settings(Path(folder), url, "key", smtp_url=smtp, mail_from="lich@toasoan.example.vn")
send_round(open_engine(url), place, datetime.fromisoformat(now))
"""


def make_notice(session: Session, person: Person, item: PlannedItem, **fields: Any) -> None:
    """Stored for good: the round under test looks from another session."""
    factories.make_notice(session, person, item, **fields)
    session.commit()


@pytest.fixture
def reporter(session: Session) -> Person:
    return make_person(session, make_unit(session), Role.REPORTER, "Nguyễn Thị Thử", "thu@toasoan.example.vn")


@pytest.fixture
def item(session: Session, reporter: Person) -> PlannedItem:
    return make_item(session, reporter.memberships[0].unit, "Bài về giống lúa mới", people=(reporter,))


def text_of(letter: EmailMessage) -> str:
    return str(letter.get_content()).replace("\r\n", "\n")


def states(session: Session) -> list[MailState]:
    session.rollback()
    found = list(session.scalars(select(Mail.state).order_by(Mail.id)))
    session.rollback()  # an open transaction would keep SQLite's writers out
    return found


def test_changes_one_after_the_other_go_out_in_one_mail_and_never_again(
    session: Session, engine: Engine, mail_settings: Settings, mailbox: Mailbox, reporter: Person, item: PlannedItem
) -> None:
    change = {"field": "Giờ", "before": "08:00", "after": "10:00"}
    make_notice(session, reporter, item, changes=[change])
    make_notice(session, reporter, item, kind=NoticeKind.CANCELLED, words="trùng đề tài")
    send_round(engine, mail_settings, NOW)
    assert mailbox.letters == []
    for minutes in range(4):
        send_round(engine, mail_settings, LATER + timedelta(minutes=minutes))
    (letter,) = mailbox.letters
    body = text_of(letter)
    assert mailbox.recipients == ["thu@toasoan.example.vn"]
    assert letter["Subject"] == "2 thông báo về tin, bài"
    assert parseaddr(str(letter["From"]))[1] == SENDER
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Giờ: 08:00 → 10:00" in body
    assert "Lời kèm theo: trùng đề tài" in body
    assert "Vì sao nhận: được phân công thực hiện" in body
    assert f"{ADDRESS}/tin-bai/{item.id}\n" in body
    assert states(session) == [MailState.SENT]


def test_a_reader_of_english_gets_english(
    session: Session, engine: Engine, mail_settings: Settings, mailbox: Mailbox, reporter: Person, item: PlannedItem
) -> None:
    reporter.language = "en"
    make_notice(session, reporter, item, changes=[{"field": "Giờ", "before": "", "after": "10:00"}])
    send_round(engine, mail_settings, LATER)
    (letter,) = mailbox.letters
    assert "Vì sao nhận" not in text_of(letter)
    assert "10:00" in text_of(letter)


def test_nothing_stored_starts_another_header_or_line(
    session: Session, engine: Engine, mail_settings: Settings, mailbox: Mailbox, reporter: Person, item: PlannedItem
) -> None:
    item.title = "Bài\r\nBcc: ai@khac.example.vn\r\n\r\nNội dung giả"
    reporter.name = 'Thử"\r\nX-Gia: 1'
    make_notice(session, reporter, item)
    send_round(engine, mail_settings, LATER)
    (letter,) = mailbox.letters
    assert letter["Bcc"] is None
    assert letter["X-Gia"] is None
    assert mailbox.recipients == ["thu@toasoan.example.vn"]
    assert letter["Subject"] == "Dời ngày, giờ: Bài Bcc: ai@khac.example.vn Nội dung giả"


def test_a_digest_goes_out_once_in_the_morning_with_what_is_unread(
    session: Session, engine: Engine, mail_settings: Settings, mailbox: Mailbox, reporter: Person, item: PlannedItem
) -> None:
    make_notice(session, reporter, item, channel=NoticeChannel.DIGEST)
    make_notice(session, reporter, item, channel=NoticeChannel.DIGEST, words="đã xem", read_at=NOW)
    send_round(engine, mail_settings, NOW + timedelta(hours=3))
    send_round(engine, mail_settings, NOW + timedelta(hours=20))  # 05:00
    assert mailbox.letters == []
    for minutes in range(3):
        send_round(engine, mail_settings, NOW + timedelta(hours=22, minutes=minutes))  # 07:00
    (letter,) = mailbox.letters
    assert letter["Subject"] == "Thông báo gộp ngày 24/11/2026 (1)"
    assert "đã xem" not in text_of(letter)


def test_too_many_mails_in_a_day_become_part_of_the_next_morning_s(
    session: Session, engine: Engine, mail_settings: Settings, mailbox: Mailbox, reporter: Person, item: PlannedItem
) -> None:
    for number in range(22):
        moment = NOW + timedelta(minutes=10 * number)
        make_notice(session, reporter, item, at=moment)
        send_round(engine, mail_settings, moment + QUIET)
    assert len(mailbox.letters) == 20
    send_round(engine, mail_settings, NOW + timedelta(hours=22, minutes=1))
    assert mailbox.letters[-1]["Subject"] == "Thông báo gộp ngày 24/11/2026 (2)"


def test_without_a_mail_server_nothing_piles_up(
    session: Session, engine: Engine, settings: Settings, reporter: Person, item: PlannedItem
) -> None:
    make_notice(session, reporter, item)
    send_round(engine, settings, LATER)
    assert states(session) == []


def test_old_news_is_not_mailed_when_mail_comes_back(
    session: Session, engine: Engine, mail_settings: Settings, reporter: Person, item: PlannedItem
) -> None:
    make_notice(session, reporter, item)
    send_round(engine, mail_settings, NOW + timedelta(days=2))
    assert states(session) == []


def test_a_server_that_is_down_is_tried_again_ever_later_and_given_up_at_last(
    session: Session, engine: Engine, settings: Settings, reporter: Person, item: PlannedItem
) -> None:
    down = replace(settings, smtp_url="smtp://127.0.0.1:1", mail_from=SENDER)
    make_notice(session, reporter, item)
    moment = LATER
    send_round(engine, down, moment)
    assert states(session) == [MailState.WAITING]
    for wait in RETRIES:
        send_round(engine, down, moment + timedelta(seconds=wait * 30))  # too early: no attempt
        moment += timedelta(minutes=wait, seconds=1)
        send_round(engine, down, moment)
    session.rollback()
    mail = session.scalars(select(Mail)).one()
    assert (mail.state, mail.attempts) == (MailState.FAILED, len(RETRIES) + 1)
    assert "ConnectionRefusedError" in mail.problem


def test_a_mail_refused_for_now_is_sent_later_and_one_refused_for_ever_is_not(
    session: Session, engine: Engine, mail_settings: Settings, mailbox: Mailbox, reporter: Person, item: PlannedItem
) -> None:
    make_notice(session, reporter, item)
    mailbox.data = "451 busy"
    send_round(engine, mail_settings, LATER)
    assert states(session) == [MailState.WAITING]
    mailbox.data = ""
    send_round(engine, mail_settings, LATER + timedelta(minutes=2))
    assert states(session) == [MailState.SENT]
    make_notice(session, reporter, item, at=LATER)
    mailbox.rcpt = "550 no such mailbox"
    send_round(engine, mail_settings, LATER + timedelta(minutes=5))
    assert states(session) == [MailState.SENT, MailState.FAILED]
    assert len(mailbox.letters) == 1


def test_a_failed_mail_is_sent_again_when_a_person_says_so(
    session: Session, engine: Engine, mail_settings: Settings, mailbox: Mailbox, reporter: Person, item: PlannedItem
) -> None:
    make_notice(session, reporter, item)
    mailbox.rcpt = "550 no such mailbox"
    send_round(engine, mail_settings, LATER)
    mailbox.rcpt = ""
    session.rollback()
    mail = session.scalars(select(Mail)).one()
    assert mail.problem == "550 no such mailbox"
    send_again(session, actor(now=LATER), mail)
    session.commit()
    send_round(engine, mail_settings, LATER)
    assert (states(session), len(mailbox.letters)) == ([MailState.SENT], 1)
    with pytest.raises(Conflict):
        send_again(session, actor(), mail)


def test_mail_says_nothing_of_what_its_reader_may_not_see_any_more(
    session: Session, engine: Engine, mail_settings: Settings, mailbox: Mailbox, reporter: Person, item: PlannedItem
) -> None:
    foreign = make_item(session, make_unit(session), "Bài của đơn vị khác", status=Status.PLANNED)
    make_notice(session, reporter, foreign)
    closed = make_person(session, item.unit, Role.REPORTER)
    make_notice(session, closed, item)
    close_account(session, actor(), closed)
    session.commit()
    send_round(engine, mail_settings, LATER)
    assert mailbox.letters == []
    assert states(session) == [MailState.SKIPPED, MailState.SKIPPED]


def start_worker(settings: Settings, now: datetime, folder: Path) -> "subprocess.Popen[bytes]":
    arguments = [settings.database_url, settings.smtp_url, now.isoformat(), str(folder)]
    return subprocess.Popen([sys.executable, "-c", WORKER, *arguments])


def test_a_worker_killed_while_the_text_went_over_leaves_a_mail_that_is_not_sent_twice(
    session: Session,
    engine: Engine,
    mail_settings: Settings,
    mailbox: Mailbox,
    reporter: Person,
    item: PlannedItem,
    tmp_path: Path,
) -> None:
    make_notice(session, reporter, item)
    mailbox.go = Event()
    worker = start_worker(mail_settings, LATER, tmp_path)
    assert mailbox.arrived.wait(60)
    worker.kill()
    worker.wait()
    mailbox.go.set()
    send_round(engine, mail_settings, LATER + timedelta(minutes=1))
    assert states(session) == [MailState.SENDING]
    send_round(engine, mail_settings, LATER + LEASE + timedelta(minutes=1))
    assert states(session) == [MailState.UNSURE]
    assert len(mailbox.letters) == 1


def test_a_worker_killed_before_that_leaves_a_mail_that_the_next_one_sends(
    session: Session, engine: Engine, mail_settings: Settings, mailbox: Mailbox, reporter: Person, item: PlannedItem
) -> None:
    make_notice(session, reporter, item)
    send_round(engine, replace(mail_settings, smtp_url="smtp://127.0.0.1:1"), LATER)
    session.rollback()
    mail = session.scalars(select(Mail)).one()
    mail.state, mail.lease_by, mail.lease_until = MailState.SENDING, "đã chết", LATER + LEASE
    session.commit()
    send_round(engine, mail_settings, LATER + timedelta(minutes=1))
    assert mailbox.letters == []
    send_round(engine, mail_settings, LATER + LEASE + timedelta(seconds=1))
    assert (states(session), len(mailbox.letters)) == ([MailState.SENT], 1)


def test_two_workers_at_once_send_one_mail(
    session: Session, mail_settings: Settings, mailbox: Mailbox, reporter: Person, item: PlannedItem, tmp_path: Path
) -> None:
    make_notice(session, reporter, item)
    workers = [start_worker(mail_settings, LATER, tmp_path) for _one in range(2)]
    for worker in workers:
        worker.wait(60)
    assert (states(session), len(mailbox.letters)) == ([MailState.SENT], 1)


def test_the_paths_in_mails_are_pages_of_the_program(app: Flask) -> None:
    with app.test_request_context():
        from flask import url_for

        assert url_for("items.show", item_id=7) == ITEM_PATH % {"item_id": 7}
        assert url_for("published.paste", **{"tin-bai": 7}) == PASTE_PATH % {"item_id": 7}
        assert url_for("notices.settings") == SETTINGS_PATH
        for subject, (endpoint, name) in PAGES.items():
            place: dict[str, Any] = {name: 7}
            assert url_for(endpoint, **place) == SUBJECT_PATHS[subject] % {"number": 7}
        assert set(PAGES) == set(SUBJECT_PATHS)


def test_a_server_that_wants_no_plain_password_is_not_given_one(mail_settings: Settings) -> None:
    secure = replace(mail_settings, smtp_url=mail_settings.smtp_url.replace("smtp://", "smtp+starttls://lich:mat@"))
    with pytest.raises(OSError, match="STARTTLS"):
        connect(secure)


def test_a_mail_goes_over_an_encrypted_line_to_a_server_whose_certificate_is_vouched_for(
    session: Session,
    engine: Engine,
    secure_server: SecureServer,
    mailbox: Mailbox,
    reporter: Person,
    item: PlannedItem,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_notice(session, reporter, item)
    send_round(engine, secure_server.settings, LATER)
    assert mailbox.letters == []  # nobody vouches for it yet: neither the text nor the password goes there
    assert states(session) == [MailState.WAITING]
    assert "CERTIFICATE_VERIFY_FAILED" in session.scalars(select(Mail.problem)).one()
    session.rollback()
    monkeypatch.setenv("SSL_CERT_FILE", str(secure_server.authority))
    send_round(engine, secure_server.settings, LATER + timedelta(minutes=RETRIES[0] + 1))
    assert (len(mailbox.letters), mailbox.encrypted) == (1, [True])
    assert states(session) == [MailState.SENT]


def test_a_wrong_password_is_told_in_the_log_and_nothing_is_sent(
    session: Session,
    engine: Engine,
    secure_server: SecureServer,
    mailbox: Mailbox,
    reporter: Person,
    item: PlannedItem,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(secure_server.authority))
    make_notice(session, reporter, item)
    wrong = replace(secure_server.settings, smtp_url=secure_server.settings.smtp_url.replace(":mat@", ":khac@"))
    send_round(engine, wrong, LATER)
    problem = session.scalars(select(Mail.problem)).one()
    session.rollback()
    assert (problem[:3], "khac" in problem, mailbox.letters) == ("535", False, [])


def test_in_quiet_hours_a_mail_waits_for_their_end(
    session: Session, engine: Engine, mail_settings: Settings, mailbox: Mailbox, reporter: Person, item: PlannedItem
) -> None:
    session.add(MailHours(person_id=reporter.id, digest_at=time(7), quiet_from=time(8), quiet_until=time(10)))
    make_notice(session, reporter, item)
    send_round(engine, mail_settings, LATER)  # 09:02 in the newsroom
    assert (mailbox.letters, states(session)) == ([], [])
    send_round(engine, mail_settings, NOW + timedelta(hours=1))
    assert len(mailbox.letters) == 1


def test_each_person_has_the_digest_at_an_hour_of_their_own(
    session: Session, engine: Engine, mail_settings: Settings, mailbox: Mailbox, reporter: Person, item: PlannedItem
) -> None:
    usual = make_person(session, item.unit, Role.REPORTER, email="thuong@toasoan.example.vn")
    addresses = [usual.email, reporter.email]
    session.add(MailHours(person_id=reporter.id, digest_at=time(17, 30)))
    for person in (reporter, usual):
        make_notice(session, person, item, channel=NoticeChannel.DIGEST, at=NOW - timedelta(hours=4))
    send_round(engine, mail_settings, NOW)
    assert mailbox.recipients == addresses[:1]
    afternoon = NOW + timedelta(hours=8, minutes=30)  # 17:30
    send_round(engine, mail_settings, afternoon - timedelta(minutes=1))
    assert len(mailbox.letters) == 1
    for minutes in (0, 1):
        send_round(engine, mail_settings, afternoon + timedelta(minutes=minutes))
    assert mailbox.recipients == addresses


@pytest.mark.parametrize(
    ("url", "sender", "words"),
    [
        ("http://thu.example.vn", SENDER, "PLANNER_SMTP_URL"),
        ("smtp://", SENDER, "PLANNER_SMTP_URL"),
        ("smtp://thu.example.vn", "", "PLANNER_MAIL_FROM"),
        ("smtp://thu.example.vn", "a@b\nBcc: c@d", "PLANNER_MAIL_FROM"),
    ],
)
def test_wrong_mail_settings_are_named(tmp_path: Path, url: str, sender: str, words: str) -> None:
    environment = {"PLANNER_DATA_DIR": str(tmp_path), "PLANNER_SMTP_URL": url, "PLANNER_MAIL_FROM": sender}
    with pytest.raises(Invalid, match=words):
        Settings.from_environment(environment)
