"""One walk through the whole chain as four people take it: from a feed's address to the figure and the Word file."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from urllib.parse import urlsplit

import icalendar
import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from feeds.rss_writer import OutItem, write_rss
from planner import clock
from planner.cli.demo import shipped_books
from planner.config import Settings
from planner.jobs.wakeup import TimerWakeup
from planner.jobs.worker import Worker
from planner.models import Match, PlannedItem, PublishedItem
from planner.newsdesk.demo import build
from planner.newsdesk.demo_people import Account
from planner.queries.demo import FEED_PATH
from planner.vocabulary import MatchState, Role
from tests.feeds.newspaper import Newspaper

PLANNED = "Phân bón hữu cơ từ phụ phẩm chế biến cá: cách làm của một tổ hợp tác"
# Told in other words, so that no rule is certain of it and an editor decides.
PUBLISHED = "Đầu cá, ruột cá về vườn làm phân bón"
LINK = "https://bao.example.vn/kinh-te/phan-bon-huu-co-tu-phu-pham-ca/"
NEW_ITEM = "Lò sấy cá dùng năng lượng mặt trời"
REPORTER = "Hoàng Thu Hà"


@pytest.fixture
def settings(settings: Settings, newspaper: Newspaper) -> Settings:
    """The test's newspaper may be asked although it is on loopback."""
    return replace(settings, fetch_allow=(f"127.0.0.1:{newspaper.port}",))


@pytest.fixture
def people(session: Session, settings: Settings, newspaper: Newspaper) -> list[Account]:
    """The demonstration newsroom, with an article that carries one of its plans in other words."""
    now, books = clock.now(), shipped_books()
    today = clock.local_date(now, settings.zone)
    url = newspaper.url(f"{FEED_PATH}{books.feed.name}.rss")
    accounts = build(session, books, feed_url=url, now=now, today=today, zone=settings.zone)
    day = session.scalars(select(PlannedItem.publish_on).where(PlannedItem.title == PLANNED)).one()
    assert day is not None
    session.commit()
    out = OutItem(PUBLISHED, LINK, LINK, "", "Thu Hà", datetime.combine(day, time(10), tzinfo=settings.zone))
    served = write_rss(title="Báo Thử", link="https://bao.example.vn", description="Tin", items=[out])
    newspaper.answer("/rss", body=served)
    newspaper.answer(urlsplit(url).path, body=books.feed.document(today, now, settings.zone))
    return accounts


@contextmanager
def signed_in(page: Page, people: list[Account], role: Role) -> Iterator[None]:
    """As the first person of a role, from the sign-in page to signing out."""
    account = next(one for one in people if one.role is role)
    page.goto("/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(account.email)
    page.get_by_label("Mật khẩu").fill(account.password)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).not_to_have_url(re.compile("/dang-nhap"))
    yield
    page.context.clear_cookies()


def test_the_whole_chain_is_walked(
    page: Page,
    people: list[Account],
    engine: Engine,
    session: Session,
    settings: Settings,
    newspaper: Newspaper,
    tmp_path: Path,
) -> None:
    page.set_viewport_size({"width": 1440, "height": 1000})
    with signed_in(page, people, Role.ADMINISTRATOR):
        add_a_source(page, newspaper)
    let_the_worker_step(engine, settings)
    with signed_in(page, people, Role.EDITOR):
        plan_an_item_and_drag_it(page, settings)
        confirm_with_a_key(page, session)
    with signed_in(page, people, Role.REPORTER):
        subscribe_to_the_calendar(page)
    with signed_in(page, people, Role.BOARD):
        follow_a_figure_and_walk_back(page)
        take_the_report(page, tmp_path)


