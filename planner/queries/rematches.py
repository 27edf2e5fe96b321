"""Campaigns that are being compared anew: how far each is, and which plans come next."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from planner.models import PlannedItem, Rematch


def running_of(session: Session, campaign_id: int) -> Rematch | None:
    return session.scalar(select(Rematch).where(Rematch.campaign_id == campaign_id, Rematch.ended_at.is_(None)))


def oldest_running(session: Session) -> Rematch | None:
    return session.scalar(select(Rematch).where(Rematch.ended_at.is_(None)).order_by(Rematch.id).limit(1))


def rematch_by_id(session: Session, rematch_id: int) -> Rematch | None:
    return session.scalar(
        select(Rematch)
        .where(Rematch.id == rematch_id)
        .options(joinedload(Rematch.campaign), joinedload(Rematch.asked_by))
    )


def latest(session: Session, limit: int) -> Sequence[Rematch]:
    """The last ones asked for, with their campaigns; the newest first."""
    return session.scalars(
        select(Rematch)
        .options(joinedload(Rematch.campaign), joinedload(Rematch.asked_by))
        .order_by(Rematch.id.desc())
        .limit(limit)
    ).all()


def number_of_plans(session: Session, campaign_id: int) -> int:
    return session.scalar(select(func.count()).where(PlannedItem.campaign_id == campaign_id)) or 0


def plans_after(session: Session, campaign_id: int, item_id: int, limit: int) -> Sequence[PlannedItem]:
    """The campaign's next plans, by number."""
    return session.scalars(
        select(PlannedItem)
        .where(PlannedItem.campaign_id == campaign_id, PlannedItem.id > item_id)
        .order_by(PlannedItem.id)
        .limit(limit)
    ).all()
