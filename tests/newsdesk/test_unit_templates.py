"""A unit's own Word file: for reports over this unit alone, before the campaign's, with its history."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import History, StoredReport
from planner.newsdesk.word_templates import drop_template, keep_template
from planner.queries.word_templates import template_of
from tests.factories import actor
from tests.small_campaign import make_small_campaign


def test_a_report_over_one_unit_takes_that_units_file_else_the_campaigns_else_ours(session: Session) -> None:
    small = make_small_campaign(session)
    one, other, both = (
        StoredReport(campaign_id=small.campaign.id, unit_ids=units)
        for units in ([small.paper.id], [small.station.id], [small.paper.id, small.station.id])
    )
    every = StoredReport(campaign_id=small.campaign.id, unit_ids=[])
    keep_template(session, actor(), small.paper, "mau-bao.docx", b"unit")
    session.flush()
    assert [template_of(session, report) for report in (one, other, both, every)] == [b"unit", None, None, None]

    keep_template(session, actor(), small.campaign, "mau-dot.docx", b"campaign")
    session.flush()
    assert template_of(session, one) == b"unit"
    assert {template_of(session, report) for report in (other, both, every)} == {b"campaign"}

    drop_template(session, actor(), small.paper)
    assert template_of(session, one) == b"campaign"


def test_keeping_replacing_and_dropping_leave_their_lines(session: Session) -> None:
    paper = make_small_campaign(session).paper
    keep_template(session, actor(), paper, "mau.docx", b"1")
    row = keep_template(session, actor(), paper, "mau-2.docx", b"2")
    session.flush()
    assert (row.unit_id, row.name, row.content) == (paper.id, "mau-2.docx", b"2")
    drop_template(session, actor(), paper)
    drop_template(session, actor(), paper)

    lines = session.scalars(select(History).where(History.subject == "unit").order_by(History.id)).all()
    assert [(line.subject_id, line.action) for line in lines] == [
        (paper.id, "đặt mẫu Word của báo cáo"),
        (paper.id, "đặt mẫu Word của báo cáo"),
        (paper.id, "bỏ mẫu Word của báo cáo"),
    ]
    assert (lines[1].changes[0]["before"], lines[1].changes[0]["after"]) == ("mau.docx", "mau-2.docx")
