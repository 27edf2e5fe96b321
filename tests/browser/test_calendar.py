"""The calendar in a real browser: dragging, refused moves, the plain form, the keyboard."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy.orm import Session

from planner.models import Person, PlannedItem
from tests.browser.entering import enter
from tests.factories import make_campaign, make_item, make_person, make_unit
from tests.fixtures.browser import STEP_LIMIT, accessibility_faults

NOVEMBER = "/lich?thang=2026-11"
MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The browser sees no difference between engines; one is enough here."""
    return sqlite_url


@pytest.fixture
def quiet_page(browser: Browser, address: str) -> Iterator[Page]:
    """A tab whose console may complain: Chromium reports every refused request there."""
    context = browser.new_context(base_url=address, locale="vi-VN")
    context.set_default_timeout(STEP_LIMIT)
    yield context.new_page()
    context.close()


def planned(session: Session) -> tuple[Person, PlannedItem]:
    unit = make_unit(session)
    return make_person(session, unit), make_item(session, unit, "Giống lúa mới", publish_on=MONDAY)


def day(page: Page, on: date) -> Locator:
    return page.locator(f"[data-day='{on.isoformat()}']")


def drag(page: Page, card: Locator, to: Locator) -> None:
    """By hand: press, move in small steps, let go."""
    page.wait_for_selector("[data-planner][data-ready]")
    card.scroll_into_view_if_needed()
    start, end = card.bounding_box(), to.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 30, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 20, steps=12)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 24, steps=4)
    page.mouse.up()


def test_a_dragged_item_is_on_its_new_day_after_a_reload(page: Page, session: Session) -> None:
    editor, _item = planned(session)
    enter(page, editor, session)
    drag(page, page.locator("[data-item]"), day(page, WEDNESDAY).locator("[data-drop]"))
    expect(page.locator("#live")).to_contain_text("Đã dời “Giống lúa mới” sang thứ Tư, 25/11/2026")
    page.reload()
    expect(day(page, WEDNESDAY).locator("[data-item]")).to_have_count(1)
    expect(day(page, MONDAY).locator("[data-item]")).to_have_count(0)


def test_a_finger_drags_as_well_after_a_short_hold(browser: Browser, address: str, session: Session) -> None:
    editor, _item = planned(session)
    context = browser.new_context(base_url=address, has_touch=True, viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(STEP_LIMIT)
    page = context.new_page()
    enter(page, editor, session)
    page.wait_for_selector("[data-planner][data-ready]")
    page.locator("[data-item]").scroll_into_view_if_needed()
    start = page.locator("[data-item]").bounding_box()
    end = day(page, WEDNESDAY).locator("[data-drop]").bounding_box()
    assert start is not None
    assert end is not None
    fingers = context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    x, y = start["x"] + 30, start["y"] + 10
    touch("touchStart", (x, y))
    page.wait_for_selector(".sortable-chosen")  # the hold that tells a drag from a swipe
    for step in range(1, 13):
        touch("touchMove", (x + (end["x"] + 60 - x) * step / 12, y + (end["y"] + 20 - y) * step / 12))
    touch("touchEnd")
    expect(page.locator("#live")).to_contain_text("25/11/2026")
    context.close()


def test_an_item_is_dragged_twice_without_a_reload(page: Page, session: Session) -> None:
    editor, _item = planned(session)
    enter(page, editor, session)
    drag(page, page.locator("[data-item]"), day(page, WEDNESDAY).locator("[data-drop]"))
    expect(page.locator("#live")).to_contain_text("25/11/2026")
    drag(page, page.locator("[data-item]"), page.locator(".tray [data-drop]"))
    expect(page.locator("#live")).to_contain_text("về kho đề tài")
    page.reload()
    expect(page.locator(".tray [data-item]")).to_have_count(1)


def test_a_refused_move_goes_back_and_says_why(quiet_page: Page, session: Session) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit, short_title="Đợt thử", ends_on=MONDAY)
    make_item(session, unit, campaign=campaign, publish_on=MONDAY)
    enter(quiet_page, make_person(session, unit), session)
    drag(quiet_page, quiet_page.locator("[data-item]"), day(quiet_page, WEDNESDAY).locator("[data-drop]"))
    expect(quiet_page.locator("#live-urgent")).to_contain_text("nằm ngoài đợt “Đợt thử”")
    expect(day(quiet_page, MONDAY).locator("[data-item]")).to_have_count(1)


def test_a_move_without_a_network_goes_back_and_says_so(quiet_page: Page, session: Session) -> None:
    editor, _item = planned(session)
    enter(quiet_page, editor, session)
    quiet_page.wait_for_selector("[data-planner][data-ready]")
    quiet_page.context.set_offline(True)
    drag(quiet_page, quiet_page.locator("[data-item]"), day(quiet_page, WEDNESDAY).locator("[data-drop]"))
    expect(quiet_page.locator("#live-urgent")).to_contain_text("mất kết nối")
    expect(day(quiet_page, MONDAY).locator("[data-item]")).to_have_count(1)


def test_the_plain_form_moves_an_item_without_a_script(plain_page: Page, session: Session) -> None:
    editor, item = planned(session)
    number = item.id
    enter(plain_page, editor, session)
    plain_page.get_by_role("link", name="Chuyển ngày: Giống lúa mới").click()
    plain_page.fill("[name=publish_on]", WEDNESDAY.isoformat())
    plain_page.get_by_role("button", name="Dời ngày").click()
    plain_page.wait_for_url(f"**/tin-bai/{number}")
    plain_page.goto(NOVEMBER)
    expect(day(plain_page, WEDNESDAY).locator("[data-item]")).to_have_count(1)


def test_the_keyboard_reaches_items_and_their_move(page: Page, session: Session) -> None:
    editor, item = planned(session)
    number = item.id
    enter(page, editor, session)
    page.wait_for_selector("[data-calendar][role=grid]")
    page.locator("[data-item] .item__link").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Chuyển ngày: Giống lúa mới")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/tin-bai/{number}")


def test_arrow_keys_turn_the_months_and_n_adds_an_item(page: Page, session: Session) -> None:
    editor, _item = planned(session)
    enter(page, editor, session)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=1)).to_contain_text("tháng 12/2026")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thêm tin, bài dự kiến")
    expect(page.locator("[name=title]")).to_be_focused()


def test_a_phone_reads_the_month_as_a_list_without_scrolling_sideways(page: Page, session: Session) -> None:
    editor, _item = planned(session)
    page.set_viewport_size({"width": 375, "height": 800})
    enter(page, editor, session)
    expect(day(page, MONDAY)).to_be_visible()
    expect(page.locator(".calendar__day--free:not(.calendar__day--today)").first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 375


@pytest.mark.parametrize("target", [NOVEMBER, "/tin-bai/moi", "/chuyen-muc/moi", "/chuyen-muc"])
def test_axe_finds_nothing_to_say(page: Page, session: Session, target: str) -> None:
    editor, _item = planned(session)
    enter(page, editor, session, target)
    assert accessibility_faults(page) == []
