"""Targets (chỉ tiêu): the board enters, changes and withdraws them; every one keeps its history."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from planner.domain.counting_groups import shipped_groups
from planner.errors import Conflict, Invalid, Stale
from planner.language.style import number, short_date
from planner.models import Campaign, Target, Theme, Unit
from planner.newsdesk.history import Actor, differences, record
from planner.vocabulary import N_

CHANGED_SINCE = N_("Người khác vừa sửa chỉ tiêu này. So các mục khác nhau bên dưới rồi lưu lại.")
BACKWARDS = N_("Ngày cuối phải sau ngày đầu. Sửa một trong hai ngày.")
NOT_IN_CAMPAIGN = N_("Đơn vị này không tham gia đợt tuyên truyền. Chọn đơn vị khác.")
WITHDRAWN = N_("Chỉ tiêu này đã thôi áp dụng. Lập chỉ tiêu mới nếu cần.")


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """What a form hands in. ``group``: key of a counting group, "" for all genres."""

    unit: Unit
    theme: Theme | None
    group: str
    first: date
    last: date
    amount: int
    note: str = ""


def set_target(session: Session, actor: Actor, campaign: Campaign, entry: TargetEntry) -> Target:
    """Raises Invalid when the period runs backwards or the unit takes no part in the campaign."""
    _check(campaign, entry)
    row = Target(campaign=campaign)
    _fill(row, entry)
    session.add(row)
    record(session, actor, row, N_("đặt chỉ tiêu"), differences({}, _words(entry)))
    return row


def change_target(
    session: Session, actor: Actor, row: Target, entry: TargetEntry, *, version: int | None = None
) -> Target:
    """Raises Stale, with what differs, when ``version`` is not the stored one; Conflict when it holds no more."""
    before, after = _words(entry_of(row)), _words(entry)
    if version is not None and version != row.version:
        raise Stale(CHANGED_SINCE, [(name, after[name], before[name]) for name in after if after[name] != before[name]])
    if row.withdrawn_at is not None:
        raise Conflict(WITHDRAWN)
    _check(row.campaign, entry)
    if changes := differences(before, after):
        _fill(row, entry)
        record(session, actor, row, N_("sửa chỉ tiêu"), changes)
    return row


def withdraw_target(session: Session, actor: Actor, row: Target, *, reason: str) -> Target:
    """From now on it is counted no more; the row and its history stay."""
    if row.withdrawn_at is None:
        row.withdrawn_at = actor.now
        record(session, actor, row, N_("thôi áp dụng chỉ tiêu"), reason=reason)
    return row


def entry_of(row: Target) -> TargetEntry:
    """What the row holds, as a form would hand it in."""
    return TargetEntry(row.unit, row.theme, row.group, row.first, row.last, row.amount, row.note)


def _check(campaign: Campaign, entry: TargetEntry) -> None:
    if entry.last < entry.first:
        raise Invalid(BACKWARDS, field="last")
    if entry.unit.id not in {member.unit_id for member in campaign.units}:
        raise Invalid(NOT_IN_CAMPAIGN, field="unit")


def _fill(row: Target, entry: TargetEntry) -> None:
    row.unit, row.theme, row.group = entry.unit, entry.theme, entry.group
    row.first, row.last, row.amount, row.note = entry.first, entry.last, entry.amount, entry.note


def _words(entry: TargetEntry) -> dict[str, str]:
    return {
        N_("Đơn vị"): entry.unit.name_on(entry.last).name,
        N_("Chủ đề"): entry.theme.name if entry.theme else "",
        N_("Thể loại"): next((group.heading for group in shipped_groups() if group.key == entry.group), ""),
        N_("Từ ngày"): short_date(entry.first),
        N_("Đến ngày"): short_date(entry.last),
        N_("Chỉ tiêu"): number(entry.amount),
        N_("Ghi chú"): entry.note,
    }
