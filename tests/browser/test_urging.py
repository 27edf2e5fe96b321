"""The board's walk: a figure, its list, a gap urged; the unit's start page, its reply; settled. Without a script."""

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from planner.models import Person
from planner.vocabulary import Role, UnitKind
from tests.browser.entering import enter
from tests.factories import make_person, make_unit
from tests.fixtures.browser import accessibility_faults
from tests.small_campaign import make_small_campaign

BOARD = "/bang-theo-doi?dot=thu-nghiem&tu=2026-11-01&den=2026-11-30"
START = "/lich?thang=2026-11"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The verbs are held on both engines in ``tests/newsdesk``."""
    return sqlite_url


def arrive(browser: Browser, address: str, person: Person, session: Session, target: str) -> Page:
    """A browser of one's own, without scripts."""
    page = browser.new_context(base_url=address, java_script_enabled=False).new_page()
    enter(page, person, session, target)
    return page


def test_a_gap_is_urged_answered_and_settled(browser: Browser, address: str, session: Session) -> None:
    small = make_small_campaign(session)
    head = make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)
    editor = make_person(session, small.paper, Role.EDITOR)
    board = arrive(browser, address, head, session, "/bang-theo-doi")
    board.goto(BOARD)
    board.get_by_role("region", name="Theo đơn vị").get_by_role("row", name="Báo Thử Nghiệm").get_by_role(
        "link", name="1", exact=True
    ).click()
    assert board.get_by_role("heading", level=1).inner_text() == "Còn thiếu: 1"
    board.get_by_role("link", name="Đôn đốc Bài lỡ hẹn").click()
    assert (
        "“Bài lỡ hẹn” của Báo Thử Nghiệm dự kiến đăng, phát ngày 10/11/2026"
        in board.get_by_label("Nội dung").input_value()
    )
    board.get_by_label("Hạn phản hồi").fill("2099-11-26")
    board.get_by_role("button", name="Gửi đơn vị").click()
    note = board.url

    unit = arrive(browser, address, editor, session, START)
    unit.get_by_role("region", name="Ban đôn đốc: 1 phiếu chờ phản hồi").get_by_role("link").click()
    assert unit.url == note
    unit.get_by_label("Giải trình").fill("Phóng viên ốm, đã giao người khác.")
    unit.get_by_role("button", name="Gửi phản hồi").click()
    assert unit.get_by_text("Đã gửi phản hồi đến Ban.").is_visible()
    unit.goto(START)
    assert unit.get_by_text("Ban đôn đốc").count() == 0

    board.reload()
    assert board.get_by_text("Phóng viên ốm, đã giao người khác.").first.is_visible()
    board.locator("summary", has_text="Đóng phiếu").click()
    board.get_by_label("Kết luận").fill("Đã đăng bù.")
    board.get_by_role("button", name="Đóng phiếu").click()
    assert board.get_by_text("Đã đóng", exact=True).first.is_visible()
    for page in (board, unit):
        page.context.close()


def test_the_further_pages_read_well_for_everybody(page: Page, session: Session) -> None:
    make_small_campaign(session)
    head = make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)
    enter(page, head, session, "/bang-theo-doi/bang-cheo")
    for path in (
        "bang-theo-doi/bang-cheo",
        "bang-theo-doi/chuyen-muc",
        "bang-theo-doi/bien-dong",
        "chi-tieu/moi",
        "don-doc",
    ):
        page.goto(f"/{path}?{BOARD.partition('?')[2]}")
        assert accessibility_faults(page) == [], path
