"""Coverage reports: drafting one, writing its parts, closing a period (chốt kỳ), issuing, opening it again.

A draft shows the figures of its last refresh; closing freezes exactly what the draft shows, under a hash. What was
closed is never written again: opening it again makes a new edition beside it.
"""

import json
from dataclasses import dataclass
from datetime import date, tzinfo

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from planner.domain.periods import Period
from planner.domain.report import Report
from planner.domain.report_parts import part_texts
from planner.domain.report_values import canonical, digest, report_from, values_of
from planner.errors import Conflict, Invalid, NotFound, Stale
from planner.language.style import short_date
from planner.models import Campaign, ReportEdition, StoredReport
from planner.newsdesk.history import Actor, record
from planner.queries.reports import drafted, own_texts, report_of, same_report, scope_of
from planner.vocabulary import N_, ReportState

CHANGED_SINCE = N_("Người khác vừa sửa báo cáo này. Xem lại rồi làm tiếp.")
IS_CLOSED = N_("Kỳ này đã chốt nên không sửa được. Muốn sửa, mở lại kỳ và ghi lý do.")
NOT_CLOSED = N_("Báo cáo chưa chốt. Chốt kỳ trước đã.")
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Desk:
    """What every verb here is handed: who acts, the newsroom's day and its zone."""

    actor: Actor
    today: date
    zone: tzinfo


def start_report(
    session: Session,
    desk: Desk,
    campaign: Campaign,
    period: Period,
    *,
    unit_ids: frozenset[int] = frozenset(),
    by_rule: bool = False,
    profile: str = "",
) -> StoredReport:
    """Draft the report of a period. Raises Conflict when there is one of the same period and units."""
    report = StoredReport(
        campaign_id=campaign.id,
        first=period.first,
        last=period.last,
        unit_ids=sorted(unit_ids),
        by_rule=by_rule,
        profile=profile,
        state=ReportState.DRAFT,
    )
    if same_report(session, report):
        raise Conflict(N_("Kỳ này của cùng các đơn vị đã có báo cáo. Mở báo cáo đó trong danh sách."))
    report.campaign = campaign
    session.add(report)
    _add_edition(session, desk, report, 1, {})
    record(session, desk.actor, report, N_("lập báo cáo"), [_change(N_("Kỳ báo cáo"), "", period.words)])
    return report


def refresh_report(session: Session, desk: Desk, report: StoredReport, *, version: int | None = None) -> StoredReport:
    """Take the figures as they are now; what was written by hand stays beside them."""
    edition = _open(report, version)
    before = edition.refreshed_at
    _fill(edition, _draft(session, desk, report))
    edition.refreshed_at = desk.actor.now
    _touch(report)
    words = [short_date(moment.astimezone(desk.zone).date()) for moment in (before, desk.actor.now)]
    record(session, desk.actor, report, N_("cập nhật số liệu báo cáo"), [_change(N_("Số liệu đến ngày"), *words)])
    return report


def write_part(
    session: Session, desk: Desk, report: StoredReport, key: str, text: str | None, *, version: int | None = None
) -> StoredReport:
    """Write a part by hand; ``None`` takes the words of the figures again, an empty text leaves the part out.

    Text that is what the figures say is not kept as hand-written. Raises NotFound for a part there is not.
    """
    edition = _open(report, version)
    parts = {part.key: part for part in part_texts(report_from(json.loads(edition.content)), own_texts(edition))}
    if key not in parts:
        raise NotFound(N_("Báo cáo không có phần này. Tải lại trang."))
    if text is not None and len(text) > LONGEST_TEXT:
        raise Invalid(N_("Phần viết dài tối đa %(most)s ký tự. Rút gọn rồi lưu lại."), {"most": "20.000"})
    part = parts[key]
    own = dict(edition.own)
    own.pop(key, None)
    if text is not None and text != part.drafted:
        own[key] = {"text": text, "base": part.drafted}
    if own != edition.own:
        edition.own = own
        _touch(report)
        after = own[key]["text"] if key in own else part.drafted
        name = part.title or part.section or N_("Câu mở đầu")
        record(session, desk.actor, report, N_("viết phần báo cáo"), [_change(name, part.shown, after)])
    return report


