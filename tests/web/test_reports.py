"""The pages of reports: drafting, writing by hand, closing, opening again, files, and who may see what."""

import json
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

import docx
import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.documents.outline import printed
from planner.domain.report import Report
from planner.domain.report_values import digest, report_from
from planner.models import Person, StoredReport
from planner.queries.reports import report_of
from planner.vocabulary import ReportState, Role, UnitKind
from tests.documents.workbook import read_workbook
from tests.factories import make_person, make_unit
from tests.pages import another_visitor, fill, send, sign_in
from tests.small_campaign import SmallCampaign, make_small_campaign

pytestmark = pytest.mark.usefixtures("factories_day")

PAGE = "/bao-cao"
NOVEMBER = {"campaign": "thu-nghiem", "period": "2026-11-01/2026-11-30"}


@pytest.fixture
def small(session: Session) -> SmallCampaign:
    return make_small_campaign(session)


@pytest.fixture
def board(session: Session, small: SmallCampaign) -> Person:
    return make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)


@pytest.fixture
def report(client: FlaskClient, session: Session, board: Person) -> StoredReport:
    """Drafted by the board on the page, which stays signed in."""
    answer = send(sign_in(client, board), f"{PAGE}/lap", f"{PAGE}/lap", NOVEMBER)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return session.scalars(select(StoredReport)).one()


def root_of(client: FlaskClient, path: str) -> Element:
    response = client.get(path)
    assert response.status_code == 200, response.get_data(as_text=True)
    return html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)


def words(client: FlaskClient, path: str) -> str:
    return " ".join("".join(root_of(client, path).itertext()).split())


def shown_tables(root: Element) -> list[list[list[str]]]:
    """Body rows of every table of the preview."""
    return [
        [
            [" ".join("".join(cell.itertext()).split()) for cell in row]
            for row in table.iter("tr")
            if row.find("td") is not None
        ]
        for table in root.iter("table")
    ]


def on_paper(report: Report) -> list[list[list[str]]]:
    return [
        [[printed(cell) for cell in row] for row in (*table.rows, *([table.total] if table.total else []))]
        for table in report.tables
    ]


def test_a_draft_is_made_from_the_figures_and_stands_in_the_list(client: FlaskClient, report: StoredReport) -> None:
    assert "tháng 11 năm 2026" in words(client, PAGE)
    page = words(client, f"{PAGE}/{report.id}")

    assert "Thực hiện 03 tác phẩm trên 05 tác phẩm theo kế hoạch" in page
    assert "Dự thảo" in page
    assert "chỗ trong ngoặc vuông" in page


def test_page_word_excel_and_json_show_the_same_figures_cell_by_cell(client: FlaskClient, report: StoredReport) -> None:
    shown = report_of(report.edition)
    files = {kind: client.get(f"{PAGE}/{report.id}/bao-cao.{kind}").get_data() for kind in ("docx", "xlsx", "json")}
    word: Any = docx.Document(BytesIO(files["docx"]))
    written = {tuple(cell.text for cell in table.rows[0].cells): table for table in word.tables}
    preview = shown_tables(root_of(client, f"{PAGE}/{report.id}/xem"))

    filled = [table for table in shown.tables if table.rows]
    in_word = [[[cell.text for cell in row.cells] for row in list(written[table.heads].rows)[1:]] for table in filled]
    order = [3, 1, 2, 4, 5]
    assert preview[: len(order)] == [on_paper(shown)[number - 1] for number in order]
    assert [table.number for table in filled] == [1, 2, 3, 4]
    assert in_word == on_paper(shown)[:4]
    assert on_paper(report_from(json.loads(files["json"]))) == on_paper(shown)
    assert list(read_workbook(files["xlsx"])) == ["Tóm tắt", *(f"Bảng {n}" for n in range(1, 6)), "Phụ lục"]
    assert len(preview[-1]) == len(shown.annex)


def test_a_part_is_written_by_hand_and_taken_back(client: FlaskClient, session: Session, report: StoredReport) -> None:
    page, action = f"{PAGE}/{report.id}", f"{PAGE}/{report.id}/phan/4.1"
    assert send(client, page, action, {"text": "Ưu điểm <b>viết</b> tay."}, "p4.1-").status_code == 303
    assert "Ưu điểm <b>viết</b> tay." in words(client, page)
    assert "Ưu điểm <b>viết</b> tay." in words(client, f"{page}/xem")

    fields = fill(client, page, action, {"text": ""}, "p4.1-") | {"lay-lai": "1"}
    assert client.post(action, data=fields).status_code == 303
    session.expire_all()
    assert report.edition.own == {}


