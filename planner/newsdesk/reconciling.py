"""What people decide about a suggested pair. A plan is never changed by what was published: its history grows."""

from sqlalchemy.orm import Session

from planner.domain.matching import RULE
from planner.domain.reasons import Reason, ReasonCode
from planner.errors import Conflict
from planner.models import Match, PlannedItem, PublishedItem
from planner.newsdesk.history import Actor, record
from planner.newsdesk.suggesting import suggest_for_new, suggest_for_plan
from planner.newsdesk.unplanned import count_as_unplanned, not_relevant, take_back_count, undo_relevance
from planner.queries.matches import UNDECIDED, match_of
from planner.vocabulary import N_, MatchState

__all__ = [
    "confirm",
    "count_as_unplanned",
    "link_pasted",
    "not_relevant",
    "reject",
    "suggest_for_new",
    "suggest_for_plan",
    "undo",
    "undo_relevance",
]

UNDO_FIRST = N_("Cặp này đã được quyết định. Hoàn tác quyết định cũ trước khi quyết định lại.")


def confirm(session: Session, actor: Actor, match: Match) -> Match:
    """The published item carries out the plan. Confirming twice changes nothing."""
    return _decide(session, actor, match, MatchState.CONFIRMED, N_("xác nhận đã đăng, phát"))


def reject(session: Session, actor: Actor, match: Match) -> Match:
    """The two do not belong together; the pair is kept so that it is never suggested again."""
    return _decide(session, actor, match, MatchState.REJECTED, N_("loại gợi ý đối chiếu"))


def undo(session: Session, actor: Actor, match: Match) -> Match:
    """Back to waiting, whoever or whatever decided. A pair that waits already stays as it is."""
    if match.state is not MatchState.SUGGESTED:
        before = match.state
        match.state, match.decided_at, match.decided_by_id, match.pasted = MatchState.SUGGESTED, None, None, False
        match.taken_back = True
        _note(session, actor, match, before, N_("hoàn tác đối chiếu"))
    return match


def waiting_pair(session: Session, actor: Actor, item: PlannedItem, published: PublishedItem, why: ReasonCode) -> Match:
    """The pair of both, made for a reason of people's when comparing made none; not flushed."""
    match = match_of(session, item.id, published.id)
    if match is None:
        match = Match(
            item=item,
            published_item=published,
            state=MatchState.SUGGESTED,
            score=1.0,
            reasons=[Reason(why).as_data()],
            rule=RULE,
            suggested_at=actor.now,
        )
        session.add(match)
    return match


def link_pasted(session: Session, actor: Actor, item: PlannedItem, published: PublishedItem) -> Match:
    """Somebody says this link carries out the plan: it counts at once, also when the pair was rejected before."""
    match = waiting_pair(session, actor, item, published, ReasonCode.PASTED)
    if match.state is not MatchState.CONFIRMED:
        before = match.state
        _settle(session, actor, match, MatchState.CONFIRMED)
        match.pasted = True
        _note(session, actor, match, before, N_("gắn đường dẫn đã đăng, phát"))
    return match


def _decide(session: Session, actor: Actor, match: Match, state: MatchState, action: str) -> Match:
    if match.state is state:
        return match
    if match.state not in UNDECIDED:
        raise Conflict(UNDO_FIRST)
    before = match.state
    _settle(session, actor, match, state)
    _note(session, actor, match, before, action)
    return match


def _settle(session: Session, actor: Actor, match: Match, state: MatchState) -> None:
    match.state, match.decided_at, match.decided_by_id = state, actor.now, actor.person_id
    if state is MatchState.CONFIRMED:
        # A work is counted once: what carries out a plan is no longer outside it.
        take_back_count(session, actor, match.published_item)


def _note(session: Session, actor: Actor, match: Match, before: MatchState, action: str) -> None:
    change = {"field": N_("Đối chiếu"), "before": before.label, "after": match.state.label}
    for subject, other in ((match.item, match.published_item.title), (match.published_item, match.item.title)):
        record(session, actor, subject, action, [change], reason=other[:500])
