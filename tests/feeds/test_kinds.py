"""One document of each kind a source may be, and what all of them must give alike."""

import gzip
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from feeds.isolated import parse_isolated
from feeds.items import seconds_of
from feeds.reading import read_document
from feeds.recipes import FEED, Recipe
from feeds.records import CHARSET_CONFLICT, MALFORMED, TITLES_GUESSED, TOO_MANY_ITEMS, FeedDocument
from feeds.sitemap import DECODED_MAX
from tests.feeds.conftest import NOW, ZONE

LIST, PAGE = Recipe("list"), Recipe("page")
BASE = "https://bao.example.vn/tin-moi/"
ONE = "https://bao.example.vn/kinh-te/202611/muoi-hai-hop-tac-xa-chuyen-doi-so-1000012/"
TWO = "https://bao.example.vn/xa-hoi/202611/lop-hoc-robot-o-vung-cao-1000011/"
BOTH = [
    ("Mười hai hợp tác xã chuyển đổi số", ONE, datetime(2026, 11, 23, 1, 0, tzinfo=UTC)),
    ("Lớp học robot ở vùng cao", TWO, datetime(2026, 11, 22, 13, 30, tzinfo=UTC)),
]
Sample = Callable[..., FeedDocument]


@pytest.fixture
def sample(documents: Path) -> Sample:
    """Read the named sample, or these bytes, with a recipe."""

    def read(body: str | bytes, recipe: Recipe = FEED, base_url: str = BASE, content_type: str = "") -> FeedDocument:
        sent = body if isinstance(body, bytes) else (documents / "kinds" / body).read_bytes()
        return read_document(sent, recipe=recipe, content_type=content_type, base_url=base_url, zone=ZONE, now=NOW)

    return read


def essence(document: FeedDocument) -> list[tuple[str, str, datetime | None]]:
    return [(item.title, item.link, item.date.utc) for item in document.items]


@pytest.mark.parametrize(
    ("name", "recipe", "kind"),
    [
        ("rss.xml", FEED, "rss20"),
        ("rdf.xml", FEED, "rss10"),
        ("atom.xml", FEED, "atom10"),
        ("feed.json", FEED, "json"),
        ("news-sitemap.xml", Recipe("sitemap"), "news-sitemap"),
        ("list.html", LIST, "list"),
        ("list.html", Recipe("list", "li.bai", "h3", ".gio"), "list"),
        ("list.html", Recipe("list", "a.h3, a.anh"), "list"),
    ],
)
def test_every_kind_of_document_gives_the_same_titles_links_and_places(
    sample: Sample, name: str, recipe: Recipe, kind: str
) -> None:
    document = sample(name, recipe)

    dated = [(title, link, None) if recipe.item == "a.h3, a.anh" else (title, link, at) for title, link, at in BOTH]
    assert (document.kind, document.error, essence(document)) == (kind, "", dated)
    assert len({item.canonical_link for item in document.items}) == 2


def test_the_child_reads_pages_and_sitemaps_too(documents: Path, sample: Sample) -> None:
    for name, recipe in (("list.html", LIST), ("article.html", PAGE), ("sitemap.xml", FEED)):
        body = (documents / "kinds" / name).read_bytes()
        child = parse_isolated(body, content_type="", base_url=BASE, zone=ZONE, now=NOW, recipe=recipe)
        assert child == sample(name, recipe)


def test_a_sitemap_without_titles_gives_articles_only_named_after_their_address(sample: Sample) -> None:
    document = sample("sitemap.xml")

    assert [(item.title, item.link, item.guessed) for item in document.items] == [
        ("Muoi hai hop tac xa chuyen doi so", ONE, True),
        ("Lop hoc robot o vung cao", TWO, True),
    ]
    assert [item.date.field for item in document.items] == ["lastmod", "lastmod"]
    assert TITLES_GUESSED in document.notes


def test_a_gzipped_sitemap_is_read_and_one_that_unpacks_to_too_much_refused(sample: Sample) -> None:
    plain = (Path(__file__).parent / "documents/kinds/news-sitemap.xml").read_bytes()

    assert essence(sample(gzip.compress(plain))) == BOTH
    assert sample(gzip.compress(b" " * (DECODED_MAX + 10))).error == "too-big"
    assert sample(gzip.compress(plain)[:60]).error == "malformed"


