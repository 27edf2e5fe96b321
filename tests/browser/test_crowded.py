"""A crowded day in a real browser: its short lines do what cards do, and the filter opens on demand."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from planner.models import Person
from planner.vocabulary import Status
from tests.browser.entering import enter
from tests.factories import make_item, make_person, make_unit
from tests.fixtures.browser import accessibility_faults

MONDAY, TUESDAY = "td[data-day='2026-11-23']", "td[data-day='2026-11-24']"
LINE = "li[data-item] .item__link"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The browser sees no difference between engines; one is enough here."""
    return sqlite_url


def crowd(session: Session) -> Person:
    """An editor whose Monday holds six ideas and one item that is out."""
    unit = make_unit(session)
    for number in range(6):
        make_item(session, unit, f"Bài số {number}", publish_on=date(2026, 11, 23), status=Status.IDEA)
    make_item(session, unit, "Bài đã đăng", publish_on=date(2026, 11, 23), status=Status.PUBLISHED)
    return make_person(session, unit)


def test_a_line_says_its_state_moves_by_its_menu_and_comes_back(page: Page, session: Session) -> None:
    enter(page, crowd(session), session)
    page.wait_for_selector("[data-planner][data-ready]")
    expect(page.locator(f"{MONDAY} {LINE}").first).to_have_accessible_name("Ý tưởng Bài số 0")
    expect(page.locator(f"{MONDAY} li", has_text="Bài đã đăng").locator(".item__move")).to_have_count(0)
    assert accessibility_faults(page) == []
    page.locator(f"{MONDAY} {LINE}").first.focus()
    page.keyboard.press("m")
    page.get_by_role("button", name="Lùi một ngày").click()
    expect(page.locator(f"{TUESDAY} li")).to_have_count(1)
    expect(page.locator(f"{MONDAY} .lines li")).to_have_count(6)
    expect(page.locator("#live")).to_contain_text("sang thứ Ba, 24/11/2026")
    page.keyboard.press("z")
    expect(page.locator("#live")).to_contain_text("trở về chỗ cũ")
    expect(page.locator(f"{MONDAY} .lines [data-movable]")).to_have_count(6)


def test_the_filter_is_fetched_when_its_fold_is_opened(page: Page, session: Session) -> None:
    enter(page, crowd(session), session)
    expect(page.get_by_label("Tìm trong tên")).to_have_count(0)
    page.get_by_text("Lọc và tìm kiếm").click()
    page.get_by_label("Trạng thái").select_option("published")
    page.wait_for_url("**/lich?trang-thai=published*")
    expect(page.locator("[data-item]")).to_have_count(1)


def test_without_a_script_the_filter_is_a_page_and_lines_open_their_items(plain_page: Page, session: Session) -> None:
    enter(plain_page, crowd(session), session)
    plain_page.get_by_text("Lọc và tìm kiếm").click()
    plain_page.get_by_role("link", name="Mở thành trang riêng").click()
    plain_page.get_by_label("Trạng thái").select_option("idea")
    plain_page.get_by_role("button", name="Lọc", exact=True).click()
    expect(plain_page.locator(f"{MONDAY} .lines li")).to_have_count(6)
    plain_page.get_by_role("link", name="Bài số 3").click()
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text("Bài số 3")
