"""The board's page: whose figures, each figure's list, the same figures in every file, bad addresses."""

import json
import re
from datetime import date
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

import docx
import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from planner.documents.characters import printable
from planner.models import Person
from planner.newsdesk.units import merge_unit
from planner.vocabulary import MatchState, Role, UnitKind
from tests.factories import actor, make_person, make_published, make_unit
from tests.pages import another_visitor, sign_in
from tests.small_campaign import SmallCampaign, confirm, judge, make_small_campaign

pytestmark = pytest.mark.usefixtures("factories_day")

NOVEMBER = {"dot": "thu-nghiem", "tu": "2026-11-01", "den": "2026-11-30"}
PAGE = "/bang-theo-doi"
COUNTING: tuple[dict[str, str], ...] = ({}, {"tinh": "quy-tac"})


@pytest.fixture
def small(session: Session) -> SmallCampaign:
    return make_small_campaign(session)


@pytest.fixture
def board(session: Session, small: SmallCampaign) -> Person:
    return make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)


def root_of(client: FlaskClient, path: str, **query: str) -> Element:
    response = client.get(path, query_string=query or NOVEMBER)
    assert response.status_code == 200, response.get_data(as_text=True)
    return html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def panel_rows(root: Element, heading: str) -> list[list[str]]:
    """Words of every body and foot row of the first table in a panel."""
    section = next(one for one in root.iter("section") if one.get("aria-labelledby") == heading)
    table = next(section.iter("table"))
    parts = [part for part in table if part.tag in ("tbody", "tfoot")]
    return [[text(cell) for cell in row] for part in parts for row in part.iter("tr")]


def printed_tables(root: Element) -> list[list[list[str]]]:
    """Bảng 1–4 as the page shows them, without the head row."""
    fold = next(one for one in root.iter("details") if one.get("class") == "fold")
    return [
        [[text(cell) for cell in row] for part in table if part.tag in ("tbody", "tfoot") for row in part.iter("tr")]
        for table in fold.iter("table")
    ]


def test_the_board_sees_the_figures_counted_by_hand(client: FlaskClient, board: Person) -> None:
    root = root_of(sign_in(client, board), PAGE)

    rows = panel_rows(root, "units")
    assert [row[:6] for row in rows] == [
        ["Báo Thử Nghiệm", "4", "2", "1", "0", "3"],
        ["Đài Thử Nghiệm", "1", "1", "0", "1", "1"],
        ["Tổng cộng", "5", "3", "1", "1", "4"],
    ]


def test_page_word_and_json_show_the_same_figures_cell_by_cell(client: FlaskClient, board: Person) -> None:
    sign_in(client, board)
    page = printed_tables(root_of(client, PAGE))
    values = json.loads(client.get(f"{PAGE}/bao-cao.json", query_string=NOVEMBER).get_data())
    word: Any = docx.Document(BytesIO(client.get(f"{PAGE}/bao-cao.docx", query_string=NOVEMBER).get_data()))

    written = {tuple(cell.text for cell in table.rows[0].cells): table for table in word.tables}
    for shown, table in zip(page, values["tables"][: len(page)], strict=True):
        in_word = [[cell.text for cell in row.cells] for row in list(written[tuple(table["heads"])].rows)[1:]]
        in_json = [["" if cell is None else str(cell) for cell in row] for row in table["rows"]]
        assert shown == in_word == in_json


def test_every_figure_on_the_page_leads_to_a_list_of_that_length(client: FlaskClient, board: Person) -> None:
    root = root_of(sign_in(client, board), PAGE)
    figures = {
        link.get("href", ""): int(text(link))
        for link in root.iter("a")
        if (link.get("href") or "").startswith(f"{PAGE}/danh-sach")
    }

    assert len(figures) > 30
    for address, number in figures.items():
        listed = html5lib.parse(client.get(address).get_data(as_text=True), namespaceHTMLElements=False)
        assert sum(1 for body in listed.iter("tbody") for _row in body.iter("tr")) == number, address


def test_a_list_shows_the_links_and_how_they_are_known(
    client: FlaskClient, board: Person, small: SmallCampaign
) -> None:
    query = NOVEMBER | {"so-lieu": "published", "don-vi": str(small.paper.id), "chu-de": str(small.models.id)}
    root = root_of(sign_in(client, board), f"{PAGE}/danh-sach", **query)
    links = [link.get("href") for link in root.iter("a")]

    assert text(next(root.iter("h1"))) == "Đã đăng, phát: 2"
    assert small.published["A-web"].link in links
    assert f"/tin-bai/{small.planned['A'].id}" in links
    assert "trang báo in" in text(next(root.iter("tbody")))


