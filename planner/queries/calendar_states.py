"""What decides the answer of a private calendar address before any event is read: one statement for any number of them.

Everything the bytes depend on is in the row: the link, its owner, the feed day, the stored version of what it shows and
the stored version of what its owner may see.
"""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine, and_, bindparam, case, func, or_, select, true
from sqlalchemy.orm import aliased

from planner.models import CalendarVersion, FeedDay, Membership, Person, Subscription, UnitMerger
from planner.queries.prepared import Prepared
from planner.vocabulary import CalendarContent, CalendarScope


class LinkState(NamedTuple):
    """A link as the version rows know it. ``number`` and ``changed_at``: of what it shows, None when never changed.

    ``rights``: moves when the owner's units do; ``link_version`` and ``person_version``: of the rows people edit.
    """

    id: int
    content: CalendarContent
    link_version: int
    created_at: datetime
    revoked_at: datetime | None
    replaced: bool
    read_at: datetime | None
    read_version: int | None
    left_out: int
    active: bool
    person_version: int
    day: date
    uid_domain: str
    number: int | None
    changed_at: datetime | None
    rights: int | None

    @property
    def dark(self) -> bool:
        """Taken back, or its owner's account is closed."""
        return self.revoked_at is not None or not self.active


def _statement() -> Any:
    """Made once, because making it costs more than running it. Only a unit's calendar looks at several versions: those
    of the owner's units on the feed day and of what was merged into them.
    """
    units = (
        select(Membership.unit_id.label("unit_id"))
        .join(Subscription, Subscription.person_id == Membership.person_id)
        .join(FeedDay, true())
        .where(
            Subscription.token_hash == bindparam("token_hash"),
            Subscription.scope == CalendarScope.UNIT,
            or_(Membership.valid_from.is_(None), Membership.valid_from <= FeedDay.day),
            or_(Membership.valid_to.is_(None), Membership.valid_to >= FeedDay.day),
        )
        .cte("units", recursive=True)
    )
    units = units.union(
        select(UnitMerger.predecessor_id).join_from(UnitMerger, units, UnitMerger.successor_id == units.c.unit_id)
    )
    their = select(units.c.unit_id)
    of_units = and_(CalendarVersion.scope == CalendarScope.UNIT, CalendarVersion.subject_id.in_(their))
    shown, rights = aliased(CalendarVersion), aliased(CalendarVersion)
    by_unit = Subscription.scope == CalendarScope.UNIT
    subject = case(
        (Subscription.scope == CalendarScope.MINE, Subscription.person_id),
        (Subscription.scope == CalendarScope.COLUMN, Subscription.column_id),
        (Subscription.scope == CalendarScope.CAMPAIGN, Subscription.campaign_id),
    )
    number = select(func.sum(CalendarVersion.number)).where(of_units).scalar_subquery()
    changed_at = select(func.max(CalendarVersion.changed_at)).where(of_units).scalar_subquery()
    return (
        select(
            Subscription.id,
            Subscription.content,
            Subscription.version,
            Subscription.created_at,
            Subscription.revoked_at,
            Subscription.replaced,
            Subscription.read_at,
            Subscription.read_version,
            Subscription.left_out,
            Person.active,
            Person.version,
            FeedDay.day,
            FeedDay.uid_domain,
            case((by_unit, number), else_=shown.number),
            case((by_unit, changed_at), else_=shown.changed_at),
            rights.number,
        )
        .join_from(Subscription, Person, Subscription.person_id == Person.id)
        .join(FeedDay, true())
        .outerjoin(shown, and_(shown.scope == Subscription.scope, shown.subject_id == subject))
        .outerjoin(rights, and_(rights.scope == CalendarScope.RIGHTS, rights.subject_id == Person.id))
        .where(Subscription.token_hash == bindparam("token_hash"))
    )


STATE = Prepared(_statement())


def link_state(engine: Engine, token_hash: str) -> LinkState | None:
    """The state of the link of a token; None when there is no such link."""
    row: Any = STATE.first(engine, token_hash=token_hash)
    return None if row is None else LinkState(*row)
