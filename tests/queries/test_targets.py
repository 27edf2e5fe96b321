"""Targets on the campaign counted by hand, and what they cost."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.domain.forecast import Forecast, Outlook
from planner.newsdesk.units import merge_unit
from planner.queries.campaigns import campaign_by_key
from planner.queries.targets import target_lines, targets_of
from planner.vocabulary import SourceState
from tests.factories import NOW, actor, make_source, make_target, make_unit
from tests.queries.counting import statements
from tests.queries.test_board import ZONE
from tests.small_campaign import SmallCampaign, day, make_small_campaign


@pytest.fixture
def small(session: Session) -> SmallCampaign:
    return make_small_campaign(session)


def forecasts(session: Session) -> list[Forecast]:
    session.flush()
    session.expire_all()
    campaign = campaign_by_key(session, "thu-nghiem")
    assert campaign is not None
    found = targets_of(session, campaign.id, None)
    return [line.forecast for line in target_lines(session, campaign, found, now=NOW, zone=ZONE)]


def test_a_target_counts_what_is_confirmed_in_and_outside_the_plan(session: Session, small: SmallCampaign) -> None:
    # Báo: A and F out, C to come. Đài: G out and one outside; the column kept one of three and one is to come.
    make_target(session, small.campaign, small.paper, amount=4)
    make_target(session, small.campaign, small.paper, amount=4, theme=small.models)
    make_target(session, small.campaign, small.station, amount=2)
    make_target(session, small.campaign, small.station, amount=3, group="chuyen_muc")
    make_target(session, small.campaign, small.station, amount=1, group="bai")

    paper, by_theme, *station = forecasts(session)
    assert (paper.done, paper.ahead, paper.outlook) == (2, 1, Outlook.SHORT)
    assert (by_theme.done, by_theme.ahead) == (2, 0)
    assert [(one.done, one.ahead, one.outlook) for one in station] == [
        (2, 0, Outlook.REACHED),
        (1, 1, Outlook.SHORT),
        (0, 0, Outlook.SHORT),
    ]


def test_each_target_has_its_own_period(session: Session, small: SmallCampaign) -> None:
    make_target(session, small.campaign, small.paper, first=day(3), last=day(3), amount=1)
    make_target(session, small.campaign, small.paper, first=date(2026, 10, 1), last=date(2026, 10, 31), amount=1)

    found = forecasts(session)
    assert [(one.done, one.outlook) for one in found] == [(0, Outlook.MISSED), (1, Outlook.REACHED)]


def test_what_a_merged_unit_published_before_counts_for_its_successor(session: Session, small: SmallCampaign) -> None:
    merged = make_unit(session, "Báo và Đài Mới")
    for old in (small.paper, small.station):
        merge_unit(session, actor(), old, merged, on=day(10), basis="Quyết định thử")
    make_target(session, small.campaign, merged, amount=9)

    assert [one.done for one in forecasts(session)] == [4]


def test_a_dead_source_makes_a_target_unsure(session: Session, small: SmallCampaign) -> None:
    make_source(session, small.paper, state=SourceState.FAILING)
    targets = [make_target(session, small.campaign, unit) for unit in (small.paper, small.station)]
    lines = target_lines(session, small.campaign, targets, now=NOW, zone=ZONE)

    assert [line.unsure for line in lines] == [True, False]


def test_withdrawn_targets_and_other_periods_are_left_out(session: Session, small: SmallCampaign) -> None:
    make_target(session, small.campaign, small.paper, withdrawn_at=NOW)
    kept = make_target(session, small.campaign, small.paper)

    assert targets_of(session, small.campaign.id, None) == [kept]
    assert targets_of(session, small.campaign.id, {small.station.id}) == []


def test_many_targets_cost_what_one_costs(session: Session, engine: Engine, small: SmallCampaign) -> None:
    def cost() -> int:
        session.commit()
        with statements(engine) as sent:
            forecasts(session)
        return len(sent)

    make_target(session, small.campaign, small.paper)
    one = cost()
    for number in range(1, 12):
        make_target(session, small.campaign, small.paper, amount=number, theme=small.science)
    assert cost() <= one + 1  # the theme's row