def test_an_editor_sees_only_the_own_unit_everywhere(
    client: FlaskClient, session: Session, small: SmallCampaign
) -> None:
    sign_in(client, make_person(session, small.paper, Role.EDITOR))

    assert [row[0] for row in panel_rows(root_of(client, PAGE), "units")] == ["Báo Thử Nghiệm", "Tổng cộng"]
    values = json.loads(client.get(f"{PAGE}/bao-cao.json", query_string=NOVEMBER).get_data())
    assert [unit["name"] for unit in values["units"]] == ["Báo Thử Nghiệm"]
    assert "Đài Thử Nghiệm" not in client.get(f"{PAGE}/bao-cao.json", query_string=NOVEMBER).get_data(as_text=True)
    word: Any = docx.Document(BytesIO(client.get(f"{PAGE}/bao-cao.docx", query_string=NOVEMBER).get_data()))
    assert "Đài Thử Nghiệm" not in "".join(word.element.body.itertext())
    other = NOVEMBER | {"don-vi": str(small.station.id)}
    for path in (PAGE, f"{PAGE}/danh-sach", f"{PAGE}/bao-cao.docx", f"{PAGE}/bao-cao.json"):
        assert client.get(path, query_string=other | {"so-lieu": "planned"}).status_code == 400


@pytest.mark.parametrize("path", ["", "/danh-sach", "/bao-cao.docx", "/bao-cao.json"])
def test_reporters_administrators_and_strangers_do_not_see_the_board(
    client: FlaskClient, session: Session, small: SmallCampaign, path: str
) -> None:
    assert client.get(PAGE + path, query_string=NOVEMBER).status_code == 303
    for role in (Role.REPORTER, Role.ADMINISTRATOR):
        visitor = another_visitor(client.application, session)
        sign_in(visitor, make_person(session, small.paper, role))
        assert visitor.get(PAGE + path, query_string=NOVEMBER).status_code == 403


def test_the_board_may_choose_one_unit(client: FlaskClient, board: Person, small: SmallCampaign) -> None:
    root = root_of(sign_in(client, board), PAGE, **NOVEMBER, **{"don-vi": str(small.station.id)})

    assert [row[0] for row in panel_rows(root, "units")] == ["Đài Thử Nghiệm", "Tổng cộng"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"tu": "2026-11-30", "den": "2026-11-01"}, "Ngày cuối phải sau ngày đầu"),
        ({"tu": "hôm qua"}, "Ngày không hợp lệ"),
        ({"tu": "0001-01-01"}, "Năm phải nằm trong khoảng"),
        ({"don-vi": "999999"}, "Chọn một mục trong danh sách"),
        ({"don-vi": "x" * 10_000}, "Chọn một mục trong danh sách"),
    ],
)
def test_a_wrong_address_is_refused_with_a_sentence(
    client: FlaskClient, board: Person, wrong: dict[str, str], sentence: str
) -> None:
    sign_in(client, board)
    for path in ("", "/bao-cao.docx", "/bao-cao.json", "/danh-sach"):
        response = client.get(PAGE + path, query_string=NOVEMBER | {"so-lieu": "planned"} | wrong)
        assert response.status_code == 400
        assert sentence in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "wrong", [{"so-lieu": "lạ"}, {"chu-de": "-1"}, {"thang": "2026-13"}, {"the-loai": "x" * 41}, {"chuyen-muc": "1e9"}]
)
def test_a_list_of_nothing_countable_is_refused(client: FlaskClient, board: Person, wrong: dict[str, str]) -> None:
    sign_in(client, board)
    assert client.get(f"{PAGE}/danh-sach", query_string=NOVEMBER | {"so-lieu": "planned"} | wrong).status_code == 400


def test_an_unknown_campaign_or_form_is_not_there(client: FlaskClient, board: Person) -> None:
    sign_in(client, board)
    assert client.get(PAGE, query_string=NOVEMBER | {"dot": "khong-co"}).status_code == 404
    answer = client.get(f"{PAGE}/bao-cao.docx", query_string=NOVEMBER | {"the-thuc": "khong-co"})
    assert answer.status_code == 400
    assert "dang-hd05" in answer.get_data(as_text=True)


def test_a_long_list_comes_in_pages_whose_addresses_cannot_be_bent(
    client: FlaskClient, session: Session, board: Person, small: SmallCampaign
) -> None:
    for _ in range(100):
        judge(session, small.campaign, make_published(session, small.station))
    query = NOVEMBER | {"so-lieu": "outside", "_external": "1", "_scheme": "javascript", "_anchor": "x"}
    first = root_of(sign_in(client, board), f"{PAGE}/danh-sach", **query)
    following = next(link for link in first.iter("a") if text(link) == "Trang sau")
    second = html5lib.parse(client.get(following.get("href", "")).get_data(as_text=True), namespaceHTMLElements=False)

    assert following.get("href", "").startswith(f"{PAGE}/danh-sach?")
    assert [sum(1 for _row in next(root.iter("tbody"))) for root in (first, second)] == [100, 1]


