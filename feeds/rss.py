"""A document's bytes to a record: RSS 0.9x, 1.0, 2.0, Atom and JSON Feed.

feedparser reads the elements; dates, texts, links and identity are ours. Parsing an unknown document in the process
that serves people is not safe: use ``feeds.isolated.parse_isolated`` there.
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

import feedparser

from feeds.encoding import decode
from feeds.identity import Policy, web_link
from feeds.items import Entry, Items, Reader, build_items
from feeds.jsonfeed import JsonFeed, read_json
from feeds.records import MALFORMED, TOO_MANY_ITEMS, FeedDocument
from feeds.repair import Repaired, repaired
from feeds.strict import read_plain
from feeds.text import TITLE_MAX, plain
from feeds.walls import is_html, is_wall

_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_SKIP = re.compile(r"<(skipHours|skipDays)>(.*?)</\1>", re.DOTALL)
_SKIPPED = re.compile(r"<(?:hour|day)>\s*(\w{1,9})\s*</(?:hour|day)>")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def parse_document(
    body: bytes,
    *,
    content_type: str,
    base_url: str,
    zone: tzinfo,
    now: datetime,
    day_order: str = "",
    policy: Policy = "guid",
) -> FeedDocument:
    """The document in ``body`` (decoded HTTP body). Broken ones give what is readable; the rest is an ``error``.

    ``base_url`` is the final address; ``zone`` and ``day_order`` are the source's, for dates that lack either;
    ``policy`` says what identifies its items. Raises nothing by design; guard against the unforeseen outside.
    """
    if not body.strip(b" \t\r\n\x00"):
        return failure("empty", "")
    text, notes = decode(body, content_type)
    reader = Reader(base_url, zone, now, day_order, policy)
    if found := read_json(text):
        return _from_json(found, reader, notes)
    if is_html(text):
        return failure("bot-wall" if is_wall(text) else "not-a-feed", "html")
    ready = repaired(text)
    if ready is None:
        return failure("bot-wall" if "<" in text and is_wall(text) else "not-a-feed", "")
    return _from_xml(ready, reader, notes)


def failure(error: str, kind: str, notes: tuple[str, ...] = ()) -> FeedDocument:
    """A document that brought nothing, and why."""
    return FeedDocument(kind, "", "", (), 0, notes, error, "")


def _from_json(found: JsonFeed, reader: Reader, notes: tuple[str, ...]) -> FeedDocument:
    built = build_items(found.entries, reader)
    more = (TOO_MANY_ITEMS,) if found.too_many else ()
    return FeedDocument(
        kind="json",
        title=plain(found.title, TITLE_MAX),
        link=web_link(found.link, reader.base_url),
        items=built.items,
        bad=built.bad,
        notes=_once(notes, more, built.notes),
        error=_verdict(built, broken=False),
        day_order=built.day_order,
    )


@dataclass(frozen=True, slots=True)
class Read:
    """A document's raw strings, whichever reader they come from; ``broken``: the parser found it not well-formed."""

    kind: str
    title: str
    link: str
    ttl: str
    entries: Sequence[Entry]
    broken: bool = False


def _from_xml(ready: Repaired, reader: Reader, notes: tuple[str, ...]) -> FeedDocument:
    read = short_way(ready) or long_way(ready)
    built = build_items(read.entries, reader)
    hours, days = _skips(ready.text)
    return FeedDocument(
        kind=read.kind,
        title=plain(read.title, TITLE_MAX),
        link=web_link(read.link, reader.base_url),
        items=built.items,
        bad=built.bad + ready.lost,
        notes=_once(notes, ready.notes, (MALFORMED,) if read.broken else (), built.notes),
        error=_verdict(built, broken=read.broken or ready.lost > 0),
        day_order=built.day_order,
        ttl=_minutes(read.ttl),
        skip_hours=hours,
        skip_days=days,
    )


def short_way(ready: Repaired) -> Read | None:
    """A plain, well-formed RSS 2.0 document; None for everything else."""
    found = read_plain(ready)
    return Read("rss20", found.title, found.link, found.ttl, found.entries) if found else None


def long_way(ready: Repaired) -> Read:
    """Whatever feedparser makes of it."""
    # A stream, never a string: feedparser would fetch a string that looks like an address.
    parsed = feedparser.parse(
        io.BytesIO(ready.text.encode("utf-8", "replace")),
        response_headers=_HEADERS,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    head, rows = parsed.get("feed"), parsed.get("entries")
    feed = head if isinstance(head, dict) else {}
    return Read(
        kind=str(parsed.get("version") or ready.root.lower()),
        title=_string(feed, "title"),
        link=_string(feed, "link"),
        ttl=_string(feed, "ttl"),
        entries=[_entry(entry) for entry in rows or () if isinstance(entry, dict)],
        broken=bool(parsed.get("bozo")),
    )


def _entry(entry: Mapping[str, object]) -> Entry:
    dates = [(name, _string(entry, name)) for name in ("published", "updated", "created")]
    return Entry(
        title=_string(entry, "title"),
        link=_string(entry, "link"),
        guid=_string(entry, "id"),
        summary=_string(entry, "summary") or _content(entry),
        author=_string(entry, "author"),
        dates=tuple((name, value) for name, value in dates if value.strip()),
        duration=_string(entry, "itunes_duration") or _media_duration(entry),
    )


def _media_duration(entry: Mapping[str, object]) -> str:
    """The length in seconds Media RSS gives of the first piece that has one."""
    pieces = entry.get("media_content")
    rows = pieces if isinstance(pieces, list) else []
    return next((found for row in rows if isinstance(row, dict) and (found := _string(row, "duration"))), "")


def _content(entry: Mapping[str, object]) -> str:
    contents = entry.get("content")
    first = contents[0] if isinstance(contents, list) and contents else None
    return _string(first, "value") if isinstance(first, dict) else ""


def _string(found: Mapping[str, object], name: str) -> str:
    """A value as feedparser stored it: its own look-up lets ``updated`` answer with ``published`` and warns."""
    value = dict.get(found, name) if isinstance(found, dict) else None
    return value if isinstance(value, str) else ""


def _skips(text: str) -> tuple[frozenset[int], frozenset[int]]:
    hours: set[int] = set()
    days: set[int] = set()
    for kind, inner in _SKIP.findall(text):
        values = [value.lower() for value in _SKIPPED.findall(inner)]
        if kind == "skipHours":
            hours |= {int(value) % 24 for value in values if value.isascii() and value.isdecimal() and int(value) <= 24}
        else:
            days |= {_DAYS.index(value) for value in values if value in _DAYS}
    return frozenset(hours), frozenset(days)


def _minutes(raw: str) -> int | None:
    """``ttl`` when it is a sensible number of minutes."""
    text = raw.strip()
    return int(text) if text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= 525_600 else None


def _verdict(built: Items, *, broken: bool) -> str:
    """Items make a document good, however it was written; none is ``empty`` only when nothing else was wrong."""
    if built.items:
        return ""
    return "malformed" if broken or built.bad else "empty"


def _once(*groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for group in groups for note in group))
