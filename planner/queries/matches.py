"""Pairs of planned and published items: what there is to compare, what waits for a decision, what was decided."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from planner.domain.matching import LIKELY, LIKELY_AGAIN
from planner.models import Match, PlannedItem, PublishedItem, UnitMerger
from planner.models.item import TO_COMPARE
from planner.vocabulary import MatchState, Status

MOST_CANDIDATES = 3_000
RECENT = timedelta(days=60)
UNDECIDED = (MatchState.SUGGESTED, MatchState.ACCEPTED)  # by a person


@dataclass(frozen=True, slots=True)
class Waiting:
    """Pairs that wait, by plan; ``plans``: how many plans have any, shown here or not; ``likely``: how many of these
    have one that is worth an editor's time; ``linked``: those shown that have a piece already.
    """

    pairs: Sequence[Match]
    plans: int
    likely: int
    linked: frozenset[int]


def families(session: Session) -> dict[int, int]:
    """Unit → the unit it has become by mergers. Units of one family carry out each other's plans; others are absent."""
    successor = {
        row.predecessor_id: row.successor_id
        for row in session.execute(select(UnitMerger.predecessor_id, UnitMerger.successor_id).order_by(UnitMerger.on))
    }
    found: dict[int, int] = {}
    for unit_id in successor:
        last, seen = unit_id, {unit_id}
        while (following := successor.get(last)) is not None and following not in seen:
            last = following
            seen.add(last)
        found[unit_id] = found[last] = last
    return found


def items_to_compare(session: Session, limit: int) -> Sequence[PublishedItem]:
    """Published items that were not compared with plans yet, first seen first."""
    return session.scalars(
        select(PublishedItem).where(PublishedItem.matched_at.is_(None)).order_by(PublishedItem.id).limit(limit)
    ).all()


def plans_to_compare(session: Session, limit: int) -> Sequence[PlannedItem]:
    """Plans that changed since they were compared, or never were; by number."""
    return session.scalars(select(PlannedItem).where(TO_COMPARE).order_by(PlannedItem.id).limit(limit)).all()


def matches_of_plans(session: Session, item_ids: Iterable[int]) -> Sequence[Match]:
    """Every pair of these plans, whatever its state."""
    return session.scalars(select(Match).where(Match.item_id.in_(list(item_ids))).order_by(Match.id)).all()


def match_of(session: Session, item_id: int, published_id: int) -> Match | None:
    return session.scalar(select(Match).where(Match.item_id == item_id, Match.published_item_id == published_id))


def match_by_id(session: Session, match_id: int) -> Match | None:
    """A pair with both its sides."""
    return session.scalar(_with_sides(select(Match).where(Match.id == match_id)))


def is_planned(session: Session, published_id: int, campaign_id: int | None = None) -> bool:
    """Whether a confirmed pair makes this published item part of a plan (of the campaign, when one is given)."""
    query = select(Match.id).where(Match.published_item_id == published_id, Match.state == MatchState.CONFIRMED)
    if campaign_id is not None:
        query = query.join(PlannedItem).where(PlannedItem.campaign_id == campaign_id)
    return session.scalar(query.limit(1)) is not None


def waiting(
    session: Session,
    unit_ids: Collection[int] | None,
    *,
    most_plans: int,
    state: MatchState = MatchState.SUGGESTED,
) -> Waiting:
    """Pairs of the units' plans (``None``: of all units) that nobody decided, by plan; two statements.

    ``state``: what waits for a decision, or what was taken by rule.

    The plan with the likeliest pair comes first, the earlier due one of two alike: an editor who decides from the top
    meets the doubtful ones last.
    """
    condition = _of_units(unit_ids), Match.state == state, PlannedItem.status != Status.CANCELLED
    linked = _has_its_piece()
    worth_a_look = func.max(Match.score) >= case((linked, LIKELY_AGAIN), else_=LIKELY)
    plans = (
        select(
            PlannedItem.id,
            func.count().over().label("all_plans"),
            func.sum(case((worth_a_look, 1), else_=0)).over().label("likely"),
            linked.label("linked"),
        )
        .join(Match, Match.item_id == PlannedItem.id)
        .where(*condition)
        .group_by(PlannedItem.id)
        .order_by(
            func.max(Match.score).desc(), PlannedItem.publish_on.is_(None), PlannedItem.publish_on, PlannedItem.id
        )
        .limit(most_plans)
    )
    shown = session.execute(plans).all()
    order = {row.id: place for place, row in enumerate(shown)}
    pairs = session.scalars(
        _with_sides(select(Match).join(PlannedItem))
        .where(Match.item_id.in_(order), Match.state == state)
        .order_by(Match.score.desc(), Match.id)
    ).all()
    pairs = sorted(pairs, key=lambda match: order[match.item_id])
    if not shown:
        return Waiting((), 0, 0, frozenset())
    return Waiting(pairs, shown[0].all_plans, shown[0].likely, frozenset(row.id for row in shown if row.linked))


