"""The short way reads what it reads exactly as the long way does, or leaves it alone."""

import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.encoding import decode
from feeds.items import Entry
from feeds.repair import Repaired, repaired
from feeds.rss import Read, long_way, short_way

SAMPLES = sorted(path for path in (Path(__file__).parent / "documents").rglob("*.xml"))
# More than the suite can afford is tried with MUTATIONS=10000 (make fuzz).
MUTATIONS = int(os.environ.get("MUTATIONS", "600"))
DOCUMENT = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel>
<title>Báo &amp; Đài</title><link>https://bao.example.vn/</link><description>Tin</description><ttl>15</ttl>
<language>vi</language><image>
<url>https://bao.example.vn/a.png</url><title>Ảnh</title><link>https://x.example.vn</link></image>
<item><title><![CDATA[Ng&ocirc;i sao <b>sáng</b> &amp; đẹp]]></title>
<link> https://bao.example.vn/1.html?a=1&amp;b=2 </link>
<guid>https://bao.example.vn/1.html?a=1&amp;b=2</guid><pubDate>Mon, 23 Nov 2026 08:00:00 +0700</pubDate>
<description><![CDATA[<a href="x"><img src="y"/></a></br>Tóm tắt]]></description><category domain="x">Xã hội</category>
<dc:creator>Nguyễn Văn A</dc:creator><slash:comments>3</slash:comments></item>
<item><title>Hai</title><description></description><link>https://bao.example.vn/bai-2.html</link>
<guid isPermaLink="false">2-abc</guid><content:encoded><![CDATA[<p>Toàn văn</p>]]></content:encoded>
<enclosure url="https://bao.example.vn/a.mp3" length="1" type="audio/mpeg"/><pubDate>23/11/2026 08:00</pubDate></item>
</channel></rss>"""


def both(text: str) -> tuple[Read | None, Repaired | None]:
    ready = repaired(text)
    return (short_way(ready), ready) if ready else (None, None)


def same(short: Read, ready: Repaired) -> None:
    long = long_way(ready)
    assert [_kept(entry) for entry in short.entries] == [_kept(entry) for entry in long.entries]
    assert (short.kind, short.title.strip(), short.link, short.ttl.strip(), long.broken) == (
        long.kind, long.title, long.link, long.ttl, False
    )  # fmt: skip


def _kept(entry: Entry) -> tuple[object, ...]:
    """What is made of an entry; blanks around a value are taken off by whoever reads it."""
    dates = tuple((name, value.strip()) for name, value in entry.dates)
    return (entry.title, entry.link, entry.guid, entry.summary, entry.author, dates, entry.duration)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_read_alike_or_left_alone(path: Path) -> None:
    short, ready = both(decode(path.read_bytes(), "text/xml")[0])
    if short and ready:
        same(short, ready)


def test_what_a_newspaper_usually_sends_goes_the_short_way() -> None:
    short, ready = both(DOCUMENT)

    assert short is not None
    assert ready is not None
    assert len(short.entries) == 2
    same(short, ready)


SCRAPS = (
    "&amp;",
    "&#10;", "&lt;b&gt;", "<b>", "</b>", "<br/>", "<![CDATA[x]]>", "<!-- -->", " ", "\n", "é", "\u0300", "\xa0",
    "<item>", "</item>", "<title>x</title>", "<link>/a</link>", "<guid>1</guid>", "<author>a@b.vn (A)</author>",
    "<atom:link/>", ' xml:base="http://x/"', ' isPermaLink="true"', ' version="0.91"', "http://",
    "https://x.example.vn/",
    "<pubDate>hôm qua</pubDate>", "<description>d</description>", "<dc:creator>b</dc:creator>", "x", "<ttl>9</ttl>",
    "<enclosure url='u'/>", "<guid isPermaLink='false'>https://k.example.vn/1</guid>", "\x85",
    "<channel>", "</channel>",
)  # fmt: skip
TAGS = ("title", "link", "guid", "description", "pubDate", "item", "channel", "content:encoded", "dc:creator", "rss")


def mutated(source: random.Random) -> str:
    """The document after one to three changes that mostly leave it well-formed."""
    text = DOCUMENT
    for _ in range(source.randint(1, 3)):
        kind = source.randrange(4)
        if kind == 0:
            places = [place for place, sign in enumerate(text) if sign in "<>"]
            at = source.choice(places) + source.randint(0, 1)
            text = text[:at] + source.choice(SCRAPS) + text[at:]
        elif kind == 1:
            one, other = source.choice(TAGS), source.choice(TAGS)
            text = text.replace(f"<{one}>", f"<{other}>").replace(f"</{one}>", f"</{other}>")
        elif kind == 2:
            at = source.randrange(len(text))
            text = text[:at] + source.choice(SCRAPS) + text[at + source.randint(0, 3) :]
        else:
            pieces = text.split("</title>")
            text = "</title>".join(source.sample(pieces, len(pieces))) if len(pieces) < 4 else text.replace("\n", "", 1)
    return text


def test_mutations_are_read_alike_or_left_alone() -> None:
    source, taken = random.Random(50), 0
    for _ in range(MUTATIONS):
        text = mutated(source)
        short, ready = both(text)
        if short and ready:
            taken += 1
            same(short, ready)
    assert taken > MUTATIONS // 20


values = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=30)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(values, values, values, values), max_size=4))
def test_documents_with_any_words_are_read_alike_or_left_alone(rows: list[tuple[str, str, str, str]]) -> None:
    def safe(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;")

    items = "".join(
        f"<item><title>{safe(title)}</title><link>https://bao.example.vn/{number}</link><guid isPermaLink='false'>"
        f"{safe(guid)}</guid><description>{safe(words)}</description><pubDate>{safe(when)}</pubDate></item>"
        for number, (title, guid, words, when) in enumerate(rows)
    )
    short, ready = both(f'<rss version="2.0"><channel><title>Báo</title>{items}</channel></rss>')
    if short and ready:
        same(short, ready)