def test_an_index_names_its_files_the_one_changed_last_first(sample: Sample) -> None:
    document = sample("sitemap-index.xml")

    months = [address.rpartition("sitemap-")[2] for address in document.children]
    assert (document.kind, document.items, document.error) == ("sitemapindex", (), "")
    assert months == ["2026-11.xml.gz", "2026-10.xml", "2026-09.xml"]
    october = sample("sitemap-index.xml", Recipe("sitemap", first=date(2026, 10, 1), last=date(2026, 10, 31)))
    assert [address.rpartition("sitemap-")[2] for address in october.children] == ["2026-10.xml"]


def test_a_period_takes_only_its_days_from_any_kind(sample: Sample) -> None:
    def titles(name: str, kind: Recipe) -> list[str]:
        return [item.title for item in sample(name, kind).items]

    day = date(2026, 11, 22)
    for name in ("rss.xml", "news-sitemap.xml"):
        assert titles(name, Recipe(first=day, last=day)) == ["Lớp học robot ở vùng cao"]
    assert titles("list.html", Recipe("list", first=day, last=day)) == ["Lớp học robot ở vùng cao"]


BROKEN = (
    "<?xml version='1.0'?><urlset><url><loc>https://bao.example.vn/a/202611/mot-hai-ba-1000001/?a=1&b=2</loc>"
    "<n:news><n:title>Một</n:title></n:news></url><url><loc>https://bao.example.vn/a/202611/bon-nam-sa"
)


def test_a_sitemap_cut_off_half_way_gives_the_rows_before_the_cut(sample: Sample) -> None:
    document = sample(BROKEN.encode())

    assert [item.link for item in document.items] == ["https://bao.example.vn/a/202611/mot-hai-ba-1000001/?a=1&b=2"]
    assert MALFORMED in document.notes
    for end in range(40, len(BROKEN), 7):
        sample(BROKEN[:end].encode())


def test_a_sitemap_of_every_page_keeps_the_newest_thousand_and_says_so(sample: Sample) -> None:
    rows = "".join(
        f"<url><loc>https://bao.example.vn/a/bai-so-nao-do-{1_000_000 + number}.html</loc>"
        f"<lastmod>2026-{number % 12 + 1:02}-01</lastmod></url>"
        for number in range(1_200)
    )
    document = sample(f"<urlset>{rows}</urlset>".encode())

    assert len(document.items) == 1_000
    assert TOO_MANY_ITEMS in document.notes
    first = document.items[0].date.utc
    assert first is not None
    assert f"{first.astimezone(ZONE):%Y-%m}" == "2026-12"


def test_entities_in_a_sitemaps_doctype_never_grow(sample: Sample) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'
    assert [item.title for item in sample(bomb).items] == ["&b;"]


@pytest.mark.parametrize("selector", ["[", "a:nope", "li >", "a::before"])
def test_a_selector_nobody_can_read_is_named(sample: Sample, selector: str) -> None:
    assert sample("list.html", Recipe("list", selector)).error == "bad-selector"
    assert sample("list.html", Recipe("list", "li.bai", selector)).error == "bad-selector"


def test_a_page_without_articles_is_empty_and_a_wall_is_a_wall(sample: Sample, documents: Path) -> None:
    assert sample("list.html", Recipe("list", "div.khong-co")).error == "empty"
    assert sample(b"<html><body><a href='/gioi-thieu'>x</a></body></html>", LIST).error == "empty"
    assert sample((documents / "challenge.html").read_bytes(), LIST).error == "bot-wall"


def test_links_of_other_sites_scripts_and_sections_are_no_articles(sample: Sample) -> None:
    links = (
        "/van-hoa/202611/mot-bai-viet-that-1000001/",
        "https://quang-cao.example.vn/mua-ngay-san-pham-moi-1234567.html",
        "javascript:alert('bai-viet-gia-1000002.html')",
        "/quoc-phong-an-ninh/",
        "/doc-bao-in/",
    )
    page = "".join(f'<p><a href="{link}">Tên bài đủ dài để đọc</a></p>' for link in links)

    assert [item.link for item in sample(page.encode(), LIST).items] == [f"https://bao.example.vn{links[0]}"]


def test_day_and_month_of_a_list_follow_the_whole_page(sample: Sample) -> None:
    """24/09 settles that 04/10 is the fourth of October."""
    page = (
        '<div><a href="/a/bai-thu-nhat-day-1000002.html">Bài thứ nhất đây</a> <span>04/10/2026 08:30:00</span></div>'
        '<div><a href="/a/bai-thu-hai-day-1000001.html">Bài thứ hai đây</a> <span>24/09/2026 - 14:23</span></div>'
    )
    document = sample(page.encode(), LIST)
    assert [item.date.utc for item in document.items] == [
        datetime(2026, 10, 4, 1, 30, tzinfo=UTC),
        datetime(2026, 9, 24, 7, 23, tzinfo=UTC),
    ]
    assert document.day_order == "day-first"


