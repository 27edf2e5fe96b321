"""Calendars from elsewhere (lịch ngoài): added, paused, removed, read again.

The events are a copy: every whole reading replaces them, a failed one leaves the last good ones where they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Table, delete, insert, or_, update
from sqlalchemy.orm import Session

from feeds.ical_reading import OutsideDocument, Window
from feeds.records import FetchResult
from planner.models import OutsideCalendar, OutsideEvent, Unit
from planner.newsdesk.history import Actor, record
from planner.vocabulary import N_

DAYS_BACK, DAYS_AHEAD = 60, 400
EVERY, SLOWEST = timedelta(hours=1), timedelta(days=1)
# Once a day the whole document is asked for: the window moves on, and a wrong "not modified" heals.
WHOLE_EVERY = timedelta(days=1)
LEASE = timedelta(minutes=3)
CALENDARS, EVENTS = cast("Table", OutsideCalendar.__table__), cast("Table", OutsideEvent.__table__)
SEEN_BY, EVERYBODY = N_("Đơn vị xem"), N_("Mọi đơn vị")


@dataclass(frozen=True, slots=True)
class Read:
    """One attempt: the answer and, when there was something to read, what it held. Uploaded: no answer."""

    document: OutsideDocument | None
    result: FetchResult | None = None

    @property
    def problem(self) -> str:
        """A FetchProblem code, or empty."""
        if self.result is not None and self.result.error:
            return self.result.error
        return self.document.error if self.document else ""


def window_on(today: date, zone: Any) -> Window:
    """The days that are kept of a calendar read today."""
    return Window(today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD), zone)


def add_calendar(
    session: Session, actor: Actor, *, name: str, url: str, unit: Unit | None, read: Read, seen_by: str
) -> OutsideCalendar:
    """``read``: the first, good reading; ``seen_by``: the unit in words, for the history."""
    calendar = OutsideCalendar(name=name, url=url, unit=unit, created_at=actor.now)
    session.add(calendar)
    session.flush()
    change = {"field": SEEN_BY, "before": "", "after": seen_by}
    record(session, actor, calendar, N_("thêm lịch ngoài"), [change])
    _store(session, calendar.id, read, actor.now, failures=0)
    session.refresh(calendar)
    return calendar


def pause(session: Session, actor: Actor, calendar: OutsideCalendar) -> OutsideCalendar:
    """Neither read nor shown until it is resumed."""
    if not calendar.paused:
        calendar.paused = True
        record(session, actor, calendar, N_("tạm dừng lịch ngoài"))
    return calendar


def resume(session: Session, actor: Actor, calendar: OutsideCalendar) -> OutsideCalendar:
    if calendar.paused:
        calendar.paused = False
        if calendar.url:
            calendar.next_poll_at = actor.now
        record(session, actor, calendar, N_("hiện lại lịch ngoài"))
    return calendar


def remove(session: Session, actor: Actor, calendar: OutsideCalendar) -> None:
    """For good, with its events; the history says that it was there."""
    gone = {"field": N_("Tên"), "before": calendar.name, "after": ""}
    record(session, actor, calendar, N_("bỏ lịch ngoài"), [gone])
    session.execute(delete(OutsideEvent).where(OutsideEvent.calendar_id == calendar.id))
    session.delete(calendar)
    session.flush()


def claim(session: Session, number: int, worker: str, now: datetime) -> bool:
    """Take a calendar that is due; False when another worker has it."""
    row = CALENDARS.c
    free = or_(row.lease_until.is_(None), row.lease_until < now)
    return _took(
        session,
        update(CALENDARS)
        .where(row.id == number, row.next_poll_at <= now, row.paused.is_(False), free)
        .values(lease_until=now + LEASE, lease_by=worker),
    )


def take_in(session: Session, number: int, worker: str, read: Read, now: datetime) -> bool:
    """Store what an attempt brought; False when the lease was lost or the calendar was removed meanwhile."""
    row = CALENDARS.c
    mine = update(CALENDARS).where(row.id == number, row.lease_by == worker)
    failures = row.failures + 1 if read.problem else 0
    if not _took(session, mine.values(lease_until=None, lease_by="", failures=failures)):
        return False
    calendar = session.get(OutsideCalendar, number, populate_existing=True)
    if calendar is not None:
        _store(session, number, read, now, failures=calendar.failures)
    return True


def pause_after(failures: int) -> timedelta:
    """Until the next attempt: an hour, twice as long after every failure, at most a day."""
    return min(EVERY * 2 ** min(failures, 10), SLOWEST)


def _store(session: Session, number: int, read: Read, now: datetime, *, failures: int) -> None:
    values: dict[str, Any] = {"problem": read.problem}
    if (result := read.result) is not None:
        values |= {"last_fetch_at": now, "next_poll_at": now + pause_after(failures)}
        if not read.problem:
            values |= {"etag": result.etag, "last_modified": result.last_modified} if not result.not_modified else {}
            values["last_good_at"] = now
    if read.document is not None and not read.problem:
        values |= {"notes": list(read.document.notes), "last_good_at": now, "last_full_at": now}
        values["body_hash"] = result.sha256 if result else ""
        _replace(session, number, read.document)
    session.execute(update(CALENDARS).where(CALENDARS.c.id == number).values(**values))


def _replace(session: Session, number: int, document: OutsideDocument) -> None:
    session.execute(delete(EVENTS).where(EVENTS.c.calendar_id == number))
    rows: Sequence[dict[str, Any]] = [
        {
            "calendar_id": number,
            "title": one.title,
            "place": one.place,
            "first_on": one.first_on,
            "last_on": one.last_on,
            "starts_at": one.starts_at,
            "ends_at": one.ends_at,
        }
        for one in document.entries
    ]
    if rows:
        session.execute(insert(EVENTS), list(rows))


def _took(session: Session, statement: Any) -> bool:
    result = cast("CursorResult[Any]", session.execute(statement))
    return result.rowcount == 1
