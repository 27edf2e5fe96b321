"""The keyboard of the five views: one walk through all keys, and nothing while somebody types."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from planner.models import Person
from tests.browser.entering import enter
from tests.factories import make_genre, make_item, make_person, make_unit

DAY = date(2026, 11, 23)
VIEWS = {
    "month": ("/lich?thang=2026-11", "tháng 12/2026"),
    "week": ("/lich/tuan?ngay=2026-11-23", "06/12/2026"),
    "list": ("/lich/danh-sach?thang=2026-11", "tháng 12/2026"),
    "board": ("/lich/bang?thang=2026-11", "tháng 12/2026"),
    "day": ("/lich/ngay?ngay=2026-11-23", "24/11/2026"),
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The browser sees no difference between engines; one is enough here."""
    return sqlite_url


def newsroom(session: Session) -> Person:
    unit, genre = make_unit(session), make_genre(session)
    for hour in (1, 2):
        at = datetime(2026, 11, 23, hour, tzinfo=UTC)
        make_item(session, unit, f"Giống lúa {hour}", publish_on=DAY, publish_at=at, genre=genre)
    return make_person(session, unit)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.replace(/\\s+/g, ' ')"))


def test_every_key_does_what_it_says_in_every_view(page: Page, session: Session) -> None:
    enter(page, newsroom(session), session)
    for target, later in VIEWS.values():
        page.goto(target)
        page.wait_for_selector("[data-planner][data-ready]")
        title = page.get_by_role("heading", level=1)
        at_first = title.inner_text()
        _search_field_keeps_the_letters(page, at_first)
        _help_lists_the_keys(page)
        assert page.locator("[data-calendar] [tabindex='0'], [data-calendar][tabindex='0']").count() == 1
        page.locator("[data-calendar] a", has_text="Giống lúa 1").first.focus()
        for _stop in range(3):
            if "Giống lúa 2" not in focused(page):
                page.keyboard.press("ArrowDown")
        assert "Giống lúa 2" in focused(page), target
        page.keyboard.press("Enter")
        page.wait_for_url("**/tin-bai/*")
        page.goto(target)
        page.wait_for_selector("[data-planner][data-ready]")
        _turn(page, "ArrowRight")
        expect(title).to_contain_text(later)
        _turn(page, "ArrowLeft")
        expect(title).to_have_text(at_first)
        _turn(page, "t")
        page.keyboard.press("n")
        expect(title).to_contain_text("Thêm tin, bài dự kiến")


def _turn(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_selector("[data-planner][data-ready]")


def _search_field_keeps_the_letters(page: Page, title: str) -> None:
    page.keyboard.press("/")
    expect(page.locator("input[type=search]")).to_be_focused()
    page.keyboard.type("n2t?")
    expect(page.locator("input[type=search]")).to_have_value("n2t?")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.locator("input[type=search]").fill("")
    page.evaluate("document.activeElement.blur()")


def _help_lists_the_keys(page: Page) -> None:
    page.keyboard.press("?")
    keys = page.locator("#shortcuts dt")
    expect(page.locator("#shortcuts")).to_be_visible()
    shown = set(keys.all_inner_texts())
    assert {"n", "/", "t", "←", "→", "↑ ↓ ← →", "1", "2", "3", "4", "5", "?"} <= shown, shown
    page.keyboard.press("n")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).to_be_hidden()


def test_arrows_walk_the_lanes_of_the_board_empty_ones_too(page: Page, session: Session) -> None:
    enter(page, newsroom(session), session, VIEWS["board"][0])
    page.wait_for_selector("[data-planner][data-ready]")
    page.locator(".item__link").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.querySelector('[data-drop]').dataset.status") == "in_progress"
    page.keyboard.press("ArrowLeft")
    assert "Giống lúa 1" in focused(page)
