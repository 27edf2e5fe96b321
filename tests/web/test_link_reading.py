"""A pasted link's own page fills the form, with one request; a person still confirms."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.config import Settings
from planner.models import Person, PublishedItem
from planner.vocabulary import Medium, Provenance, Role
from tests.factories import make_person, make_unit
from tests.feeds.newspaper import Newspaper
from tests.pages import fill, hidden_fields, sign_in

PASTE = "/da-dang/dan-duong-dan"
ARTICLE = (Path(__file__).parent.parent / "feeds/documents/kinds/article.html").read_bytes()


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Reading a page does not depend on the engine; what is stored is tried on both elsewhere."""
    return sqlite_url


@pytest.fixture
def settings(settings: Settings, newspaper: Newspaper) -> Settings:
    return replace(settings, fetch_allow=(f"127.0.0.1:{newspaper.port}",))


@pytest.fixture(autouse=True)
def reporter(client: FlaskClient, session: Session) -> Person:
    person = make_person(session, make_unit(session, "Báo Thử"), Role.REPORTER)
    sign_in(client, person)
    return person


def read(client: FlaskClient, url: str, status: int = 200) -> str:
    values = fill(client, PASTE, PASTE, {"link": url, "title": "", "on": "", "hour": "", "viec": "doc"})
    answer = client.post(PASTE, data=values)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_title_day_hour_and_author_are_read_once_shown_with_their_evidence_and_stored_on_confirmation(
    client: FlaskClient, session: Session, newspaper: Newspaper, reporter: Person
) -> None:
    newspaper.answer("/bai-1.html", body=ARTICLE, Content_Type="text/html")
    url = newspaper.url("/bai-1.html")

    text = read(client, url)

    assert "Đã đọc từ trang: tên bài, ngày đăng, giờ đăng, tác giả." in text
    assert "Trang ghi ngày “2026-11-23T08:00:00+07:00” (ở JSON-LD datePublished)" in text
    for value in ("Mười hai hợp tác xã chuyển đổi số", "2026-11-23", "08:00", "Người Viết Thử"):
        assert f'value="{value}"' in text
    assert session.scalars(select(PublishedItem)).all() == []
    shown = {
        "link": url,
        "title": "Mười hai hợp tác xã chuyển đổi số",
        "author": "Người Viết Thử",
        "on": "2026-11-23",
        "hour": "08:00",
        "medium": Medium.ONLINE.value,
        "genre": "",
        "unit": reporter.memberships[0].unit_id,
    }
    answer = client.post(PASTE, data=hidden_fields(text, PASTE) | shown)
    assert answer.status_code == 303
    item = session.scalars(select(PublishedItem)).one()
    assert (item.title, item.author, item.provenance) == (shown["title"], "Người Viết Thử", Provenance.PASTED)
    assert (item.published_at, item.published_on) == (datetime(2026, 11, 23, 1, tzinfo=UTC), date(2026, 11, 23))
    assert [path for path, _headers in newspaper.asked] == ["/bai-1.html"]


def test_a_day_without_an_hour_claims_none_and_a_page_that_says_nothing_leaves_the_form(
    client: FlaskClient, newspaper: Newspaper
) -> None:
    newspaper.answer("/a", body=b'<h1>Bai</h1><meta name="pubdate" content="04/10/2026">')
    text = read(client, newspaper.url("/a"))
    assert "Đã đọc từ trang: tên bài, ngày đăng." in text
    assert 'value="2026-10-04"' in text
    newspaper.answer("/b", body=b"<p>x</p>")
    assert "Trang không cho biết tên bài, ngày đăng. Nhập bằng tay." in read(client, newspaper.url("/b"))
    newspaper.answer("/c", 404)
    assert "Máy chủ từ chối hoặc không có địa chỉ này." in read(client, newspaper.url("/c"))


def test_addresses_of_the_house_are_refused_alike_and_nonsense_is_not_asked_for(
    client: FlaskClient, newspaper: Newspaper
) -> None:
    texts = [read(client, url) for url in (f"http://127.0.0.2:{newspaper.port}/", "http://127.0.0.1:9/")]
    assert all("Địa chỉ này không được phép truy cập." in text for text in texts)
    assert "Đường dẫn phải bắt đầu bằng http://" in read(client, "javascript:alert(1)", 400)
    assert newspaper.asked == []
