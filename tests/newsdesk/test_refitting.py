"""Own weights are used only when switched to, left with one command, and named in the history."""

from dataclasses import asdict

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.weights import RULE, SHIPPED
from planner.errors import Conflict, Invalid
from planner.models import History, Match, MatchModel
from planner.newsdesk import refitting
from planner.newsdesk.reconciling import suggest_for_new
from planner.queries.match_models import model_in_use
from planner.vocabulary import MatchState
from tests.domain.test_refitting import NEWSROOM, decisions
from tests.factories import NOW, actor, make_item, make_person, make_published, make_unit


def decide(session: Session, number: int) -> None:
    """Store that many decisions, each plan with two pieces."""
    unit, editor = make_unit(session), make_person(session)
    items: dict[str, int] = {}
    for place, pair in enumerate(decisions(number, NEWSROOM)):
        plan = items.setdefault(pair.plan, 0) or make_item(session, unit, f"Kế hoạch {place}", compared_version=1).id
        items[pair.plan] = plan
        session.add(
            Match(
                item_id=plan,
                published_item=make_published(session, unit, f"Bài {place}", matched_at=NOW),
                state=MatchState.CONFIRMED if pair.right else MatchState.REJECTED,
                score=0.5,
                rule=RULE,
                features=asdict(pair.features),
                suggested_at=NOW,
                decided_at=NOW,
                decided_by_id=editor.id,
            )
        )
    session.flush()


def test_own_weights_are_used_from_the_switch_on_and_left_again(session: Session) -> None:
    decide(session, 500)
    assert model_in_use(session) == SHIPPED
    found = refitting.compare(session, actor())
    assert model_in_use(session) == SHIPPED

    row = refitting.switch(session, actor(), found)
    assert model_in_use(session).rule == row.rule != RULE
    unit = make_unit(session)
    item = make_item(session, unit, "Máy sấy nấm của hợp tác xã")
    make_published(session, unit, "Máy sấy nấm của hợp tác xã")
    suggest_for_new(session, NOW)
    assert session.scalar(select(Match.rule).where(Match.item_id == item.id)) == row.rule

    assert refitting.back(session, actor()) == RULE
    assert model_in_use(session) == SHIPPED
    actions = session.scalars(select(History.action).where(History.subject == MatchModel.__tablename__)).all()
    assert list(actions) == ["đổi mô hình đối chiếu", "quay lại mô hình đối chiếu trước"]


def test_nothing_to_go_back_to_and_nothing_to_learn_from_are_said(session: Session) -> None:
    with pytest.raises(Conflict, match="không có mô hình trước"):
        refitting.back(session, actor())
    with pytest.raises(Invalid, match="Chưa đủ cặp"):
        refitting.compare(session, actor())


def test_own_weights_of_features_that_are_no_more_are_left_alone(session: Session) -> None:
    session.add(MatchModel(rule="cũ", bias=0.0, weights={"gone": 1.0}, made_at=NOW, used=True))
    session.flush()
    assert model_in_use(session) == SHIPPED
