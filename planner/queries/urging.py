"""Urging notes: lists, one with its thread, who is to be told, and what the report says of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, exists, func, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.domain.access import Action, Viewer, units_within
from planner.domain.agenda_notes import DueNote
from planner.domain.periods import Period
from planner.domain.successors import successors
from planner.domain.urging_note import Sent, UrgingFigures
from planner.models import Membership, Person, UnitMerger, Urging
from planner.vocabulary import MessageKind, Role, UrgingState

MOST = 200
STANDING = (UrgingState.OPEN, UrgingState.ANSWERED)


@dataclass(frozen=True, slots=True)
class Sight:
    """Which notes somebody may see: of these units or of all, drafts among them or not."""

    unit_ids: frozenset[int] | None
    drafts: bool

    @property
    def allows(self) -> ColumnElement[bool]:
        units = true() if self.unit_ids is None else Urging.unit_id.in_(sorted(self.unit_ids))
        return units if self.drafts else units & (Urging.state != UrgingState.DRAFT)


def urgings(
    session: Session, sight: Sight, states: Iterable[UrgingState], *, late: date | None = None
) -> Sequence[Urging]:
    """Notes in one of these states, the nearest due day first; ``late``: only open ones due before that day."""
    query = _urgings(sight, tuple(states))
    return session.scalars(query if late is None else query.where(Urging.due_on < late)).all()


def is_urged(session: Session, sight: Sight) -> bool:
    """Whether any note waits for a reply: cheap, because every start page asks and most have none."""
    return bool(session.connection().scalar(_any_open(sight)))


@lru_cache(maxsize=256)
def _any_open(sight: Sight) -> Select[bool]:
    return select(exists().where(sight.allows, Urging.state == UrgingState.OPEN))


@lru_cache(maxsize=256)
def _urgings(sight: Sight, states: tuple[UrgingState, ...]) -> Select[Urging]:
    """Made once for all who see the same: every start page asks."""
    return (
        select(Urging)
        .where(sight.allows, Urging.state.in_(states))
        .options(joinedload(Urging.unit), joinedload(Urging.campaign))
        .order_by(Urging.due_on, Urging.id)
        .limit(MOST)
    )


def urging_counts(session: Session, sight: Sight, today: date) -> tuple[dict[UrgingState, int], int]:
    """How many notes stand in each state, and how many of the open ones are past their day."""
    late = func.count().filter(Urging.due_on < today)
    rows = session.execute(select(Urging.state, func.count(), late).where(sight.allows).group_by(Urging.state)).all()
    return {state: count for state, count, _late in rows}, sum(
        overdue for state, _count, overdue in rows if state is UrgingState.OPEN
    )


def urging_page(session: Session, number: int, sight: Sight) -> Urging | None:
    """A note one may see, with its unit, campaign and thread."""
    return session.scalar(
        select(Urging)
        .where(Urging.id == number, sight.allows)
        .options(joinedload(Urging.unit), joinedload(Urging.campaign), selectinload(Urging.messages))
    )


def urged_people(session: Session, unit_id: int, today: date) -> list[int]:
    """The editors of a unit today; of the unit it went into when it was merged."""
    mergers = session.execute(select(UnitMerger.predecessor_id, UnitMerger.successor_id))
    stands = successors([(before, after) for before, after in mergers]).get(unit_id, unit_id)
    return _members(session, Role.EDITOR, today, Membership.unit_id == stands)


def board_people(session: Session) -> list[int]:
    """Everybody of the board with an open account."""
    return list(session.scalars(select(Person.id).where(Person.role == Role.BOARD, Person.active).order_by(Person.id)))


def _members(session: Session, role: Role, today: date, of: ColumnElement[bool]) -> list[int]:
    query = (
        select(Person.id)
        .join(Membership)
        .where(
            Person.role == role,
            Person.active,
            of,
            Membership.valid_from.is_(None) | (Membership.valid_from <= today),
            Membership.valid_to.is_(None) | (Membership.valid_to >= today),
        )
        .order_by(Person.id)
        .distinct()
    )
    return list(session.scalars(query))


def urging_figures(
    session: Session, campaign_id: int, period: Period, unit_ids: frozenset[int] | None, *, today: date, zone: tzinfo
) -> UrgingFigures:
    """Notes sent in a period, for section III of the report: two statements.

    Days are those of ``zone``; units bear the names of the day the note was sent.
    """
    query = (
        select(Urging)
        .where(Urging.campaign_id == campaign_id, Urging.sent_at.is_not(None), Sight(unit_ids, drafts=False).allows)
        .options(joinedload(Urging.unit), selectinload(Urging.messages))
        .order_by(Urging.sent_at, Urging.id)
    )
    rows = [(row, row.sent_at.astimezone(zone).date()) for row in session.scalars(query) if row.sent_at]
    return UrgingFigures(tuple(_sent(row, on, zone) for row, on in rows if on in period), today)


def _sent(row: Urging, on: date, zone: tzinfo) -> Sent:
    replies = [one.at for one in row.messages if one.kind is MessageKind.REPLY]
    return Sent(
        number=row.id,
        unit_name=row.unit.name_on(on).name,
        title=row.title,
        sent_on=on,
        due_on=row.due_on,
        state=row.state,
        replied_on=min(replies).astimezone(zone).date() if replies else None,
    )


def due_notes(session: Session, viewer: Viewer, first: date, last: date) -> list[DueNote]:
    """Notes sent to the units of a calendar's owner and due between two days; none for who does not see them."""
    seen = units_within(viewer, Action.SEE_URGING)
    units = viewer.unit_ids if seen is None else seen & viewer.unit_ids
    rows = session.execute(
        select(
            Urging.id,
            Urging.title,
            Urging.text,
            Urging.due_on,
            Urging.state,
            Urging.sequence,
            Urging.revised_at,
        )
        .where(Sight(units, drafts=False).allows, Urging.due_on.between(first, last))
        .order_by(Urging.id)
    )
    return [DueNote(*row) for row in rows]
