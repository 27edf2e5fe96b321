"""What people decide about published items that belong to a campaign although nobody planned them."""

from sqlalchemy.orm import Session

from planner.errors import Conflict, Invalid
from planner.models import Genre, PublishedItem, Relevance, Theme
from planner.newsdesk.history import Actor, record
from planner.queries.matches import is_planned
from planner.queries.relevance import counted_outside, waiting_copies
from planner.vocabulary import N_, RelevanceState


def count_as_unplanned(
    session: Session, actor: Actor, relevance: Relevance, theme: Theme | None, genre: Genre | None
) -> Relevance:
    """Count the item for the campaign, outside the plan. Raises Conflict when it carries out a plan or was judged."""
    if theme is not None and theme.campaign_id != relevance.campaign_id:
        raise Invalid(N_("Chọn một chủ đề của đợt tuyên truyền này."), field="theme")
    if relevance.state is RelevanceState.COUNTED:
        return relevance
    if is_planned(session, relevance.published_item_id):
        raise Conflict(N_("Tin, bài này đã được xác nhận là thực hiện kế hoạch nên không tính là ngoài kế hoạch."))
    _check_waiting(relevance)
    relevance.theme, relevance.genre = theme, genre
    _settle(session, actor, relevance, RelevanceState.COUNTED, N_("tính là ngoài kế hoạch"))
    return relevance


def not_relevant(session: Session, actor: Actor, relevance: Relevance) -> Relevance:
    """The item has nothing to do with the campaign; remembered: neither it nor a copy of it is offered again."""
    if relevance.state is not RelevanceState.NOT_RELEVANT:
        _check_waiting(relevance)
        for one in (relevance, *waiting_copies(session, relevance)):
            _settle(session, actor, one, RelevanceState.NOT_RELEVANT, N_("đánh dấu không liên quan"))
    return relevance


def undo_relevance(session: Session, actor: Actor, relevance: Relevance) -> Relevance:
    """Back to the list of what waits. The theme chosen stays as the proposal."""
    if relevance.state is not RelevanceState.SUGGESTED:
        _settle(session, actor, relevance, RelevanceState.SUGGESTED, N_("hoàn tác đánh giá liên quan"))
    return relevance


def take_back_count(session: Session, actor: Actor, published: PublishedItem) -> None:
    """A plan was found for the item: it is no longer counted as unplanned anywhere."""
    for relevance in counted_outside(session, published.id):
        _settle(session, actor, relevance, RelevanceState.SUGGESTED, N_("thôi tính là ngoài kế hoạch"))


def _check_waiting(relevance: Relevance) -> None:
    if relevance.state is not RelevanceState.SUGGESTED:
        raise Conflict(N_("Tin, bài này đã được đánh giá. Hoàn tác trước khi đánh giá lại."))


def _settle(session: Session, actor: Actor, relevance: Relevance, state: RelevanceState, action: str) -> None:
    before = relevance.state
    waits = state is RelevanceState.SUGGESTED
    relevance.state = state
    relevance.decided_at = None if waits else actor.now
    relevance.decided_by_id = None if waits else actor.person_id
    change = {"field": relevance.campaign.short_title, "before": before.label, "after": state.label}
    record(session, actor, relevance.published_item, action, [change])
