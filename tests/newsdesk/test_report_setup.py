"""A campaign's monthly report drafts itself once, tells the board, and is worded the way the office writes."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.periods import Period
from planner.errors import Stale
from planner.models import History, Notice, StoredReport
from planner.newsdesk import report_setup as desk
from planner.newsdesk.reporting import Desk, refresh_report, start_report
from planner.newsdesk.word_templates import drop_template, keep_template
from planner.queries.reports import report_of
from planner.queries.word_templates import template_of
from planner.vocabulary import NoticeChannel, NoticeKind, Role, UnitKind
from tests.factories import NOW, TODAY, actor, make_person, make_unit
from tests.small_campaign import NOVEMBER, SmallCampaign, make_small_campaign

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def small(session: Session) -> SmallCampaign:
    return make_small_campaign(session)


def test_last_month_is_drafted_once_on_its_day_and_the_board_is_told_by_mail(
    session: Session, small: SmallCampaign
) -> None:
    board = make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)
    make_person(session, small.paper, Role.EDITOR)
    desk.set_schedule(session, actor(), small.campaign, TODAY.day + 1, enabled=True)
    session.flush()

    assert desk.draft_due(session, NOW, ZONE) == 0
    assert desk.draft_due(session, NOW + timedelta(days=1), ZONE) == 1
    assert desk.draft_due(session, NOW + timedelta(days=2), ZONE) == 0
    report = session.scalars(select(StoredReport)).one()
    assert (report.first, report.last, report.unit_ids) == (date(2026, 10, 1), date(2026, 10, 31), [])
    notice = session.scalars(select(Notice)).one()
    assert (notice.person_id, notice.kind, notice.channel) == (board.id, NoticeKind.REPORT, NoticeChannel.MAIL)
    assert (notice.subject, notice.subject_id) == ("report", report.id)


def test_a_month_drafted_by_hand_is_left_alone(session: Session, small: SmallCampaign) -> None:
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    start_report(session, Desk(actor(), TODAY, ZONE), small.campaign, october)
    desk.set_schedule(session, actor(), small.campaign, 1, enabled=True)
    session.flush()

    assert desk.draft_due(session, NOW, ZONE) == 0
    assert len(session.scalars(select(StoredReport)).all()) == 1


def test_a_schedule_that_is_off_or_stale_does_nothing(session: Session, small: SmallCampaign) -> None:
    row = desk.set_schedule(session, actor(), small.campaign, 1, enabled=True)
    session.flush()
    seen = row.version
    desk.set_schedule(session, actor(), small.campaign, 1, enabled=False, version=seen)
    session.flush()
    with pytest.raises(Stale):
        desk.set_schedule(session, actor(), small.campaign, 2, enabled=True, version=seen)

    assert desk.draft_due(session, NOW, ZONE) == 0


def test_the_programs_own_words_take_the_tone_last_and_names_stay(session: Session, small: SmallCampaign) -> None:
    small.science.name = "Khoa học hòa nhập"
    small.paper.names[0].name = "Báo Hòa Thủy"
    at_desk = Desk(actor(), TODAY, ZONE)
    report = start_report(session, at_desk, small.campaign, Period(*NOVEMBER))
    old = report_of(report.edition)
    desk.choose_tones(session, actor(), small.campaign, last=True)
    refresh_report(session, at_desk, report)
    new = report_of(report.edition)

    def words(text: object) -> str:
        return str(text)

    assert "hoãn, hủy" in words(old.sections)
    assert "hoãn, huỷ" in words(new.sections)
    assert "Tọa đàm" in words(old.tables[0].heads)
    assert "Toạ đàm" in words(new.tables[0].heads)
    assert "Khoa học hòa nhập" in words(new.sections)
    assert "Báo Hòa Thủy" in words(new.sections)
    assert [row[1].words for row in new.tables[0].rows] == [row[1].words for row in old.tables[0].rows]


def test_a_template_is_kept_replaced_and_dropped_with_its_history(session: Session, small: SmallCampaign) -> None:
    every = StoredReport(campaign_id=small.campaign.id, unit_ids=[])
    keep_template(session, actor(), small.campaign, "mau.docx", b"1")
    keep_template(session, actor(), small.campaign, "mau-2.docx", b"2")
    assert template_of(session, every) == b"2"
    drop_template(session, actor(), small.campaign)
    assert template_of(session, every) is None

    lines = session.scalars(select(History.action).where(History.subject == "campaign")).all()
    assert lines == ["đặt mẫu Word của báo cáo", "đặt mẫu Word của báo cáo", "bỏ mẫu Word của báo cáo"]
