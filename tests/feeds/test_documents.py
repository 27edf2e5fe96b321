"""Documents in the shape Vietnamese papers send them, broken ones included."""

from collections.abc import Callable

import pytest

from feeds import records
from feeds.records import FeedDocument

Read = Callable[..., FeedDocument]
GOOD = "<item><title>Tin tốt</title><link>https://bao.example.vn/tot-1.html</link><guid>1</guid></item>"


def rss(inner: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Báo</title>{inner}</channel></rss>'
    )


def titles(document: FeedDocument) -> list[str]:
    return [item.title for item in document.items]


def test_blanks_around_values_and_an_empty_item_do_no_harm(read: Read) -> None:
    document = read("wrapped-lines.xml")
    first, last = document.items
    assert (document.error, document.bad, document.notes) == ("", 1, ())
    assert first.title == "Hợp tác xã vùng cao vào mùa quế - kỳ 2"
    assert first.link.endswith("ky-2-3670446.html")
    assert first.guid == first.link
    assert str(first.date.utc) == "2026-11-24 02:42:01+00:00"
    assert (first.position, last.position) == (0, 2)
    assert last.title == "Hợp tác xã vùng cao vào mùa quế - kỳ 1 & lời bạn đọc"
    assert last.summary == "(Thử Nghiệm) - Mở đầu loạt bài về cây quế."


def test_entities_inside_cdata_become_letters(read: Read) -> None:
    document = read("entities-in-cdata.xml")
    (item,) = document.items
    assert item.title == "Đầu năm đã có 50 làng nghề mở cửa"
    assert item.summary == "Làng nghề đón khách."
    assert item.author == "Minh Thử"
    assert str(item.date.utc) == "2026-11-24 02:15:00+00:00"
    assert (document.ttl, document.skip_hours, document.skip_days) == (20, {0, 1}, {6})


def test_one_date_above_twelve_dates_the_whole_document(read: Read) -> None:
    document = read("month-first-without-zone.xml")
    assert [str(item.date.utc) for item in document.items] == ["2026-10-02 02:25:00+00:00", "2026-09-24 14:41:00+00:00"]
    assert [item.date.confidence for item in document.items] == ["assumed-order", "assumed-zone"]
    assert document.day_order == "month-first"
    assert document.notes == (records.GUID_MISSING,)


def test_an_atom_feed_gives_the_same_record(read: Read) -> None:
    (item,) = read("atom.xml", base_url="https://dai.example.vn/feed/").items
    assert (item.title, item.author) == ("Bản tin thời sự sáng", "Ban Thời sự")
    assert item.link == "https://dai.example.vn/video/thoi-su-sang-1"
    assert (item.date.field, str(item.date.utc)) == ("published", "2026-11-23 08:00:00+00:00")


def test_a_json_feed_gives_the_same_record(read: Read, documents: object) -> None:
    document = read("feed.json")
    (item,) = document.items
    assert (document.kind, document.bad, document.link) == ("json", 2, "https://trang.example.vn/")
    assert (item.title, item.summary, item.author) == ("Bài một", "Nội dung tiếp", "Lan, Hà")
    assert str(item.date.utc) == "2026-11-23 01:00:00+00:00"


def test_an_rss_1_feed_gives_the_same_record(read: Read) -> None:
    document = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Báo</title></channel><item>'
        "<title>Tin</title><link>https://bao.example.vn/1</link><dc:date>2026-11-23T08:00:00+07:00</dc:date></item></rdf:RDF>"
    )
    (item,) = document.items
    assert (item.title, item.date.field, str(item.date.utc)) == ("Tin", "updated", "2026-11-23 01:00:00+00:00")


@pytest.mark.parametrize(
    ("sample", "error"),
    [("empty-channel.xml", "empty"), ("challenge.html", "bot-wall"), ("login.html", "not-a-feed")],
)
def test_a_document_without_items_says_what_it_is_instead(read: Read, sample: str, error: str) -> None:
    document = read(sample)
    assert (document.error, document.items) == (error, ())


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"OK", "not-a-feed"),
        (b"{}", "not-a-feed"),
        (b"<urlset></urlset>", "not-a-feed"),
        (b"[" * 100_000, "not-a-feed"),
        (b'{"version":' + b"[" * 100_000, "not-a-feed"),
        (b"<rss><channel><item></item></channel></rss>", "malformed"),
        (b"<rss version='2.0'><chan", "malformed"),
    ],
)
def test_bytes_that_are_no_news_are_named(read: Read, body: bytes, error: str) -> None:
    assert read(body).error == error


