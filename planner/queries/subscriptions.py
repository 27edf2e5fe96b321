"""Private calendar links: found by the hash of their token, their version, and the items they show.

What a link shows is decided by its row and by what its owner may see on the feed day, never by the address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from planner.domain.access import Viewer, plan_visibility
from planner.domain.agenda import AgendaItem, window
from planner.models import (
    Assignment,
    Column,
    FeedDay,
    Genre,
    Membership,
    Person,
    PlannedItem,
    Subscription,
    UnitMerger,
)
from planner.vocabulary import CalendarScope, Role, Status


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """A link with its owner as a viewer of the feed day."""

    subscription: Subscription
    feed: FeedDay
    viewer: Viewer


@dataclass(frozen=True, slots=True)
class FeedVersion:
    """Numbers that differ whenever the items of a link do."""

    count: int
    ids: int
    sequences: int
    columns: int
    revised_at: datetime | None


def opened_link(session: Session, token_hash: str) -> OpenedLink | None:
    """The link of a token with its owner's units, in one statement; None when there is no such link."""
    units = (
        select(Membership.unit_id.label("unit_id"))
        .join(Subscription, Subscription.person_id == Membership.person_id)
        .join(FeedDay, true())
        .where(
            Subscription.token_hash == token_hash,
            or_(Membership.valid_from.is_(None), Membership.valid_from <= FeedDay.day),
            or_(Membership.valid_to.is_(None), Membership.valid_to >= FeedDay.day),
        )
        .cte("units", recursive=True)
    )
    units = units.union(
        select(UnitMerger.predecessor_id).join_from(UnitMerger, units, UnitMerger.successor_id == units.c.unit_id)
    )
    rows = session.execute(
        select(Subscription, FeedDay, units.c.unit_id)
        .select_from(Subscription)
        .join(FeedDay, true())
        .outerjoin(units, true())
        .where(Subscription.token_hash == token_hash)
    ).all()
    if not rows:
        return None
    subscription, feed, _ = rows[0]
    unit_ids = frozenset(unit_id for _, _, unit_id in rows if unit_id is not None)
    owner = subscription.person
    return OpenedLink(subscription, feed, Viewer(owner.id, owner.name, Role(owner.role), None, unit_ids))


def feed_version(session: Session, link: OpenedLink) -> FeedVersion:
    """The version of a link's items in one statement that reads no event."""
    count, ids, sequences, columns, revised_at = session.execute(
        select(
            func.count(),
            func.sum(PlannedItem.id),
            func.sum(PlannedItem.sequence),
            func.sum(Column.version),
            func.max(PlannedItem.revised_at),
        )
        .select_from(PlannedItem)
        .outerjoin(Column, PlannedItem.column_id == Column.id)
        .where(_shown(link))
    ).one()
    return FeedVersion(count, int(ids or 0), int(sequences or 0), int(columns or 0), revised_at)


def agenda_items(session: Session, link: OpenedLink) -> list[AgendaItem]:
    """The items a link shows, with their joined words, in two statements."""
    people = _people(session, link)
    rows = session.execute(
        select(PlannedItem, Genre.name, Column.name, Column.duration_min)
        .join(Genre, PlannedItem.genre_id == Genre.id)
        .outerjoin(Column, PlannedItem.column_id == Column.id)
        .where(_shown(link))
        .order_by(PlannedItem.id)
    )
    return [
        AgendaItem(
            id=item.id,
            title=item.title,
            brief=item.brief,
            place=item.place,
            status=item.status,
            reason=item.status_reason,
            publish_on=item.publish_on,
            publish_at=item.publish_at,
            deadline_at=item.deadline_at,
            minutes=minutes,
            genre=genre,
            column=column or "",
            people=tuple(people.get(item.id, ())),
            sequence=item.sequence,
            revised_at=item.revised_at,
            change_note=item.change_note,
        )
        for item, genre, column, minutes in rows
    ]


def links_of(session: Session, person_id: int) -> Sequence[Subscription]:
    """A person's links, those in use first, the newest first among them."""
    return session.scalars(
        select(Subscription)
        .where(Subscription.person_id == person_id)
        .order_by(Subscription.revoked_at.is_not(None), Subscription.id.desc())
    ).all()


def link_by_id(session: Session, link_id: int) -> Subscription | None:
    return session.get(Subscription, link_id)


def feed_day(session: Session) -> FeedDay | None:
    """The one row of the feed day; None before the first link or the first run of the daily job."""
    return session.scalar(select(FeedDay))


def first_reporter(session: Session) -> Person | None:
    """The reporter a demonstration is shown with: the first with an open account and work to do."""
    busy = select(Assignment.person_id)
    return session.scalar(
        select(Person)
        .where(Person.role == Role.REPORTER, Person.active)
        .order_by(Person.id.in_(busy).desc(), Person.id)
        .limit(1)
    )


def _people(session: Session, link: OpenedLink) -> dict[int, list[str]]:
    wanted = select(PlannedItem.id).where(_shown(link))
    people: dict[int, list[str]] = {}
    for item_id, name, part in session.execute(
        select(Assignment.item_id, Person.name, Assignment.part)
        .join(Person, Assignment.person_id == Person.id)
        .where(Assignment.item_id.in_(wanted))
        .order_by(Assignment.item_id, Assignment.position, Assignment.id)
    ):
        people.setdefault(item_id, []).append(f"{name} ({part})" if part else name)
    return people


def _instants(first: date, last: date) -> tuple[datetime, datetime]:
    """Two days in UTC, a day wider on both sides: which deadlines are in the window is the agenda's to decide."""
    margin = timedelta(days=1)
    return datetime.combine(first - margin, time.min, UTC), datetime.combine(last + 2 * margin, time.min, UTC)


def _shown(link: OpenedLink) -> ColumnElement[bool]:
    """Within the link's scope, within what its owner may see, within the window (by day or by deadline)."""
    first, last = window(link.feed.day)
    visible = plan_visibility(link.viewer)
    allowed = or_(PlannedItem.status == Status.PUBLISHED, PlannedItem.unit_id.in_(sorted(visible.unit_ids)))
    if link.subscription.scope is CalendarScope.MINE:
        own = select(Assignment.item_id).where(Assignment.person_id == link.viewer.person_id)
        scope = PlannedItem.id.in_(own)
    else:
        scope = PlannedItem.unit_id.in_(sorted(link.viewer.unit_ids))
    in_window = or_(
        PlannedItem.publish_on.between(first, last), PlannedItem.deadline_at.between(*_instants(first, last))
    )
    return and_(scope, true() if visible.everything else allowed, in_window)
