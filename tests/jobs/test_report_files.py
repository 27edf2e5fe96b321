"""Files of long reports: made between short transactions, followed, cancelled, kept for a while."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from planner.domain.periods import Period
from planner.domain.report_values import canonical
from planner.errors import Invalid
from planner.jobs.report_files import make_next
from planner.models import History, ReportEdition, ReportFile
from planner.newsdesk import report_files as desk
from planner.newsdesk.report_files import Cancelled
from planner.newsdesk.reporting import Desk, start_report
from planner.vocabulary import FileKind, FileState
from tests.documents.workbook import read_workbook
from tests.factories import NOW, TODAY, actor
from tests.small_campaign import NOVEMBER, make_small_campaign

LINES = 1_200


@pytest.fixture
def edition(session: Session) -> ReportEdition:
    """A draft whose annex is long."""
    small = make_small_campaign(session)
    at_desk = Desk(actor(), TODAY, ZoneInfo("Asia/Ho_Chi_Minh"))
    edition = start_report(session, at_desk, small.campaign, Period(*NOVEMBER)).edition
    values = json.loads(edition.content)
    values["published"] = values["published"][:1] * LINES
    edition.content, edition.lines = canonical(values), LINES
    session.commit()
    return edition


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def ask(session: Session, edition: ReportEdition, kind: FileKind) -> ReportFile:
    file = desk.ask_file(session, actor(), edition, kind, "")
    session.commit()
    return file


@pytest.mark.parametrize("kind", [FileKind.EXCEL, FileKind.WORD])
def test_a_file_is_made_and_kept(session: Session, engine: Engine, edition: ReportEdition, kind: FileKind) -> None:
    file = ask(session, edition, kind)

    assert make_next(engine, at(NOW))
    assert not make_next(engine, at(NOW))
    session.expire_all()
    assert (file.state, file.done, file.total) == (FileState.READY, LINES, LINES)
    assert file.content is not None
    if kind is FileKind.EXCEL:
        assert len(read_workbook(file.content)["Phụ lục"].rows) == LINES + 2


def test_asking_twice_gives_the_file_that_is_under_way(session: Session, edition: ReportEdition) -> None:
    first = ask(session, edition, FileKind.EXCEL)

    assert ask(session, edition, FileKind.EXCEL) is first
    assert ask(session, edition, FileKind.WORD) is not first


def test_a_cancelled_file_stops_at_the_next_word_about_its_progress(session: Session, edition: ReportEdition) -> None:
    file = ask(session, edition, FileKind.EXCEL)
    taken = desk.take_file(session, NOW)
    assert taken is not None
    desk.tell_progress(session, taken.file_id, 500, NOW)
    session.expire_all()
    assert (file.state, file.done) == (FileState.WORKING, 500)
    desk.cancel_file(session, actor(), file)
    session.flush()

    with pytest.raises(Cancelled):
        desk.tell_progress(session, taken.file_id, 1000, NOW)
    assert not desk.finish_file(session, taken.file_id, b"late", NOW)
    with pytest.raises(Invalid, match="không hủy được"):
        desk.cancel_file(session, actor(), file)
    actions = session.scalars(select(History.action).where(History.subject == "report").order_by(History.id)).all()
    assert actions[-2:] == ["yêu cầu lập tệp báo cáo", "hủy lập tệp báo cáo"]


def test_a_worker_that_died_leaves_its_file_to_the_next(
    session: Session, engine: Engine, edition: ReportEdition
) -> None:
    file = ask(session, edition, FileKind.EXCEL)
    desk.take_file(session, NOW)
    session.commit()

    assert not make_next(engine, at(NOW + timedelta(minutes=1)))
    assert make_next(engine, at(NOW + timedelta(minutes=16)))
    session.expire_all()
    assert file.state is FileState.READY


def test_a_file_that_cannot_be_made_says_why(session: Session, engine: Engine, edition: ReportEdition) -> None:
    edition.content = "{}"
    file = ask(session, edition, FileKind.EXCEL)

    assert make_next(engine, at(NOW))
    session.expire_all()
    assert (file.state, file.content) == (FileState.FAILED, None)
    assert "ngoài dự kiến" in file.problem


def test_files_are_forgotten_after_a_quarter(session: Session, edition: ReportEdition) -> None:
    ask(session, edition, FileKind.EXCEL)
    desk.forget_files(session, NOW + timedelta(days=89))
    assert session.scalars(select(ReportFile)).all() != []
    desk.forget_files(session, NOW + timedelta(days=91))
    assert session.scalars(select(ReportFile)).all() == []
