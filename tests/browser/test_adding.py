"""Adding quickly, moving a week and choosing many, with and without a script; and an item's page that stays fresh."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from planner import clock
from planner.newsdesk import planning
from planner.vocabulary import Status
from tests.browser.entering import enter
from tests.factories import (
    actor,
    make_column,
    make_genre,
    make_item,
    make_person,
    make_slot,
    make_unit,
)
from tests.fixtures.browser import STEP_LIMIT, accessibility_faults

NOVEMBER, WEEK, MANY = "/lich?thang=2026-11", "/lich/doi-tuan?ngay=2026-11-23", "/lich/chon-nhieu?thang=2026-11"
MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The browser sees no difference between engines; one is enough here."""
    return sqlite_url


def test_a_title_and_enter_add_an_item_without_leaving_the_calendar(page: Page, session: Session) -> None:
    unit, _genre = make_unit(session), make_genre(session)
    enter(page, make_person(session, unit), session)
    page.wait_for_selector("[data-planner][data-ready]")
    page.locator("td[data-day='2026-11-25'] .calendar__add").click()
    expect(page.locator("#quick-add [name=title]")).to_be_focused()
    assert accessibility_faults(page) == []
    page.keyboard.type("Giống lúa mới")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{NOVEMBER}")
    expect(page.locator("td[data-day='2026-11-25'] [data-item]")).to_contain_text("Giống lúa mới")
    expect(page.locator(".flash__text").first).to_contain_text("Đã thêm “Giống lúa mới”")


def test_a_slot_is_filled_and_an_item_added_without_a_script(plain_page: Page, session: Session) -> None:
    unit, _genre = make_unit(session), make_genre(session)
    make_slot(session, make_column(session, unit), WEDNESDAY)
    enter(plain_page, make_person(session, unit), session)
    plain_page.locator("td[data-day='2026-11-25'] .item--slot a").click()
    plain_page.fill("[name=title]", "Giống lúa mới")
    plain_page.press("[name=title]", "Enter")
    plain_page.wait_for_url(f"**{NOVEMBER}")
    expect(plain_page.locator("td[data-day='2026-11-25'] [data-item]")).to_contain_text("Giống lúa mới")
    expect(plain_page.locator(".item--slot")).to_have_count(0)


def test_a_week_is_moved_and_taken_back_without_a_script(plain_page: Page, session: Session) -> None:
    unit = make_unit(session)
    for title in ("Giống lúa mới", "Đường về bản"):
        make_item(session, unit, title, publish_on=MONDAY)
    make_item(session, unit, "Đã đăng", publish_on=MONDAY, status=Status.PUBLISHED)
    enter(plain_page, make_person(session, unit), session, WEEK)
    plain_page.fill("[name=reason]", "bão số 9")
    plain_page.get_by_role("button", name="Xem trước").click()
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text("2 làm được, 1 không")
    plain_page.get_by_role("button", name="Thực hiện").click()
    plain_page.wait_for_url("**/lich/tuan?ngay=2026-11-23")
    expect(plain_page.locator("td[data-day='2026-11-23'] [data-item]")).to_have_count(1)
    plain_page.get_by_role("button", name="Hoàn tác").click()
    plain_page.wait_for_url("**/lich/tuan?ngay=2026-11-23")
    expect(plain_page.locator("td[data-day='2026-11-23'] [data-item]")).to_have_count(3)


@pytest.mark.parametrize("width", [1440, 768, 375])
def test_axe_finds_nothing_on_the_pages_of_many_and_nothing_scrolls_sideways(
    page: Page, session: Session, width: int
) -> None:
    unit = make_unit(session)
    item = make_item(session, unit, "Giống lúa mới", publish_on=MONDAY)
    column = make_column(session, unit)
    number, column_number = item.id, column.id
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, make_person(session, unit), session, MANY)
    for target in (WEEK, MANY, "/tin-bai/nhanh", "/loat-bai/moi", f"/chuyen-muc/{column_number}/mau"):
        page.goto(target)
        assert accessibility_faults(page) == [], target
        assert page.evaluate("document.documentElement.scrollWidth") <= width, target
    page.goto(MANY)
    page.locator(f"#item-{number}").check()
    page.fill("[name=days]", "1")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 làm được")
    assert accessibility_faults(page) == []


def test_an_items_page_shows_what_a_colleague_changes_but_leaves_what_is_being_typed(
    page: Page, session: Session
) -> None:
    unit = make_unit(session)
    item = make_item(session, unit, "Giống lúa mới", publish_on=MONDAY)
    enter(page, make_person(session, unit), session, f"/tin-bai/{item.id}")
    planning.set_status(session, actor(now=clock.now()), item, Status.IN_PROGRESS)
    session.commit()
    expect(page.locator("#live-state")).to_contain_text(Status.IN_PROGRESS.label, timeout=STEP_LIMIT)
    page.locator("#live-item [name=reason]").last.fill("đang gõ dở")
    planning.set_status(session, actor(now=clock.now()), item, Status.SUBMITTED)
    session.commit()
    expect(page.locator("#live-state")).not_to_contain_text(Status.IN_PROGRESS.label, timeout=STEP_LIMIT)
    expect(page.locator("#live-item [name=reason]").last).to_have_value("đang gõ dở")
