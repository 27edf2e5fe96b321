"""What happened to a thing, newest first."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import History


def history_of(session: Session, subject: str, subject_id: int, *, limit: int = 200) -> Sequence[History]:
    """History lines of one row (``subject`` is its table name), newest first."""
    return session.scalars(
        select(History)
        .where(History.subject == subject, History.subject_id == subject_id)
        .order_by(History.id.desc())
        .limit(limit)
    ).all()


def history_of_all(session: Session, subject: str, *, limit: int = 50) -> Sequence[History]:
    """History lines of every row of a table, newest first."""
    return session.scalars(
        select(History).where(History.subject == subject).order_by(History.id.desc()).limit(limit)
    ).all()
