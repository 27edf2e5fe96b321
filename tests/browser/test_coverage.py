"""The coverage queue by keyboard: one key each, off while typing, and the same without a script."""

import re

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import Match, Relevance, Unit
from planner.newsdesk import reconciling
from planner.vocabulary import MatchState, RelevanceState
from tests.factories import NOW, PASSWORD, make_campaign, make_item, make_person, make_published, make_theme, make_unit
from tests.fixtures.browser import accessibility_faults

TITLES = ("Máy sấy nấm tự chế", "Nhà màng trồng dưa lưới", "Công nghệ cao về làng chài")


def prepare(session: Session) -> str:
    """Three plans with a suggestion each, one of them also relevant to a campaign; the editor's address."""
    unit: Unit = make_unit(session)
    make_theme(session, make_campaign(session, unit), strong=["công nghệ cao"])
    for title in TITLES:
        make_item(session, unit, title)
        make_published(session, unit, title)
    email = make_person(session, unit).email  # read before the commit: afterwards it would open a transaction
    reconciling.suggest_for_new(session, NOW)
    session.commit()
    return email


def enter(page: Page, email: str, target: str) -> None:
    page.goto(f"/dang-nhap?next={target}")
    page.get_by_label("Tên đăng nhập").fill(email)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("navigation", name="Danh sách đối chiếu")).to_be_visible()


def states(session: Session) -> list[MatchState]:
    found = list(session.scalars(select(Match.state).order_by(Match.id)))
    session.rollback()  # an open transaction would keep the server from writing
    return found


def relevance_state(session: Session) -> RelevanceState:
    found = session.scalars(select(Relevance.state)).one()
    session.rollback()
    return found


def test_the_queue_is_walked_and_decided_by_keys(page: Page, session: Session) -> None:
    enter(page, prepare(session), "/doi-chieu")
    current = page.locator(".pair--current")
    expect(current).to_contain_text(TITLES[0])
    page.keyboard.press("j")
    expect(current).to_contain_text(TITLES[1])
    page.keyboard.press("k")
    expect(current).to_contain_text(TITLES[0])
    page.keyboard.press("a")
    expect(page).to_have_url(re.compile(r"vua=\d+#cap-\d+$"))
    expect(current).to_contain_text(TITLES[1])
    page.keyboard.press("r")
    expect(current).to_contain_text(TITLES[2])
    assert states(session) == [MatchState.CONFIRMED, MatchState.REJECTED, MatchState.SUGGESTED]
    page.keyboard.press("u")
    expect(current).to_contain_text(TITLES[1])
    assert states(session) == [MatchState.CONFIRMED, MatchState.SUGGESTED, MatchState.SUGGESTED]


def test_o_opens_the_published_piece_in_a_tab_of_its_own(page: Page, session: Session) -> None:
    enter(page, prepare(session), "/doi-chieu")
    expect(page.locator(".pair--current")).to_contain_text(TITLES[0])
    page.context.route(re.compile(r"bao\.example\.vn"), lambda route: route.fulfill(body="một bài báo"))
    with page.context.expect_page() as opened:
        page.keyboard.press("o")
    assert opened.value.url.startswith("https://bao.example.vn/")


def test_keys_are_off_while_choosing_a_theme(page: Page, session: Session) -> None:
    enter(page, prepare(session), "/doi-chieu/ngoai-ke-hoach")
    page.get_by_label("Thể loại").focus()
    page.keyboard.press("r")
    page.locator("h1").click()
    assert relevance_state(session) is RelevanceState.SUGGESTED
    page.keyboard.press("a")
    expect(page.get_by_text("Không có tin, bài nào chờ xem")).to_be_visible()
    assert relevance_state(session) is RelevanceState.COUNTED


def test_the_queue_works_without_a_script(browser: Browser, address: str, session: Session) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    enter(page, prepare(session), "/doi-chieu")
    page.get_by_role("button", name="Xác nhận").first.click()
    expect(page.locator(".undo-strip")).to_contain_text(TITLES[0])
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_role("button", name="Xác nhận")).to_have_count(3)
    context.close()
    assert states(session) == [MatchState.SUGGESTED] * 3


def test_the_lists_are_accessible(page: Page, session: Session) -> None:
    enter(page, prepare(session), "/doi-chieu")
    assert accessibility_faults(page) == []
    page.goto("/doi-chieu/ngoai-ke-hoach")
    assert accessibility_faults(page) == []
    page.goto("/doi-chieu/da-quyet-dinh")
    assert accessibility_faults(page) == []
