"""The board's lanes in a browser: a card dragged on, refused, explained, taken back; by mouse, finger, key and form."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy.orm import Session

from planner.models import Person, PlannedItem
from planner.vocabulary import Status
from tests.browser.entering import enter
from tests.factories import make_item, make_person, make_unit
from tests.fixtures.browser import STEP_LIMIT, accessibility_faults

BOARD = "/lich/bang?thang=2026-11"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The browser sees no difference between engines; one is enough here."""
    return sqlite_url


@pytest.fixture
def quiet_page(browser: Browser, address: str) -> Iterator[Page]:
    """A wide tab with a touch screen whose console may complain: Chromium reports every refused request there."""
    context = browser.new_context(
        base_url=address, locale="vi-VN", has_touch=True, viewport={"width": 1600, "height": 900}
    )
    context.set_default_timeout(STEP_LIMIT)
    yield context.new_page()
    context.close()


def planned(session: Session) -> tuple[Person, PlannedItem]:
    unit = make_unit(session)
    return make_person(session, unit), make_item(session, unit, "Giống lúa mới", publish_on=date(2026, 11, 23))


def lane(page: Page, status: Status) -> Locator:
    return page.locator(f"[data-drop][data-status={status.value}]")


def drag(page: Page, status: Status) -> None:
    page.wait_for_selector("[data-planner][data-ready]")
    start, end = page.locator("[data-item]").bounding_box(), lane(page, status).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 30, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 20, steps=12)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 24, steps=4)
    page.mouse.up()


def test_a_card_is_dragged_on_refused_and_taken_back(quiet_page: Page, session: Session) -> None:
    page, (editor, _item) = quiet_page, planned(session)
    enter(page, editor, session, BOARD)
    drag(page, Status.IN_PROGRESS)
    expect(page.locator("#live")).to_contain_text("“Giống lúa mới”: đã chuyển sang “Đang thực hiện”")
    expect(lane(page, Status.IN_PROGRESS).locator("[data-item]")).to_have_count(1)
    drag(page, Status.PUBLISHED)
    expect(page.locator("#live-urgent")).to_contain_text("Không chuyển được từ “Đang thực hiện” sang “Đã đăng, phát”")
    expect(lane(page, Status.IN_PROGRESS).locator("[data-item]")).to_have_count(1)
    page.locator("#toasts [data-undo]").click()
    expect(page.locator("#live")).to_contain_text("trở về “Đã duyệt đề tài”")
    expect(lane(page, Status.PLANNED).locator("[data-item]")).to_have_count(1)


def test_a_finger_drags_between_lanes(quiet_page: Page, session: Session) -> None:
    page, (editor, _item) = quiet_page, planned(session)
    enter(page, editor, session, BOARD)
    page.wait_for_selector("[data-planner][data-ready]")
    start, end = page.locator("[data-item]").bounding_box(), lane(page, Status.APPROVED).bounding_box()
    assert start is not None
    assert end is not None
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    x, y = start["x"] + 30, start["y"] + 10
    touch("touchStart", (x, y))
    page.wait_for_selector(".sortable-chosen")
    for step in range(1, 13):
        touch("touchMove", (x + (end["x"] + 60 - x) * step / 12, y + (end["y"] + 20 - y) * step / 12))
    touch("touchEnd")
    expect(page.locator("#live")).to_contain_text("đã chuyển sang “Đã duyệt”")


def test_putting_aside_asks_for_the_reason_and_without_one_the_card_goes_back(
    quiet_page: Page, session: Session
) -> None:
    page, (editor, _item) = quiet_page, planned(session)
    enter(page, editor, session, BOARD)
    drag(page, Status.POSTPONED)
    expect(page.locator("#lane-card-reason")).to_be_focused()
    assert accessibility_faults_of(page) == []
    page.keyboard.press("Escape")
    expect(lane(page, Status.PLANNED).locator("[data-item]")).to_have_count(1)
    page.locator(".item__link").first.focus()
    page.keyboard.press("m")
    page.select_option("#lane-card-status", "postponed")
    page.fill("#lane-card-reason", "Chờ số liệu")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_contain_text("đã chuyển sang “Hoãn”")
    expect(lane(page, Status.POSTPONED).locator("[data-item]")).to_have_count(1)


def accessibility_faults_of(page: Page) -> list[str]:
    from tests.fixtures import browser as fixtures

    fixtures._complaints.setdefault(page, [])
    return accessibility_faults(page)
