"""A drafted report of the campaign that is counted by hand: made once, a value nobody can change."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from planner.database import open_engine
from planner.domain.periods import Period
from planner.domain.report import Report
from planner.models import Base, Exemplar
from planner.queries.campaigns import campaign_by_key
from planner.queries.coverage import Scope
from planner.queries.reports import drafted
from planner.vocabulary import ExemplarKind, UnitKind
from tests.factories import TODAY, make_unit
from tests.small_campaign import NOVEMBER, make_small_campaign


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What the engine is does not matter here: the selects are tested on both where they stand."""
    folder: Path = tmp_path_factory.mktemp("documents")
    engine = open_engine(f"sqlite:///{folder / 'small.sqlite'}")
    try:
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            return _drafted(session)
    finally:
        engine.dispose()


def _drafted(session: Session) -> Report:
    small = make_small_campaign(session)
    parent = make_unit(session, "Đảng ủy Thử Nghiệm", UnitKind.PARTY_COMMITTEE)
    board = make_unit(session, "Ban Tuyên giáo Đảng ủy Thử Nghiệm", UnitKind.PROPAGANDA_BOARD)
    board.parent_id, board.names[0].short = parent.id, "BTG ĐUTN"
    small.campaign.board = board
    exemplar = Exemplar(
        unit_id=small.paper.id, kind=ExemplarKind.MODEL, name="Vườn thử", place="Xã Thử", field="Nông nghiệp"
    )
    session.add(exemplar)
    session.flush()
    small.planned["F"].exemplar_id = exemplar.id
    session.flush()
    session.expire_all()
    campaign = campaign_by_key(session, "thu-nghiem")
    assert campaign is not None
    scope = Scope(campaign.id, Period(*NOVEMBER))
    return drafted(session, campaign, scope, today=TODAY, zone=ZoneInfo("Asia/Ho_Chi_Minh"))
