"""The board's further pages: who may see them, figures that lead to their lists, addresses that are wrong."""

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from planner.models import Exemplar, Person
from planner.vocabulary import ExemplarKind, Role, UnitKind
from tests.factories import make_person, make_unit
from tests.pages import sign_in
from tests.small_campaign import SmallCampaign, make_small_campaign
from tests.web.test_board import NOVEMBER, PAGE, root_of, text

pytestmark = pytest.mark.usefixtures("factories_day")
PAGES = ("/bang-cheo", "/chuyen-muc", "/dien-hinh", "/bien-dong")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The figures are held on both engines in ``tests/queries``."""
    return sqlite_url


@pytest.fixture
def small(session: Session) -> SmallCampaign:
    return make_small_campaign(session)


@pytest.fixture
def board(session: Session, small: SmallCampaign) -> Person:
    return make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)


def test_every_figure_of_the_further_pages_leads_to_a_list_of_that_length(client: FlaskClient, board: Person) -> None:
    sign_in(client, board)
    figures: dict[str, int] = {}
    for page in PAGES:
        for link in root_of(client, PAGE + page, **NOVEMBER, hang="don-vi", cot="thang").iter("a"):
            if (link.get("href") or "").startswith(f"{PAGE}/danh-sach"):
                figures[link.get("href", "")] = int(text(link))

    assert len(figures) > 15
    for address, number in figures.items():
        listed = html5lib.parse(client.get(address).get_data(as_text=True), namespaceHTMLElements=False)
        assert sum(1 for body in listed.iter("tbody") for _row in body.iter("tr")) == number, address


def test_a_narrowed_page_says_so_in_every_link(client: FlaskClient, board: Person, small: SmallCampaign) -> None:
    query = NOVEMBER | {"the-loai": "bai", "loai-hinh": "bao_dien_tu", "ten": "nay", "tinh": "quy-tac"}
    root = root_of(sign_in(client, board), PAGE, **query)
    figures = [link.get("href", "") for link in root.iter("a") if "/danh-sach?" in (link.get("href") or "")]

    assert figures
    for address in figures:
        for part in ("the-loai=bai", "loai-hinh=bao_dien_tu", "ten=nay", "tinh=quy-tac"):
            assert part in address
    assert any("Bỏ lọc" in text(link) for link in root.iter("a"))


def test_a_week_is_named_on_its_list(client: FlaskClient, board: Person) -> None:
    root = root_of(
        sign_in(client, board), f"{PAGE}/danh-sach", **NOVEMBER, **{"so-lieu": "published", "tuan": "2026-11-04"}
    )

    assert text(next(root.iter("h1"))) == "Đã đăng, phát: 3"
    assert "Tuần 45 (2/11–8/11)" in text(next(root.iter("main")))


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        ("/bang-cheo", {"hang": "tuan", "cot": "tuan"}),
        ("/bang-cheo", {"hang": "lạ"}),
        ("/bang-cheo", {"so-lieu": "lạ"}),
        ("/chuyen-muc", {"loai-hinh": "lạ"}),
        ("/dien-hinh", {"chu-de": "999999"}),
        ("/bien-dong", {"tu": "2026-11-30", "den": "2026-11-01"}),
        ("", {"trong-chuyen-muc": "999999"}),
        ("", {"ten": "lạ"}),
    ],
)
def test_a_wrong_choice_is_shown_at_its_field(
    client: FlaskClient, board: Person, page: str, wrong: dict[str, str]
) -> None:
    answer = sign_in(client, board).get(PAGE + page, query_string=NOVEMBER | wrong)

    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.get_data(as_text=True)


def test_an_editor_sees_only_the_own_unit_on_every_page(
    client: FlaskClient, session: Session, small: SmallCampaign
) -> None:
    session.add(Exemplar(unit_id=small.station.id, kind=ExemplarKind.MODEL, name="Gương của đài"))
    sign_in(client, make_person(session, small.paper, Role.EDITOR))
    for page in PAGES:
        words = client.get(PAGE + page, query_string=NOVEMBER).get_data(as_text=True)
        assert "Đài Thử Nghiệm" not in words, page
        assert "Gương của đài" not in words, page


def test_empty_pages_say_what_they_wait_for(client: FlaskClient, board: Person) -> None:
    sign_in(client, board)
    empty = NOVEMBER | {"tu": "2026-01-01", "den": "2026-01-31"}
    expected = {
        "/bang-cheo?hang=loai-hinh": "Kỳ này không có hàng hoặc cột nào để đếm",
        "/chuyen-muc?": "Kỳ này chưa có chuyên mục nào",
        "/dien-hinh?": "Sổ điển hình của các đơn vị này còn trống",
        "/bien-dong?": "Không tin, bài nào của kỳ này bị dời, hoãn hoặc hủy",
    }
    query = "&".join(f"{name}={value}" for name, value in empty.items())
    for page, sentence in expected.items():
        assert sentence in client.get(f"{PAGE}{page}&{query}").get_data(as_text=True)