def let_the_worker_step(engine: Engine, settings: Settings) -> None:
    """In a thread of its own, as in the program; the browser's event loop runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(Worker(engine, settings, TimerWakeup()).step).result()


def add_a_source(page: Page, newspaper: Newspaper) -> None:
    page.goto("/nguon-tin/moi")
    page.get_by_label("Địa chỉ nguồn tin").fill(newspaper.url("/rss"))
    page.get_by_role("button", name="Thử địa chỉ này").click()
    expect(page.get_by_text(PUBLISHED)).to_be_visible()
    unit = page.get_by_label("Thuộc đơn vị")
    unit.select_option(label="Báo và phát thanh, truyền hình Quảng Trị")
    page.get_by_label("Kênh", exact=True).select_option(label="Báo điện tử (báo điện tử)")
    page.get_by_role("button", name="Thêm nguồn tin").click()
    expect(page.get_by_text("Đã thêm nguồn tin.")).to_be_visible()
    asked = [path for path, _headers in newspaper.asked if path == "/rss"]
    assert asked == ["/rss"], "what was tried is stored without asking again"


def plan_an_item_and_drag_it(page: Page, settings: Settings) -> None:
    today = clock.local_date(clock.now(), settings.zone)
    first, second = today.replace(day=14), today.replace(day=15)
    page.goto("/lich")
    page.get_by_role("link", name="Thêm tin, bài", exact=True).click()
    page.get_by_label("Tên tin, bài").fill(NEW_ITEM)
    page.get_by_label("Ngày dự kiến đăng, phát").fill(first.isoformat())
    page.get_by_label("Người thực hiện").first.select_option(label=REPORTER)
    page.get_by_label("Mô hình hay").check()
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", level=1, name=NEW_ITEM)).to_be_visible()
    item = page.url
    page.goto("/lich")
    card = page.locator("[data-item]", has_text=NEW_ITEM)
    card.scroll_into_view_if_needed()
    drag(page, card, page.locator(f"[data-day='{second}'] [data-drop]"))
    expect(page.locator(f"[data-day='{second}']").get_by_text(NEW_ITEM)).to_be_visible()
    expect(card).not_to_have_attribute("aria-busy", "true")
    page.goto(item)
    past = page.locator(".history")
    expect(past).to_contain_text("dời ngày")
    expect(past).to_contain_text(f"{first:%d/%m/%Y}")
    expect(past).to_contain_text(f"{second:%d/%m/%Y}")


def drag(page: Page, card: Locator, target: Locator) -> None:
    """With the mouse, by its lower edge, in small moves as a hand makes them."""
    start, end = card.bounding_box(), target.bounding_box()
    assert start is not None
    assert end is not None
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] - 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y, steps=5)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 16, steps=20)
    page.mouse.up()


def confirm_with_a_key(page: Page, session: Session) -> None:
    session.rollback()
    pair = session.scalars(
        select(Match).join(PublishedItem).where(PublishedItem.title == PUBLISHED).order_by(Match.score.desc())
    ).first()
    assert pair is not None
    assert (pair.item.title, pair.state) == (PLANNED, MatchState.SUGGESTED)
    place = f"#cap-{pair.id}"
    session.rollback()  # on SQLite an open transaction would keep the view from writing
    page.goto(f"/doi-chieu{place}")
    expect(page.locator(place)).to_be_focused()
    page.keyboard.press("a")
    expect(page.get_by_text("Vừa quyết định")).to_contain_text(PUBLISHED)


def subscribe_to_the_calendar(page: Page) -> None:
    page.goto("/dang-ky-lich")
    page.get_by_label("Thiết bị").fill("Điện thoại")
    page.get_by_role("button", name="Tạo đường dẫn").click()
    private = page.get_by_label("Đường dẫn riêng").input_value()
    answer = page.request.get(urlsplit(private).path)
    assert answer.status == 200
    calendar = icalendar.Calendar.from_ical(answer.text())
    assert any(NEW_ITEM in str(event["SUMMARY"]) for event in calendar.walk("VEVENT"))


def follow_a_figure_and_walk_back(page: Page) -> None:
    """From the figure to the link it counts, and from its plan up to the directive."""
    open_the_board(page)
    page.locator(".figure", has_text="Đã đăng, phát theo kế hoạch").get_by_role("link").click()
    row = page.get_by_role("row").filter(has_text=PLANNED)
    expect(row.get_by_role("link", name="mở đường dẫn")).to_have_attribute("href", LINK)
    row.get_by_role("link", name=PLANNED).click()
    expect(page.get_by_role("link", name=PUBLISHED)).to_be_visible()
    page.get_by_role("navigation", name="Vị trí trong chuỗi chỉ đạo").get_by_role("link", name="728-CV/ĐUK").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("728-CV/ĐUK")


def open_the_board(page: Page) -> None:
    page.goto("/bang-theo-doi")
    page.get_by_role("link", name="Cả đợt").click()


def take_the_report(page: Page, folder: Path) -> None:
    open_the_board(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải tệp Word").click()
    path = folder / "bao-cao.docx"
    waiting.value.save_as(path)
    report = Document(str(path))
    text = "\n".join(paragraph.text for paragraph in report.paragraphs)
    links = {part.target_ref for part in report.part.rels.values() if part.is_external}
    assert "BÁO CÁO" in text
    assert LINK in links, "the annex leads to the article"
