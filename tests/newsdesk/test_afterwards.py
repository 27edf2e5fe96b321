"""A plan after the fact holds every airing of its work, says what it is, and is made once."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.config import DEFAULT_ZONE
from planner.errors import Conflict, Invalid
from planner.models import History, Match, PlannedItem, Relevance, Unit
from planner.newsdesk import reconciling
from planner.newsdesk.afterwards import plan_afterwards
from planner.queries.relevance import number_unplanned, number_unplanned_since
from planner.vocabulary import Medium, RelevanceState, Status
from tests.factories import (
    NOW,
    TODAY,
    actor,
    make_campaign,
    make_genre,
    make_person,
    make_published,
    make_theme,
    make_unit,
)

ZONE = ZoneInfo(DEFAULT_ZONE)
TITLE = "Máy sấy nấm công nghệ cao của hợp tác xã"


def offered(session: Session, unit: Unit, **fields: object) -> Relevance:
    """A published item that waits to be judged for the only campaign."""
    published = make_published(session, unit, TITLE, **fields)
    reconciling.suggest_for_new(session, NOW)
    return session.scalars(select(Relevance).where(Relevance.published_item_id == published.id)).one()


@pytest.fixture
def unit(session: Session) -> Unit:
    found = make_unit(session)
    make_theme(session, make_campaign(session, found), "Ứng dụng vào sản xuất", strong=["công nghệ cao"])
    return found


def test_the_plan_holds_all_airings_of_the_work_and_says_that_it_came_after(session: Session, unit: Unit) -> None:
    editor, genre = make_person(session, unit), make_genre(session)
    row = offered(session, unit)
    rerun = make_published(session, unit, TITLE, medium=Medium.RADIO, published_on=TODAY + timedelta(2))
    late = make_published(session, unit, TITLE, published_on=TODAY + timedelta(60))

    item = plan_afterwards(session, actor(editor), row, row.campaign.themes[0], genre, zone=ZONE)

    assert (item.status, item.after_fact, item.publish_on, item.campaign) == (
        Status.PUBLISHED,
        True,
        TODAY,
        row.campaign,
    )
    assert item.themes == [row.campaign.themes[0]]
    linked = session.scalars(select(Match.published_item_id).where(Match.item_id == item.id)).all()
    assert set(linked) == {row.published_item_id, rerun.id}
    assert late.id not in linked
    actions = session.scalars(select(History.action).where(History.subject == "planned_item")).all()
    assert "lập bổ sung sau khi đã đăng, phát" in actions
    assert number_unplanned(session, None) == 0


def test_it_is_made_once_and_needs_a_genre(session: Session, unit: Unit) -> None:
    row = offered(session, unit)
    with pytest.raises(Invalid, match="Chọn thể loại"):
        plan_afterwards(session, actor(), row, None, None, zone=ZONE)
    plan_afterwards(session, actor(), row, None, make_genre(session), zone=ZONE)
    with pytest.raises(Conflict, match="đã thuộc một kế hoạch"):
        plan_afterwards(session, actor(), row, None, make_genre(session), zone=ZONE)
    assert len(session.scalars(select(PlannedItem)).all()) == 1


def test_what_was_put_aside_is_not_planned_afterwards(session: Session, unit: Unit) -> None:
    row = reconciling.not_relevant(session, actor(), offered(session, unit))
    with pytest.raises(Conflict, match="Hoàn tác"):
        plan_afterwards(session, actor(), row, None, make_genre(session), zone=ZONE)


def test_a_copy_of_what_is_not_relevant_is_not_offered_again(session: Session, unit: Unit) -> None:
    first, copy = offered(session, unit), offered(session, unit, published_on=TODAY + timedelta(1))
    reconciling.not_relevant(session, actor(), first)
    assert copy.state is RelevanceState.NOT_RELEVANT

    make_published(session, unit, TITLE.upper(), published_on=TODAY + timedelta(2))
    reconciling.suggest_for_new(session, NOW)
    assert number_unplanned(session, None) == 0


def test_the_load_of_a_day_is_counted(session: Session, unit: Unit) -> None:
    offered(session, unit)
    assert number_unplanned_since(session, None, NOW) == 1
    assert number_unplanned_since(session, {unit.id}, NOW + timedelta(seconds=1)) == 0
