"""Reports kept: parts written by hand outlive new figures, and what was closed is printed the same for ever."""

import json
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from planner.documents.docx import write_docx
from planner.documents.profile import profile_by_key
from planner.domain.coverage import Measure
from planner.domain.periods import Period, month_of
from planner.domain.report_changes import changes_between
from planner.domain.report_parts import open_prompts, part_texts
from planner.domain.report_values import digest, report_from
from planner.errors import Conflict, Invalid, NotFound, Stale
from planner.models import History, Match, ReportEdition, StoredReport
from planner.newsdesk import reporting as desk
from planner.newsdesk.reporting import Desk
from planner.queries.reports import own_texts, report_before, report_of, stored_reports
from planner.vocabulary import ReportState
from tests.factories import TODAY, actor
from tests.small_campaign import NOVEMBER, SmallCampaign, confirm, day, make_small_campaign

AT_DESK = Desk(actor(), TODAY, ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def small(session: Session) -> SmallCampaign:
    return make_small_campaign(session)


@pytest.fixture
def report(session: Session, small: SmallCampaign) -> StoredReport:
    return desk.start_report(session, AT_DESK, small.campaign, Period(*NOVEMBER))


def text_of(edition: ReportEdition) -> str:
    return "\n".join(
        getattr(block, "words", "")
        for section in report_of(edition).sections
        for part in section.parts
        for block in part.blocks
    )


def test_a_draft_shows_the_figures_of_its_period(session: Session, report: StoredReport) -> None:
    values = json.loads(report.edition.content)

    assert (report.state, report.edition.number, report.edition.lines) == (ReportState.DRAFT, 1, 5)
    assert (values["totals"]["planned"], values["totals"]["published"]) == (5, 3)
    assert digest(report.edition.content) == report.edition.digest
    assert [row.id for row in stored_reports(session, None)] == [report.id]


def test_a_period_of_the_same_units_is_reported_once(
    session: Session, small: SmallCampaign, report: StoredReport
) -> None:
    with pytest.raises(Conflict, match="đã có báo cáo"):
        desk.start_report(session, AT_DESK, small.campaign, Period(*NOVEMBER))
    other = desk.start_report(session, AT_DESK, small.campaign, Period(*NOVEMBER), unit_ids=frozenset({small.paper.id}))

    assert stored_reports(session, frozenset({small.paper.id})) == [other]
    assert stored_reports(session, frozenset({small.station.id})) == []
    assert set(stored_reports(session, None)) == {report, other}


def test_hand_written_parts_outlive_new_figures_and_both_are_shown(
    session: Session, small: SmallCampaign, report: StoredReport
) -> None:
    desk.write_part(session, AT_DESK, report, "2.2", "Viết tay.\n[Còn phải bổ sung]", version=report.version)
    confirm(session, small.planned["C"], small.published["beside"])
    desk.refresh_report(session, AT_DESK, report, version=report.version)

    parts = {
        part.key: part
        for part in part_texts(report_from(json.loads(report.edition.content)), own_texts(report.edition))
    }
    assert parts["2.2"].own is not None
    assert parts["2.2"].shown == "Viết tay.\n[Còn phải bổ sung]"
    assert "03 tác phẩm trên 05" in parts["2.2"].own.base
    assert "04 tác phẩm trên 05" in parts["2.2"].drafted
    assert parts["2.2"].moved
    assert not parts["2.1"].moved
    assert "Viết tay." in text_of(report.edition)
    assert "04 tác phẩm trên 05" not in text_of(report.edition)


def test_a_part_can_be_left_out_or_take_the_words_of_the_figures_again(session: Session, report: StoredReport) -> None:
    drafted = text_of(report.edition)
    prompts = open_prompts(report_of(report.edition))
    desk.write_part(session, AT_DESK, report, "6.1", "")
    assert [section.title for section in report_of(report.edition).sections][-1].startswith("Phương hướng")
    assert open_prompts(report_of(report.edition)) == prompts - 1

    desk.write_part(session, AT_DESK, report, "6.1", None)
    assert text_of(report.edition) == drafted
    assert report.edition.own == {}


def test_text_that_says_what_the_figures_say_is_not_kept_as_hand_written(
    session: Session, report: StoredReport
) -> None:
    drafted = report_of(report.edition).opening
    desk.write_part(session, AT_DESK, report, "0", drafted)

    assert report.edition.own == {}
    with pytest.raises(NotFound):
        desk.write_part(session, AT_DESK, report, "9.9", "gì đó")
    with pytest.raises(Invalid, match=r"tối đa 20\.000"):
        desk.write_part(session, AT_DESK, report, "0", "a" * 20_001)


def test_what_was_closed_is_the_same_to_the_byte_whatever_happens_afterwards(
    session: Session, small: SmallCampaign, report: StoredReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write_part(session, AT_DESK, report, "4.1", "Ưu điểm viết tay.")
    edition = desk.close_report(session, AT_DESK, report, version=report.version)
    content, hashed = edition.content, edition.digest
    printed = write_docx(report_of(edition), profile_by_key("dang-hd05"))

    small.paper.names[0].name, small.science.name = "Tên khác hẳn", "Chủ đề khác"
    small.campaign.title, small.campaign.report = "Đợt khác", {"title": "Đầu đề khác"}
    session.execute(delete(Match))
    small.published["A-web"].title = "Đã sửa"
    monkeypatch.setattr("planner.queries.reports.MATCHING", "luat-khac")
    session.flush()
    session.expire_all()

    again = session.get_one(ReportEdition, edition.id)
    assert (again.content, again.digest, digest(again.content)) == (content, hashed, hashed)
    assert write_docx(report_of(again), profile_by_key("dang-hd05")) == printed
    assert "Ưu điểm viết tay." in text_of(again)
    assert json.loads(again.content)["rules"]["matching"].startswith("doi-chieu")


def test_a_closed_period_refuses_every_change(session: Session, report: StoredReport) -> None:
    desk.close_report(session, AT_DESK, report)
    for change in (
        lambda: desk.write_part(session, AT_DESK, report, "0", "khác"),
        lambda: desk.refresh_report(session, AT_DESK, report),
        lambda: desk.choose_form(session, AT_DESK, report, "nha-nuoc-nd30"),
        lambda: desk.close_report(session, AT_DESK, report),
    ):
        with pytest.raises(Invalid, match="đã chốt"):
            change()


def test_opening_again_needs_a_reason_and_leaves_the_old_edition(
    session: Session, small: SmallCampaign, report: StoredReport
) -> None:
    with pytest.raises(Invalid, match="chưa chốt"):
        desk.reopen_report(session, AT_DESK, report, "sửa")
    desk.write_part(session, AT_DESK, report, "4.1", "Ưu điểm viết tay.")
    first = desk.close_report(session, AT_DESK, report)
    content = first.content
    with pytest.raises(Invalid, match="lý do"):
        desk.reopen_report(session, AT_DESK, report, "  ")
    confirm(session, small.planned["C"], small.published["beside"])
    second = desk.reopen_report(session, AT_DESK, report, "Đơn vị bổ sung đường dẫn")

    assert (report.state, report.edition, second.number) == (ReportState.DRAFT, second, 2)
    assert (first.content, first.reopen_reason) == (content, "Đơn vị bổ sung đường dẫn")
    assert "Ưu điểm viết tay." in text_of(second)
    changes = changes_between(report_of(first), report_of(second))
    assert changes.total.shifts[Measure.PUBLISHED].step == 1
    assert [line.airing.title for line in changes.added] == ["Việc khác"]
    assert changes.removed == ()
    assert [line.label for line in changes.units if line.moved] == ["Báo Thử Nghiệm"]
    assert "Kết quả tuyên truyền" in changes.texts


def test_issuing_takes_the_draft_mark_away_and_leaves_the_data(session: Session, report: StoredReport) -> None:
    with pytest.raises(Invalid, match="chưa chốt"):
        desk.issue_report(session, AT_DESK, report, TODAY)
    edition = desk.close_report(session, AT_DESK, report)
    content = edition.content
    with pytest.raises(Invalid, match="sau hôm nay"):
        desk.issue_report(session, AT_DESK, report, TODAY + timedelta(days=1))
    desk.issue_report(session, AT_DESK, report, TODAY)

    assert (report.state, edition.content) == (ReportState.ISSUED, content)
    assert report_of(edition).issued_on == TODAY


def test_a_save_from_an_older_page_is_refused(session: Session, report: StoredReport) -> None:
    seen = report.version
    desk.write_part(session, AT_DESK, report, "4.1", "Người thứ nhất.", version=seen)
    session.flush()
    assert report.version > seen

    with pytest.raises(Stale):
        desk.write_part(session, AT_DESK, report, "4.1", "Người thứ hai.", version=seen)
    with pytest.raises(Stale):
        desk.close_report(session, AT_DESK, report, version=seen)


def test_the_period_before_is_the_last_closed_one_of_the_same_units(
    session: Session, small: SmallCampaign, report: StoredReport
) -> None:
    october = desk.start_report(session, AT_DESK, small.campaign, month_of(date(2026, 10, 1)))
    assert report_before(session, report) is None
    closed = desk.close_report(session, AT_DESK, october)
    paper = frozenset({small.paper.id})
    other = desk.start_report(session, AT_DESK, small.campaign, month_of(day(1, 9)), unit_ids=paper)
    desk.close_report(session, AT_DESK, other)

    assert report_before(session, report) == closed
    changes = changes_between(report_of(closed), report_of(report.edition))
    assert changes.total.shifts[Measure.PLANNED].before == 1
    assert changes.total.shifts[Measure.PLANNED].now == 5


def test_every_step_leaves_a_line_of_history(session: Session, report: StoredReport) -> None:
    desk.write_part(session, AT_DESK, report, "4.1", "Ưu điểm viết tay.")
    desk.choose_form(session, AT_DESK, report, "nha-nuoc-nd30")
    desk.refresh_report(session, AT_DESK, report)
    desk.close_report(session, AT_DESK, report)
    desk.issue_report(session, AT_DESK, report, TODAY)
    desk.reopen_report(session, AT_DESK, report, "sai một đường dẫn")

    lines = session.scalars(select(History).where(History.subject == "report").order_by(History.id)).all()
    assert [line.action for line in lines] == [
        "lập báo cáo",
        "viết phần báo cáo",
        "chọn thể thức",
        "cập nhật số liệu báo cáo",
        "chốt kỳ báo cáo",
        "ghi nhận ban hành báo cáo",
        "mở lại kỳ báo cáo",
    ]
    assert lines[-1].reason == "sai một đường dẫn"
