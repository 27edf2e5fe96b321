"""Runs that fetch old periods."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from planner.models import Backfill
from planner.vocabulary import BackfillState


def backfills_of(session: Session, source_id: int, *, limit: int = 20) -> Sequence[Backfill]:
    """The runs of a source, newest first, with who began them."""
    return session.scalars(
        select(Backfill)
        .where(Backfill.source_id == source_id)
        .options(joinedload(Backfill.started_by))
        .order_by(Backfill.id.desc())
        .limit(limit)
    ).all()


def backfill_by_id(session: Session, run_id: int) -> Backfill | None:
    return session.get(Backfill, run_id)


def running_of(session: Session, source_id: int) -> Backfill | None:
    """The run of a source that has not ended."""
    return session.scalar(
        select(Backfill).where(Backfill.source_id == source_id, Backfill.state == BackfillState.RUNNING).limit(1)
    )


def running(session: Session) -> Sequence[Backfill]:
    """Every run that goes on, the least advanced first, with its source."""
    return session.scalars(
        select(Backfill)
        .where(Backfill.state == BackfillState.RUNNING)
        .options(joinedload(Backfill.source))
        .order_by(Backfill.pages, Backfill.id)
    ).all()
