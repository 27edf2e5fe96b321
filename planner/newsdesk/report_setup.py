"""How a campaign reports: every month by itself or not, and how its words are accented."""

from datetime import datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.notices import About, Told
from planner.domain.periods import month_before
from planner.errors import Conflict, Stale
from planner.models import Campaign, ReportSchedule
from planner.newsdesk.history import Actor, differences, record
from planner.newsdesk.notifying import tell_of
from planner.newsdesk.reporting import Desk, start_report
from planner.queries.urging import board_people
from planner.vocabulary import N_, NoticeKind, NoticeWhy

SCHEDULE = N_("Lịch báo cáo")
CHANGED_SINCE = N_("Người khác vừa sửa cách báo cáo của đợt này. Xem lại rồi lưu.")
OLD_TONES, NEW_TONES = "hòa, ủy", "hoà, uỷ"


def set_schedule(
    session: Session, actor: Actor, campaign: Campaign, day: int, *, enabled: bool, version: int | None = None
) -> ReportSchedule:
    """The report of last month is drafted on a ``day`` (1–28) of every month, or not. Raises Stale."""
    row = schedule_of(session, campaign.id)
    if row is not None and version is not None and version != row.version:
        raise Stale(CHANGED_SINCE)
    before = _shown(row)
    if row is None:
        row = ReportSchedule(campaign_id=campaign.id, day=day, enabled=enabled)
        session.add(row)
    row.day, row.enabled = day, enabled
    if changes := differences(before, _shown(row)):
        record(session, actor, campaign, N_("đặt lịch báo cáo"), changes)
    return row


def choose_tones(session: Session, actor: Actor, campaign: Campaign, *, last: bool) -> Campaign:
    """``last``: the program words its drafts *hoà, uỷ* and not *hòa, ủy*."""
    before = bool(campaign.report.get("tones_last"))
    if before is not last:
        campaign.report = {**campaign.report, "tones_last": last}
        words = {True: NEW_TONES, False: OLD_TONES}
        change = {"field": N_("Cách đặt dấu"), "before": words[before], "after": words[last]}
        record(session, actor, campaign, N_("chọn cách đặt dấu của báo cáo"), [change])
    return campaign


def draft_due(session: Session, now: datetime, zone: tzinfo) -> int:
    """Draft the reports whose day has come and tell the board; how many. A month is drafted once."""
    today = now.astimezone(zone).date()
    period = month_before(today)
    actor, made = Actor(SCHEDULE, now), 0
    for row in session.scalars(select(ReportSchedule).where(ReportSchedule.enabled, ReportSchedule.day <= today.day)):
        if row.last_period == period.first:
            continue
        row.last_period = period.first
        campaign = session.get_one(Campaign, row.campaign_id)
        try:
            report = start_report(session, Desk(actor, today, zone), campaign, period)
        except Conflict:
            continue
        about = About("report", report.id, f"{campaign.short_title}: {period.words}", None)
        told = [Told(one, NoticeKind.REPORT, NoticeWhy.BOARD) for one in board_people(session)]
        tell_of(session, actor, told, about, event=f"r{report.id}")
        made += 1
    return made


def schedule_of(session: Session, campaign_id: int) -> ReportSchedule | None:
    return session.scalar(select(ReportSchedule).where(ReportSchedule.campaign_id == campaign_id))


def _shown(row: ReportSchedule | None) -> dict[str, str]:
    if row is None or not row.enabled:
        return {N_("Dự thảo báo cáo hằng tháng"): N_("không")}
    return {N_("Dự thảo báo cáo hằng tháng"): f"ngày {row.day}"}
