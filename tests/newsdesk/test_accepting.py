"""What is certain is taken by rule: marked, explained, taken back for good. On both engines."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.matching import CERTAIN
from planner.errors import Conflict
from planner.models import History, Match, Unit
from planner.newsdesk import reconciling
from planner.newsdesk.accepting import RULE_NAME, accept_certain
from planner.vocabulary import MatchState, Status
from tests.factories import NOW, actor, make_item, make_person, make_published, make_unit

TITLE = "Mô hình nuôi tôm công nghệ cao của ông Lê Văn Thử"


def pair(session: Session, unit: Unit | None = None, title: str = TITLE) -> Match:
    unit = unit or make_unit(session)
    item, published = make_item(session, unit, title), make_published(session, unit, title)
    reconciling.suggest_for_new(session, NOW)
    return session.scalars(select(Match).where(Match.item_id == item.id, Match.published_item_id == published.id)).one()


def test_a_certain_pair_is_taken_and_says_by_what_and_why(session: Session) -> None:
    match = pair(session)
    assert accept_certain(session, NOW) == 1
    assert (match.state, match.decided_at, match.decided_by_id) == (MatchState.ACCEPTED, NOW, None)
    assert match.score >= CERTAIN
    assert {"shared", "names", "same_day", "lead"} <= {reason["code"] for reason in match.reasons}
    assert match.features["lead"] > 0
    lines = session.scalars(select(History).where(History.actor == RULE_NAME).order_by(History.id)).all()
    assert [(line.subject, line.action) for line in lines] == [
        ("planned_item", "nhận theo quy tắc"),
        ("published_item", "nhận theo quy tắc"),
    ]


def test_taking_again_takes_nothing(session: Session) -> None:
    pair(session)
    assert [accept_certain(session, NOW) for _time in range(2)] == [1, 0]


def test_what_a_person_took_back_is_never_taken_again(session: Session) -> None:
    match, editor = pair(session), make_person(session)
    accept_certain(session, NOW)
    reconciling.undo(session, actor(editor), match)
    assert match.state is MatchState.SUGGESTED
    assert accept_certain(session, NOW) == 0
    match.published_item.matched_at = None
    session.flush()
    reconciling.suggest_for_new(session, NOW)
    assert accept_certain(session, NOW) == 0


@pytest.mark.parametrize(
    ("verb", "state"), [(reconciling.confirm, MatchState.CONFIRMED), (reconciling.reject, MatchState.REJECTED)]
)
def test_a_person_has_the_last_word(session: Session, verb: object, state: MatchState) -> None:
    match, editor = pair(session), make_person(session)
    accept_certain(session, NOW)
    assert callable(verb)
    verb(session, actor(editor), match)
    assert (match.state, match.decided_by_id) == (state, editor.id)
    with pytest.raises(Conflict):
        (reconciling.reject if state is MatchState.CONFIRMED else reconciling.confirm)(session, actor(editor), match)


def test_two_plans_for_one_item_are_a_doubt(session: Session) -> None:
    unit = make_unit(session)
    make_item(session, unit, TITLE)
    pair(session, unit)
    assert accept_certain(session, NOW) == 0


def test_a_plan_that_is_linked_already_takes_no_second_piece(session: Session) -> None:
    match, editor = pair(session), make_person(session)
    pasted = make_published(session, match.item.unit, "Tên khác hẳn")
    reconciling.link_pasted(session, actor(editor), match.item, pasted)
    assert accept_certain(session, NOW) == 0


@pytest.mark.parametrize("title", ["Nuôi tôm ở xã bên", "Mô hình nuôi tôm công nghệ cao của bà Trần Thị Mẫu"])
def test_another_name_and_a_vague_likeness_wait(session: Session, title: str) -> None:
    unit = make_unit(session)
    make_item(session, unit, TITLE)
    make_published(session, unit, title)
    reconciling.suggest_for_new(session, NOW)
    assert accept_certain(session, NOW) == 0


def test_a_cancelled_plan_takes_nothing(session: Session) -> None:
    match = pair(session)
    match.item.status = Status.CANCELLED
    session.flush()
    assert accept_certain(session, NOW) == 0
