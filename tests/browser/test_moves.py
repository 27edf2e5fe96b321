"""Moving without a mouse, taking moves back, and seeing what others change: in a real browser."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy.orm import Session

from planner.models import Person, PlannedItem
from planner.vocabulary import Status
from tests.browser.entering import enter
from tests.factories import make_column, make_item, make_person, make_slot, make_unit
from tests.fixtures.browser import STEP_LIMIT, accessibility_faults

NOVEMBER = "/lich?thang=2026-11"
MONDAY, TUESDAY, NEXT_MONDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 30)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The browser sees no difference between engines; one is enough here."""
    return sqlite_url


@pytest.fixture
def second_page(browser: Browser, address: str) -> Iterator[Page]:
    """Another person's browser; its console may complain, as Chromium reports refused requests there."""
    context = browser.new_context(base_url=address, locale="vi-VN")
    context.set_default_timeout(STEP_LIMIT)
    yield context.new_page()
    context.close()


def planned(session: Session) -> tuple[Person, PlannedItem]:
    unit = make_unit(session)
    return make_person(session, unit), make_item(session, unit, "Giống lúa mới", publish_on=MONDAY)


def day(page: Page, on: date) -> Locator:
    return page.locator(f"td[data-day='{on.isoformat()}']")


def open_menu(page: Page) -> None:
    page.wait_for_selector("[data-planner][data-ready]")
    page.wait_for_selector("[data-calendar][role=grid]")
    page.locator("[data-item] .item__link").first.focus()
    page.keyboard.press("m")
    expect(page.locator("#move-card")).to_be_visible()


def test_the_menu_of_a_card_moves_it_by_keyboard_and_z_takes_it_back(page: Page, session: Session) -> None:
    editor, _item = planned(session)
    enter(page, editor, session)
    open_menu(page)
    page.get_by_role("button", name="Lùi một tuần").click()
    expect(page.locator("#live")).to_contain_text("sang thứ Hai, 30/11/2026")
    expect(day(page, NEXT_MONDAY).locator("[data-item]")).to_have_count(1)
    page.keyboard.press("z")
    expect(page.locator("#live")).to_contain_text("trở về chỗ cũ")
    expect(day(page, MONDAY).locator("[data-item]")).to_have_count(1)
    page.reload()
    expect(day(page, MONDAY).locator("[data-item]")).to_have_count(1)


def test_the_menu_puts_a_card_into_the_tray_and_takes_it_out(page: Page, session: Session) -> None:
    editor, _item = planned(session)
    enter(page, editor, session)
    open_menu(page)
    page.get_by_role("button", name="Đưa về kho đề tài").click()
    expect(page.locator(".tray [data-item]")).to_have_count(1)  # at once, before the server has answered
    open_menu(page)
    page.fill("#move-card-day", TUESDAY.isoformat())
    page.keyboard.press("Enter")
    expect(day(page, TUESDAY).locator("[data-item]")).to_have_count(1)


def test_a_taken_slot_sends_the_card_back_and_says_who_is_there(second_page: Page, session: Session) -> None:
    unit = make_unit(session)
    column = make_column(session, unit)
    slot = make_slot(session, column, TUESDAY)
    make_item(session, unit, "Bài đã xếp", column=column, slot=slot, publish_on=TUESDAY)
    make_item(session, unit, "Bài muốn dời", column=column, publish_on=MONDAY)
    enter(second_page, make_person(session, unit), session)
    open_menu(second_page)
    second_page.get_by_role("button", name="Lùi một ngày").click()
    expect(second_page.locator("#live-urgent")).to_contain_text("đã có “Bài đã xếp”")
    expect(day(second_page, MONDAY).locator("[data-item]")).to_have_count(1)


def test_what_one_moves_another_sees_without_a_reload_and_an_old_page_cannot_undo_it(
    page: Page, second_page: Page, session: Session
) -> None:
    editor, item = planned(session)
    colleague = make_person(session, item.unit)
    enter(page, editor, session)
    enter(second_page, colleague, session)
    open_menu(second_page)
    second_page.get_by_role("button", name="Lùi một ngày").click()
    expect(second_page.locator("#live")).to_contain_text("24/11/2026")
    expect(day(page, TUESDAY).locator("[data-item]")).to_have_count(1, timeout=STEP_LIMIT)
    expect(page.locator("#live")).to_contain_text("Lịch vừa được cập nhật")
    open_menu(page)
    page.get_by_role("button", name="Lùi một ngày").click()
    expect(page.locator("#live")).to_contain_text("25/11/2026")
    second_page.locator("[data-undo]").click()
    expect(second_page.locator("#live-urgent")).to_contain_text("đã được sửa sau lần dời này")


def test_a_hidden_tab_asks_nothing(page: Page, session: Session) -> None:
    editor, _item = planned(session)
    enter(page, editor, session)
    page.clock.install()
    page.reload()
    page.wait_for_selector("[data-planner][data-ready]")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/thay-doi" in request.url else None)
    with page.expect_request("**/thay-doi"):
        page.clock.run_for(4000)
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    page.clock.run_for(4000)
    page.evaluate("fetch('/healthz').then((answer) => answer.text())")
    before = len(asked)
    page.clock.run_for(60_000)
    page.evaluate("fetch('/healthz').then((answer) => answer.text())")
    assert len(asked) == before


def test_arrows_walk_the_grid_with_one_tab_stop(page: Page, session: Session) -> None:
    editor, _item = planned(session)
    enter(page, editor, session)
    page.wait_for_selector("[data-calendar][role=grid]")
    assert page.locator("[data-calendar] [tabindex='0']").count() == 1
    page.locator("[data-item] .item__link").focus()
    for key, on in (("ArrowRight", TUESDAY), ("ArrowLeft", MONDAY)):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.closest('td').dataset.day") == on.isoformat()
    page.keyboard.press("ArrowRight")
    for _stop in range(page.evaluate("document.activeElement.closest('td').querySelectorAll('a[href]').length")):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('td').dataset.day") == "2026-12-01"
    assert page.locator("[data-calendar] [tabindex='0']").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('td')") is None
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=1)).to_contain_text("12/2026")


def test_axe_finds_nothing_with_the_menu_open_or_a_move_to_undo(page: Page, session: Session) -> None:
    editor, _item = planned(session)
    enter(page, editor, session)
    open_menu(page)
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Lùi một ngày").click()
    expect(page.locator("#live")).to_contain_text("24/11/2026")
    expect(page.locator("[data-item][aria-busy=true]")).to_have_count(0)  # pale while it is being saved
    assert accessibility_faults(page) == []


def test_published_and_foreign_cards_have_no_menu(page: Page, session: Session) -> None:
    editor, item = planned(session)
    item.status = Status.PUBLISHED
    enter(page, editor, session)
    expect(page.locator("[data-item]")).to_have_count(1)
    expect(page.locator(".item__move")).to_have_count(0)
