"""Publication logs: the list of them, one of them, and what is stored already of what one says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from planner.domain.log_rows import Known
from planner.models import Person, PublicationLog, PublishedItem
from planner.vocabulary import LogKind, LogState

STEP = 500


@dataclass(frozen=True, slots=True)
class LogLine:
    """A log in the list: everything but its rows."""

    id: int
    kind: LogKind
    state: LogState
    file_name: str
    unit_id: int
    counts: dict[str, int]
    created_at: datetime
    created_by: str


def log_lines(session: Session, unit_ids: frozenset[int] | None, *, limit: int = 50) -> list[LogLine]:
    """The newest logs of some units (None: of all), newest first."""
    query = (
        select(
            PublicationLog.id,
            PublicationLog.kind,
            PublicationLog.state,
            PublicationLog.file_name,
            PublicationLog.unit_id,
            PublicationLog.counts,
            PublicationLog.created_at,
            func.coalesce(Person.name, ""),
        )
        .outerjoin(Person, Person.id == PublicationLog.created_by_id)
        .order_by(PublicationLog.id.desc())
        .limit(limit)
    )
    if unit_ids is not None:
        query = query.where(PublicationLog.unit_id.in_(sorted(unit_ids)))
    return [LogLine(*row) for row in session.execute(query)]


def log_by_id(session: Session, log_id: int) -> PublicationLog | None:
    wanted = select(PublicationLog).where(PublicationLog.id == log_id)
    return session.scalar(wanted.options(joinedload(PublicationLog.unit), joinedload(PublicationLog.channel)))


def last_columns(session: Session, unit_id: int, kind: LogKind) -> dict[str, str]:
    """Field → head of its column in the unit's last stored log of a kind; empty before the first."""
    row = session.execute(
        select(PublicationLog.heads, PublicationLog.columns)
        .where(
            PublicationLog.unit_id == unit_id,
            PublicationLog.kind == kind,
            PublicationLog.state == LogState.STORED,
        )
        .order_by(PublicationLog.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return {}
    heads, columns = row
    return {field: heads[place] for field, place in columns.items()}


def known_entries(session: Session, unit_id: int, keys: Sequence[str]) -> dict[str, Known]:
    """What a unit's published items say under these keys, some hundred keys a statement."""
    found: dict[str, Known] = {}
    for start in range(0, len(keys), STEP):
        rows: Any = session.execute(
            select(
                PublishedItem.canonical,
                PublishedItem.id,
                PublishedItem.title,
                PublishedItem.duration_seconds,
                PublishedItem.programme,
                PublishedItem.author,
                PublishedItem.is_repeat,
                PublishedItem.print_page,
            ).where(PublishedItem.unit_id == unit_id, PublishedItem.canonical.in_(keys[start : start + STEP]))
        )
        found |= {str(row[0]): Known(*row[1:]) for row in rows}
    return found


def items_of_log(session: Session, log_id: int, *, limit: int) -> Sequence[PublishedItem]:
    """The first items a log brought, in the order of their days."""
    rows = session.scalars(
        select(PublishedItem)
        .where(PublishedItem.log_id == log_id)
        .order_by(PublishedItem.published_on, PublishedItem.published_at, PublishedItem.id)
        .limit(limit)
    )
    return rows.all()