def choose_form(
    session: Session, desk: Desk, report: StoredReport, profile: str, *, version: int | None = None
) -> StoredReport:
    """Set the form of the document; empty: the one in force on its day."""
    _open(report, version)
    if profile != report.profile:
        before, report.profile = report.profile, profile
        record(session, desk.actor, report, N_("chọn thể thức"), [_change(N_("Thể thức văn bản"), before, profile)])
    return report


def close_report(session: Session, desk: Desk, report: StoredReport, *, version: int | None = None) -> ReportEdition:
    """Freeze what the draft shows: figures, list, names, words, health of the feeds and versions of the rules."""
    edition = _open(report, version)
    _fill(edition, report_of(edition))
    edition.closed_at, edition.closed_by = desk.actor.now, desk.actor.name
    report.state = ReportState.CLOSED
    changes = [_change(N_("Bản"), "", str(edition.number)), _change(N_("Mã kiểm chứng"), "", edition.digest)]
    record(session, desk.actor, report, N_("chốt kỳ báo cáo"), changes)
    return edition


def issue_report(
    session: Session, desk: Desk, report: StoredReport, issued_on: date, *, version: int | None = None
) -> ReportEdition:
    """The closed edition was signed on a day: it is no draft any more. Its data are not touched."""
    _refuse_stale(report, version)
    edition = report.edition
    if edition.closed_at is None:
        raise Invalid(NOT_CLOSED)
    if issued_on > desk.today:
        raise Invalid(N_("Ngày ban hành không thể sau hôm nay."))
    before = short_date(edition.issued_on) if edition.issued_on else ""
    edition.issued_on = issued_on
    report.state = ReportState.ISSUED
    changes = [_change(N_("Ngày ban hành"), before, short_date(issued_on))]
    record(session, desk.actor, report, N_("ghi nhận ban hành báo cáo"), changes)
    return edition


def reopen_report(
    session: Session, desk: Desk, report: StoredReport, reason: str, *, version: int | None = None
) -> ReportEdition:
    """A new edition with the figures of now and the words written by hand; the closed one stays as it is."""
    _refuse_stale(report, version)
    closed = report.edition
    if closed.closed_at is None:
        raise Invalid(NOT_CLOSED)
    if not reason.strip():
        raise Invalid(N_("Ghi lý do mở lại kỳ báo cáo."))
    closed.reopened_at, closed.reopen_reason = desk.actor.now, reason
    report.state = ReportState.DRAFT
    edition = _add_edition(session, desk, report, closed.number + 1, dict(closed.own))
    changes = [_change(N_("Bản"), str(closed.number), str(edition.number))]
    record(session, desk.actor, report, N_("mở lại kỳ báo cáo"), changes, reason=reason)
    return edition


def _add_edition(
    session: Session, desk: Desk, report: StoredReport, number: int, own: dict[str, object]
) -> ReportEdition:
    edition = ReportEdition(
        number=number, own=own, refreshed_at=desk.actor.now, lines=0, closed_by="", reopen_reason=""
    )
    _fill(edition, _draft(session, desk, report))
    report.editions.append(edition)
    session.flush()
    return edition


def _draft(session: Session, desk: Desk, report: StoredReport) -> Report:
    return drafted(session, report.campaign, scope_of(report), today=desk.today, zone=desk.zone, now=desk.actor.now)


def _fill(edition: ReportEdition, report: Report) -> None:
    edition.content = canonical(values_of(report))
    edition.digest = digest(edition.content)
    edition.lines = len(report.annex)


def _open(report: StoredReport, version: int | None) -> ReportEdition:
    """The draft that may be written. Raises Stale, or Invalid when the period is closed."""
    _refuse_stale(report, version)
    if report.edition.closed_at is not None:
        raise Invalid(IS_CLOSED)
    return report.edition


def _refuse_stale(report: StoredReport, version: int | None) -> None:
    if version is not None and version != report.version:
        raise Stale(CHANGED_SINCE)


def _touch(report: StoredReport) -> None:
    """Move the report's version when only its edition changes: both are one thing to whoever edits them."""
    flag_modified(report, "state")


def _change(field: str, before: str, after: str) -> dict[str, str]:
    return {"field": field, "before": before, "after": after}
