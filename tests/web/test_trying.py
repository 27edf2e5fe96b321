"""Trying an address that is no feed, or another kind of source: what is found, and what it costs the site."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.config import Settings
from planner.models import PublishedItem, Source
from planner.vocabulary import Provenance, Role, SourceKind
from tests.factories import make_person, make_unit
from tests.feeds.newspaper import Newspaper
from tests.pages import hidden_fields, sign_in

KINDS = Path(__file__).parent.parent / "feeds/documents/kinds"
PAGE = b"<!doctype html><html><head><title>Trang chu</title></head><body><p>Tin</p></body></html>"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What a trial shows does not depend on the engine; what is stored is tried on both elsewhere."""
    return sqlite_url


@pytest.fixture
def settings(settings: Settings, newspaper: Newspaper) -> Settings:
    return replace(settings, fetch_allow=(f"127.0.0.1:{newspaper.port}",))


@pytest.fixture(autouse=True)
def administrator(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))


def filled(client: FlaskClient, url: str, **values: object) -> dict[str, object]:
    hidden = hidden_fields(client.get("/nguon-tin/moi").get_data(as_text=True), "/nguon-tin/moi")
    return {**hidden, "url": url, "zone": "Asia/Ho_Chi_Minh", "day_order": "", "counts": "y", **values}


def tried(client: FlaskClient, values: dict[str, object], **pressed: str) -> str:
    answer = client.post("/nguon-tin/moi", data=values | (pressed or {"viec": "thu"}))
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def asked(paper: Newspaper) -> list[str]:
    return [path for path, _headers in paper.asked]


def test_the_usual_places_are_asked_in_order_until_one_is_a_feed(client: FlaskClient, newspaper: Newspaper) -> None:
    newspaper.answer("/", body=PAGE)
    for missing in ("/rss", "/rss.html"):
        newspaper.answer(missing, 404)
    newspaper.answer("/rss/home.rss", body=(KINDS / "rss.xml").read_bytes())

    text = tried(client, filled(client, newspaper.url("/")))

    assert asked(newspaper) == ["/", "/rss", "/rss.html", "/rss/home.rss"]
    assert "đã hỏi thêm 3 địa chỉ thường dùng của trang" in text
    assert f'name="thu-feed" value="{newspaper.url("/rss/home.rss")}"' in text
    pressed = tried(client, filled(client, newspaper.url("/")), **{"thu-feed": newspaper.url("/rss/home.rss")})
    assert "Đọc được 2 bài." in pressed
    assert f'value="{newspaper.url("/rss/home.rss")}"' in pressed
    assert len(newspaper.asked) == 5


def test_an_index_page_of_feeds_and_the_lines_of_robots_txt_are_read(client: FlaskClient, newspaper: Newspaper) -> None:
    newspaper.answer("/", body=PAGE)
    for path in ("/rss", "/rss/home.rss", "/rss/trang-chu.rss", "/rss/tin-moi-nhat.rss", "/rss_feed/", "/feed/"):
        newspaper.answer(path, 404)
    newspaper.answer("/rss.html", body=PAGE.replace(b"<p>Tin</p>", b'<a href="/rss/xa-hoi.rss">Xa hoi</a>'))
    assert newspaper.url("/rss/xa-hoi.rss") in tried(client, filled(client, newspaper.url("/")))

    newspaper.answer("/rss.html", 404)
    newspaper.answer("/robots.txt", body=f"Sitemap: {newspaper.url('/sitemap.xml')}\n".encode())
    text = tried(client, filled(client, newspaper.url("/")))
    assert f'name="thu-sitemap" value="{newspaper.url("/sitemap.xml")}"' in text
    assert "robots.txt giới thiệu" in text


def test_nothing_found_says_what_to_do_next(client: FlaskClient, newspaper: Newspaper) -> None:
    newspaper.answer("/", body=PAGE)
    for path in (
        "/rss",
        "/rss.html",
        "/rss/home.rss",
        "/rss/trang-chu.rss",
        "/rss/tin-moi-nhat.rss",
        "/rss_feed/",
        "/feed/",
        "/robots.txt",
    ):
        newspaper.answer(path, 404)
    assert "Không tìm thấy nguồn tin nào." in tried(client, filled(client, newspaper.url("/")))


