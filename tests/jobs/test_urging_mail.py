"""An urging note by mail: to the unit's editors, with the way to its page; nothing to somebody who left the unit."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.config import Settings
from planner.jobs.mailing import send_round
from planner.models import Person, Urging
from planner.newsdesk.mailing import QUIET
from planner.newsdesk.urging import Pen, send_urging
from planner.vocabulary import Role, UnitKind, UrgingState
from tests.factories import NOW, TODAY, actor, make_campaign, make_person, make_unit, make_urging
from tests.fixtures.mail import ADDRESS, Mailbox


def urge(session: Session) -> tuple[Person, Urging]:
    """A note just sent to a unit with one editor."""
    unit = make_unit(session)
    editor = make_person(session, unit, Role.EDITOR, "Trần Biên Tập", "btv@toasoan.example.vn")
    board = make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)
    row = make_urging(session, make_campaign(session, unit), unit, title="Lỡ kỳ", state=UrgingState.DRAFT, sent_at=None)
    send_urging(session, Pen(actor(board), ZoneInfo("Asia/Ho_Chi_Minh")), row)
    return editor, row


def test_the_editor_gets_the_note_with_the_way_to_its_page(
    session: Session, engine: Engine, mail_settings: Settings, mailbox: Mailbox
) -> None:
    _editor, row = urge(session)
    session.commit()
    number = row.id
    session.rollback()
    send_round(engine, mail_settings, NOW + QUIET)

    (letter,) = mailbox.letters
    body = str(letter.get_content()).replace("\r\n", "\n")
    assert mailbox.recipients == ["btv@toasoan.example.vn"]
    assert letter["Subject"] == "Được đôn đốc: Lỡ kỳ"
    assert "Đề nghị đơn vị cho biết nguyên nhân." in body
    assert "Vì sao nhận: là biên tập viên của đơn vị" in body
    assert f"{ADDRESS}/don-doc/{number}\n" in body


def test_who_left_the_unit_meanwhile_gets_nothing(
    session: Session, engine: Engine, mail_settings: Settings, mailbox: Mailbox
) -> None:
    editor, _row = urge(session)
    editor.memberships[0].valid_to = TODAY - timedelta(days=1)
    session.commit()
    send_round(engine, mail_settings, NOW + QUIET)

    assert mailbox.letters == []
