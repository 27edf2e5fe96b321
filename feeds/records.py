"""What comes through the door: frozen values that every other floor may hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Precision = Literal["second", "minute", "day", "none"]
Confidence = Literal["stated", "assumed-zone", "assumed-order", "ambiguous", "none"]

# Notes a document may carry; each is said once however often it happened.
MALFORMED = "malformed"
TRUNCATED = "truncated"
JUNK_BEFORE_ROOT = "junk-before-root"
CONTROL_CHARACTERS = "control-characters"
BARE_AMPERSAND = "bare-ampersand"
CHARSET_CONFLICT = "charset-conflict"
CHARSET_GUESSED = "charset-guessed"
ENTITIES_CUT = "entities-cut"
TOO_MANY_ITEMS = "too-many-items"
TEXT_CUT = "text-cut"
GUID_MISSING = "guid-missing"
GUID_REPEATED = "guid-repeated"
LINK_MISSING = "link-missing"
LINK_REFUSED = "link-refused"
REPEATED_ITEMS = "repeated-items"
TITLES_GUESSED = "titles-guessed"
CHILD_UNREAD = "child-unread"


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date as sent and as understood.

    ``utc`` is aware, in UTC, and None when the value means no date. ``rule`` names the reading that was applied;
    ``confidence`` says what had to be assumed: the zone, the order of day and month, or nothing (``stated``).
    ``precision`` ``day`` means no time was claimed: ``utc`` is then midnight in the source's zone.
    """

    raw: str
    field: str
    utc: datetime | None
    precision: Precision
    rule: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry. Texts are plain, in NFC, never markup. ``link`` is http(s) as sent or empty.

    ``key`` identifies the item within its source and is unique in its document; ``canonical_link`` is for comparing
    only. ``position`` counts from 0 in document order, bad entries included. ``duration`` is in seconds. ``guessed``:
    nobody said the title, it was made from the address.
    """

    title: str
    link: str
    guid: str
    summary: str
    author: str
    date: DateReading
    position: int
    key: str
    canonical_link: str
    duration: int | None = None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A document as read. ``error`` is empty or ``not-a-feed``, ``bot-wall``, ``empty``, ``malformed``, ``internal``.

    ``bad`` counts entries with neither title nor link. ``day_order`` is ``day-first``, ``month-first`` or empty when
    nothing in the document needed it or settled it. ``ttl`` is in minutes; ``skip_hours`` 0–23 and ``skip_days``
    (Monday = 0) are in GMT. ``children``: addresses of documents this one only lists (a sitemap index, a list's
    further pages), the newest first.
    """

    kind: str
    title: str
    link: str
    items: tuple[FeedItem, ...]
    bad: int
    notes: tuple[str, ...]
    error: str
    day_order: str
    ttl: int | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchResult:
    """One attempt. ``error`` is empty (200 or 304) or an error class; ``detail`` is for the log, never for strangers.

    ``redirects`` lists the addresses that answered with a redirect, in order; ``moved_for_good`` says that all of them
    did so permanently. ``body`` is decoded (no Content-Encoding left), ``wire_bytes`` counts what was sent.
    ``retry_after`` and ``max_age`` are at most a day.
    """

    requested_url: str
    final_url: str
    redirects: tuple[str, ...]
    status: int | None
    error: str
    detail: str
    body: bytes
    content_type: str
    sha256: str
    etag: str
    last_modified: str
    retry_after: timedelta | None
    max_age: timedelta | None
    started: datetime
    seconds: float
    wire_bytes: int
    not_modified: bool
    moved_for_good: bool = False
