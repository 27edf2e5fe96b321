"""Two people on one item in real browsers: the draft, the lock and its end, the take-over, and the merge."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.clock import now
from planner.models import EditLock, PlannedItem
from planner.vocabulary import Role
from tests.browser.entering import enter
from tests.factories import make_item, make_person, make_unit
from tests.fixtures.browser import STEP_LIMIT, accessibility_faults


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The browser sees no difference between engines; one is enough here."""
    return sqlite_url


@pytest.fixture
def second_page(browser: Browser, address: str) -> Iterator[Page]:
    """Another person's browser. Its console may complain: Chromium reports refused requests there."""
    context = browser.new_context(base_url=address, locale="vi-VN")
    context.set_default_timeout(STEP_LIMIT)
    yield context.new_page()
    context.close()


@pytest.fixture
def quiet_page(browser: Browser, address: str) -> Iterator[Page]:
    """The first person's browser where a refusal is expected."""
    context = browser.new_context(base_url=address, locale="vi-VN")
    context.set_default_timeout(STEP_LIMIT)
    yield context.new_page()
    context.close()


@pytest.fixture
def item(session: Session) -> PlannedItem:
    return make_item(session, make_unit(session), "Tên cũ")


def holding(page: Page) -> None:
    """The page's first sign of life was answered: the lock is taken."""
    expect(page.locator("[data-presence][data-lock=mine]")).to_be_attached()


def test_what_is_typed_is_kept_as_a_draft_and_comes_back(page: Page, session: Session, item: PlannedItem) -> None:
    show = f"/tin-bai/{item.id}"
    edit = f"{show}/sua"
    enter(page, make_person(session, item.unit), session, edit)
    page.fill("[name=title]", "Đang gõ dở")
    expect(page.locator("[data-kept]")).to_contain_text("Đã giữ bản nháp lúc")
    assert accessibility_faults(page) == []
    page.goto(show)
    page.goto(edit)
    expect(page.locator("[name=title]")).to_have_value("Đang gõ dở")
    expect(page.locator("main")).to_contain_text("Đã khôi phục bản nháp")
    page.get_by_role("button", name="Bỏ bản nháp").click()
    expect(page.locator("[name=title]")).to_have_value("Tên cũ")


def test_a_lock_keeps_a_second_person_out_and_ends_after_fifteen_idle_minutes(
    page: Page, second_page: Page, session: Session, item: PlannedItem
) -> None:
    edit = f"/tin-bai/{item.id}/sua"
    first, second = make_person(session, item.unit, name="Trần Văn Thử"), make_person(session, item.unit)
    enter(page, first, session, edit)
    holding(page)
    enter(second_page, second, session, edit)
    expect(second_page.locator("h1")).to_have_text("Đang có người sửa")
    expect(second_page.locator("main")).to_contain_text("Trần Văn Thử đang sửa từ")
    assert second_page.locator("[name=title]").count() == 0
    lock = session.scalars(select(EditLock)).one()
    lock.active_at = now() - timedelta(minutes=15)
    session.commit()
    second_page.reload()
    expect(second_page.locator("[name=title]")).to_have_value("Tên cũ")


def test_a_take_over_is_told_on_the_open_page(
    page: Page, second_page: Page, session: Session, item: PlannedItem
) -> None:
    edit = f"/tin-bai/{item.id}/sua"
    first, second = make_person(session, item.unit), make_person(session, item.unit, name="Lê Thị Nghiệm")
    page.clock.install()
    enter(page, first, session, edit)
    holding(page)
    enter(second_page, second, session, edit)
    second_page.get_by_role("button", name="Tiếp quản quyền sửa").click()
    expect(second_page.locator("[name=title]")).to_have_value("Tên cũ")
    page.clock.fast_forward(30_000)
    expect(page.get_by_role("alert")).to_contain_text("Lê Thị Nghiệm đã tiếp quản quyền sửa")


def test_two_saves_are_merged_field_by_field(quiet_page: Page, session: Session, item: PlannedItem) -> None:
    edit = f"/tin-bai/{item.id}/sua"
    enter(quiet_page, make_person(session, item.unit), session, edit)
    quiet_page.fill("[name=title]", "Tên tôi gõ")
    quiet_page.fill("[name=place]", "Nơi tôi gõ")
    expect(quiet_page.locator("[data-kept]")).to_contain_text("Đã giữ bản nháp lúc")
    item.title, item.note = "Tên của người kia", "ghi chú của người kia"
    session.commit()
    quiet_page.get_by_role("button", name="Lưu").click()
    expect(quiet_page.locator("h1")).to_have_text("Gộp hai bản sửa")
    expect(quiet_page.locator("#title-mine")).to_be_checked()
    expect(quiet_page.locator("#note-theirs")).to_be_checked()
    quiet_page.check("#title-theirs")
    quiet_page.get_by_role("button", name="Lưu bản gộp").click()
    expect(quiet_page.locator("h1")).to_have_text("Tên của người kia")
    session.refresh(item)
    assert (item.title, item.place, item.note) == ("Tên của người kia", "Nơi tôi gõ", "ghi chú của người kia")


def test_the_item_page_names_colleagues_and_passes_the_accessibility_check(
    page: Page, session: Session, item: PlannedItem
) -> None:
    editor = make_person(session, item.unit, name="Trần Văn Thử")
    enter(page, editor, session, f"/tin-bai/{item.id}")
    page.locator("summary", has_text="Đồng nghiệp có thể nhắc").click()
    page.get_by_role("button", name="@Trần Văn Thử").click()
    expect(page.locator("[name=y-kien-body]")).to_have_value("@Trần Văn Thử ")
    page.fill("[name=viec-words]", "Chụp ảnh")
    page.get_by_role("button", name="Thêm việc").click()
    expect(page.locator(".checks")).to_contain_text("Chụp ảnh")
    assert accessibility_faults(page) == []


def test_a_reporter_answers_on_a_phone_without_a_script(
    browser: Browser, address: str, session: Session, item: PlannedItem
) -> None:
    reporter = make_person(session, item.unit, Role.REPORTER)
    make_item(session, item.unit, "Việc được giao", people=(reporter,))
    context = browser.new_context(
        base_url=address, locale="vi-VN", java_script_enabled=False, viewport={"width": 375, "height": 800}
    )
    context.set_default_timeout(STEP_LIMIT)
    phone = context.new_page()
    enter(phone, reporter, session, "/viec-cua-toi")
    phone.get_by_role("button", name="Nhận việc").click()
    phone.get_by_role("button", name="Đang thực hiện").click()
    expect(phone.get_by_role("button", name="Nộp bài")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 375
    context.close()
