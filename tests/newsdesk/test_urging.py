"""Urging: drafted, sent, answered, closed, reopened; who is told, what the report says, what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.drafting import Text
from planner.domain.periods import Period
from planner.domain.urging_note import due_day, late_item, missed_slot, sentences, unhealthy_feed, whole_text
from planner.errors import Conflict, Invalid, Stale
from planner.models import CalendarVersion, Campaign, Notice, Person, Urging
from planner.newsdesk import urging as desk
from planner.newsdesk.units import merge_unit
from planner.newsdesk.urging import Pen, Reply, UrgingEntry
from planner.queries.coverage import Scope
from planner.queries.history import history_of
from planner.queries.reports import drafted
from planner.queries.urging import Sight, urging_counts, urging_figures, urgings
from planner.vocabulary import CalendarScope, GapKind, MessageKind, NoticeKind, Role, UnitKind, UrgingState
from tests.factories import NOW, TODAY, actor, make_campaign, make_person, make_unit, make_urging
from tests.queries.test_board import ZONE
from tests.small_campaign import NOVEMBER

ENTRY = UrgingEntry("Lỡ kỳ", "Đề nghị giải trình.", date(2026, 11, 26))


class Newsroom:
    """A unit with two editors and a reporter, and a board of two."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.unit = make_unit(session, "Báo Thử Nghiệm")
        self.campaign: Campaign = make_campaign(session, self.unit)
        self.editor, self.second = (make_person(session, self.unit, Role.EDITOR) for _ in range(2))
        self.reporter = make_person(session, self.unit, Role.REPORTER)
        board = make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD)
        self.board, self.colleague = (make_person(session, board, Role.BOARD) for _ in range(2))

    def pen(self, person: Person, days: int = 0) -> Pen:
        return Pen(actor(person, NOW + timedelta(days=days)), ZONE, "Đơn vị lúc đó")

    def write(self) -> Urging:
        pen = self.pen(self.board)
        return desk.write_urging(
            self.session, pen, self.campaign, self.unit, ENTRY, gap=GapKind.MISSED_SLOT, subject_id=7
        )

    def send(self) -> Urging:
        return desk.send_urging(self.session, self.pen(self.board), self.write())

    def told(self, kind: NoticeKind) -> list[int]:
        self.session.flush()
        query = select(Notice.person_id).where(Notice.kind == kind).order_by(Notice.id)
        return list(self.session.scalars(query))


@pytest.fixture
def room(session: Session) -> Newsroom:
    return Newsroom(session)


def test_a_draft_is_the_boards_alone_and_tells_nobody(session: Session, room: Newsroom) -> None:
    row = room.write()

    assert (row.state, row.sent_at) == (UrgingState.DRAFT, None)
    assert room.told(NoticeKind.URGED) == []
    assert urgings(session, Sight(frozenset({room.unit.id}), drafts=False), list(UrgingState)) == []
    assert urgings(session, Sight(None, drafts=True), list(UrgingState)) == [row]


def test_a_sent_note_reaches_the_units_editors_and_its_calendars(session: Session, room: Newsroom) -> None:
    row = room.send()

    assert room.told(NoticeKind.URGED) == [room.editor.id, room.second.id]
    notice = session.scalars(select(Notice).where(Notice.kind == NoticeKind.URGED)).first()
    assert notice is not None
    assert (notice.subject, notice.subject_id, notice.unit_id, notice.name) == ("urging", row.id, room.unit.id, "Lỡ kỳ")
    moved = select(CalendarVersion.number).where(
        CalendarVersion.scope == CalendarScope.UNIT, CalendarVersion.subject_id == room.unit.id
    )
    assert session.scalar(moved) is not None


def test_the_editors_of_the_unit_it_went_into_are_told(session: Session, room: Newsroom) -> None:
    merged = make_unit(session, "Báo Mới")
    newcomer = make_person(session, merged, Role.EDITOR)
    merge_unit(session, actor(), room.unit, merged, on=TODAY, basis="Quyết định thử")
    session.flush()
    room.send()

    assert newcomer.id in room.told(NoticeKind.URGED)


def test_the_whole_thread_is_kept_with_names_days_and_history(session: Session, room: Newsroom) -> None:
    row = room.send()
    reply = Reply("Phóng viên ốm.", "Đã giao người khác.", date(2026, 11, 30))
    desk.answer_urging(session, room.pen(room.editor, 1), row, reply)
    assert row.state is UrgingState.ANSWERED
    assert room.told(NoticeKind.URGING_ANSWER) == [room.board.id, room.colleague.id]
    desk.add_note(session, room.pen(room.board, 1), row, "Báo lại khi đăng.")
    desk.close_urging(session, room.pen(room.board, 2), row, text="Đã đăng bù.")
    desk.reopen_urging(session, room.pen(room.board, 3), row, text="Lại lỡ.", due_on=date(2026, 12, 3))

    assert (row.state, row.due_on, row.closed_at) == (UrgingState.OPEN, date(2026, 12, 3), None)
    assert [(one.kind, one.author, one.text) for one in row.messages] == [
        (MessageKind.REPLY, room.editor.name, "Phóng viên ốm."),
        (MessageKind.NOTE, room.board.name, "Báo lại khi đăng."),
        (MessageKind.CLOSED, room.board.name, "Đã đăng bù."),
        (MessageKind.REOPENED, room.board.name, "Lại lỡ."),
    ]
    assert (row.messages[0].done, row.messages[0].done_by) == ("Đã giao người khác.", date(2026, 11, 30))
    assert [line.action for line in history_of(session, "urging", row.id)] == [
        "mở lại phiếu đôn đốc",
        "đóng phiếu đôn đốc",
        "nhắn thêm vào phiếu đôn đốc",
        "phản hồi đôn đốc",
        "gửi phiếu đôn đốc",
        "viết phiếu đôn đốc",
    ]
    assert room.told(NoticeKind.URGED).count(room.editor.id) == 4


