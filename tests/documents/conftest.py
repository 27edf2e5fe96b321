"""A drafted report of the campaign that is counted by hand."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from planner.domain.periods import Period
from planner.domain.report import Report, draft_report
from planner.queries.board import figures_of
from planner.queries.campaigns import campaign_by_key
from planner.queries.coverage import Scope
from planner.queries.reports import words_of
from planner.vocabulary import UnitKind
from tests.factories import TODAY, make_unit
from tests.small_campaign import NOVEMBER, make_small_campaign


@pytest.fixture
def report(session: Session) -> Report:
    small = make_small_campaign(session)
    parent = make_unit(session, "Đảng ủy Thử Nghiệm", UnitKind.PARTY_COMMITTEE)
    board = make_unit(session, "Ban Tuyên giáo Đảng ủy Thử Nghiệm", UnitKind.PROPAGANDA_BOARD)
    board.parent_id, board.names[0].short = parent.id, "BTG ĐUTN"
    small.campaign.board = board
    session.flush()
    session.expire_all()
    campaign = campaign_by_key(session, "thu-nghiem")
    assert campaign is not None
    figures = figures_of(
        session, campaign, Scope(campaign.id, Period(*NOVEMBER)), today=TODAY, zone=ZoneInfo("Asia/Ho_Chi_Minh")
    )
    return draft_report(words_of(session, campaign, TODAY), figures, TODAY)
