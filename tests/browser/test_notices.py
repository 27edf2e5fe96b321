"""Notices in a real browser: an editor changes something, the reporter sees it, reads it, and finds the item."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from planner.models import Person
from planner.vocabulary import MailState, Role
from tests.browser.entering import enter
from tests.factories import NOW, make_item, make_mail, make_notice, make_person, make_unit
from tests.fixtures.browser import accessibility_faults


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What a browser shows does not depend on the engine."""
    return sqlite_url


def newsroom(session: Session) -> Person:
    """A reporter with one notice read and one unread, and a mail that failed."""
    unit = make_unit(session, "Báo Thử")
    reporter = make_person(session, unit, Role.REPORTER)
    item = make_item(session, unit, "Bài về giống lúa", people=(reporter,))
    mail = make_mail(session, reporter, state=MailState.FAILED, problem="550 no such mailbox")
    change = {"field": "Giờ", "before": "08:00", "after": "10:00"}
    make_notice(session, reporter, item, read_at=NOW, at=NOW - timedelta(hours=1))
    make_notice(session, reporter, item, changes=[change], words="mưa lũ", mail_id=mail.id)
    return reporter


def test_a_notice_is_opened_from_the_bell_without_a_script(browser: Browser, address: str, session: Session) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    enter(page, newsroom(session), session, "/thong-bao")
    page.get_by_role("link", name="Thông báo: 1 chưa đọc").click()
    page.get_by_role("button", name="Mở", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Bài về giống lúa"
    assert page.get_by_role("link", name="Thông báo", exact=True).count() == 1
    context.close()


@pytest.mark.parametrize("width", [375, 768, 1440])
def test_a_reporter_s_pages_have_no_accessibility_faults_at_any_width(page: Page, session: Session, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, newsroom(session), session, "/thong-bao")
    for path in ("/thong-bao", "/thong-bao?xem=chua-doc", "/thong-bao/cai-dat"):
        page.goto(path)
        assert accessibility_faults(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_administrator_s_pages_have_no_accessibility_faults(page: Page, session: Session) -> None:
    newsroom(session)
    enter(page, make_person(session, role=Role.ADMINISTRATOR), session, "/thong-bao")
    for path in ("/thong-bao", "/thong-bao/ngay-mai", "/thong-bao/nhat-ky", "/thong-bao/nhat-ky?trang-thai=failed"):
        page.goto(path)
        assert accessibility_faults(page) == [], path
