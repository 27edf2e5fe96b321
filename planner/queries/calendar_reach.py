"""Which private calendars show an item and what their readers have of it."""

from collections import defaultdict
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from planner.domain.calendar_reach import Reach, ReadLink, reach_of
from planner.models import CalendarVersion, PlannedItem, Subscription
from planner.vocabulary import CalendarContent, CalendarScope

SUBJECT = case(
    (Subscription.scope == CalendarScope.MINE, Subscription.person_id),
    (Subscription.scope == CalendarScope.COLUMN, Subscription.column_id),
    (Subscription.scope == CalendarScope.CAMPAIGN, Subscription.campaign_id),
)


def reach(session: Session, item: PlannedItem) -> list[Reach]:
    """For each of the item's people, in their order: whether a calendar has its last change. One statement."""
    people = [one.person for one in item.assignments]
    covers = or_(
        Subscription.scope.in_([CalendarScope.MINE, CalendarScope.UNIT]),
        and_(Subscription.scope == CalendarScope.COLUMN, Subscription.column_id == item.column_id),
        and_(Subscription.scope == CalendarScope.CAMPAIGN, Subscription.campaign_id == item.campaign_id),
    )
    links: dict[int, list[ReadLink]] = defaultdict(list)
    rows: Any = session.execute(
        select(
            Subscription.person_id,
            Subscription.label,
            Subscription.read_at,
            Subscription.read_by,
            Subscription.read_version,
            # A unit's calendar is told by several versions: only the hour of its last read says something.
            func.coalesce(CalendarVersion.number, -1),
        )
        .outerjoin(
            CalendarVersion,
            and_(CalendarVersion.scope == Subscription.scope, CalendarVersion.subject_id == SUBJECT),
        )
        .where(
            Subscription.person_id.in_([person.id for person in people]),
            Subscription.revoked_at.is_(None),
            Subscription.content != CalendarContent.PUBLISHED,
            covers,
        )
        .order_by(Subscription.id)
    )
    for person_id, *told in rows:
        links[person_id].append(ReadLink(*told))
    return [reach_of(person.name, person.phone, links[person.id], item.revised_at) for person in people]
