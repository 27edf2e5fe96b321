"""A campaign compared anew: a few plans at a time, to the end or until somebody stops it; decisions stay."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import Campaign, Match, Unit
from planner.newsdesk import reconciling, rematching
from planner.vocabulary import MatchState
from tests.factories import NOW, actor, make_campaign, make_item, make_person, make_published, make_unit

TITLES = ("Máy sấy nấm của hợp tác xã", "Nhà màng trồng dưa lưới", "Robot hái chè của sinh viên")


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def campaign(session: Session, unit: Unit, monkeypatch: pytest.MonkeyPatch) -> Campaign:
    """Three plans that came out, two of them compared at once."""
    monkeypatch.setattr(rematching, "AT_ONCE", 2)
    found = make_campaign(session, unit)
    for title in TITLES:
        make_item(session, unit, title, campaign=found)
        make_published(session, unit, title)
    reconciling.suggest_for_new(session, NOW)
    return found


def test_every_plan_is_compared_and_the_progress_is_kept(session: Session, campaign: Campaign) -> None:
    rejected = session.scalars(select(Match).order_by(Match.score.desc())).first()
    assert rejected is not None
    reconciling.reject(session, actor(), rejected)
    for match in session.scalars(select(Match).where(Match.state == MatchState.SUGGESTED)):
        match.score = 0.0
    row = rematching.ask(session, actor(make_person(session)), campaign)

    assert [rematching.go_on(session, NOW) for _ in range(3)] == [2, 1, 0]
    assert (row.total, row.done, row.ended_at, row.cancelled) == (3, 3, NOW, False)
    assert rejected.state is MatchState.REJECTED
    waiting = session.scalars(select(Match).where(Match.state == MatchState.SUGGESTED)).all()
    assert max(match.score for match in waiting) > 0.5


def test_it_is_stopped_between_two_turns(session: Session, campaign: Campaign) -> None:
    row = rematching.ask(session, actor(), campaign)
    rematching.go_on(session, NOW)
    rematching.cancel(session, actor(), row)
    assert rematching.go_on(session, NOW) == 0
    assert (row.done, row.cancelled, row.ended_at) == (2, True, NOW)


def test_asking_twice_runs_once_and_an_empty_campaign_is_done_at_once(
    session: Session, campaign: Campaign, unit: Unit
) -> None:
    assert rematching.ask(session, actor(), campaign) is rematching.ask(session, actor(), campaign)
    assert rematching.ask(session, actor(), make_campaign(session, unit)).ended_at == NOW
