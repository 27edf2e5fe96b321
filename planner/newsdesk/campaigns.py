"""Directives, campaigns and themes entered by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.errors import Invalid
from planner.models import Campaign, CampaignUnit, Directive, Task, Theme, Unit
from planner.newsdesk.history import Actor, differences, record
from planner.vocabulary import N_, ThemeOrigin


def add_directive(
    session: Session, actor: Actor, *, number: str, kind: str, issued_on: date | None, issuer: str, title: str
) -> Directive:
    """Enter a directive. Raises Invalid when that body's document of that number is there already."""
    if session.scalar(select(Directive.id).where(Directive.number == number, Directive.issuer == issuer)):
        message = N_("Văn bản số %(number)s của cơ quan này đã có trong danh sách.")
        raise Invalid(message, {"number": number}, field="number")
    directive = Directive(
        key=f"van-ban-{actor.now:%Y%m%d%H%M%S%f}",
        number=number,
        kind=kind,
        issued_on=issued_on,
        issuer=issuer,
        title=title,
    )
    session.add(directive)
    record(session, actor, directive, N_("thêm văn bản"), [{"field": N_("Số, ký hiệu"), "before": "", "after": number}])
    return directive


def add_task(session: Session, actor: Actor, directive: Directive, *, title: str, text: str, in_scope: bool) -> Task:
    """Add the next task of a directive."""
    last = session.scalar(select(func.max(Task.position)).where(Task.directive_id == directive.id))
    position = 0 if last is None else last + 1
    task = Task(
        directive=directive,
        key=f"nv{position + 1}",
        position=position,
        ordinal=position + 1,
        title=title,
        text=text,
        in_scope=in_scope,
    )
    session.add(task)
    record(session, actor, directive, N_("thêm nhiệm vụ"), [{"field": N_("Nhiệm vụ"), "before": "", "after": title}])
    return task


@dataclass(frozen=True, slots=True)
class CampaignFacts:
    """What people say of a campaign. ``ends_on`` empty: the directive sets no end."""

    title: str
    short_title: str
    directive: Directive
    starts_on: date
    ends_on: date | None
    units: Sequence[Unit]


def open_campaign(session: Session, actor: Actor, facts: CampaignFacts) -> Campaign:
    """Start a campaign that carries out a directive."""
    campaign = Campaign(key=f"dot-{actor.now:%Y%m%d%H%M%S%f}")
    _take_on(campaign, facts)
    session.add(campaign)
    record(
        session, actor, campaign, N_("tạo đợt tuyên truyền"), [{"field": N_("Tên"), "before": "", "after": facts.title}]
    )
    return campaign


def edit_campaign(session: Session, actor: Actor, campaign: Campaign, facts: CampaignFacts) -> Campaign:
    before = shown(campaign)
    _take_on(campaign, facts)
    session.flush()
    changes = differences(before, shown(campaign))
    if changes:
        record(session, actor, campaign, N_("sửa đợt tuyên truyền"), changes)
    return campaign


def _take_on(campaign: Campaign, facts: CampaignFacts) -> None:
    campaign.title, campaign.short_title, campaign.directive = facts.title, facts.short_title, facts.directive
    campaign.starts_on, campaign.ends_on = facts.starts_on, facts.ends_on
    wanted = {unit.id: unit for unit in facts.units}
    campaign.units[:] = [row for row in campaign.units if row.unit.id in wanted]
    kept = {row.unit.id for row in campaign.units}
    campaign.units.extend(CampaignUnit(unit=unit) for key, unit in wanted.items() if key not in kept)


def set_report_words(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    *,
    board: Unit | None,
    place: str,
    signer_post: str,
    recipients: list[str],
) -> Campaign:
    """Say who reports on the campaign and what stands around the figures."""
    before = shown_report(campaign)
    campaign.board = board
    campaign.report = {
        **campaign.report,
        "place": place,
        "signer_post": signer_post,
        "recipients": [{"text": text, "letter_only": False} for text in recipients],
    }
    session.flush()
    changes = differences(before, shown_report(campaign))
    if changes:
        record(session, actor, campaign, N_("sửa thông tin báo cáo"), changes)
    return campaign


def report_recipients(campaign: Campaign) -> list[str]:
    """The lines of "Nơi nhận" that go into a report."""
    lines = campaign.report.get("recipients") or []
    return [str(line["text"]) for line in lines if not line.get("letter_only")]


def shown_report(campaign: Campaign) -> dict[str, str]:
    """What people see of the report's words, field by field."""
    return {
        N_("Cơ quan báo cáo"): campaign.board.names[-1].name if campaign.board else "",
        N_("Địa danh"): str(campaign.report.get("place") or ""),
        N_("Chức vụ người ký"): str(campaign.report.get("signer_post") or ""),
        N_("Nơi nhận"): "; ".join(report_recipients(campaign)),
    }


def shown(campaign: Campaign) -> dict[str, str]:
    """What people see of a campaign, field by field."""
    return {
        N_("Tên"): campaign.title,
        N_("Tên ngắn"): campaign.short_title,
        N_("Văn bản chỉ đạo"): campaign.directive.number,
        N_("Từ ngày"): f"{campaign.starts_on:%d/%m/%Y}",
        N_("Đến ngày"): f"{campaign.ends_on:%d/%m/%Y}" if campaign.ends_on else "",
        N_("Đơn vị"): ", ".join(sorted(row.unit.names[-1].label for row in campaign.units)),
    }


def add_theme(session: Session, actor: Actor, campaign: Campaign, *, name: str, task: Task) -> Theme:
    """A new theme without keywords, last in order."""
    position = 1 + (session.scalar(select(func.max(Theme.position)).where(Theme.campaign_id == campaign.id)) or 0)
    theme = Theme(
        campaign=campaign,
        task=task,
        key=f"chu-de-{actor.now:%Y%m%d%H%M%S%f}",
        position=position,
        name=name,
        origin=ThemeOrigin.DERIVED,
    )
    session.add(theme)
    record(session, actor, theme, N_("thêm chủ đề"), [{"field": N_("Tên"), "before": "", "after": name}])
    return theme


def edit_theme(
    session: Session,
    actor: Actor,
    theme: Theme,
    *,
    name: str,
    task: Task,
    strong: list[str],
    normal: list[str],
    needs_context: bool,
    enabled: bool,
) -> Theme:
    before = shown_theme(theme)
    theme.name, theme.task, theme.strong, theme.normal = name, task, strong, normal
    theme.needs_context, theme.enabled = needs_context, enabled
    session.flush()
    changes = differences(before, shown_theme(theme))
    if changes:
        record(session, actor, theme, N_("sửa chủ đề"), changes)
    return theme


def shown_theme(theme: Theme) -> dict[str, str]:
    """What people see of a theme, field by field."""
    return {
        N_("Tên"): theme.name,
        N_("Nhiệm vụ"): theme.task.title if theme.task else "",
        N_("Từ khóa mạnh"): ", ".join(theme.strong),
        N_("Từ khóa thường"): ", ".join(theme.normal),
        N_("Chỉ tính khi có từ ngữ cảnh"): N_("có") if theme.needs_context else N_("không"),
        N_("Đang dùng"): N_("có") if theme.enabled else N_("không"),
    }
