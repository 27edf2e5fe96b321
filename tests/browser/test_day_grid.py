"""The day's grid by mouse and on a phone, the draft of a new item, and the bell: in a real browser."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from planner.vocabulary import Medium
from tests.browser.entering import enter
from tests.factories import make_channel, make_item, make_notice, make_person, make_unit
from tests.fixtures.browser import STEP_LIMIT

DAY = "/lich/ngay?ngay=2026-11-23&buoc=15"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The browser sees no difference between engines; one is enough here."""
    return sqlite_url


def test_a_card_is_dragged_to_another_hour_of_its_channel_and_a_phone_reads_a_list(
    page: Page, session: Session
) -> None:
    unit = make_unit(session)
    make_channel(session, unit, Medium.ONLINE, "Trang chính")
    make_channel(session, unit, Medium.RADIO, "Sóng phát thanh")
    at = datetime(2026, 11, 23, 1, tzinfo=UTC)
    make_item(session, unit, "Giống lúa mới", publish_on=date(2026, 11, 23), publish_at=at)
    page.set_viewport_size({"width": 1280, "height": 1000})
    enter(page, make_person(session, unit), session)
    page.goto(DAY)
    page.wait_for_selector("[data-planner][data-ready]")
    card, there = page.locator("[data-item]"), page.locator("[data-hour='08:45']").first
    card.scroll_into_view_if_needed()
    start, end = card.bounding_box(), there.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 30, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 40, end["y"] + 10, steps=12)
    page.mouse.move(end["x"] + 44, end["y"] + 12, steps=4)
    page.mouse.up()
    expect(page.locator("#live")).to_contain_text("thứ Hai, 23/11/2026, 08:45")
    expect(there.locator("[data-item]")).to_have_count(1)
    page.set_viewport_size({"width": 375, "height": 800})
    page.reload()
    expect(page.get_by_role("link", name="Giống lúa mới").first).to_be_visible()
    expect(page.locator("[data-hour='12:00']").first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 375


def test_what_is_typed_for_a_new_item_is_there_on_the_next_visit_and_the_bell_rings_meanwhile(
    page: Page, session: Session
) -> None:
    unit = make_unit(session)
    editor, item = make_person(session, unit), make_item(session, unit)
    enter(page, editor, session, "/tin-bai/moi")
    page.fill("[name=title]", "Giống lúa mới")
    expect(page.locator("[data-kept]")).to_contain_text("Đã giữ bản nháp")
    page.goto("/lich?thang=2026-11")
    expect(page.locator(".bell__count")).to_have_count(0)
    make_notice(session, editor, item)
    session.commit()
    expect(page.locator(".bell__count")).to_have_text("1", timeout=STEP_LIMIT)
    page.goto("/tin-bai/moi")
    page.get_by_role("link", name="Mở bản nháp").click()
    expect(page.locator("[name=title]")).to_have_value("Giống lúa mới")