def test_an_empty_period_says_what_to_do(client: FlaskClient, board: Person) -> None:
    page = sign_in(client, board).get(PAGE, query_string=NOVEMBER | {"tu": "2026-01-01", "den": "2026-01-31"})

    assert "Kỳ này chưa có gì để đếm" in page.get_data(as_text=True)


def test_no_campaign_at_all_says_what_to_do(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session, "Ban", UnitKind.PROPAGANDA_BOARD), Role.BOARD))

    assert "Chưa có đợt tuyên truyền nào" in client.get(PAGE).get_data(as_text=True)
    assert client.get(f"{PAGE}/bao-cao.docx").status_code == 404


def test_without_days_the_current_month_is_shown(client: FlaskClient, board: Person) -> None:
    root = root_of(sign_in(client, board), PAGE, dot="thu-nghiem")
    values = {field.get("name"): field.get("value") for field in root.iter("input")}

    assert re.fullmatch(r"\d{4}-\d\d-01", values["tu"] or "")


def test_the_files_are_named_after_campaign_and_period(client: FlaskClient, board: Person) -> None:
    answer = sign_in(client, board).get(f"{PAGE}/bao-cao.docx", query_string=NOVEMBER)

    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="bao-cao-thu-nghiem-2026-11-01-2026-11-30.docx"'
    )
    assert printable("đ" * 250) in "".join(docx.Document(BytesIO(answer.get_data())).element.body.itertext())


def test_what_a_rule_took_counts_only_when_the_board_chooses_so(
    client: FlaskClient, session: Session, board: Person, small: SmallCampaign
) -> None:
    published = make_published(session, small.paper, "Kế hoạch B đã lên trang", published_on=date(2026, 11, 10))
    confirm(session, small.planned["B"], published, state=MatchState.ACCEPTED)
    sign_in(client, board)
    figures = [json.loads(client.get(f"{PAGE}/bao-cao.json", query_string=NOVEMBER | more).data) for more in COUNTING]
    firm, with_rule = ({one["how"]: one["works"] for one in data["known"]} for data in figures)
    assert with_rule == firm | {"feed_rule": firm["feed_rule"] + 1}
    assert "chưa tính tin, bài nhận theo quy tắc" in " ".join(figures[0]["notes"])
    assert "tính cả tin, bài nhận theo quy tắc" in " ".join(figures[1]["notes"])


def test_the_page_says_in_words_what_it_counts_and_leads_to_the_other_way(
    client: FlaskClient, session: Session, board: Person, small: SmallCampaign
) -> None:
    published = make_published(session, small.paper, "Kế hoạch B đã lên trang", published_on=date(2026, 11, 10))
    confirm(session, small.planned["B"], published, state=MatchState.ACCEPTED)
    sign_in(client, board)
    page = client.get(PAGE, query_string=NOVEMBER).get_data(as_text=True)
    assert "Chưa tính 1 lần đăng, phát nhận theo quy tắc" in page
    page = client.get(PAGE, query_string=NOVEMBER | COUNTING[1]).get_data(as_text=True)
    assert "Đang tính cả 1 lần đăng, phát nhận theo quy tắc" in page
    assert "RSS, tự động xác nhận" in page
    assert page.count("tinh=quy-tac") > 5


def test_a_merged_unit_stands_both_ways_on_the_page_and_in_its_files(
    client: FlaskClient, session: Session, small: SmallCampaign, board: Person
) -> None:
    merged = make_unit(session, "Báo và Đài Mới")
    for old in (small.paper, small.station):
        merge_unit(session, actor(), old, merged, on=date(2026, 11, 10), basis="Quyết định thử")
    session.commit()
    sign_in(client, board)
    old_names, new_name = ["Báo Thử Nghiệm", "Đài Thử Nghiệm"], ["Báo và Đài Mới"]
    for way, names, published in (("", old_names, [2, 1]), ("nay", new_name, [3])):
        query = NOVEMBER | {"ten": way}
        values = json.loads(client.get(f"{PAGE}/bao-cao.json", query_string=query).get_data())
        assert [(unit["name"], unit["published"]) for unit in values["units"]] == list(
            zip(names, published, strict=True)
        )
        word: Any = docx.Document(BytesIO(client.get(f"{PAGE}/bao-cao.docx", query_string=query).get_data()))
        by_unit = next(table for table in word.tables if table.rows[0].cells[0].text == "STT")
        assert [row.cells[1].text for row in by_unit.rows[1:-1]] == names
        page = client.get(PAGE, query_string=query).get_data(as_text=True)
        assert all(f'<th scope="row">{name}' in page for name in names)