def test_every_step_moves_the_revision_a_calendar_shows(session: Session, room: Newsroom) -> None:
    row = room.send()
    seen = [(row.sequence, row.revised_at)]
    desk.answer_urging(session, room.pen(room.editor), row, Reply("Đã rõ."))
    seen.append((row.sequence, row.revised_at))
    desk.close_urging(session, room.pen(room.board), row, text="Xong.")
    seen.append((row.sequence, row.revised_at))

    assert [sequence for sequence, _ in seen] == [1, 2, 3]
    assert seen[0][1] < seen[1][1] < seen[2][1]


def test_what_does_not_fit_the_state_is_refused(session: Session, room: Newsroom) -> None:
    row, pen = room.write(), room.pen(room.board)
    with pytest.raises(Conflict):
        desk.answer_urging(session, room.pen(room.editor), row, Reply("Sớm quá."))
    with pytest.raises(Stale):
        desk.edit_urging(session, pen, row, replace(ENTRY, title="Khác"), version=row.version + 1)
    with pytest.raises(Invalid, match="hôm nay"):
        desk.edit_urging(session, pen, row, replace(ENTRY, due_on=date(2026, 11, 22)))
    desk.send_urging(session, pen, row)
    for refused in (
        lambda: desk.edit_urging(session, pen, row, ENTRY),
        lambda: desk.send_urging(session, pen, row),
        lambda: desk.reopen_urging(session, pen, row, text="", due_on=TODAY),
    ):
        with pytest.raises(Conflict):
            refused()
    desk.close_urging(session, pen, row, text="Xong.")
    with pytest.raises(Conflict):
        desk.add_note(session, pen, row, "Muộn.")


def test_open_notes_past_their_day_are_counted_as_late(session: Session, room: Newsroom) -> None:
    late = make_urging(session, room.campaign, room.unit, due_on=date(2026, 11, 20))
    make_urging(session, room.campaign, room.unit, due_on=TODAY)
    make_urging(session, room.campaign, room.unit, due_on=date(2026, 11, 20), state=UrgingState.ANSWERED)
    sight = Sight(frozenset({room.unit.id}), drafts=False)

    assert urging_counts(session, sight, TODAY) == ({UrgingState.OPEN: 2, UrgingState.ANSWERED: 1}, 1)
    assert urgings(session, sight, [UrgingState.OPEN], late=TODAY) == [late]
    assert urging_counts(session, Sight(frozenset(), drafts=False), TODAY) == ({}, 0)


def test_the_report_says_how_many_were_sent_answered_settled_and_are_late(session: Session, room: Newsroom) -> None:
    settled = room.send()
    desk.answer_urging(session, room.pen(room.editor), settled, Reply("Đã rõ."))
    desk.close_urging(session, room.pen(room.board), settled, text="Xong.")
    make_urging(session, room.campaign, room.unit, title="Chậm chỉ tiêu", due_on=date(2026, 11, 20))
    make_urging(session, room.campaign, room.unit, sent_at=NOW - timedelta(days=60))
    found = urging_figures(session, room.campaign.id, Period(*NOVEMBER), None, today=TODAY, zone=ZONE)

    assert (len(found.sent), found.answered, found.closed, len(found.overdue)) == (2, 1, 1, 1)
    assert list(sentences(found)) == [
        "Trong kỳ, Ban đã gửi 02 phiếu đôn đốc đến 01 đơn vị; 01 phiếu đã có phản hồi, 01 phiếu đã xử lý xong.",
        "Quá hạn chưa phản hồi 01 phiếu: Báo Thử Nghiệm: Chậm chỉ tiêu (hạn 20/11/2026).",
    ]
    report = drafted(session, room.campaign, Scope(room.campaign.id, Period(*NOVEMBER)), today=TODAY, zone=ZONE)
    third = [block.words for part in report.sections[2].parts for block in part.blocks if isinstance(block, Text)]
    assert third[-2:] == list(sentences(found))
    nobody = urging_figures(session, room.campaign.id, Period(*NOVEMBER), frozenset(), today=TODAY, zone=ZONE)
    assert list(sentences(nobody)) == []


def test_notes_are_drafted_from_the_facts() -> None:
    on = date(2026, 11, 5)
    title, facts = missed_slot("Khoa học", on, "Đài Thử", TODAY)
    assert title == "Lỡ kỳ 05/11/2026 của “Khoa học”"
    assert "đến ngày 23/11/2026 chưa xác nhận được" in facts
    assert "đã quá 18 ngày" in late_item("Bài", on, "Báo Thử", TODAY)[1]
    assert "chưa lần nào đọc được" in unhealthy_feed("Nguồn", "Báo Thử", None, TODAY)[1]
    assert whole_text("").startswith("Đề nghị đơn vị")
    assert due_day(TODAY, {date(2026, 11, 24)}) == date(2026, 11, 27)
    assert due_day(date(2026, 11, 27), ()) == date(2026, 12, 2)
