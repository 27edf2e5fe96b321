"""What happens to a slot through its items: filled, left, published. Each leaves a line in the slot's own history."""

from sqlalchemy.orm import Session

from planner.models import PlannedItem, Slot
from planner.newsdesk.history import Actor, record
from planner.newsdesk.plans import STATUS
from planner.vocabulary import N_, Status

ITEM = N_("Tin, bài")
TOLD = frozenset({Status.PUBLISHED, Status.POSTPONED, Status.CANCELLED})


def note_place(session: Session, actor: Actor, item: PlannedItem, before: Slot | None) -> None:
    """An item has left ``before`` for the slot it stands in now; nothing is noted when they are the same."""
    if before is item.slot:
        return
    if before is not None:
        record(session, actor, before, N_("tin, bài rời kỳ"), [{"field": ITEM, "before": item.title, "after": ""}])
    if item.slot is not None:
        record(session, actor, item.slot, N_("nhận tin, bài"), [{"field": ITEM, "before": "", "after": item.title}])


def note_status(session: Session, actor: Actor, item: PlannedItem, before: Status, *, reason: str = "") -> None:
    """A slot remembers that its item went out, was put aside or given up, and that this was taken back."""
    if item.slot is None or not TOLD & {before, item.status}:
        return
    change = {"field": STATUS, "before": before.label, "after": item.status.label}
    named = {"field": ITEM, "before": item.title, "after": item.title}
    record(session, actor, item.slot, N_("tin, bài của kỳ đổi trạng thái"), [named, change], reason=reason)
