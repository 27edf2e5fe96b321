"""Sitemaps (sitemaps.org 0.9), news sitemaps and sitemap indexes, plain or gzipped.

Read with expat as a stream and without namespaces: a file cut off half-way, or with a prefix nobody declared, still
gives what stands before the fault.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from xml.parsers.expat import ExpatError, ParserCreate

from feeds.identity import web_link
from feeds.items import Entry, Reader, build_items
from feeds.recipes import Recipe
from feeds.records import BARE_AMPERSAND, MALFORMED, TITLES_GUESSED, TOO_MANY_ITEMS, FeedDocument
from feeds.repair import CONTROLS, ITEMS_MAX, entities_mended
from feeds.slugs import looks_like_article, title_from

GZIP = b"\x1f\x8b"
DECODED_MAX = 12_000_000
# sitemaps.org allows 50,000 addresses in one file; a period may ask for more items than one round of fetching does.
ROWS_MAX, PERIOD_MAX, CHILDREN_MAX = 50_000, 10_000, 1_000
_ROOT = re.compile(r"<(?:[a-z][\w.-]*:)?(?P<name>urlset|sitemapindex)(?=[\s>])", re.IGNORECASE)
_ROOT_BYTES = re.compile(rb"<(?:[a-z][\w.-]{0,20}:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(20\d\d)[-_/.]?(0[1-9]|1[0-2])(?!\d)")
# (element, the one it must stand in) → what it says.
_FIELDS = {
    ("loc", "url"): "link",
    ("loc", "sitemap"): "link",
    ("lastmod", "url"): "lastmod",
    ("lastmod", "sitemap"): "lastmod",
    ("publication_date", "news"): "published",
    ("title", "news"): "title",
    ("publication_date", "video"): "video_date",
    ("title", "video"): "video_title",
    ("duration", "video"): "duration",
}


@dataclass(slots=True)
class _Row:
    said: dict[str, str] = field(default_factory=dict)

    def get(self, *names: str) -> str:
        return next((text for name in names if (text := self.said.get(name, "").strip())), "")

    @property
    def moment(self) -> str:
        """Newest last in the order of text, as W3C dates are."""
        return self.get("published", "video_date", "lastmod")


def unzipped(body: bytes) -> bytes | None:
    """``body``, unpacked when it is gzip; None when that gives more than a document may have."""
    if not body.startswith(GZIP):
        return body
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        text = unpacker.decompress(body, DECODED_MAX)
    except zlib.error:
        return b""
    return None if unpacker.unconsumed_tail else text


def is_sitemap(body: bytes) -> bool:
    """The root element stands near the beginning."""
    return bool(_ROOT_BYTES.search(body[:3_000]))


def read_sitemap(text: str, reader: Reader, recipe: Recipe, notes: tuple[str, ...]) -> FeedDocument:
    """Items of a sitemap, the newest first; of an index the addresses of its files instead (``children``)."""
    root = _ROOT.search(text)
    if root is None:
        return FeedDocument("", "", "", (), 0, notes, "not-a-feed", "")
    mended, bare = entities_mended(CONTROLS.sub("", text[root.start() :]))
    rows, broken = _rows(mended)
    notes = (*notes, *([BARE_AMPERSAND] if bare else []), *([MALFORMED] if broken else []))
    if root["name"].lower() == "sitemapindex":
        children = _children(rows, reader, recipe)
        return FeedDocument("sitemapindex", "", "", (), 0, notes, "" if children else "empty", "", children=children)
    return _items(rows, reader, recipe, notes)


def _items(rows: Sequence[_Row], reader: Reader, recipe: Recipe, notes: tuple[str, ...]) -> FeedDocument:
    news = any(row.get("published", "title") for row in rows)
    wanted = [row for row in rows if recipe.wants(_day(row.moment))]
    articles = [row for row in wanted if row.get("title", "video_title") or looks_like_article(row.get("link"))]
    # Undated rows keep the file's order after the dated ones.
    chosen = sorted(articles or wanted, key=lambda row: row.moment, reverse=True)
    most = PERIOD_MAX if recipe.first or recipe.last else ITEMS_MAX
    built = build_items([_entry(row) for row in chosen[:most]], reader)
    more = [TOO_MANY_ITEMS] if len(chosen) > most else []
    more += [TITLES_GUESSED] if any(item.guessed for item in built.items) else []
    return FeedDocument(
        kind="news-sitemap" if news else "sitemap",
        title="",
        link="",
        items=built.items,
        bad=built.bad,
        notes=tuple(dict.fromkeys((*notes, *more, *built.notes))),
        error="" if built.items else "malformed" if MALFORMED in notes else "empty",
        day_order=built.day_order,
    )


def _entry(row: _Row) -> Entry:
    link, title = row.get("link"), row.get("title", "video_title")
    dates = [("publication_date", row.get("published", "video_date")), ("lastmod", row.get("lastmod"))]
    return Entry(
        title=title or title_from(link),
        link=link,
        guid="",
        summary="",
        author="",
        dates=tuple((name, value) for name, value in dates if value),
        duration=row.get("duration"),
        guessed=not title,
    )


def _children(rows: Sequence[_Row], reader: Reader, recipe: Recipe) -> tuple[str, ...]:
    """Files of an index, the one changed last first; for a period none that cannot hold anything of it."""
    kept = [row for row in rows if _may_hold(row, recipe)]
    kept.sort(key=lambda row: row.moment, reverse=True)
    links = (web_link(row.get("link"), reader.base_url) for row in kept)
    return tuple(dict.fromkeys(link for link in links if link))[:CHILDREN_MAX]


def _may_hold(row: _Row, recipe: Recipe) -> bool:
    """A file not touched since before the period, or named after a month outside it, holds nothing of it."""
    changed = _day(row.moment)
    if changed and recipe.first and changed < recipe.first:
        return False
    named = _MONTH.search(row.get("link").rpartition("/")[2])
    if not named:
        return True
    month = (int(named[1]), int(named[2]))
    after = recipe.first is None or month >= (recipe.first.year, recipe.first.month)
    return after and (recipe.last is None or month <= (recipe.last.year, recipe.last.month))


def _day(text: str) -> date | None:
    found = _DAY.match(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _rows(text: str) -> tuple[list[_Row], bool]:
    """The rows before the first fault, and whether there was one."""
    rows: list[_Row] = []
    path: list[str] = []
    words: list[str] = []

    def begin(name: str, _attributes: object) -> None:
        path.append(name.rpartition(":")[2].lower())
        words.clear()
        if path[-1] in ("url", "sitemap") and len(path) == 2 and len(rows) < ROWS_MAX:
            rows.append(_Row())

    def end(_name: str) -> None:
        what = _FIELDS.get((path[-1], path[-2] if len(path) > 1 else ""))
        if what and rows and what not in rows[-1].said:
            rows[-1].said[what] = "".join(words)
        path.pop()
        words.clear()

    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, words.append
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except ExpatError:
        # The last row may have been cut half-way: half a link would be an article that does not exist.
        return rows[:-1] if path and len(path) > 1 else rows, True
    return rows, False
