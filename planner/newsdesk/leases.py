"""Claiming work in one short conditional UPDATE: two workers never do the same thing at once.

A lease that ran out does no harm: whoever finishes checks that it is still theirs, and effects have unique keys.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Table, Update, or_, true, update
from sqlalchemy.orm import Session

from planner.models import Job, Source
from planner.vocabulary import SourceState

LEASE = timedelta(minutes=2)
# Core tables: the worker's bookkeeping must not move the version people edit against.
SOURCES = cast("Table", Source.__table__)
JOBS = cast("Table", Job.__table__)


def claim_source(session: Session, source_id: int, worker: str, now: datetime, *, asked: bool = False) -> bool:
    """Take a source that is due (or any, when a person ``asked``); False when somebody else has it."""
    return _took(session, _claim([source_id], worker, now, asked=asked))


def claim_sources(
    session: Session, source_ids: Sequence[int], worker: str, now: datetime, *, asked: bool = False
) -> frozenset[int]:
    """As ``claim_source`` for several in one statement; those that are now ours."""
    return frozenset(session.scalars(_claim(source_ids, worker, now, asked=asked).returning(SOURCES.c.id)))


def claim_job(
    session: Session, name: str, worker: str, now: datetime, *, every: timedelta, at_once: bool = False
) -> bool:
    """Take a periodic job that is due or wanted ``at_once``. One whose time lies further off than ``every`` was
    planned by a clock that has since been set back, and is due as well.
    """
    row = JOBS.c
    return _took(
        session,
        update(JOBS)
        .where(
            row.name == name,
            true() if at_once else or_(row.next_at <= now, row.next_at > now + every),
            or_(row.lease_until.is_(None), row.lease_until < now, row.lease_until > now + LEASE),
        )
        .values(lease_until=now + LEASE, lease_by=worker),
    )


def finish_job(session: Session, name: str, worker: str, now: datetime, *, every: timedelta, error: str = "") -> bool:
    """Give a job back with its next time; False when the lease was lost meanwhile."""
    done: dict[str, datetime] = {} if error else {"last_done_at": now}
    return _took(
        session,
        update(JOBS)
        .where(JOBS.c.name == name, JOBS.c.lease_by == worker)
        .values(next_at=now + every, lease_until=None, lease_by="", last_error=error[:500], **done),
    )


def _claim(source_ids: Sequence[int], worker: str, now: datetime, *, asked: bool) -> Update:
    row = SOURCES.c
    return (
        update(SOURCES)
        .where(
            row.id.in_(source_ids),
            true() if asked else row.next_poll_at <= now,
            row.state != SourceState.PAUSED,
            or_(row.lease_until.is_(None), row.lease_until < now, row.lease_until > now + LEASE),
        )
        .values(lease_until=now + LEASE, lease_by=worker)
    )


def _took(session: Session, statement: Update) -> bool:
    result = cast("CursorResult[Any]", session.execute(statement))
    return result.rowcount == 1
