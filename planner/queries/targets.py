"""Targets and how far they have come, from the same facts as every figure of the board."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.domain.coverage import STOPPED, Fact, Measure
from planner.domain.forecast import Forecast, forecast, working_days
from planner.domain.periods import Period
from planner.domain.tally import Filter
from planner.models import Campaign, Target, UnitMerger
from planner.queries.board import figures_of
from planner.queries.coverage import Scope
from planner.queries.days import days_off_between
from planner.queries.people import lineage_of

DONE = (Measure.PUBLISHED, Measure.OUTSIDE)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """``unsure``: a counting source of the unit was not observed all the time, so more may have been published."""

    target: Target
    forecast: Forecast
    unsure: bool

    @property
    def place(self) -> Filter:
        """What the target counts, as the board's lists name it."""
        return Filter(unit_id=self.target.unit_id, theme_id=self.target.theme_id, group=self.target.group or None)


def targets_of(
    session: Session, campaign_id: int, unit_ids: Iterable[int] | None, period: Period | None = None
) -> Sequence[Target]:
    """Targets that hold, of these units or of all, touching the period when one is given; by end, then unit."""
    query = (
        select(Target)
        .where(Target.campaign_id == campaign_id, Target.withdrawn_at.is_(None))
        .options(joinedload(Target.unit), joinedload(Target.theme))
        .order_by(Target.last, Target.unit_id, Target.id)
    )
    if unit_ids is not None:
        query = query.where(Target.unit_id.in_(list(unit_ids)))
    if period is not None:
        query = query.where(Target.first <= period.last, Target.last >= period.first)
    return session.scalars(query).all()


def running_targets(session: Session, unit_ids: Iterable[int], today: date) -> dict[Campaign, list[Target]]:
    """Targets of these units whose period holds today, by campaign with its themes and units; by end."""
    if not session.connection().scalar(_any_running(frozenset(unit_ids)), {"today": today}):
        return {}
    query = (
        select(Target)
        .where(
            Target.unit_id.in_(list(unit_ids)),
            Target.withdrawn_at.is_(None),
            Target.first <= today,
            Target.last >= today,
        )
        .options(
            joinedload(Target.unit),
            joinedload(Target.theme),
            joinedload(Target.campaign).options(selectinload(Campaign.themes), selectinload(Campaign.units)),
        )
        .order_by(Target.last, Target.id)
    )
    found: dict[Campaign, list[Target]] = {}
    for target in session.scalars(query):
        found.setdefault(target.campaign, []).append(target)
    return found


@lru_cache(maxsize=256)
def _any_running(unit_ids: frozenset[int]) -> Select[bool]:
    """Made once for all of the same units: every start page asks, and most have none."""
    return select(
        exists().where(
            Target.unit_id.in_(unit_ids),
            Target.withdrawn_at.is_(None),
            Target.first <= bindparam("today"),
            Target.last >= bindparam("today"),
        )
    )


def target_by_id(session: Session, number: int) -> Target | None:
    """A target with its campaign, unit and theme, a withdrawn one too."""
    options = [joinedload(Target.campaign), joinedload(Target.unit), joinedload(Target.theme)]
    return session.get(Target, number, options=options)


def target_lines(
    session: Session, campaign: Campaign, targets: Sequence[Target], *, now: datetime, zone: tzinfo
) -> list[TargetLine]:
    """How far each target of one campaign has come; the same number of statements for any number of them."""
    if not targets:
        return []
    today = now.astimezone(zone).date()
    whole = Period(min(one.first for one in targets), max(one.last for one in targets))
    edges = [(after, before) for after, before in session.execute(_MERGERS)]
    units = lineage_of([one.unit_id for one in targets], edges)
    figures = figures_of(session, campaign, Scope(campaign.id, whole, units), today=today, zone=zone, now=now)
    off = {day.on for day in days_off_between(session, whole.first, whole.last)}
    return [_line(one, figures.facts, lineage_of([one.unit_id], edges), figures.unsure, today, off) for one in targets]


_MERGERS = select(UnitMerger.successor_id, UnitMerger.predecessor_id)


def _line(
    target: Target,
    facts: Iterable[Fact],
    units: frozenset[int],
    unsure: frozenset[int],
    today: date,
    off: set[date],
) -> TargetLine:
    period = Period(target.first, target.last)
    wanted = Filter(theme_id=target.theme_id, group=target.group or None)
    mine = [fact for fact in facts if fact.unit_id in units and fact.on in period and wanted.takes(fact)]
    done = sum(fact.measure in DONE for fact in mine)
    ahead = sum(
        fact.measure is Measure.PLANNED and fact.on >= today and not fact.airings and fact.status not in STOPPED
        for fact in mine
    )
    days = working_days(period, today, off)
    return TargetLine(target, forecast(target.amount, done, ahead, days), bool(units & unsure))
