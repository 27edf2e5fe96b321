"""Invitations: whom to invite to what, and which invitations no longer stand."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from planner.models import Assignment, Invitation, Person, PlannedItem
from planner.vocabulary import Status

MOST_AT_ONCE = 200
ASIDE = (Status.POSTPONED, Status.CANCELLED)
# What is out is no invitation to anything any more.
OVER = (Status.POSTPONED, Status.CANCELLED, Status.PUBLISHED)


def to_invite(session: Session, today: date, quiet_since: datetime) -> Sequence[tuple[int, int, int]]:
    """(person, item, sequence) of work that its people's invitations do not know yet, quiet for a while."""
    stands = and_(Invitation.person_id == Assignment.person_id, Invitation.item_id == Assignment.item_id)
    rows = session.execute(
        select(Assignment.person_id, PlannedItem.id, PlannedItem.sequence)
        .join(PlannedItem, Assignment.item_id == PlannedItem.id)
        .join(Person, Assignment.person_id == Person.id)
        .outerjoin(Invitation, stands)
        .where(
            Person.invited,
            Person.active,
            PlannedItem.publish_on >= today,
            PlannedItem.status.not_in(OVER),
            PlannedItem.revised_at <= quiet_since,
            or_(Invitation.id.is_(None), Invitation.cancelled, Invitation.sequence < PlannedItem.sequence),
        )
        .order_by(PlannedItem.id, Assignment.person_id)
        .limit(MOST_AT_ONCE)
    )
    return [(person_id, item_id, sequence) for person_id, item_id, sequence in rows]


def to_take_back(session: Session, today: date, quiet_since: datetime) -> Sequence[Invitation]:
    """Invitations still standing to what the person is no longer asked to do."""
    stands = and_(Assignment.person_id == Invitation.person_id, Assignment.item_id == Invitation.item_id)
    return session.scalars(
        select(Invitation)
        .join(PlannedItem, Invitation.item_id == PlannedItem.id)
        .join(Person, Invitation.person_id == Person.id)
        .outerjoin(Assignment, stands)
        .where(
            Invitation.cancelled.is_(False),
            Person.active,
            PlannedItem.revised_at <= quiet_since,
            PlannedItem.status != Status.PUBLISHED,
            or_(
                Assignment.id.is_(None),
                PlannedItem.status.in_(ASIDE),
                PlannedItem.publish_on.is_(None),
                and_(Person.invited.is_(False), PlannedItem.publish_on >= today),
            ),
        )
        .options(joinedload(Invitation.item))
        .order_by(Invitation.id)
        .limit(MOST_AT_ONCE)
    ).all()


def invitation_of(session: Session, person_id: int, item_id: int) -> Invitation | None:
    return session.scalar(select(Invitation).where(Invitation.item_id == item_id, Invitation.person_id == person_id))


def invitation_by_id(session: Session, number: int) -> Invitation | None:
    """With its person and item."""
    return session.get(Invitation, number, options=[joinedload(Invitation.person), joinedload(Invitation.item)])
