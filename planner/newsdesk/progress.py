"""A planned item's way through its states. Postponing and cancelling need a reason; the original day is kept."""

from sqlalchemy.orm import Session

from planner.domain.workflow import WITH_REASON, moves
from planner.errors import Conflict, Invalid
from planner.models import History, PlannedItem
from planner.newsdesk.history import Actor, record
from planner.newsdesk.notifying import tell_change
from planner.newsdesk.plans import STATUS
from planner.newsdesk.slot_lines import note_status
from planner.queries.history import history_of
from planner.vocabulary import N_, Role, Status

CHANGED_SINCE = N_("“%(title)s” đã được sửa sau lần đổi này nên không hoàn tác được. Mở tin, bài để đổi lại.")


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
    return _turn(session, actor, item, status, N_("đổi trạng thái"), reason)


def undo_status(session: Session, actor: Actor, item: PlannedItem, line_id: int) -> PlannedItem:
    """Take back one's own change of state, named by its history line, while it is the last thing that happened to the
    item; the reason it was put aside for comes back too. Raises Conflict otherwise.
    """
    lines = history_of(session, item.__tablename__, item.id)
    last = lines[0] if lines else None
    change = next((one for one in last.changes if one["field"] == STATUS), None) if last else None
    if last is None or change is None or last.id != line_id or last.person_id != actor.person_id:
        raise Conflict(CHANGED_SINCE, {"title": item.title})
    status = next(one for one in Status if one.label == change["before"])
    was = next((line.reason for line in lines[1:] if _led_to(line, status)), "") if status in WITH_REASON else ""
    return _turn(session, actor, item, status, N_("hoàn tác đổi trạng thái"), was)


def _led_to(line: History, status: Status) -> bool:
    return any(one["field"] == STATUS and one["after"] == status.label for one in line.changes)


def _turn(session: Session, actor: Actor, item: PlannedItem, status: Status, action: str, reason: str) -> PlannedItem:
    """Into another state, with everything that follows from it."""
    change = {"field": STATUS, "before": item.status.label, "after": status.label}
    before, item.status, item.status_reason = item.status, status, reason
    if item.step and item.step.status is not status:
        item.step = None
    item.sequence += 1
    item.revised_at = actor.now
    item.change_note = f"{change['before']} → {change['after']}"
    line = record(session, actor, item, action, [change], reason=reason)
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
