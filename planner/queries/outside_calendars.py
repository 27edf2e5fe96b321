"""Calendars from elsewhere: who sees which, what is due to be read, and what they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from planner.domain.access import Visibility
from planner.models import OutsideCalendar, OutsideEvent

MOST_AT_ONCE = 20
MOST_SHOWN = 1_000


@dataclass(frozen=True, slots=True)
class DueCalendar:
    """What asking for a calendar needs, read outside the transaction that stores the answer."""

    id: int
    url: str
    etag: str
    last_modified: str
    body_hash: str
    last_full_at: datetime | None


def calendars_seen(session: Session, visibility: Visibility) -> Sequence[OutsideCalendar]:
    """Calendars of the viewer's units and of everybody, by name."""
    return session.scalars(
        select(OutsideCalendar)
        .where(shown_to(visibility))
        .options(joinedload(OutsideCalendar.unit))
        .order_by(func.lower(OutsideCalendar.name), OutsideCalendar.id)
    ).all()


def event_counts(session: Session, numbers: Sequence[int], since: date) -> dict[int, int]:
    """How many events of a day from ``since`` on each calendar holds."""
    rows = session.execute(
        select(OutsideEvent.calendar_id, func.count())
        .where(OutsideEvent.calendar_id.in_(numbers), OutsideEvent.last_on >= since)
        .group_by(OutsideEvent.calendar_id)
    )
    return {number: int(count) for number, count in rows}


def calendar_by_id(session: Session, number: int) -> OutsideCalendar | None:
    return session.get(OutsideCalendar, number, options=[joinedload(OutsideCalendar.unit)])


def coming_events(session: Session, number: int, since: date, *, most: int) -> Sequence[OutsideEvent]:
    """The next events of a calendar."""
    return session.scalars(
        select(OutsideEvent)
        .where(OutsideEvent.calendar_id == number, OutsideEvent.last_on >= since)
        .order_by(OutsideEvent.first_on, OutsideEvent.starts_at.nulls_first(), OutsideEvent.id)
        .limit(most)
    ).all()


def due_calendars(session: Session, now: datetime) -> list[DueCalendar]:
    """What the worker reads now, the longest waiting first."""
    rows = session.execute(
        select(
            OutsideCalendar.id,
            OutsideCalendar.url,
            OutsideCalendar.etag,
            OutsideCalendar.last_modified,
            OutsideCalendar.body_hash,
            OutsideCalendar.last_full_at,
        )
        .where(OutsideCalendar.next_poll_at <= now, OutsideCalendar.paused.is_(False))
        .order_by(OutsideCalendar.next_poll_at, OutsideCalendar.id)
        .limit(MOST_AT_ONCE)
    )
    return [DueCalendar(*row) for row in rows]


def shown_to(visibility: Visibility) -> ColumnElement[bool]:
    """Only what the viewer may see; a calendar of no unit is everybody's."""
    if visibility.everything:
        return true()
    return or_(OutsideCalendar.unit_id.is_(None), OutsideCalendar.unit_id.in_(sorted(visibility.unit_ids)))


def events_between(session: Session, numbers: Sequence[int], first: date, last: date) -> Sequence[OutsideEvent]:
    """What these calendars have on any day of a span, whole days first, then by the hour; at most MOST_SHOWN."""
    return session.scalars(
        select(OutsideEvent)
        .where(OutsideEvent.calendar_id.in_(numbers), OutsideEvent.first_on <= last, OutsideEvent.last_on >= first)
        .order_by(OutsideEvent.first_on, OutsideEvent.starts_at.nulls_first(), OutsideEvent.title, OutsideEvent.id)
        .limit(MOST_SHOWN)
    ).all()
