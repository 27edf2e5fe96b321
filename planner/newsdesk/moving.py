"""Moves that can be taken back: each is kept with where its items stood before."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, tzinfo

from sqlalchemy.orm import Session

from planner.errors import Conflict
from planner.models import Move, MoveLine, PlannedItem
from planner.newsdesk.history import Actor
from planner.newsdesk.planning import place, reschedule
from planner.newsdesk.plans import plan_of
from planner.vocabulary import N_

CHANGED_SINCE = N_("“%(title)s” đã được sửa sau lần dời này nên không hoàn tác được. Mở tin, bài để dời lại.")
UNDONE = N_("Lần dời này đã được hoàn tác.")


def move_item(
    session: Session,
    actor: Actor,
    item: PlannedItem,
    on: date | None,
    at: time | None = None,
    *,
    zone: tzinfo,
    reason: str = "",
    version: int | None = None,
) -> Move | None:
    """``reschedule`` one item and keep the way back; None when it stands there already."""
    line = standing(item)
    before = item.version
    reschedule(session, actor, item, on, at, zone=zone, reason=reason, version=version)
    return keep(session, actor, [(item, line)], reason=reason) if item.version != before else None


def standing(item: PlannedItem) -> MoveLine:
    """Where an item stands now; not stored before ``keep``."""
    return MoveLine(
        item_id=item.id,
        publish_on=item.publish_on,
        publish_at=item.publish_at,
        original_on=item.original_on,
        deadline_at=item.deadline_at,
        slot_id=item.slot_id,
    )


def keep(session: Session, actor: Actor, moved: Iterable[tuple[PlannedItem, MoveLine]], *, reason: str = "") -> Move:
    """Store one action of a person: the items it moved and where each stood before."""
    session.flush()
    lines: list[MoveLine] = []
    for item, line in moved:
        line.version = item.version
        lines.append(line)
    move = Move(person_id=actor.person_id, at=actor.now, reason=reason, lines=lines)
    session.add(move)
    session.flush()
    return move


def undo_move(session: Session, actor: Actor, move: Move, *, zone: tzinfo) -> list[PlannedItem]:
    """Put every item back where it stood. Raises Conflict when done already or changed since."""
    if move.undone_at is not None:
        raise Conflict(UNDONE)
    for line in move.lines:
        if line.version != line.item.version:
            raise Conflict(CHANGED_SINCE, {"title": line.item.title})
    for line in move.lines:
        _put_back(session, actor, line, zone)
    move.undone_at = actor.now
    session.flush()
    return [line.item for line in move.lines]


def _put_back(session: Session, actor: Actor, line: MoveLine, zone: tzinfo) -> None:
    item = line.item
    before = replace(
        plan_of(item, zone),
        publish_on=line.publish_on,
        publish_time=line.publish_at.astimezone(zone).time() if line.publish_at else None,
        deadline_at=line.deadline_at,
        slot=line.slot,
    )
    place(session, actor, item, before, N_("hoàn tác dời ngày"), zone=zone)
    item.original_on = line.original_on
