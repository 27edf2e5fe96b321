"""Invitations to a real mail server: one letter for each change a calendar shows, and answers that come back."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from mailbox import Maildir
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from planner.config import Settings
from planner.domain.answer_links import Saying, sign
from planner.jobs.mailing import send_round
from planner.models import Assignment, Invitation, Person, PlannedItem
from planner.newsdesk.inviting import set_invited
from planner.newsdesk.planning import assign, reschedule
from planner.newsdesk.progress import cancel, set_status
from planner.newsdesk.replying import take_reply
from planner.vocabulary import Answer, Role, Status
from tests.factories import NOW, TODAY, actor, make_item, make_person, make_unit
from tests.fixtures.mail import SENDER, Mailbox

ROOM = "lich@toasoan.example.vn"


@pytest.fixture
def reporter(session: Session) -> Person:
    person = make_person(session, make_unit(session), Role.REPORTER, "Nguyễn Thị Thử", "thu@toasoan.example.vn")
    person.invited = True
    return person


@pytest.fixture
def item(session: Session, reporter: Person) -> PlannedItem:
    return make_item(
        session, reporter.memberships[0].unit, "Bài về giống lúa mới", (reporter,), publish_at=NOW + timedelta(hours=5)
    )


@pytest.fixture
def send(engine: Engine, session: Session, mail_settings: Settings) -> Callable[[datetime], None]:
    def run(at: datetime) -> None:
        session.commit()
        send_round(engine, replace(mail_settings, answer_to=ROOM), at)
        session.expire_all()

    return run


def calendar_of(letter: EmailMessage) -> Any:
    (part,) = [one for one in letter.walk() if one.get_content_type() == "text/calendar"]
    read: Any = Calendar.from_ical(part.get_payload(decode=True).decode())  # type: ignore[union-attr]
    assert part.get_param("method") == str(read["METHOD"])
    assert part.get_content_charset() == "utf-8"
    return read


def invitations(mailbox: Mailbox) -> list[EmailMessage]:
    """The letters that invite or take back, apart from notices."""
    return [one for one in mailbox.letters if one.is_multipart()]


def told(mailbox: Mailbox) -> list[tuple[str, int, str]]:
    """Method, SEQUENCE and STATUS of every invitation that came."""
    found: list[tuple[str, int, str]] = []
    for letter in invitations(mailbox):
        read = calendar_of(letter)
        (event,) = read.walk("VEVENT")
        found.append((str(read["METHOD"]), int(event["SEQUENCE"]), str(event["STATUS"])))
    return found


def at(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_work_comes_as_an_invitation_with_everything_a_mail_program_needs(
    session: Session, mailbox: Mailbox, item: PlannedItem, send: Callable[[datetime], None]
) -> None:
    send(at(1))
    assert mailbox.letters == []
    send(at(3))
    send(at(4))
    (letter,) = mailbox.letters
    (event,) = calendar_of(letter).walk("VEVENT")
    assert letter["Subject"] == "Lời mời: Bài về giống lúa mới, thứ Hai, 23/11/2026, 14:00"
    assert str(event["UID"]).startswith(f"item-{item.id}@")
    assert event["DTSTART"].dt == item.publish_at
    organizer, attendee = event["ORGANIZER"], event["ATTENDEE"]
    assert str(organizer).startswith("mailto:lich+")
    assert str(organizer).endswith("@toasoan.example.vn")
    assert str(attendee) == "mailto:thu@toasoan.example.vn"
    assert dict(attendee.params) == {
        "CN": "Nguyễn Thị Thử",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }
    words = letter.get_body(("plain",))
    assert words is not None
    assert words.get_content().count("/tra-loi/") == 3
    assert SENDER in str(letter["From"])


def test_only_what_a_calendar_shows_makes_another_letter_and_the_sequence_grows(
    session: Session, mailbox: Mailbox, item: PlannedItem, send: Callable[[datetime], None]
) -> None:
    send(at(3))
    set_status(session, actor(now=at(4)), item, Status.IN_PROGRESS)
    send(at(10))
    assert len(invitations(mailbox)) == 1
    reschedule(session, actor(now=at(11)), item, TODAY + timedelta(days=1), at(500).timetz(), zone=NOW.tzinfo)  # type: ignore[arg-type]
    send(at(12))
    send(at(20))
    cancel(session, actor(now=at(21)), item, reason="Trùng đề tài")
    send(at(30))
    send(at(31))
    methods = told(mailbox)
    assert [(method, status) for method, _sequence, status in methods] == [
        ("REQUEST", "CONFIRMED"),
        ("REQUEST", "CONFIRMED"),
        ("CANCEL", "CANCELLED"),
    ]
    assert methods[0][1] < methods[1][1] < methods[2][1]


def test_whoever_is_taken_off_is_told_and_whoever_comes_is_invited(
    session: Session, mailbox: Mailbox, reporter: Person, item: PlannedItem, send: Callable[[datetime], None]
) -> None:
    other = make_person(session, reporter.memberships[0].unit, Role.REPORTER, email="hai@toasoan.example.vn")
    other.invited = True
    send(at(3))
    assign(session, actor(now=at(4)), item, [(other, "")])
    send(at(10))
    readers = [one["To"].addresses[0].addr_spec for one in invitations(mailbox)]
    assert sorted(zip(readers, [method for method, *_ in told(mailbox)], strict=True)) == [
        ("hai@toasoan.example.vn", "REQUEST"),
        ("thu@toasoan.example.vn", "CANCEL"),
        ("thu@toasoan.example.vn", "REQUEST"),
    ]


def test_turned_off_nothing_is_sent_any_more_and_what_stood_is_taken_back(
    session: Session, mailbox: Mailbox, reporter: Person, item: PlannedItem, send: Callable[[datetime], None]
) -> None:
    send(at(3))
    set_invited(session, actor(reporter), reporter, invited=False)
    send(at(10))
    reschedule(session, actor(now=at(11)), item, TODAY + timedelta(days=2), None, zone=NOW.tzinfo)  # type: ignore[arg-type]
    send(at(20))
    assert [method for method, *_ in told(mailbox)] == ["REQUEST", "CANCEL"]
    set_invited(session, actor(reporter), reporter, invited=True)
    send(at(30))
    assert [method for method, *_ in told(mailbox)] == ["REQUEST", "CANCEL", "REQUEST"]


def reply(letter: EmailMessage, answer: str, to: str = "") -> EmailMessage:
    """What a calendar program sends back."""
    (event,) = calendar_of(letter).walk("VEVENT")
    body = (
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n"
        f"UID:{event['UID']}\r\nSEQUENCE:{event['SEQUENCE']}\r\nCOMMENT:Bận công tác\r\n"
        f"ATTENDEE;PARTSTAT={answer}:mailto:thu@toasoan.example.vn\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    message = EmailMessage()
    message["From"], message["To"] = "thu@toasoan.example.vn", to or str(event["ORGANIZER"]).removeprefix("mailto:")
    message["Subject"] = "Accepted"
    message.set_content("Accepted")
    message.add_alternative(body.encode(), maintype="text", subtype="calendar", params={"method": "REPLY"})
    return message


@pytest.mark.parametrize(
    ("answer", "stored"), [("ACCEPTED", Answer.ACCEPTED), ("DECLINED", Answer.DECLINED), ("TENTATIVE", Answer.ACCEPTED)]
)
def test_an_answer_of_a_calendar_program_is_written_down(
    session: Session,
    mailbox: Mailbox,
    item: PlannedItem,
    send: Callable[[datetime], None],
    settings: Settings,
    answer: str,
    stored: Answer,
) -> None:
    send(at(3))
    taken = take_reply(session, reply(mailbox.letters[0], answer), secret=settings.secret_key, now=at(5))
    assert (taken.problem, taken.title) == ("", item.title)
    assignment = session.scalars(select(Assignment)).one()
    assert assignment.answer is stored
    assert assignment.answer_reason == ("Bận công tác" if stored is Answer.DECLINED else "")


def test_an_answer_that_is_forged_stale_or_about_something_else_changes_nothing(
    session: Session, mailbox: Mailbox, item: PlannedItem, send: Callable[[datetime], None], settings: Settings
) -> None:
    send(at(3))
    letter, number = mailbox.letters[0], session.scalars(select(Invitation.id)).one()
    genuine = sign(settings.secret_key, number, Saying.REPLY, at(3))
    other = sign(settings.secret_key, number + 1, Saying.REPLY, at(3))
    for token, moment in (
        ("", at(5)),
        (sign("khác", number, Saying.REPLY, at(3)), at(5)),
        (sign(settings.secret_key, number, Saying.ACCEPT, at(3)), at(5)),
        (other, at(5)),
        (genuine, at(3) + timedelta(days=31)),
    ):
        message = reply(letter, "ACCEPTED", to=f"lich+{token}@toasoan.example.vn")
        assert take_reply(session, message, secret=settings.secret_key, now=moment).problem
    empty = EmailMessage()
    empty["To"] = f"lich+{genuine}@toasoan.example.vn"
    empty.set_content("Đi vắng đến thứ Hai")
    assert take_reply(session, empty, secret=settings.secret_key, now=at(5)).problem
    assert session.scalars(select(Assignment)).one().answer is Answer.PENDING


def test_the_command_reads_a_piped_letter_and_a_mailbox_once(
    session: Session,
    mailbox: Mailbox,
    item: PlannedItem,
    send: Callable[[datetime], None],
    settings: Settings,
    tmp_path: Path,
) -> None:
    send(at(3))
    place = {
        "PLANNER_DATA_DIR": str(settings.data_dir),
        "PLANNER_DATABASE_URL": settings.database_url,
        "PLANNER_SECRET_KEY": settings.secret_key,
    }
    number = session.scalars(select(Invitation.id)).one()
    session.commit()
    fresh = f"lich+{sign(settings.secret_key, number, Saying.REPLY, datetime.now(NOW.tzinfo))}@toasoan.example.vn"

    def run(*arguments: str, given: bytes = b"") -> str:
        command = [sys.executable, "-m", "planner", "rsvp", *arguments]
        done = subprocess.run(command, env=place, input=given, capture_output=True, check=True)
        return done.stdout.decode()

    assert "Đã ghi câu trả lời: Bài về giống lúa mới" in run(
        given=reply(mailbox.letters[0], "ACCEPTED", fresh).as_bytes()
    )
    box = Maildir(tmp_path / "hop-thu")
    box.add(reply(mailbox.letters[0], "DECLINED", fresh).as_bytes())
    box.add(b"Subject: rac\r\n\r\nkhong phai\r\n")
    assert run("--maildir", str(tmp_path / "hop-thu")).count("\n") == 2
    assert run("--maildir", str(tmp_path / "hop-thu")) == ""
    session.rollback()
    session.expire_all()
    assert session.scalars(select(Assignment)).one().answer is Answer.DECLINED
