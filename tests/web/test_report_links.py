"""A closed report opened to the public: read without signing in, until its last day, until revoked, by nobody else."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import ReportLink, StoredReport
from planner.vocabulary import Role, UnitKind
from planner.web.logging import masked
from tests.factories import NOW, make_person, make_unit
from tests.pages import another_visitor, send, sign_in
from tests.small_campaign import make_small_campaign

pytestmark = pytest.mark.usefixtures("factories_day")
DRAFT = {"campaign": "thu-nghiem", "period": "2026-11-01/2026-11-30"}


@pytest.fixture
def report(client: FlaskClient, session: Session) -> StoredReport:
    """A draft of the board's, who stays signed in."""
    make_small_campaign(session)
    board = make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)
    send(sign_in(client, board), "/bao-cao/lap", "/bao-cao/lap", DRAFT)
    return session.scalars(select(StoredReport)).one()


def opened(client: FlaskClient, report: StoredReport, until: str = "2026-12-23") -> str:
    """Close the report and open it; the path a visitor gets."""
    page = f"/bao-cao/{report.id}"
    send(client, page, f"{page}/chot", {})
    shown = send(client, f"{page}/cong-khai", f"{page}/cong-khai", {"ends_on": until})
    assert shown.status_code == 200
    token = shown.get_data(as_text=True).split("/bao-cao-cong-khai/")[1].split('"')[0]
    return f"/bao-cao-cong-khai/{token}"


def test_whoever_has_the_address_reads_the_closed_edition(
    app: Flask, client: FlaskClient, session: Session, report: StoredReport
) -> None:
    path = opened(client, report)
    read = another_visitor(app, session).get(path)
    page = read.get_data(as_text=True)
    assert "Bản công khai, chỉ đọc, mở đến hết thứ Tư, 23/12/2026" in page
    assert "BÁO CÁO" in page
    assert read.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert path.rsplit("/", 1)[1] not in masked(f"GET {path} 200")
    session.rollback()
    assert session.scalars(select(ReportLink.token_hash)).one() not in path


def test_an_ended_a_revoked_and_a_guessed_address_are_alike(
    app: Flask, client: FlaskClient, session: Session, report: StoredReport
) -> None:
    path = opened(client, report, "2026-11-24")
    visitor = another_visitor(app, session)
    assert visitor.get(path).status_code == 200
    with time_machine.travel(NOW + timedelta(days=2)):
        ended = visitor.get(path)
    guessed = visitor.get("/bao-cao-cong-khai/" + "a" * 43)
    index = f"/bao-cao/{report.id}/cong-khai"
    link = session.scalars(select(ReportLink)).one()
    assert send(client, index, f"{index}/{link.id}/thu-hoi", {}).status_code == 303
    revoked = visitor.get(path)
    assert [one.status_code for one in (ended, guessed, revoked)] == [404, 404, 404]
    assert "đã hết hạn hoặc đã bị thu hồi" in revoked.get_data(as_text=True)
    history = client.get(f"/bao-cao/{report.id}").get_data(as_text=True)
    assert "thu hồi đường dẫn công khai" in history


def test_a_draft_stays_shut_and_a_day_too_far_is_refused(
    client: FlaskClient, session: Session, report: StoredReport
) -> None:
    index = f"/bao-cao/{report.id}/cong-khai"
    assert "Báo cáo chưa chốt" in client.get(index).get_data(as_text=True)
    send(client, f"/bao-cao/{report.id}", f"/bao-cao/{report.id}/chot", {})
    for day in ("2026-11-22", "2028-01-01"):
        refused = send(client, index, index, {"ends_on": day})
        assert refused.status_code == 400
        assert "phải từ hôm nay đến một năm sau" in refused.get_data(as_text=True)
    session.rollback()
    assert session.scalars(select(ReportLink)).all() == []


def test_opening_again_leaves_the_opened_edition_as_it_was(
    app: Flask, client: FlaskClient, session: Session, report: StoredReport
) -> None:
    path = opened(client, report)
    visitor = another_visitor(app, session)
    before = visitor.get(path).get_data()
    page = f"/bao-cao/{report.id}"
    assert send(client, page, f"{page}/mo-lai", {"reason": "Thiếu một bài"}, "mo-lai-").status_code == 303
    assert visitor.get(path).get_data() == before


def test_a_unit_opens_no_report_of_others(
    client: FlaskClient, app: Flask, session: Session, report: StoredReport
) -> None:
    stranger = sign_in(another_visitor(app, session), make_person(session, make_unit(session)))
    assert stranger.get(f"/bao-cao/{report.id}/cong-khai").status_code == 404
