"""What automatic reminders are made of: the rules, what units are awaited for, who stands for them."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from planner.domain.notices import About
from planner.domain.reminders import RULES, Awaited, Recipients, Rule
from planner.domain.successors import successors
from planner.models import Column, Membership, Person, PlannedItem, ReminderRule, Slot, UnitMerger, Urging
from planner.queries.urging import board_people
from planner.vocabulary import NoticeKind, Role, SlotState, Status, UrgingState


def rule_rows(session: Session) -> dict[NoticeKind, ReminderRule]:
    """The rules people have changed."""
    return {row.kind: row for row in session.scalars(select(ReminderRule))}


def rules_of(session: Session) -> dict[NoticeKind, Rule]:
    """Every kind's rule, defaults filled in."""
    rows = rule_rows(session)
    return {
        kind: Rule(rows[kind].days, rows[kind].to, rows[kind].enabled) if kind in rows else rule
        for kind, rule in RULES.items()
    }


def awaited_between(
    session: Session, first: date, last: date, *, unit_ids: Iterable[int] | None = None
) -> list[Awaited]:
    """Empty slots and unanswered notes whose day is between two days, of these units or of all; two statements."""
    units = None if unit_ids is None else list(unit_ids)
    filled = exists().where(PlannedItem.slot_id == Slot.id, PlannedItem.status != Status.CANCELLED)
    slots = (
        select(Slot.id, Column.name, Column.unit_id, Slot.on)
        .join(Column)
        .where(Slot.on.between(first, last), Slot.state == SlotState.OPEN, ~filled)
        .order_by(Slot.on, Slot.id)
    )
    notes = (
        select(Urging.id, Urging.title, Urging.unit_id, Urging.due_on)
        .where(Urging.due_on.between(first, last), Urging.state == UrgingState.OPEN)
        .order_by(Urging.due_on, Urging.id)
    )
    if units is not None:
        slots, notes = slots.where(Column.unit_id.in_(units)), notes.where(Urging.unit_id.in_(units))
    found = [
        Awaited(NoticeKind.EMPTY_SLOT, About("slot", number, name, unit_id), unit_id, on)
        for number, name, unit_id, on in session.execute(slots)
    ]
    return found + [
        Awaited(NoticeKind.URGING_DUE, About("urging", number, title, unit_id), unit_id, on)
        for number, title, unit_id, on in session.execute(notes)
    ]


def recipients(session: Session, today: date) -> Recipients:
    """The editors of every unit today (of a merged one, those of the unit it went into) and the board."""
    rows = session.execute(
        select(Membership.unit_id, Person.id)
        .join(Person)
        .where(
            Person.role == Role.EDITOR,
            Person.active,
            Membership.valid_from.is_(None) | (Membership.valid_from <= today),
            Membership.valid_to.is_(None) | (Membership.valid_to >= today),
        )
        .order_by(Person.id)
    )
    editors: dict[int, tuple[int, ...]] = {}
    for unit_id, person_id in rows:
        editors[unit_id] = (*editors.get(unit_id, ()), person_id)
    mergers = session.execute(select(UnitMerger.predecessor_id, UnitMerger.successor_id))
    for before, after in successors([(before, after) for before, after in mergers]).items():
        editors[before] = editors.get(after, ())
    return Recipients(editors, tuple(board_people(session)))
