"""The board in a real browser: from a figure to its published link, readable by everybody, without a script too."""

from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from planner.vocabulary import Role, UnitKind
from tests.factories import PASSWORD, make_person, make_unit
from tests.fixtures.browser import accessibility_faults
from tests.small_campaign import make_small_campaign

BOARD = "/bang-theo-doi?dot=thu-nghiem&tu=2026-11-01&den=2026-11-30"


def enter(page: Page, session: Session) -> None:
    make_small_campaign(session)
    person = make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)
    email = person.email
    session.commit()
    page.goto("/dang-nhap")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/bang-theo-doi")


def test_a_figure_is_followed_to_its_published_link(page: Page, session: Session) -> None:
    enter(page, session)
    page.goto(BOARD)
    assert accessibility_faults(page) == []
    page.get_by_role("region", name="Theo đơn vị").get_by_role("link", name="2", exact=True).first.click()

    assert page.get_by_role("heading", level=1).inner_text() == "Đã đăng, phát: 2"
    assert accessibility_faults(page) == []
    assert page.get_by_role("link", name="mở đường dẫn").first.get_attribute("href") is not None


def test_the_word_file_comes_down_without_a_script(browser: Browser, address: str, session: Session) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    enter(page, session)
    page.goto(BOARD)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp Word").click()

    assert download.value.suggested_filename == "bao-cao-thu-nghiem-2026-11-01-2026-11-30.docx"
    context.close()
