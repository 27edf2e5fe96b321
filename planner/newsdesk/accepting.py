"""Taking what is certain by rule: marked so, counted apart, taken back with one click. See ``domain.matching``."""

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from planner.domain.matching import CERTAIN, CERTAIN_WITH_LEAD, certain_from
from planner.domain.reasons import VETOES
from planner.models import Match
from planner.newsdesk.history import Actor, record
from planner.queries.matches import certain
from planner.vocabulary import N_, MatchState

RULE_NAME = N_("Quy tắc đối chiếu")


def accept_certain(session: Session, now: datetime) -> int:
    """Take the pairs that leave no doubt; the number taken. Two plans for one item, or two items for one plan that are
    both certain, are a doubt: a person tells them apart.
    """
    least = min(CERTAIN, CERTAIN_WITH_LEAD)
    found = [match for match in certain(session, least) if _is_certain(match) and not _held_back(match)]
    plans, items = Counter(match.item_id for match in found), Counter(match.published_item_id for match in found)
    alone = [match for match in found if plans[match.item_id] == items[match.published_item_id] == 1]
    for match in alone:
        match.state, match.decided_at, match.accepted_at = MatchState.ACCEPTED, now, now
        _note(session, Actor(RULE_NAME, now), match)
    session.flush()
    return len(alone)


def _is_certain(match: Match) -> bool:
    return match.score >= certain_from(match.features.get("brief", 0.0))


def _held_back(match: Match) -> bool:
    return any(reason["code"] in VETOES for reason in match.reasons)


def _note(session: Session, actor: Actor, match: Match) -> None:
    change = {
        "field": N_("Đối chiếu"),
        "before": MatchState.SUGGESTED.label,
        "after": MatchState.ACCEPTED.label,
    }
    for subject, other in ((match.item, match.published_item.title), (match.published_item, match.item.title)):
        record(session, actor, subject, N_("nhận theo quy tắc"), [change], reason=other[:500])