def test_a_save_from_an_older_page_keeps_what_was_typed(
    client: FlaskClient, session: Session, report: StoredReport
) -> None:
    page, action = f"{PAGE}/{report.id}", f"{PAGE}/{report.id}/phan/4.1"
    older = fill(client, page, action, {"text": "Bản của người thứ hai."}, "p4.1-")
    send(client, page, action, {"text": "Bản của người thứ nhất."}, "p4.1-")
    answer = client.post(action, data=older)

    assert answer.status_code == 409
    assert "Bản của người thứ hai." in answer.get_data(as_text=True)
    assert "Người khác vừa sửa báo cáo này" in answer.get_data(as_text=True)
    session.expire_all()
    assert report.edition.own["4.1"]["text"] == "Bản của người thứ nhất."


def test_closing_issuing_and_opening_again(client: FlaskClient, session: Session, report: StoredReport) -> None:
    page = f"{PAGE}/{report.id}"
    assert send(client, page, f"{page}/chot", {}).status_code == 303
    frozen = client.get(f"{page}/bao-cao.json").get_data()
    assert digest(frozen.decode()) in words(client, page)
    assert "DỰ THẢO" in words(client, f"{page}/xem")

    assert send(client, page, f"{page}/ban-hanh", {"on": "2026-12-31"}, "ban-hanh-").status_code == 400
    assert send(client, page, f"{page}/ban-hanh", {"on": "2026-11-23"}, "ban-hanh-").status_code == 303
    assert "DỰ THẢO" not in words(client, f"{page}/xem")
    assert "ngày 23 tháng 11 năm 2026" in words(client, f"{page}/xem")

    assert send(client, page, f"{page}/mo-lai", {"reason": ""}, "mo-lai-").status_code == 400
    assert send(client, page, f"{page}/mo-lai", {"reason": "Bổ sung đường dẫn"}, "mo-lai-").status_code == 303
    session.expire_all()
    assert (report.state, len(report.editions)) == (ReportState.DRAFT, 2)
    assert client.get(f"{page}/bao-cao.json?ban=1").get_data() == frozen
    assert "Không có gì khác bản 1" in words(client, f"{page}/thay-doi")


def test_a_closed_period_answers_a_late_change_with_a_sentence(client: FlaskClient, report: StoredReport) -> None:
    page = f"{PAGE}/{report.id}"
    late = fill(client, page, f"{page}/cap-nhat", {})
    send(client, page, f"{page}/chot", {})
    answer = client.post(f"{page}/cap-nhat", data=late)

    assert answer.status_code == 409
    assert "Người khác vừa sửa báo cáo này" in answer.get_data(as_text=True)


def test_the_same_period_is_not_drafted_twice(client: FlaskClient, report: StoredReport) -> None:
    answer = send(client, f"{PAGE}/lap", f"{PAGE}/lap", NOVEMBER)

    assert answer.status_code == 409
    assert "đã có báo cáo" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [("", "2026-11-05", "Chọn cả ngày đầu"), ("2026-11-06", "2026-11-05", "Ngày cuối kỳ phải sau")],
)
def test_days_that_make_no_period_are_refused(
    client: FlaskClient, board: Person, since: str, until: str, sentence: str
) -> None:
    values = {"campaign": "thu-nghiem", "period": "tu-chon", "since": since, "until": until}
    answer = send(sign_in(client, board), f"{PAGE}/lap", f"{PAGE}/lap", values)

    assert answer.status_code == 400
    assert sentence in answer.get_data(as_text=True)


def test_a_unit_sees_and_drafts_reports_of_its_own_alone(
    app: Flask, session: Session, small: SmallCampaign, report: StoredReport
) -> None:
    client = sign_in(another_visitor(app, session), make_person(session, small.paper, Role.EDITOR))
    assert client.get(f"{PAGE}/{report.id}").status_code == 404
    assert client.get(f"{PAGE}/{report.id}/bao-cao.docx").status_code == 404
    assert send(client, f"{PAGE}/lap", f"{PAGE}/lap", NOVEMBER | {"unit": small.station.id}).status_code == 400

    assert send(client, f"{PAGE}/lap", f"{PAGE}/lap", NOVEMBER | {"unit": small.paper.id}).status_code == 303
    own = session.scalars(select(StoredReport).order_by(StoredReport.id.desc())).first()
    assert own is not None
    assert own.unit_ids == [small.paper.id]
    page = words(client, f"{PAGE}/{own.id}/xem")
    assert "Báo Thử Nghiệm" in page
    assert "Đài Thử Nghiệm" not in page


def test_a_reporter_has_no_business_here(client: FlaskClient, session: Session, small: SmallCampaign) -> None:
    sign_in(client, make_person(session, small.paper, Role.REPORTER))
    assert client.get(PAGE).status_code == 403
