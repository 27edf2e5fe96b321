"""What stands around a planned item on its page: comments, checklist, files, the same work elsewhere, who is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.domain.locks import SILENT, holds
from planner.models import Attachment, CheckLine, Comment, Draft, EditLock, NewDraft, PlannedItem, Presence, UnitStep


@dataclass(frozen=True, slots=True)
class Around:
    """``others``: publications of the same work, the item left out. ``steps``: the unit's own, those in use."""

    comments: Sequence[Comment]
    checklist: Sequence[CheckLine]
    files: Sequence[Attachment]
    others: Sequence[PlannedItem]
    steps: Sequence[UnitStep]
    here: Sequence[Presence]


def around(session: Session, item: PlannedItem, now: datetime) -> Around:
    """Everything around an item, in a fixed number of selects."""
    return Around(
        comments=comments_of(session, item.id),
        checklist=session.scalars(select(CheckLine).where(CheckLine.item_id == item.id).order_by(CheckLine.id)).all(),
        files=session.scalars(select(Attachment).where(Attachment.item_id == item.id).order_by(Attachment.id)).all(),
        others=same_work(session, item),
        steps=steps_of(session, item.unit_id),
        here=present(session, item.id, now),
    )


def comments_of(session: Session, item_id: int) -> Sequence[Comment]:
    """Oldest first, with who is mentioned."""
    return session.scalars(
        select(Comment).where(Comment.item_id == item_id).options(selectinload(Comment.mentions)).order_by(Comment.id)
    ).all()


def same_work(session: Session, item: PlannedItem) -> Sequence[PlannedItem]:
    """The other publications of the item's work, in the order of their days."""
    if item.work_id is None:
        return []
    return session.scalars(
        select(PlannedItem)
        .where(PlannedItem.work_id == item.work_id, PlannedItem.id != item.id)
        .options(joinedload(PlannedItem.genre), joinedload(PlannedItem.step))
        .order_by(PlannedItem.publish_on, PlannedItem.id)
    ).all()


def steps_of(session: Session, unit_id: int) -> Sequence[UnitStep]:
    """The steps a unit uses now, in its own order."""
    return session.scalars(
        select(UnitStep)
        .where(UnitStep.unit_id == unit_id, UnitStep.retired_at.is_(None))
        .order_by(UnitStep.position, UnitStep.id)
    ).all()


def present(session: Session, item_id: int, now: datetime) -> Sequence[Presence]:
    """Who was heard of lately on the item's page, the first to come first."""
    return session.scalars(
        select(Presence).where(Presence.item_id == item_id, Presence.seen_at > now - SILENT).order_by(Presence.id)
    ).all()


def lock_of(session: Session, item_id: int, now: datetime) -> EditLock | None:
    """The edit lock while it holds."""
    lock = session.scalar(select(EditLock).where(EditLock.item_id == item_id))
    return lock if lock and holds(active_at=lock.active_at, seen_at=lock.seen_at, now=now) else None


def draft_of(session: Session, item_id: int, person_id: int) -> Draft | None:
    return session.scalar(select(Draft).where(Draft.item_id == item_id, Draft.person_id == person_id))


def new_draft_of(session: Session, person_id: int, form: str) -> NewDraft | None:
    """What somebody typed into the form of a new thing and did not save."""
    return session.scalar(select(NewDraft).where(NewDraft.person_id == person_id, NewDraft.form == form))


def comment_by_id(session: Session, comment_id: int) -> Comment | None:
    return session.get(Comment, comment_id)


def check_line_by_id(session: Session, line_id: int) -> CheckLine | None:
    return session.get(CheckLine, line_id)


def attachment_by_id(session: Session, file_id: int) -> Attachment | None:
    """A file that is still there."""
    file = session.get(Attachment, file_id)
    return file if file is not None and file.removed_at is None else None


def step_by_id(session: Session, step_id: int) -> UnitStep | None:
    return session.get(UnitStep, step_id)
