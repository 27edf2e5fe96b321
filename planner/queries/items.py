"""Planned items one at a time: the item's page, the choices of its form, what else happens to its people."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.domain.access import Visibility
from planner.domain.clashes import week_start
from planner.models import (
    Assignment,
    Campaign,
    Genre,
    Match,
    PlannedItem,
    PublishedItem,
    Theme,
)
from planner.models.directive import Task
from planner.vocabulary import MatchState, Status


def visible(visibility: Visibility) -> ColumnElement[bool]:
    """The rule of ``domain.access`` as a condition on PlannedItem."""
    if visibility.everything:
        return true()
    return or_(PlannedItem.unit_id.in_(visibility.unit_ids), PlannedItem.status == Status.PUBLISHED)


def item_page(session: Session, item_id: int) -> PlannedItem | None:
    """An item with all that its page shows, matches and history apart."""
    return session.scalar(
        select(PlannedItem)
        .where(PlannedItem.id == item_id)
        .options(
            joinedload(PlannedItem.unit),
            joinedload(PlannedItem.campaign).joinedload(Campaign.directive),
            joinedload(PlannedItem.column),
            joinedload(PlannedItem.slot),
            joinedload(PlannedItem.genre),
            joinedload(PlannedItem.exemplar),
            joinedload(PlannedItem.created_by),
            selectinload(PlannedItem.assignments),
            selectinload(PlannedItem.themes).joinedload(Theme.task).joinedload(Task.directive),
            selectinload(PlannedItem.themes).joinedload(Theme.campaign),
        )
    )


def matches_of(session: Session, item_id: int) -> Sequence[Match]:
    """Published links confirmed for an item or suggested, confirmed first; rejected ones stay in the queue's memory."""
    return session.scalars(
        select(Match)
        .where(Match.item_id == item_id, Match.state != MatchState.REJECTED)
        .options(joinedload(Match.published_item).joinedload(PublishedItem.unit), joinedload(Match.decided_by))
        .order_by(Match.state, Match.score.desc(), Match.id)
    ).all()


def neighbours(session: Session, item: PlannedItem, visibility: Visibility) -> Sequence[PlannedItem]:
    """Items a warning about ``item`` may concern, the item among them: the same slot, its people on its day, or the
    same exemplar in its week.
    """
    people = [one.person_id for one in item.assignments]
    same_people = (
        PlannedItem.id.in_(select(Assignment.item_id).where(Assignment.person_id.in_(people)))
        & (PlannedItem.publish_on == item.publish_on)
    )  # fmt: skip
    same_slot = PlannedItem.slot_id == item.slot_id
    alike = [PlannedItem.id == item.id]
    if item.exemplar_id and item.publish_on:
        monday = week_start(item.publish_on)
        in_week = PlannedItem.publish_on.between(monday, monday + timedelta(days=6))
        alike.append((PlannedItem.exemplar_id == item.exemplar_id) & in_week)
    alike += [same_people] if people and item.publish_on else []
    alike += [same_slot] if item.slot_id else []
    return session.scalars(
        select(PlannedItem)
        .where(or_(*alike), visible(visibility))
        .options(selectinload(PlannedItem.assignments))
        .order_by(PlannedItem.id)
    ).all()


def genres(session: Session) -> Sequence[Genre]:
    return session.scalars(select(Genre).order_by(Genre.position, Genre.name, Genre.id)).all()


def campaigns_on(session: Session, day: date, *, keep: Iterable[int] = ()) -> Sequence[Campaign]:
    """Campaigns that have not ended by ``day`` (and those in ``keep``), with their themes."""
    return session.scalars(
        select(Campaign)
        .where(or_(Campaign.ends_on.is_(None), Campaign.ends_on >= day, Campaign.id.in_(list(keep))))
        .options(selectinload(Campaign.themes))
        .order_by(Campaign.starts_on.desc(), Campaign.id)
    ).all()
