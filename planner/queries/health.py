"""What the program's own examination asks the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.models import History, Source
from planner.vocabulary import SourceState

_TROUBLED = (
    SourceState.FAILING,
    SourceState.GONE,
    SourceState.NOT_A_FEED,
    SourceState.BOT_WALL,
    SourceState.EMPTY,
    SourceState.LATE,
)


def newest_instant(session: Session) -> datetime | None:
    """When the last change was recorded."""
    return session.scalar(select(History.at).order_by(History.id.desc()).limit(1))


def troubled_sources(session: Session) -> tuple[int, Sequence[Source]]:
    """How many sources there are, and those a person has to look at."""
    total = session.scalar(select(func.count()).select_from(Source)) or 0
    troubled = session.scalars(select(Source).where(Source.state.in_(_TROUBLED)).order_by(Source.id)).all()
    return total, troubled