def test_a_base_element_and_a_wrong_charset_do_not_mislead(sample: Sample) -> None:
    page = (
        '<html><head><base href="https://www.bao.example.vn/goc/"></head><body>'
        '<a href="bai-co-dau-day-1000001.html">Bài có dấu đây</a></body></html>'
    )
    document = sample(page.encode(), LIST, content_type="text/html; charset=iso-8859-1")
    assert [(item.title, item.link) for item in document.items] == [
        ("Bài có dấu đây", "https://www.bao.example.vn/goc/bai-co-dau-day-1000001.html")
    ]
    assert CHARSET_CONFLICT in document.notes


def test_a_video_channels_feed_and_a_podcast_say_author_summary_and_length(sample: Sample) -> None:
    (video,) = sample("channel.xml").items
    assert (video.title, video.author, video.summary) == ("Bản tin thời sự tối", "Đài Thử", "Tin trong ngày.")
    assert video.date.utc == datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert [item.duration for item in sample("podcast.xml").items] == [725, 3725, 3725, 90, None]


@pytest.mark.parametrize(
    ("raw", "seconds"),
    [
        ("3725", 3725),
        ("62:05", 3725),
        ("1:02:05", 3725),
        (" 01:02:05 ", 3725),
        ("12.5", 12),
        ("0", None),
        ("", None),
        ("-5", None),
        ("99999999", None),
        ("999:00:00", None),
        ("١٢", None),
    ],
)
def test_lengths_are_read_in_all_three_forms(raw: str, seconds: int | None) -> None:
    assert seconds_of(raw) == seconds


AUTHOR = '<meta name="author" content="Người Viết Thử">'
OG = '<meta property="og:title" content="Tên bài">'
PAGES = {
    "og": f'{OG}{AUTHOR}<meta property="article:published_time" content="2026-11-23T08:00:00+07:00">',
    "json-ld": '<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Tên bài",'
    '"datePublished":"2026-11-23T01:00:00Z","author":{"name":"Người Viết Thử"}}]</script>',
    "broken json-ld": '<script type="application/ld+json">{"@type":"NewsArticle", oops</script>'
    f'{OG}{AUTHOR}<meta name="pubdate" content="23/11/2026 08:00">',
    "time": f'<h1>Tên bài</h1>{AUTHOR}<time datetime="2026-11-23T08:00:00+07:00">x</time>',
    "printed": f'<h1>Tên bài</h1>{AUTHOR}<span itemprop="datePublished" content=""></span>'
    '<div class="post-date">Thứ Hai, 23/11/2026 08:00 GMT+7</div>',
}


@pytest.mark.parametrize("where", PAGES)
def test_an_articles_page_tells_title_date_and_author(sample: Sample, where: str) -> None:
    body = f"<!doctype html><html><head><title>Tên bài | Báo</title></head><body>{PAGES[where]}</body></html>"
    (item,) = sample(body.encode(), PAGE, ONE).items

    assert (item.title, item.author, item.date.utc) == ("Tên bài", "Người Viết Thử", BOTH[0][2])
    assert item.canonical_link == ONE.rstrip("/")


def test_markup_in_metadata_stays_text_and_a_profiles_address_is_no_author(sample: Sample) -> None:
    body = (
        '<meta property="og:title" content="&lt;script&gt;alert(1)&lt;/script&gt;Tên"><meta name="author" '
        'content="https://bao.example.vn/tac-gia/1">'
    )
    (item,) = sample(body.encode(), PAGE).items
    assert (item.title, item.author) == ("Tên", "")
    assert sample(b"<html><body></body></html>", PAGE).error == "empty"


@pytest.mark.parametrize("recipe", [LIST, PAGE])
def test_a_page_nested_without_end_is_refused_before_it_costs_anything(sample: Sample, recipe: Recipe) -> None:
    deep = b"<html><body>" + b"<div>" * 200_000 + b"<a href='/a/bai-so-mot-1000001.html'>Mot hai ba</a>"
    many = b"<html><body><ul>" + b"<li><p><a href='/a/bai-so-mot-1000001.html'>Mot hai ba</a><br>" * 4_000

    assert (sample(deep, recipe).error, sample(deep, recipe).notes) == ("malformed", ("nested-too-deep",))
    assert sample(many, LIST).error == ""
