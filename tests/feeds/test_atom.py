"""Atom out: what the standard asks for, whatever stands in a title, and the same bytes for the same records."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from feeds.atom import ATOM, AtomEntry, write_atom
from feeds.reading import read_document

AT = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
ENTRY = AtomEntry(
    key="urn:thu:published-1",
    title="Mô hình hay & “lạ” <b>x</b>",
    link="https://bao.example.vn/a?x=1&y=2",
    author="Nguyễn Thị Thử",
    summary="Dòng một\nDòng \x07hai",
    updated=AT,
)


def document(*entries: AtomEntry) -> bytes:
    return write_atom(
        key="urn:thu:link-1", title="Đã đăng", address="https://lich.example.vn/", updated=AT, entries=entries
    )


def test_a_feed_carries_what_the_standard_asks_for_in_utc() -> None:
    root: Any = etree.fromstring(document(ENTRY))
    assert [root.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")] == [
        "urn:thu:link-1",
        "Đã đăng",
        "2026-11-23T02:30:00Z",
    ]
    (entry,) = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated", "author/" + ATOM + "name")] == [
        "urn:thu:published-1",
        "Mô hình hay & “lạ” <b>x</b>",
        "2026-11-23T02:30:00Z",
        "Nguyễn Thị Thử",
    ]
    assert entry.find(f"{ATOM}link").get("href") == "https://bao.example.vn/a?x=1&y=2"
    assert entry.findtext(f"{ATOM}summary") == "Dòng một\nDòng hai"


def test_what_an_entry_has_not_is_left_out_and_equal_records_give_equal_bytes() -> None:
    bare = replace(ENTRY, link="", summary="")
    entry: Any = etree.fromstring(document(bare)).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link") is None
    assert entry.find(f"{ATOM}summary") is None
    assert document(ENTRY, bare) == document(ENTRY, replace(bare))


def test_our_own_reader_reads_it_back() -> None:
    read = read_document(
        document(ENTRY),
        content_type="application/atom+xml",
        base_url="https://lich.example.vn/",
        zone=ZoneInfo("Asia/Ho_Chi_Minh"),
        now=AT,
    )
    assert [(one.guid, one.link, one.date.utc) for one in read.items] == [
        ("urn:thu:published-1", "https://bao.example.vn/a?x=1&y=2", AT.astimezone(UTC))
    ]
