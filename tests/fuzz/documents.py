"""``make fuzz``: documents grown by coverage (atheris, libFuzzer) until a minute is over.

Every byte string must be read or named: no exception, no link that is not http(s), no two items under one key, no text
past its limit. A crash leaves its input in ``crash-*``; it belongs into ``tests/feeds/documents`` with a test.
"""

import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

# Lives in the fuzzer's own interpreter only.
atheris: Any = import_module("atheris")

with atheris.instrument_imports(include=["feeds", "feedparser"]):
    from feeds.reading import read_document
    from feeds.recipes import Recipe
    from feeds.records import FeedDocument
    from feeds.text import SUMMARY_MAX, TITLE_MAX

ZONE, NOW = ZoneInfo("Asia/Ho_Chi_Minh"), datetime(2026, 11, 24, tzinfo=UTC)
TYPES = ("text/xml", "application/json", "text/html; charset=windows-1258", "")
RECIPES = (Recipe(), Recipe("sitemap"), Recipe("list"), Recipe("page"))
ERRORS = {"", "not-a-feed", "bot-wall", "empty", "malformed", "bad-selector", "too-big"}


def read(data: bytes) -> None:
    """The first byte chooses how the rest is read: mostly as a feed."""
    choice = data[0] if data else 0
    check(
        read_document(
            data[1:],
            content_type=TYPES[choice % 4],
            base_url="https://bao.example.vn/rss/moi.rss",
            zone=ZONE,
            now=NOW,
            recipe=RECIPES[choice // 4 % 4 if choice >= 128 else 0],
        )
    )


def check(document: FeedDocument) -> None:
    brought = bool(document.items or document.children)
    if document.error not in ERRORS or brought != (document.error == ""):
        raise AssertionError(f"{document.error!r} with {len(document.items)} items")
    if len({item.key for item in document.items}) != len(document.items):
        raise AssertionError("two items under one key")
    for item in document.items:
        if item.link and not item.link.startswith(("http://", "https://", "HTTP://", "HTTPS://")):
            raise AssertionError(f"link {item.link!r}")
        if len(item.title) > TITLE_MAX or len(item.summary) > SUMMARY_MAX:
            raise AssertionError("text past its limit")
        if item.date.utc is not None and item.date.utc.tzinfo is None:
            raise AssertionError("a date without zone")


def main() -> None:
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    for sample in sorted(path for path in Path("tests/feeds/documents").rglob("*") if path.is_file()):
        (corpus / sample.name).write_bytes(b"\x00" + sample.read_bytes())
    atheris.Setup([sys.argv[0], str(corpus), *sys.argv[2:]], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
