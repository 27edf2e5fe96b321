"""The views in a real browser: accessible in light and dark, at home on a phone, one A4 sheet a unit on paper."""

from datetime import UTC, date, datetime, time

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from planner.models import Person
from planner.vocabulary import Role, Status
from tests.browser.entering import enter
from tests.factories import PASSWORD, make_column, make_genre, make_item, make_person, make_slot, make_unit
from tests.fixtures.browser import accessibility_faults

DAY = date(2026, 11, 23)
VIEWS = {
    "month": "/lich?thang=2026-11",
    "week": "/lich/tuan?ngay=2026-11-23",
    "list": "/lich/danh-sach?thang=2026-11",
    "board": "/lich/bang?thang=2026-11",
    "day": "/lich/ngay?ngay=2026-11-23&buoc=30",
    "filtered": "/lich/bang?thang=2026-11&trang-thai=planned",
    "deadlines": "/lich?thang=2026-11&dong-ho=han-nop",
    "saved": "/bo-loc",
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The browser sees no difference between engines; one is enough here."""
    return sqlite_url


def newsroom(session: Session, role: Role = Role.EDITOR) -> Person:
    unit, genre = make_unit(session, "Báo Thử Nghiệm"), make_genre(session)
    for number in range(7):
        make_item(session, unit, f"Giống lúa mới số {number}", publish_on=DAY, genre=genre)
    make_item(session, unit, "Tin tối", publish_on=DAY, publish_at=datetime(2026, 11, 23, 13, tzinfo=UTC), genre=genre)
    make_item(session, unit, "Ý tưởng", publish_on=None, genre=genre, status=Status.IDEA)
    make_slot(session, make_column(session, unit, name="Khoa học quanh ta", airs_at=time(20), duration_min=30), DAY)
    return make_person(session, unit, role)


def show(page: Page, person: Person, session: Session, target: str) -> None:
    enter(page, person, session, "/tai-khoan")
    page.goto(target)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_to_say_about_a_view(page: Page, session: Session, view: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    show(page, newsroom(session), session, VIEWS[view])
    page.wait_for_load_state("networkidle")
    assert accessibility_faults(page) == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [375, 768])
def test_no_view_scrolls_sideways(page: Page, session: Session, view: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    show(page, newsroom(session, Role.REPORTER), session, VIEWS[view])
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_keys_1_to_5_turn_the_views(page: Page, session: Session) -> None:
    show(page, newsroom(session), session, VIEWS["month"])
    for key, heading in (("2", "tuần"), ("3", "Danh sách"), ("4", "Bảng"), ("5", "Lịch ngày"), ("1", "Lịch tin, bài")):
        page.keyboard.press(key)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def test_a_filter_is_saved_and_left_again(page: Page, session: Session) -> None:
    show(page, newsroom(session), session, VIEWS["filtered"])
    page.get_by_text("Lọc và tìm kiếm").click()
    page.get_by_label("Lưu bộ lọc này với tên").fill("Đã duyệt kế hoạch cả")
    page.get_by_role("button", name="Lưu bộ lọc").click()
    expect(
        page.get_by_role("navigation", name="Bộ lọc đã lưu").get_by_role("link", name="Đã duyệt kế hoạch cả")
    ).to_be_visible()
    page.get_by_role("link", name="Bỏ lọc").click()
    page.wait_for_url("**/lich/bang?thang=2026-11")
    page.get_by_role("link", name="Đã duyệt kế hoạch cả").click()
    page.wait_for_url("**trang-thai=planned")


@pytest.mark.parametrize(("items", "sheets"), [(0, 1), (40, 2), (90, 2), (150, 4)])
def test_a_month_is_one_sheet_of_paper_for_each_unit_or_says_that_it_goes_on(
    page: Page, session: Session, items: int, sheets: int
) -> None:
    genre, board = make_genre(session), make_person(session, make_unit(session), Role.BOARD)
    for unit in (make_unit(session), make_unit(session)):
        for number in range(items):
            title = f"Mô hình hay số {number} của hợp tác xã, cách làm hiệu quả của nông dân"
            make_item(session, unit, title, publish_on=date(2026, 11, 1 + number % 30), genre=genre)
    page.set_viewport_size({"width": 1280, "height": 900})
    email = board.email
    session.commit()
    page.goto("/dang-nhap?next=/lich/in?thang=2026-11")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/lich/in*")
    with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as paper:
        sizes = [tuple(round(side) for side in paper[number].get_size()) for number in range(len(paper))]
        texts = [paper[number].get_textpage().get_text_range() for number in range(len(paper))]
    assert sizes == [(842, 595)] * sheets, "A4 on its side, in points"
    assert ["tiếp trang sau" in text for text in texts].count(True) == max(sheets - 2, 0)
    assert sum(text.count("Mô hình hay số") for text in texts) == 2 * items
    prints = page.locator(".sheet__item").evaluate_all(
        "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(prints, default=99) >= 7 * 96 / 72 - 0.01, "no print under 7 points"
