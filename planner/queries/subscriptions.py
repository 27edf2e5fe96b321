"""Private calendar links: found by the hash of their token, their version, and the items they show.

What a link shows is decided by its row and by what its owner may see on the feed day, never by the address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select, true
from sqlalchemy.orm import Session, joinedload

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
    Theme,
    UnitMerger,
    item_theme,
)
from planner.vocabulary import CalendarScope, Role, Status

# In the order of AgendaItem's fields.
AGENDA_COLUMNS = (
    PlannedItem.id,
    PlannedItem.title,
    PlannedItem.brief,
    PlannedItem.place,
    PlannedItem.status,
    PlannedItem.status_reason,
    PlannedItem.publish_on,
    PlannedItem.publish_at,
    PlannedItem.deadline_at,
    PlannedItem.sequence,
    PlannedItem.revised_at,
    PlannedItem.change_note,
)


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """A link with its owner as a viewer of the feed day."""

    subscription: Subscription
    feed: FeedDay
    viewer: Viewer


def _opening() -> Any:
    """A link of a token with its owner's units; made once, because making it costs more than running it."""
    token_hash = bindparam("token_hash")
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
    return (
        select(Subscription, FeedDay, units.c.unit_id)
        .select_from(Subscription)
        .join(FeedDay, true())
        .outerjoin(units, true())
        .where(Subscription.token_hash == token_hash)
    )


OPENING = _opening()


def opened_link(session: Session, token_hash: str) -> OpenedLink | None:
    """The link of a token with its owner's units, in one statement; None when there is no such link."""
    rows: Any = session.execute(OPENING, {"token_hash": token_hash}).all()
    if not rows:
        return None
    subscription, feed, _ = rows[0]
    unit_ids = frozenset(unit_id for _, _, unit_id in rows if unit_id is not None)
    owner = subscription.person
    return OpenedLink(subscription, feed, Viewer(owner.id, owner.name, Role(owner.role), None, unit_ids))


def agenda_items(session: Session, link: OpenedLink) -> list[AgendaItem]:
    """The items a link shows, with their joined words, in three statements."""
    return _agenda(session, _shown(link))


def agenda_item(session: Session, item_id: int) -> AgendaItem | None:
    """One item as a calendar shows it, whoever may see it; None when there is none."""
    return next(iter(_agenda(session, PlannedItem.id == item_id)), None)


def _agenda(session: Session, shown: ColumnElement[bool]) -> list[AgendaItem]:
    people, themes = _people(session, shown), _themes(session, shown)
    rows: Any = session.execute(
        select(*AGENDA_COLUMNS, Genre.name, Column.name, Column.duration_min)
        .join(Genre, PlannedItem.genre_id == Genre.id)
        .outerjoin(Column, PlannedItem.column_id == Column.id)
        .where(shown)
        .order_by(PlannedItem.id)
    )
    return [
        AgendaItem(
            *told,
            genre=genre,
            column=column or "",
            minutes=minutes,
            people=tuple(people.get(told[0], ())),
            themes=tuple(themes.get(told[0], ())),
        )
        for *told, genre, column, minutes in rows
    ]


def subject_name(link: OpenedLink) -> str:
    """The name of the person, unit, column or campaign the calendar is of."""
    row = link.subscription
    if row.column:
        return row.column.name
    if row.campaign:
        return row.campaign.short_title
    if row.scope is CalendarScope.UNIT:
        membership = next((one for one in row.person.memberships if one.covers(link.feed.day)), None)
        return membership.unit.name_on(link.feed.day).name if membership else link.viewer.name
    return link.viewer.name


def links_of(session: Session, person_id: int) -> Sequence[Subscription]:
    """A person's links, those in use first, the newest first among them."""
    return session.scalars(
        select(Subscription)
        .where(Subscription.person_id == person_id)
        .options(joinedload(Subscription.column), joinedload(Subscription.campaign))
        .order_by(Subscription.revoked_at.is_not(None), Subscription.id.desc())
    ).all()


def link_by_id(session: Session, link_id: int) -> Subscription | None:
    return session.get(Subscription, link_id)


def link_by_token(session: Session, token_hash: str) -> Subscription | None:
    return session.scalar(select(Subscription).where(Subscription.token_hash == token_hash))


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


def _people(session: Session, shown: ColumnElement[bool]) -> dict[int, list[str]]:
    wanted = select(PlannedItem.id).where(shown)
    people: dict[int, list[str]] = {}
    for item_id, name, part in session.execute(
        select(Assignment.item_id, Person.name, Assignment.part)
        .join(Person, Assignment.person_id == Person.id)
        .where(Assignment.item_id.in_(wanted))
        .order_by(Assignment.item_id, Assignment.position, Assignment.id)
    ):
        people.setdefault(item_id, []).append(f"{name} ({part})" if part else name)
    return people


def _themes(session: Session, shown: ColumnElement[bool]) -> dict[int, list[str]]:
    wanted = select(PlannedItem.id).where(shown)
    themes: dict[int, list[str]] = {}
    for item_id, name in session.execute(
        select(item_theme.c.item_id, Theme.name)
        .join(Theme, item_theme.c.theme_id == Theme.id)
        .where(item_theme.c.item_id.in_(wanted))
        .order_by(item_theme.c.item_id, Theme.position, Theme.id)
    ):
        themes.setdefault(item_id, []).append(name)
    return themes


def _instants(first: date, last: date) -> tuple[datetime, datetime]:
    """Two days in UTC, a day wider on both sides: which deadlines are in the window is the agenda's to decide."""
    margin = timedelta(days=1)
    return datetime.combine(first - margin, time.min, UTC), datetime.combine(last + 2 * margin, time.min, UTC)


def _shown(link: OpenedLink) -> ColumnElement[bool]:
    """Within the link's scope, within what its owner may see, within the window (by day or by deadline)."""
    first, last = window(link.feed.day)
    visible = plan_visibility(link.viewer)
    allowed = or_(PlannedItem.status == Status.PUBLISHED, PlannedItem.unit_id.in_(sorted(visible.unit_ids)))
    scope = _in_scope(link)
    in_window = or_(
        PlannedItem.publish_on.between(first, last), PlannedItem.deadline_at.between(*_instants(first, last))
    )
    return and_(scope, true() if visible.everything else allowed, in_window)


def _in_scope(link: OpenedLink) -> ColumnElement[bool]:
    row = link.subscription
    if row.scope is CalendarScope.UNIT:
        return PlannedItem.unit_id.in_(sorted(link.viewer.unit_ids))
    if row.scope is CalendarScope.COLUMN:
        return PlannedItem.column_id == row.column_id
    if row.scope is CalendarScope.CAMPAIGN:
        return PlannedItem.campaign_id == row.campaign_id
    return PlannedItem.id.in_(select(Assignment.item_id).where(Assignment.person_id == link.viewer.person_id))
