"""Entries as a parser hands them over, made into items: plain text, dates, links and keys."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from feeds.dates import decide_order, read_date
from feeds.identity import URL_MAX, Marks, Policy, canonical_link, item_keys, web_link
from feeds.records import (
    GUID_MISSING,
    GUID_REPEATED,
    LINK_MISSING,
    LINK_REFUSED,
    REPEATED_ITEMS,
    TEXT_CUT,
    DateReading,
    FeedItem,
)
from feeds.text import AUTHOR_MAX, SUMMARY_MAX, TITLE_MAX, plain

DAY_SECONDS = 86_400
_LENGTH = re.compile(r"(?:(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):)?(?P<seconds>\d{1,6})(?:\.\d{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """Raw strings of one entry. ``dates`` holds (field, value) in order of trust; ``duration``: seconds or clock time;
    ``guessed``: the title was made from the address.
    """

    title: str
    link: str
    guid: str
    summary: str
    author: str
    dates: tuple[tuple[str, str], ...]
    duration: str = ""
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """What the source and the moment add to a document: base address, zone, known order, identity policy."""

    base_url: str
    zone: tzinfo
    now: datetime
    day_order: str = ""
    policy: Policy = "guid"


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a document, the count of unusable entries, what was odd, and the order of day and month found."""

    items: tuple[FeedItem, ...]
    bad: int
    notes: tuple[str, ...]
    day_order: str


@dataclass(frozen=True, slots=True)
class _Cleaned:
    position: int
    entry: Entry
    title: str
    link: str
    canonical: str
    guid: str


def build_items(entries: Sequence[Entry], reader: Reader) -> Items:
    """Items in document order; an entry that repeats the key of an earlier one is left out and noted."""
    order = decide_order(
        [entry.dates[0][1] for entry in entries if entry.dates],
        zone=reader.zone,
        now=reader.now,
        remembered=reader.day_order,
    )
    cleaned = [_cleaned(position, entry, reader.base_url) for position, entry in enumerate(entries)]
    good = [one for one in cleaned if one.title or one.link]
    readings = [_best_date(one.entry, reader.zone, order or reader.day_order) for one in good]
    marks = [Marks(one.guid, one.canonical, one.title, date.raw) for one, date in zip(good, readings, strict=True)]
    notes = _notes(good)
    items: dict[str, FeedItem] = {}
    for one, date, key in zip(good, readings, item_keys(marks, reader.policy), strict=True):
        if key in items:
            notes.append(REPEATED_ITEMS)
        else:
            items[key] = _item(one, date, key)
    return Items(tuple(items.values()), len(entries) - len(good), tuple(dict.fromkeys(notes)), order)


def _cleaned(position: int, entry: Entry, base_url: str) -> _Cleaned:
    guid = plain_id(entry.guid)
    link = web_link(entry.link, base_url)
    if not entry.link.strip() and guid.startswith(("http://", "https://")):
        link = web_link(guid, base_url)
    return _Cleaned(position, entry, plain(entry.title, TITLE_MAX), link, canonical_link(link), guid)


def plain_id(raw: str) -> str:
    """An identifier with blanks and controls taken off; it is compared, never shown as a link."""
    return "".join(character for character in raw.strip() if character.isprintable())[:URL_MAX]


def seconds_of(raw: str) -> int | None:
    """A length as podcasts write it, "3725", "62:05" or "1:02:05", in seconds; None when it is none or over a day."""
    found = _LENGTH.fullmatch(raw.strip())
    if not found:
        return None
    hours, minutes, seconds = (int(found[name] or 0) for name in ("hours", "minutes", "seconds"))
    whole = hours * 3600 + minutes * 60 + seconds
    return whole if 0 < whole <= DAY_SECONDS else None


def _best_date(entry: Entry, zone: tzinfo, order: str) -> DateReading:
    """The first field that can be read; else what the first one says; else no date."""
    readings = [read_date(raw, field=field, zone=zone, day_order=order) for field, raw in entry.dates]
    nothing = read_date("", field="", zone=zone)
    return next((reading for reading in readings if reading.utc), readings[0] if readings else nothing)


def _item(one: _Cleaned, date: DateReading, key: str) -> FeedItem:
    return FeedItem(
        title=one.title,
        link=one.link,
        guid=one.guid,
        summary=plain(one.entry.summary, SUMMARY_MAX),
        author=plain(one.entry.author, AUTHOR_MAX),
        date=date,
        position=one.position,
        key=key,
        canonical_link=one.canonical,
        duration=seconds_of(one.entry.duration),
        guessed=one.entry.guessed,
    )


def _notes(good: Sequence[_Cleaned]) -> list[str]:
    guids = [one.guid for one in good if one.guid]
    findings = {
        GUID_MISSING: len(guids) < len(good),
        GUID_REPEATED: len(set(guids)) < len(guids),
        LINK_MISSING: any(not one.link and not one.entry.link.strip() for one in good),
        LINK_REFUSED: any(not one.link and one.entry.link.strip() for one in good),
        TEXT_CUT: any(len(one.title) == TITLE_MAX or len(one.entry.summary) > SUMMARY_MAX for one in good),
    }
    return [note for note, found in findings.items() if found]