def test_a_page_with_articles_is_offered_as_a_list_and_previewed_by_selector(
    client: FlaskClient, session: Session, newspaper: Newspaper
) -> None:
    page = (
        (KINDS / "list.html")
        .read_bytes()
        .replace(b"</head>", b'<link rel="alternate" type="application/rss+xml" href="/rss"></head>')
    )
    third = b'<li class="bai"><a class="h3" href="/doi-song/202611/mua-vang-o-ban-xa-1000010/">Mua vang</a></ul>'
    newspaper.answer(
        "/tin", body=page.replace(b"https://bao.example.vn/", b"/").replace(b"</ul>", third), Content_Type="text/html"
    )
    newspaper.answer("/robots.txt", 404)
    unit = make_unit(session)
    url = newspaper.url("/tin")

    offered = tried(client, filled(client, url))
    assert f'name="thu-web_list" value="{url}"' in offered
    assert asked(newspaper) == ["/tin"]
    values = filled(client, url, kind="web_list", item_selector="li.bai", title_selector="a.h3", date_selector=".gio")
    shown = tried(client, values)
    assert "Đọc được 3 bài." in shown
    assert "Thứ Hai, 23/11/2026 08:00" in shown
    assert "23/11/2026, 08:00" in shown

    added = client.post("/nguon-tin/moi", data=values | {"name": "Tin mới", "unit": unit.id})

    assert added.status_code == 303
    assert asked(newspaper) == ["/tin", "/robots.txt", "/tin"]
    source = session.scalars(select(Source)).one()
    assert (source.kind, source.item_selector) == (SourceKind.WEB_LIST, "li.bai")
    assert set(session.scalars(select(PublishedItem.provenance))) == {Provenance.WEB_LIST}
    page = client.get(added.location).get_data(as_text=True)
    assert "Trang danh sách bài (HTML) · li.bai" in page


def test_a_sitemap_shows_itself_and_trying_and_adding_its_index_asks_each_file_once(
    client: FlaskClient, session: Session, newspaper: Newspaper
) -> None:
    index = f"<sitemapindex><sitemap><loc>{newspaper.url('/2026-11.xml')}</loc></sitemap></sitemapindex>"
    newspaper.answer("/so-do.xml", body=index.encode())
    newspaper.answer("/2026-11.xml", body=(KINDS / "sitemap.xml").read_bytes())
    newspaper.answer("/robots.txt", 404)
    values = filled(client, newspaper.url("/so-do.xml"))

    text = tried(client, values)

    assert "Đọc được 2 bài." in text
    assert "tên dưới đây suy từ đường dẫn" in text
    assert '<option selected value="sitemap">' in text
    unit = make_unit(session)
    answer = client.post("/nguon-tin/moi", data=values | {"kind": "sitemap", "name": "Sơ đồ", "unit": unit.id})
    assert answer.status_code == 303
    assert sorted(asked(newspaper)) == ["/2026-11.xml", "/robots.txt", "/so-do.xml"]
    assert {item.title_guessed for item in session.scalars(select(PublishedItem))} == {True}


@pytest.mark.parametrize("kind", ["web_list", "feed"])
def test_what_robots_txt_forbids_is_said_before_it_is_added(
    client: FlaskClient, newspaper: Newspaper, kind: str
) -> None:
    newspaper.answer("/robots.txt", body=b"User-agent: *\nDisallow: /")
    newspaper.answer("/tin", body=(KINDS / "news-sitemap.xml").read_bytes())

    assert "robots.txt" in tried(client, filled(client, newspaper.url("/tin"), kind=kind))
    # Only a GET shows that an address called a feed is a sitemap; a list is not even asked for.
    assert ("/tin" in asked(newspaper)) is (kind == "feed")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"kind": "khac"}, "Chọn một mục trong danh sách"),
        ({"kind": "web_list", "item_selector": "x" * 301}, "Dài tối đa 300 ký tự"),
        ({"page_param": "a b"}, "Chỉ dùng chữ không dấu, số, dấu gạch và dấu chấm"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(
    client: FlaskClient, session: Session, values: dict[str, object], sentence: str
) -> None:
    unit = make_unit(session)
    good = filled(client, "https://bao.example.vn/rss", name="Tin mới", unit=unit.id)
    answer = client.post("/nguon-tin/moi", data=good | values)
    assert answer.status_code == 400
    assert sentence in answer.get_data(as_text=True)


def test_a_selector_nobody_can_read_is_named_on_the_trial(client: FlaskClient, newspaper: Newspaper) -> None:
    newspaper.answer("/robots.txt", 404)
    newspaper.answer("/tin", body=(KINDS / "list.html").read_bytes())
    text = tried(client, filled(client, newspaper.url("/tin"), kind="web_list", item_selector="li["))
    assert "Mẫu chọn bài trên trang không đúng cú pháp." in text
