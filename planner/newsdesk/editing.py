"""Who has an item open, who edits it, and drafts: signs of life, not states. Only a take-over is history.

Nothing that matching or polling writes looks at them.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from planner.domain.locks import holds
from planner.models import Base, Draft, EditLock, NewDraft, PlannedItem, Presence
from planner.newsdesk.history import Actor, record
from planner.vocabulary import N_

LOCK = N_("Quyền sửa")
OVERTAKING = timedelta(seconds=3)
SIGNS_FOR, DRAFTS_FOR = timedelta(days=1), timedelta(days=60)


def be_present(session: Session, item_id: int, person_id: int, now: datetime) -> None:
    """This person has the item's page open."""
    row = session.scalar(select(Presence).where(Presence.item_id == item_id, Presence.person_id == person_id))
    if row is not None:
        row.seen_at = now
        session.flush()
    else:
        _added(session, Presence(item_id=item_id, person_id=person_id, seen_at=now))


def leave(session: Session, item_id: int, person_id: int, now: datetime) -> None:
    """The page was closed: neither present nor editing any more.

    On a reload the new page's first sign of life may overtake the old page's farewell, so that one heard of just now
    stays; if it was no reload, silence ends it soon.
    """
    before = now - OVERTAKING
    session.execute(
        delete(Presence).where(Presence.item_id == item_id, Presence.person_id == person_id, Presence.seen_at < before)
    )
    session.execute(
        delete(EditLock).where(EditLock.item_id == item_id, EditLock.person_id == person_id, EditLock.seen_at < before)
    )


def keep_lock(session: Session, item_id: int, person_id: int, now: datetime, *, active: bool) -> EditLock | None:
    """Take the edit lock when it is free, or keep one's own alive; returns the lock that holds now, whoever has it.

    ``active``: something was typed since the last sign of life. An idle page does not take a lock back that has ended.
    """
    lock = session.scalar(select(EditLock).where(EditLock.item_id == item_id).with_for_update(of=EditLock))
    if lock is None or not holds(active_at=lock.active_at, seen_at=lock.seen_at, now=now):
        return _take(session, lock, item_id, person_id, now) if active else None
    if lock.person_id == person_id:
        lock.seen_at = now
        lock.active_at = now if active else lock.active_at
        session.flush()
    return lock


def take_over(session: Session, actor: Actor, item: PlannedItem) -> EditLock:
    """Edit although somebody else does; their page tells them, their typed text stays in their draft."""
    person_id = actor.person_id or 0
    lock = session.scalar(select(EditLock).where(EditLock.item_id == item.id).with_for_update(of=EditLock))
    if (
        lock is not None
        and lock.person_id != person_id
        and holds(active_at=lock.active_at, seen_at=lock.seen_at, now=actor.now)
    ):
        change = {"field": LOCK, "before": lock.person.name, "after": actor.name}
        record(session, actor, item, N_("tiếp quản quyền sửa"), [change])
    return _take(session, lock, item.id, person_id, actor.now)


def release(session: Session, item_id: int, person_id: int) -> None:
    session.execute(delete(EditLock).where(EditLock.item_id == item_id, EditLock.person_id == person_id))


def keep_draft(session: Session, item_id: int, person_id: int, fields: dict[str, Any], now: datetime) -> Draft:
    """What is typed and not saved yet, as the form sends it."""
    mine = select(Draft).where(Draft.item_id == item_id, Draft.person_id == person_id)
    if session.scalar(mine) is None:
        _added(session, Draft(item_id=item_id, person_id=person_id, saved_at=now))
    draft = session.scalars(mine).one()
    draft.fields, draft.saved_at = fields, now
    session.flush()
    return draft


def discard_draft(session: Session, item_id: int, person_id: int) -> None:
    session.execute(delete(Draft).where(Draft.item_id == item_id, Draft.person_id == person_id))


def keep_new_draft(session: Session, person_id: int, form: str, fields: dict[str, Any], now: datetime) -> NewDraft:
    """The same for something that does not exist yet: one draft a person and form."""
    mine = select(NewDraft).where(NewDraft.person_id == person_id, NewDraft.form == form)
    if session.scalar(mine) is None:
        _added(session, NewDraft(person_id=person_id, form=form, saved_at=now))
    draft = session.scalars(mine).one()
    draft.fields, draft.saved_at = fields, now
    session.flush()
    return draft


def discard_new_draft(session: Session, person_id: int, form: str) -> None:
    session.execute(delete(NewDraft).where(NewDraft.person_id == person_id, NewDraft.form == form))


def end_editing(session: Session, item_id: int, person_id: int) -> None:
    """After a save: the lock is free again and the draft has done its work."""
    release(session, item_id, person_id)
    discard_draft(session, item_id, person_id)


def forget(session: Session, now: datetime) -> None:
    """Throw away signs of life of yesterday and drafts that nobody came back to for two months."""
    session.execute(delete(Presence).where(Presence.seen_at < now - SIGNS_FOR))
    session.execute(delete(EditLock).where(EditLock.seen_at < now - SIGNS_FOR))
    session.execute(delete(Draft).where(Draft.saved_at < now - DRAFTS_FOR))
    session.execute(delete(NewDraft).where(NewDraft.saved_at < now - DRAFTS_FOR))


def _take(session: Session, lock: EditLock | None, item_id: int, person_id: int, now: datetime) -> EditLock:
    times = {"taken_at": now, "seen_at": now, "active_at": now}
    if lock is None:
        _added(session, EditLock(item_id=item_id, person_id=person_id, **times))
        return session.scalars(select(EditLock).where(EditLock.item_id == item_id)).one()
    lock.person_id, lock.taken_at, lock.seen_at, lock.active_at = person_id, now, now, now
    session.flush()
    session.refresh(lock)
    return lock


def _added(session: Session, row: Base) -> bool:
    """Whether the row is new; somebody who added the same one at the same moment was first and stays."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True
