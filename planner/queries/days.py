"""Days off, and units' notes on days."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, extract, literal, select, union_all
from sqlalchemy.orm import Session, joinedload

from planner.domain.access import Visibility
from planner.models import DayNote, DayOff, History
from planner.vocabulary import N_, DayOffOrigin

ENTERED = N_("ghi ngày nghỉ")
# The longest run of days off together with the weekends around it is far shorter.
REACH = timedelta(days=40)


def days_off_between(session: Session, first: date, last: date) -> Sequence[DayOff]:
    """Days off from ``first`` to ``last``, in order."""
    return session.scalars(select(DayOff).where(DayOff.on.between(first, last)).order_by(DayOff.on)).all()


def said_of_days(
    session: Session, visibility: Visibility, first: date, last: date
) -> dict[date, list[tuple[str, bool]]]:
    """Names of days off (True) and the viewer's notes (False) by day, in one statement: days off first."""
    off = select(DayOff.on, DayOff.name, literal(0), DayOff.id).where(DayOff.on.between(first, last))
    notes = select(DayNote.on, DayNote.text, literal(1), DayNote.id).where(
        DayNote.on.between(first, last), DayNote.removed_at.is_(None), *_seen(visibility)
    )
    found: dict[date, list[tuple[str, bool]]] = {}
    for on, words, is_note, _number in sorted(session.execute(union_all(off, notes)), key=lambda row: row[2:]):
        found.setdefault(on, []).append((words, not is_note))
    return found


def days_off_before(session: Session, day: date) -> frozenset[date]:
    """The days off that may put forward a deadline falling on ``day``."""
    return frozenset(session.scalars(select(DayOff.on).where(DayOff.on.between(day - REACH, day))))


def day_off_by_id(session: Session, number: int) -> DayOff | None:
    return session.get(DayOff, number)


def years_entered(session: Session) -> set[int]:
    """Years whose days off the program has written."""
    written = select(extract("year", DayOff.on)).where(DayOff.origin == DayOffOrigin.CALENDAR).distinct()
    return {int(found) for found in session.scalars(written)}


def days_off_history(session: Session, limit: int = 50) -> Sequence[History]:
    """What people changed, newest first, of removed days too; the yearly entry itself is read off the list."""
    return session.scalars(
        select(History)
        .where(History.subject == DayOff.__tablename__, History.action != ENTERED)
        .order_by(History.id.desc())
        .limit(limit)
    ).all()


def notes_between(session: Session, visibility: Visibility, first: date, last: date) -> Sequence[DayNote]:
    """Notes the viewer sees from ``first`` to ``last``, by day."""
    query = (
        select(DayNote)
        .where(DayNote.on.between(first, last), DayNote.removed_at.is_(None), *_seen(visibility))
        .options(joinedload(DayNote.unit), joinedload(DayNote.created_by))
        .order_by(DayNote.on, DayNote.id)
    )
    return session.scalars(query).all()


def note_by_id(session: Session, number: int) -> DayNote | None:
    """A note with its unit, removed ones too."""
    return session.get(DayNote, number, options=[joinedload(DayNote.unit)])


def notes_history(session: Session, visibility: Visibility, on: date) -> Sequence[History]:
    """What happened to the notes of a day, newest first; of removed ones too."""
    numbers = select(DayNote.id).where(DayNote.on == on, *_seen(visibility))
    return session.scalars(
        select(History)
        .where(History.subject == DayNote.__tablename__, History.subject_id.in_(numbers))
        .order_by(History.id.desc())
        .limit(100)
    ).all()


def _seen(visibility: Visibility) -> list[ColumnElement[bool]]:
    """Only what the viewer may see."""
    return [] if visibility.everything else [DayNote.unit_id.in_(visibility.unit_ids)]
