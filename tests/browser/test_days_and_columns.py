"""Columns, days off, day notes and exemplars in a real browser: readable in both shades, and on a phone."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from planner.newsdesk.day_notes import add_note
from planner.newsdesk.days_off import add_day_off
from planner.newsdesk.exemplars import ExemplarEntry, add_exemplar
from planner.vocabulary import ExemplarKind, Role
from tests.factories import PASSWORD, actor, make_column, make_item, make_person, make_slot, make_unit
from tests.fixtures.browser import accessibility_faults

COMING = date.today() + timedelta(days=3)  # noqa: DTZ011 - the page itself reads the real day


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The browser sees no difference between engines; one is enough here."""
    return sqlite_url


def enter(page: Page, email: str) -> None:
    page.goto("/dang-nhap")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "dang-nhap" not in url)


@pytest.mark.parametrize(("width", "shade"), [(1440, "light"), (375, "dark")])
def test_everybody_can_read_them(page: Page, session: Session, width: int, shade: str) -> None:
    unit = make_unit(session)
    editor, administrator = make_person(session, unit), make_person(session, role=Role.ADMINISTRATOR)
    slot = make_slot(session, make_column(session, unit, reruns=2, duration_min=10), COMING)
    row = add_exemplar(session, actor(), unit, ExemplarEntry(ExemplarKind.METHOD, "Tổ số cộng đồng", result="120 hộ"))
    make_item(session, unit, exemplar=row, publish_on=COMING)
    add_note(session, actor(), unit, COMING, "Đại hội khai mạc")
    day_off = add_day_off(session, actor(), COMING, "Ngày nghỉ thử")
    own = ["/ky-trong", f"/ky/{slot.id}", f"/chuyen-muc/{slot.column_id}", f"/chuyen-muc/{slot.column_id}/sua"]
    own += [f"/ghi-chu-ngay/{COMING}", f"/lich/ngay?ngay={COMING}", "/dien-hinh", f"/dien-hinh/{row.id}"]
    walks = ((editor.email, own), (administrator.email, ["/ngay-nghi", f"/ngay-nghi/{day_off.id}"]))
    session.commit()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if shade == "dark" else "light")
    for email, addresses in walks:
        page.context.clear_cookies()
        enter(page, email)
        for address in addresses:
            page.goto(address)
            assert accessibility_faults(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
