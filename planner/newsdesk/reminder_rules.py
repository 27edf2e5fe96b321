"""The rules of automatic reminders: people set when each kind goes out, to whom, and whether at all."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from planner.domain.reminders import ABOUT_UNITS, MOST_DAYS, RULES, Rule
from planner.errors import Invalid, Stale
from planner.models import ReminderRule
from planner.newsdesk.history import Actor, differences, record
from planner.queries.reminders import rule_rows, rules_of
from planner.vocabulary import N_, NoticeKind, ReminderTo

CHANGED_SINCE = N_("Người khác vừa sửa quy tắc nhắc việc. Tải lại trang để xem quy tắc mới rồi sửa.")
NO_MAKERS = N_("Việc này không có người thực hiện. Chọn biên tập viên của đơn vị hoặc Ban.")
TOO_MANY_DAYS = N_("Nhập số ngày từ 0 đến 14.")


def rules_version(session: Session) -> int:
    """Moves with every change of any rule."""
    return sum(row.version for row in rule_rows(session).values())


def set_rules(
    session: Session, actor: Actor, wanted: Mapping[NoticeKind, Rule], *, version: int | None = None
) -> list[ReminderRule]:
    """Change the rules that differ; a history line for each. Raises Stale, Invalid."""
    if version is not None and version != rules_version(session):
        raise Stale(CHANGED_SINCE)
    present, rows = rules_of(session), rule_rows(session)
    changed: list[ReminderRule] = []
    for kind, rule in wanted.items():
        _check(kind, rule)
        if rule == present[kind]:
            continue
        row = rows.get(kind) or ReminderRule(kind=kind)
        row.days, row.to, row.enabled = rule.days, rule.to, rule.enabled
        session.add(row)
        record(session, actor, row, N_("sửa quy tắc nhắc việc"), differences(_words(present[kind]), _words(rule)))
        changed.append(row)
    return changed


def _check(kind: NoticeKind, rule: Rule) -> None:
    if kind not in RULES or not 0 <= rule.days <= MOST_DAYS:
        raise Invalid(TOO_MANY_DAYS, field=f"{kind.value}_days")
    if kind in ABOUT_UNITS and rule.to is ReminderTo.MAKERS:
        raise Invalid(NO_MAKERS, field=f"{kind.value}_to")


def _words(rule: Rule) -> dict[str, str]:
    return {
        N_("Số ngày"): str(rule.days),
        N_("Người nhận"): rule.to.label,
        N_("Nhắc"): N_("có") if rule.enabled else N_("không"),
    }
