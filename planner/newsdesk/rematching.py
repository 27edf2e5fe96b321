"""Comparing a whole campaign anew: asked for, done a few plans at a time in the background, stopped when told to."""

from datetime import datetime

from sqlalchemy.orm import Session

from planner.models import Campaign, Rematch
from planner.newsdesk.history import Actor, record
from planner.newsdesk.suggesting import compare_plans
from planner.queries import rematches
from planner.queries.matches import families
from planner.vocabulary import N_

AT_ONCE = 40  # about a second: the worker turns to its other jobs in between


def ask(session: Session, actor: Actor, campaign: Campaign) -> Rematch:
    """Begin comparing every plan of the campaign anew; one that runs already goes on."""
    running = rematches.running_of(session, campaign.id)
    if running is not None:
        return running
    total = rematches.number_of_plans(session, campaign.id)
    row = Rematch(campaign=campaign, asked_by_id=actor.person_id, asked_at=actor.now, total=total)
    row.ended_at = None if total else actor.now
    session.add(row)
    record(session, actor, campaign, N_("đối chiếu lại toàn bộ đợt"))
    return row


def cancel(session: Session, actor: Actor, row: Rematch) -> Rematch:
    """Stop after the plans that are being compared; what was found stays."""
    if row.ended_at is None:
        row.ended_at, row.cancelled = actor.now, True
        record(session, actor, row.campaign, N_("dừng đối chiếu lại"))
    return row


def go_on(session: Session, now: datetime) -> int:
    """Compare the next AT_ONCE plans of the oldest campaign that waits; their number. Decided pairs stay decided."""
    row = rematches.oldest_running(session)
    if row is None:
        return 0
    plans = rematches.plans_after(session, row.campaign_id, row.last_item_id, AT_ONCE)
    compare_plans(session, plans, families(session), now)
    row.done += len(plans)
    if plans:
        row.last_item_id = plans[-1].id
    if len(plans) < AT_ONCE:
        row.ended_at = now
    session.flush()
    return len(plans)
