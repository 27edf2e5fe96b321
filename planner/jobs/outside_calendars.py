"""One round over the calendars from elsewhere that are due: fetched and read outside any transaction."""

import asyncio
import logging
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from feeds.fetch import fetch
from feeds.ical_isolated import read_calendar_isolated
from planner.clock import local_date
from planner.config import Settings
from planner.database import read_only
from planner.newsdesk import outside_calendars as desk
from planner.newsdesk.fetching import Manners, manners
from planner.newsdesk.outside_calendars import Read
from planner.queries.outside_calendars import DueCalendar, due_calendars

log = logging.getLogger("planner.jobs")
AT_ONCE = 4


def read_round(engine: Engine, settings: Settings, now: datetime, *, worker: str = "") -> int:
    """Read every calendar that is due at ``now``; how many were read or tried."""
    from planner.jobs.worker import worker_name

    with Session(read_only(engine)) as session:
        due = due_calendars(session, now)
    if not due:
        return 0
    return asyncio.run(_round(engine, settings, now, due, worker or worker_name()))


async def _round(engine: Engine, settings: Settings, now: datetime, due: list[DueCalendar], worker: str) -> int:
    room, asked = asyncio.Semaphore(AT_ONCE), manners(settings)

    async def one(calendar: DueCalendar) -> bool:
        async with room:
            try:
                return await _read(engine, settings, now, calendar, worker, asked)
            except Exception:
                log.exception("outside calendar %d: the attempt could not be stored", calendar.id)
                return False

    return sum(await asyncio.gather(*(one(calendar) for calendar in due)))


async def _read(
    engine: Engine, settings: Settings, now: datetime, calendar: DueCalendar, worker: str, asked: Manners
) -> bool:
    def claimed() -> bool:
        with Session(engine) as session, session.begin():
            return desk.claim(session, calendar.id, worker, now)

    if not await asyncio.to_thread(claimed):
        return False
    whole = calendar.last_full_at is None or now - calendar.last_full_at >= desk.WHOLE_EVERY
    result = await fetch(
        calendar.url,
        user_agent=asked.user_agent,
        now=now,
        allow=asked.allow,
        etag="" if whole else calendar.etag,
        last_modified="" if whole else calendar.last_modified,
    )
    same = not whole and (result.not_modified or result.sha256 == calendar.body_hash)

    def stored() -> bool:
        document = None
        if not result.error and not same:
            document = read_calendar_isolated(
                result.body, desk.window_on(local_date(now, settings.zone), settings.zone)
            )
        with Session(engine) as session, session.begin():
            return desk.take_in(session, calendar.id, worker, Read(document, result), now)

    return await asyncio.to_thread(stored)
