"""JSON Feed 1.x (jsonfeed.org): an object with ``version`` and ``items``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from feeds.items import Entry
from feeds.repair import ITEMS_MAX


@dataclass(frozen=True, slots=True)
class JsonFeed:
    title: str
    link: str
    entries: tuple[Entry, ...]
    too_many: bool


def read_json(text: str) -> JsonFeed | None:
    """The feed in ``text``, or None when it is no JSON Feed."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or "jsonfeed.org" not in _text(found, "version"):
        return None
    items = found.get("items")
    rows = items if isinstance(items, list) else []
    entries = tuple(_entry(row if isinstance(row, dict) else {}) for row in rows[:ITEMS_MAX])
    return JsonFeed(_text(found, "title"), _text(found, "home_page_url"), entries, len(rows) > ITEMS_MAX)


def _entry(row: Mapping[str, object]) -> Entry:
    dates = [(name, _text(row, name)) for name in ("date_published", "date_modified")]
    return Entry(
        title=_text(row, "title"),
        link=_text(row, "url") or _text(row, "external_url"),
        guid=_text(row, "id"),
        summary=_text(row, "summary") or _text(row, "content_text") or _text(row, "content_html"),
        author=_author(row),
        dates=tuple((name, value) for name, value in dates if value.strip()),
        duration=_duration(row),
    )


def _duration(row: Mapping[str, object]) -> str:
    """Seconds of the first attachment that says so."""
    attachments = row.get("attachments")
    pieces = attachments if isinstance(attachments, list) else []
    return next(
        (text for piece in pieces if isinstance(piece, dict) and (text := _text(piece, "duration_in_seconds"))), ""
    )


def _author(row: Mapping[str, object]) -> str:
    authors = row.get("authors")
    people = authors if isinstance(authors, list) else [row.get("author")]
    return ", ".join(name for person in people if isinstance(person, dict) and (name := _text(person, "name")))


def _text(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