@pytest.mark.parametrize(
    ("broken", "note"),
    [
        (
            rss(GOOD + "<item><title>Lan & Hà</title><link>https://bao.example.vn/2</link></item>"),
            records.BARE_AMPERSAND,
        ),
        (
            rss(GOOD + "<item><title>A &khong; B</title><link>https://bao.example.vn/2</link></item>"),
            records.BARE_AMPERSAND,
        ),
        (f"<br /><b>Warning</b>: mysql_connect()\n{rss(GOOD + GOOD.replace('1', '2'))}", records.JUNK_BEFORE_ROOT),
        (
            rss(GOOD + "<item><title>A\x0bB\x00</title><link>https://bao.example.vn/2</link></item>"),
            records.CONTROL_CHARACTERS,
        ),
        (rss(GOOD + GOOD.replace("1", "2")) + rss(""), records.MALFORMED),
        (
            rss(GOOD + "<item><title>Giá < 5 triệu</title><link>https://bao.example.vn/2</link></item>"),
            records.MALFORMED,
        ),
    ],
)
def test_a_broken_document_still_gives_both_items_and_is_flagged(read: Read, broken: str, note: str) -> None:
    document = read(broken)
    assert document.error == ""
    assert len(document.items) == 2
    assert note in document.notes


def test_entities_of_html_become_letters_without_a_definition(read: Read) -> None:
    document = read(
        rss("<item><title>C&agrave; ph&ecirc; &#233; &#0;</title><link>https://bao.example.vn/2</link></item>")
    )
    assert titles(document) == ["Cà phê é"]
    assert records.MALFORMED not in document.notes


def test_a_document_cut_anywhere_never_gives_half_an_item(read: Read, documents: object) -> None:
    whole = rss("".join(GOOD.replace("tot-1", f"tot-{n}").replace(">1<", f">g{n}<") for n in range(20)))
    links = {item.link for item in read(whole).items}
    body = whole.encode()
    for end in range(100, len(body), max(1, len(body) // 200)):
        document = read(body[:end])
        assert {item.link for item in document.items} <= links
        assert document.items or document.error in ("empty", "malformed")
    assert len(read(body[:-40]).items) == 19


def test_a_thousand_items_are_read_and_the_rest_is_noted(read: Read) -> None:
    document = read(rss("".join(GOOD.replace(">1<", f">{n}<") for n in range(1_200))))
    assert len(document.items) == 1_000
    assert records.TOO_MANY_ITEMS in document.notes


def test_the_same_item_twice_is_one_item(read: Read) -> None:
    document = read(rss(GOOD + GOOD))
    assert titles(document) == ["Tin tốt"]
    assert document.notes == (records.GUID_REPEATED, records.REPEATED_ITEMS)


def test_an_item_without_link_or_guid_is_kept_under_its_title(read: Read) -> None:
    document = read(rss("<item><title>Chỉ có đầu đề</title></item>"))
    (item,) = document.items
    assert (item.link, item.canonical_link) == ("", "")
    assert item.key.startswith("text:")
    assert records.LINK_MISSING in document.notes


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a@b.example.vn/",
        "file:///etc/passwd",
        "https://x/" + "a" * 2_100,
    ],
)
def test_a_link_that_is_no_plain_web_address_is_not_kept(read: Read, link: str) -> None:
    document = read(rss(f"<item><title>Tin</title><link>{link}</link></item>"))
    assert document.items[0].link == ""
    assert records.LINK_REFUSED in document.notes


def test_hostile_markup_leaves_only_words(read: Read) -> None:
    markup = "<img src=x onerror=alert(1)><script>x()</script><a href='javascript:x'>Tin</a><iframe src=x></iframe>"
    hostile = f"<![CDATA[{markup}]]>"
    document = read(
        rss(
            f"<item><title>{hostile}</title><link>https://bao.example.vn/1</link><description>{hostile}</description></item>"
        )
    )
    assert (document.items[0].title, document.items[0].summary) == ("Tin", "Tin")


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_a_document_defines_are_neither_grown_nor_fetched(read: Read, encoding: str) -> None:
    item = "<item><title>&b; &c;</title><link>https://bao.example.vn/1</link></item>"
    document = read(rss(item).replace("<rss", f"{BOMB}<rss").encode(encoding), content_type="text/xml")
    assert titles(document) == ["&b; &c;"]
    assert records.ENTITIES_CUT in document.notes


def test_the_plain_doctype_of_rss_0_91_is_no_fault(read: Read) -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://dtd.example.vn/rss.dtd">'
    document = read(rss(GOOD).replace("<rss", f"{doctype}<rss"))
    assert (titles(document), document.notes) == (["Tin tốt"], ())


def test_the_identity_policy_of_a_source_decides_its_keys(read: Read) -> None:
    kinds = {policy: read(rss(GOOD), policy=policy).items[0].key[:5] for policy in ("guid", "link", "title")}
    assert kinds == {"guid": "guid:", "link": "link:", "title": "text:"}
