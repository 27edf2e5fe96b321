"""A plan after the fact (lập tin, bài bổ sung): what came out without a plan gets one that says so."""

from datetime import timedelta, tzinfo

from sqlalchemy.orm import Session

from planner.domain.reasons import ReasonCode
from planner.errors import Conflict, Invalid
from planner.models import Genre, Match, PlannedItem, PublishedItem, Relevance, Theme
from planner.newsdesk.history import Actor, record
from planner.newsdesk.planning import plan_item
from planner.newsdesk.plans import Plan
from planner.newsdesk.reconciling import confirm, waiting_pair
from planner.queries.matches import families, is_planned
from planner.queries.relevance import airings_of
from planner.vocabulary import N_, RelevanceState, Status

LONGEST_TITLE = 300
AROUND = timedelta(days=30)


def plan_afterwards(
    session: Session, actor: Actor, relevance: Relevance, theme: Theme | None, genre: Genre | None, *, zone: tzinfo
) -> PlannedItem:
    """Make a plan for a published item of a campaign, with every airing of the same work, marked as made afterwards.

    Raises Conflict when the item carries out a plan already or was put aside, Invalid without a genre.
    """
    published = relevance.published_item
    if relevance.state is RelevanceState.NOT_RELEVANT:
        raise Conflict(N_("Tin, bài này đã đánh dấu không liên quan. Hoàn tác trước khi lập kế hoạch bổ sung."))
    if is_planned(session, published.id):
        raise Conflict(N_("Tin, bài này đã thuộc một kế hoạch, không lập bổ sung nữa."))
    if genre is None:
        raise Invalid(N_("Chọn thể loại để lập tin, bài bổ sung."), field="genre")
    if theme is not None and theme.campaign_id != relevance.campaign_id:
        raise Invalid(N_("Chọn một chủ đề của đợt tuyên truyền này."), field="theme")
    plan = Plan(
        title=published.title[:LONGEST_TITLE],
        genre=genre,
        medium=published.medium,
        campaign=relevance.campaign,
        themes=(theme,) if theme else (),
        publish_on=published.published_on,
    )
    item = plan_item(session, actor, published.unit, plan, zone=zone, status=Status.PUBLISHED)
    item.after_fact = True
    record(session, actor, item, N_("lập bổ sung sau khi đã đăng, phát"), [], reason=published.title[:500])
    for airing in _airings(session, published):
        confirm(session, actor, _pair(session, actor, item, airing))
    session.flush()
    return item


def _airings(session: Session, published: PublishedItem) -> list[PublishedItem]:
    """The work itself first, then its other airings that carry out no plan yet."""
    known = families(session)
    root = known.get(published.unit_id, published.unit_id)
    members = {root, published.unit_id, *(unit for unit, into in known.items() if into == root)}
    others = airings_of(session, published, members, AROUND)
    return [published, *(one for one in others if not is_planned(session, one.id))]


def _pair(session: Session, actor: Actor, item: PlannedItem, published: PublishedItem) -> Match:
    match = waiting_pair(session, actor, item, published, ReasonCode.AFTER_FACT)
    session.flush()
    return match
