"""The walk of a period's report: drafted, written by hand, refreshed, closed, fetched in every kind, opened again."""

import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from planner.domain.report_values import digest
from planner.vocabulary import Role, UnitKind
from tests.browser.entering import enter
from tests.factories import make_person, make_unit
from tests.fixtures.browser import accessibility_faults
from tests.small_campaign import make_small_campaign

MINE = "Các đơn vị đã bám sát định hướng (viết tay)."


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The verbs are held on both engines in ``tests/newsdesk``."""
    return sqlite_url


def draft(page: Page) -> str:
    """Draft November by its days; the path of the new report."""
    page.get_by_label("Kỳ báo cáo").select_option("tu-chon")
    page.get_by_label("Từ ngày").fill("2026-11-01")
    page.get_by_label("Đến ngày").fill("2026-11-30")
    page.get_by_role("button", name="Lập dự thảo").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Báo cáo tháng 11 năm 2026"
    return page.url


def fetched(page: Page, kind: str, target: Path) -> bytes:
    """The file behind the link of the newest edition, as it comes down."""
    with page.expect_download() as download:
        page.locator(f"a[href$='bao-cao.{kind}']").click()
    assert download.value.suggested_filename.endswith(f"2026-11-01-2026-11-30.{kind}")
    file = target / download.value.suggested_filename
    download.value.save_as(file)
    return file.read_bytes()


def test_the_board_drafts_writes_closes_fetches_and_opens_again(page: Page, session: Session, tmp_path: Path) -> None:
    make_small_campaign(session)
    head = make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)
    enter(page, head, session, "/bao-cao/lap")
    report = draft(page)
    assert accessibility_faults(page) == []

    part = page.locator("[id='phan-4.1']")
    part.locator("summary").click()
    part.get_by_role("textbox").fill(MINE)
    part.get_by_role("button", name="Lưu phần này").click()
    page.get_by_role("button", name="Cập nhật số liệu").click()
    page.get_by_text("Đã cập nhật số liệu; phần viết tay được giữ.").wait_for()
    assert page.locator("[id='phan-4.1']").get_by_text(MINE).first.is_visible()

    for name in ("Xem trước", "Thay đổi"):
        page.get_by_role("link", name=name).click()
        assert accessibility_faults(page) == [], name
        page.get_by_role("link", name="Trở lại báo cáo").click()
    page.get_by_role("link", name="Cách báo cáo").click()
    assert accessibility_faults(page) == []

    page.goto(report)
    page.get_by_role("button", name="Chốt kỳ").click()
    page.get_by_role("button", name="Đồng ý").click()
    page.get_by_text("Đã chốt kỳ.").wait_for()
    assert accessibility_faults(page) == []
    files = {kind: fetched(page, kind, tmp_path) for kind in ("docx", "xlsx", "pdf", "json")}
    assert MINE in [line.text for line in docx.Document(BytesIO(files["docx"])).paragraphs]
    with ZipFile(BytesIO(files["xlsx"])) as workbook:
        assert workbook.testzip() is None
    assert files["pdf"].startswith(b"%PDF-")
    assert sha256(files["json"]).hexdigest() == digest(files["json"].decode())
    assert json.loads(files["json"])["totals"]["published"] == 3
    assert page.get_by_text(sha256(files["json"]).hexdigest(), exact=True).is_visible()

    page.locator("summary", has_text="Mở lại kỳ").click()
    page.get_by_label("Lý do").fill("Bổ sung đường dẫn của một đơn vị")
    page.get_by_role("button", name="Mở lại thành bản mới").click()
    page.get_by_role("row", name="Bổ sung đường dẫn của một đơn vị").wait_for()
    assert page.get_by_role("button", name="Chốt kỳ").is_visible()
