"""A planned item's way through its states. Postponing and cancelling need a reason; the original day is kept."""

from sqlalchemy.orm import Session

from planner.domain.workflow import WITH_REASON, moves
from planner.errors import Conflict, Invalid
from planner.models import PlannedItem
from planner.newsdesk.history import Actor, record
from planner.newsdesk.notifying import tell_change
from planner.newsdesk.plans import STATUS
from planner.newsdesk.slot_lines import note_status
from planner.vocabulary import N_, Role, Status


def set_status(
    session: Session, actor: Actor, item: PlannedItem, status: Status, *, role: Role = Role.EDITOR, reason: str = ""
) -> PlannedItem:
    """Move to another state as ``role`` may. Raises Conflict for a step the workflow does not know."""
    if status is item.status:
        return item
    if status not in moves(role, item.status):
        raise Conflict(
            N_("Không chuyển được từ “%(before)s” sang “%(after)s”. Tải lại trang để xem các bước có thể làm."),
            {"before": item.status.label, "after": status.label},
        )
    if status in WITH_REASON and not reason:
        raise Invalid(N_("Nêu lý do hoãn hoặc hủy."), field="reason")
    change = {"field": STATUS, "before": item.status.label, "after": status.label}
    before, item.status, item.status_reason = item.status, status, reason
    if item.step and item.step.status is not status:
        item.step = None
    item.sequence += 1
    item.revised_at = actor.now
    item.change_note = f"{change['before']} → {change['after']}"
    line = record(session, actor, item, N_("đổi trạng thái"), [change], reason=reason)
    note_status(session, actor, item, before, reason=reason)
    tell_change(session, actor, item, line, status=status)
    return item


def postpone(session: Session, actor: Actor, item: PlannedItem, *, reason: str) -> PlannedItem:
    """Put aside; it keeps its place until it is moved or restored."""
    return set_status(session, actor, item, Status.POSTPONED, reason=reason)


def cancel(session: Session, actor: Actor, item: PlannedItem, *, reason: str) -> PlannedItem:
    """Give up; calendars show it as cancelled."""
    return set_status(session, actor, item, Status.CANCELLED, reason=reason)


def restore(session: Session, actor: Actor, item: PlannedItem) -> PlannedItem:
    """Take up again what was postponed or cancelled."""
    if item.status not in WITH_REASON:
        raise Conflict(N_("Tin, bài này không ở trạng thái hoãn hoặc hủy."))
    return set_status(session, actor, item, Status.PLANNED)