def waiting_by_published(
    session: Session, unit_ids: Collection[int] | None, *, most_items: int
) -> tuple[Sequence[Match], int]:
    """The same pairs by published item, and how many items have any; two statements. Unlikely pairs are left out."""
    condition = (
        _of_units(unit_ids),
        Match.state == MatchState.SUGGESTED,
        Match.score >= LIKELY,
        PlannedItem.status != Status.CANCELLED,
    )
    items = (
        select(Match.published_item_id, func.count().over().label("all_items"))
        .join(PlannedItem)
        .where(*condition)
        .group_by(Match.published_item_id)
        .order_by(func.max(Match.score).desc(), Match.published_item_id)
        .limit(most_items)
    )
    shown = session.execute(items).all()
    order = {row.published_item_id: place for place, row in enumerate(shown)}
    pairs = session.scalars(
        _with_sides(select(Match).join(PlannedItem))
        .where(Match.published_item_id.in_(order), *condition)
        .order_by(Match.score.desc(), Match.id)
    ).all()
    return sorted(pairs, key=lambda match: order[match.published_item_id]), shown[0].all_items if shown else 0


def _has_its_piece() -> ColumnElement[bool]:
    other = aliased(Match)
    return exists().where(other.item_id == PlannedItem.id, other.state == MatchState.CONFIRMED).correlate(PlannedItem)


def certain(session: Session, least: float) -> Sequence[Match]:
    """Suggested pairs of dated plans that score enough to be taken by rule, likeliest first, with both their sides.

    Left out: pairs that a person took back, plans and published items that are linked already.
    """
    other = aliased(Match)
    linked = exists().where(
        or_(other.item_id == Match.item_id, other.published_item_id == Match.published_item_id),
        other.state.in_((MatchState.CONFIRMED, MatchState.ACCEPTED)),
    )
    return session.scalars(
        _with_sides(select(Match).join(PlannedItem))
        .where(
            Match.state == MatchState.SUGGESTED,
            Match.score >= least,
            ~Match.taken_back,
            PlannedItem.publish_on.is_not(None),
            PlannedItem.status.not_in((Status.CANCELLED, Status.POSTPONED)),
            ~linked,
        )
        .order_by(Match.score.desc(), Match.id)
    ).all()


def decided(session: Session, unit_ids: Collection[int] | None, *, limit: int) -> Sequence[Match]:
    """Confirmed and rejected pairs of the units' plans, the latest decision first."""
    return session.scalars(
        _with_sides(select(Match).join(PlannedItem))
        .where(_of_units(unit_ids), Match.state.not_in(UNDECIDED))
        .order_by(Match.decided_at.desc(), Match.id.desc())
        .limit(limit)
    ).all()


def _of_units(unit_ids: Collection[int] | None) -> ColumnElement[bool]:
    return true() if unit_ids is None else PlannedItem.unit_id.in_(unit_ids)


def _with_sides(query: Select[Match]) -> Select[Match]:
    return query.options(
        joinedload(Match.item).options(
            joinedload(PlannedItem.unit), joinedload(PlannedItem.genre), joinedload(PlannedItem.campaign)
        ),
        joinedload(Match.published_item).options(joinedload(PublishedItem.unit), joinedload(PublishedItem.channel)),
        joinedload(Match.decided_by),
    )
