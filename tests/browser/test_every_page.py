"""Every page that a person of each role can reach by links: no accessibility fault, and no wider than a phone."""

import pytest
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from planner import clock
from planner.cli.demo import shipped_books
from planner.config import Settings
from planner.newsdesk.demo import build
from planner.newsdesk.demo_people import Account
from planner.queries.demo import FEED_PATH
from planner.vocabulary import Role
from tests.browser.walking import walk
from tests.fixtures.browser import accessibility_faults

OVERHANG = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Pages look the same on both engines."""
    return sqlite_url


@pytest.fixture
def people(session: Session, settings: Settings) -> dict[Role, Account]:
    """One of each role in the demonstration newsroom."""
    now, books = clock.now(), shipped_books()
    url = f"http://127.0.0.1:9{FEED_PATH}{books.feed.name}.rss"
    today = clock.local_date(now, settings.zone)
    accounts = build(session, books, feed_url=url, now=now, today=today, zone=settings.zone)
    session.commit()
    return {one.role: one for one in reversed(accounts)}


def test_no_page_in_any_role_has_an_accessibility_fault_or_runs_off_a_phone(
    page: Page, people: dict[Role, Account]
) -> None:
    faults: list[str] = []
    seen: dict[str, frozenset[str]] = {}
    for role, account in people.items():
        page.goto("/dang-nhap")
        page.fill("[name=email]", account.email)
        page.fill("[name=password]", account.password)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "/dang-nhap" not in url)
        for stop in walk(page.request, page.url):
            known = seen.get(stop.kind, frozenset())
            if not stop.parts <= known:  # a role that meets nothing new on a page need not ask again
                seen[stop.kind] = known | stop.parts
                page.goto(stop.address)
                faults += [f"{role} {stop.kind}: {fault}" for fault in _faults(page)]
        page.context.clear_cookies()
    assert not faults, "\n".join(faults)
    assert {"/lich", "/lich/tuan", "/lich/bang", "/tin-bai/*", "/bang-theo-doi", "/doi-chieu"} <= set(seen)


def _faults(page: Page) -> list[str]:
    found = accessibility_faults(page)
    page.set_viewport_size({"width": 375, "height": 800})
    if (overhang := page.evaluate(OVERHANG)) > 0:
        found.append(f"{overhang} px wider than a phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found
