"""What people are told, read back: one's own list and count, choices, what reminders need."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.domain.access import Visibility
from planner.domain.notices import DEFAULTS
from planner.domain.reminders import Work
from planner.models import Comment, Match, Notice, NoticeChoice, Person, PlannedItem
from planner.queries.items import visible
from planner.vocabulary import MatchState, NoticeChannel, NoticeKind, Status

PAGE = 50


def _mine(person_id: Any, visibility: Visibility, *, unread: bool) -> tuple[ColumnElement[bool], ...]:
    """One's notices about what one may (still) see; for selects that join the item, if there is one, from outside."""
    read = (Notice.read_at.is_(None),) if unread else ()
    return (Notice.person_id == person_id, _seen(visibility), *read)


def _seen(visibility: Visibility) -> ColumnElement[bool]:
    """An item one sees, or something of a unit whose plans one sees."""
    own = true() if visibility.everything else Notice.unit_id.in_(visibility.unit_ids) | Notice.unit_id.is_(None)
    return or_(and_(Notice.item_id.is_not(None), visible(visibility)), and_(Notice.item_id.is_(None), own))


def unread_count(session: Session, person_id: int, visibility: Visibility) -> int:
    return session.connection().scalar(_unread(visibility), {"person": person_id}) or 0


@lru_cache(maxsize=256)
def _unread(visibility: Visibility) -> Select[int]:
    """Made once for all who see the same: every page counts."""
    mine = _mine(bindparam("person"), visibility, unread=True)
    return select(func.count(Notice.id)).outerjoin(PlannedItem).where(*mine)


def notices_of(
    session: Session, person_id: int, visibility: Visibility, *, unread: bool = False, page: int = 1
) -> tuple[Sequence[Notice], int]:
    """A page of one's notices, the newest first, with their items; and how many there are in all."""
    mine = _mine(person_id, visibility, unread=unread)
    rows = session.scalars(
        select(Notice)
        .outerjoin(PlannedItem)
        .where(*mine)
        .options(joinedload(Notice.item))
        .order_by(Notice.at.desc(), Notice.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    return rows, session.scalar(select(func.count(Notice.id)).outerjoin(PlannedItem).where(*mine)) or 0


def own_notice(session: Session, notice_id: int, person_id: int, visibility: Visibility) -> Notice | None:
    mine = _mine(person_id, visibility, unread=False)
    return session.scalar(select(Notice).outerjoin(PlannedItem).where(Notice.id == notice_id, *mine))


def unread_until(session: Session, person_id: int, newest_id: int) -> Sequence[Notice]:
    """One's unread notices up to a number."""
    return session.scalars(
        select(Notice).where(Notice.person_id == person_id, Notice.read_at.is_(None), Notice.id <= newest_id)
    ).all()


def choices_of(session: Session, person_ids: Iterable[int]) -> dict[int, Mapping[NoticeKind, NoticeChannel]]:
    """For each person the channel of every kind, defaults filled in."""
    chosen: dict[int, dict[NoticeKind, NoticeChannel]] = {one: dict(DEFAULTS) for one in person_ids}
    for row in session.scalars(select(NoticeChoice).where(NoticeChoice.person_id.in_(list(chosen)))):
        chosen[row.person_id][row.kind] = row.channel
    return dict(chosen)


def active_ids(session: Session, person_ids: Iterable[int]) -> set[int]:
    """Those of these people whose account is open."""
    return set(session.scalars(select(Person.id).where(Person.id.in_(list(person_ids)), Person.active)))


def works_between(
    session: Session, first: date, last: date, deadlines: tuple[datetime, datetime], *, unit_ids: Iterable[int] | None
) -> list[Work]:
    """Items published between two days or with a deadline between two moments (all included), as reminders see them.

    ``unit_ids``: of these units only; ``None`` means every unit.
    """
    linked = exists().where(Match.item_id == PlannedItem.id, Match.state == MatchState.CONFIRMED)
    units = () if unit_ids is None else (PlannedItem.unit_id.in_(list(unit_ids)),)
    rows = session.execute(
        select(PlannedItem, linked)
        .where(
            PlannedItem.publish_on.between(first, last) | PlannedItem.deadline_at.between(*deadlines),
            PlannedItem.status.not_in([Status.CANCELLED, Status.POSTPONED, Status.IDEA]),
            *units,
        )
        .options(selectinload(PlannedItem.assignments))
        .order_by(PlannedItem.id)
    ).all()
    return [
        Work(
            item_id=item.id,
            status=item.status,
            publish_on=item.publish_on,
            deadline_at=item.deadline_at,
            linked=is_linked,
            people=tuple(one.person_id for one in item.assignments),
            creator_id=item.created_by_id,
            unit_id=item.unit_id,
        )
        for item, is_linked in rows
    ]


def told_keys(session: Session, keys: Iterable[str]) -> set[str]:
    """Which of these have been told already."""
    return set(session.scalars(select(Notice.key).where(Notice.key.in_(list(keys)))))


def told_since(session: Session, kinds: Iterable[NoticeKind], since: datetime) -> dict[int, int]:
    """How many notices of these kinds each person got since a moment."""
    rows = session.execute(
        select(Notice.person_id, func.count())
        .where(Notice.kind.in_(list(kinds)), Notice.at >= since)
        .group_by(Notice.person_id)
    )
    return {key: int(count) for key, count in rows}


def talkers(session: Session, item_id: int) -> set[int]:
    """Who has commented on an item."""
    return set(session.scalars(select(Comment.author_id).where(Comment.item_id == item_id)))


def items_by_id(session: Session, item_ids: Iterable[int]) -> dict[int, PlannedItem]:
    """Items with their units, for a preview."""
    rows = session.scalars(
        select(PlannedItem).where(PlannedItem.id.in_(list(item_ids))).options(joinedload(PlannedItem.unit))
    )
    return {item.id: item for item in rows}
