"""A calendar of somebody else: bytes in, single occurrences of a window out.

Whatever a ministry, an office program or a calendar cloud writes is read as far as it can be; what cannot is left out
and named. Meant to run in a child with limits (``feeds.ical_isolated``): a rule may ask for more than any program has.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

from feeds.ical_text import calendar_text
from feeds.records import CHARSET_GUESSED, MALFORMED, TEXT_CUT, TOO_MANY_ITEMS

# Notes beside those of other documents.
RULE_REFUSED = "rule-refused"
ENTRIES_LOST = "entries-lost"
ENTRIES_MAX = 5_000
OCCURRENCES_MAX = 3_000
OCCURRENCES_PER_ENTRY = 800
TITLE_MAX, PLACE_MAX, NAME_MAX = 300, 200, 120
_FOLD = re.compile(r"\r?\n[ \t]")
_BREAK = re.compile(r"\r\n?|\n")
_BLOCK = re.compile(r"^BEGIN:(VEVENT|VTIMEZONE)$.*?^END:\1$", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_ESCAPED = re.compile(r"\\([,;\\])")
# More often than daily is no appointment, and counting the seconds of a year is no work for a calendar.
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})


@dataclass(frozen=True, slots=True)
class OutsideEntry:
    """One occurrence. ``first_on`` and ``last_on``: civil days in the reader's zone, both included; ``starts_at`` and
    ``ends_at`` are aware, in UTC, and None for whole days.
    """

    title: str
    place: str
    first_on: date
    last_on: date
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class OutsideDocument:
    """``name``: what the calendar calls itself. ``error``: empty, ``not-a-feed``, ``empty`` or ``internal``."""

    name: str
    entries: tuple[OutsideEntry, ...]
    notes: tuple[str, ...]
    error: str


@dataclass(frozen=True, slots=True)
class Window:
    """The days asked for, both included, and the zone of times that name none."""

    first: date
    last: date
    zone: ZoneInfo


def read_calendar(body: bytes, window: Window) -> OutsideDocument:
    """Occurrences in order of their beginning, at most ``OCCURRENCES_MAX``: the furthest go first. Never raises on a
    document, only on running out of what the process may use."""
    notes: list[str] = []
    text = _FOLD.sub("", _BREAK.sub("\r\n", _decoded(body, notes)))
    if not text.strip():
        return OutsideDocument("", (), tuple(notes), "empty")
    if "BEGIN:VCALENDAR" not in text.upper():
        return OutsideDocument("", (), tuple(notes), "not-a-feed")
    calendars = list(_calendars(text, notes))
    name = next((str(found) for one in calendars if (found := one.get("X-WR-CALNAME") or one.get("NAME"))), "")
    entries = sorted(
        {entry for one in calendars for entry in _entries(one, window, notes)},
        key=lambda entry: (entry.first_on, entry.starts_at or datetime.min.replace(tzinfo=UTC), entry.title),
    )
    if len(entries) > OCCURRENCES_MAX:
        notes.append(TOO_MANY_ITEMS)
    kept = tuple(entries[:OCCURRENCES_MAX])
    name = _ESCAPED.sub(r"\1", name)  # the library leaves X- values as they were written
    return OutsideDocument(calendar_text(name, NAME_MAX, one_line=True), kept, tuple(dict.fromkeys(notes)), "")


def _decoded(body: bytes, notes: list[str]) -> str:
    for charset in ("utf-8-sig", "utf-16") if body[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        with suppress(UnicodeDecodeError):
            return body.decode(charset).replace("\x00", "")
    notes.append(CHARSET_GUESSED)
    return body.decode("cp1258", "replace").replace("\x00", "")


def _calendars(text: str, notes: list[str]) -> Iterator[Any]:
    """The document as the library reads it or, when it refuses the whole, entry by entry without the broken ones."""
    found: list[Any] = []
    with suppress(ValueError, KeyError, IndexError, TypeError, AttributeError):
        found = list(Calendar.from_ical(text, multiple=True))
    if not found:
        notes.append(MALFORMED)
        found = list(_mended(text, notes))
    yield from found


def _mended(text: str, notes: list[str]) -> Iterator[Any]:
    plain = text.replace("\r\n", "\n")
    blocks = [(found[1].upper(), found[0].replace("\n", "\r\n")) for found in _BLOCK.finditer(plain)]
    zones = "\r\n".join(block for kind, block in blocks if kind == "VTIMEZONE" and _reads(block))
    head = "\r\n".join(line for line in plain.split("BEGIN:VEVENT", 1)[0].split("\n") if line.startswith("X-WR-"))
    sound = [block for kind, block in islice(blocks, ENTRIES_MAX) if kind == "VEVENT" and _reads(block)]
    if len(sound) < plain.upper().count("BEGIN:VEVENT"):
        notes.append(ENTRIES_LOST)
    whole = "\r\n".join(part for part in ("BEGIN:VCALENDAR", head, zones, *sound, "END:VCALENDAR") if part)
    with suppress(ValueError, KeyError, IndexError, TypeError, AttributeError):
        yield Calendar.from_ical(f"{whole}\r\n")


def _reads(block: str) -> bool:
    try:
        Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{block}\r\nEND:VCALENDAR\r\n")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return False
    return True


def _entries(calendar: Any, window: Window, notes: list[str]) -> Iterator[OutsideEntry]:
    events = calendar.walk("VEVENT")
    if len(events) > ENTRIES_MAX:
        notes.append(TOO_MANY_ITEMS)
    zone = _zone_of(calendar, window.zone)
    series: dict[str, list[Any]] = {}
    for number, event in enumerate(events[:ENTRIES_MAX]):
        _tame(event, notes)
        series.setdefault(str(event.get("UID") or f"without-{number}"), []).append(event)
    for uid, parts in series.items():
        yield from _occurrences(calendar, uid, parts, Window(window.first, window.last, zone), window.zone, notes)


def _occurrences(
    calendar: Any, uid: str, parts: list[Any], window: Window, own: ZoneInfo, notes: list[str]
) -> Iterator[OutsideEntry]:
    """One entry with its rule and its exceptions, apart from all others: a bad one costs itself only."""
    alone = Calendar()
    for part in calendar.walk("VTIMEZONE"):
        alone.add_component(part)
    for part in parts:
        if "UID" not in part:
            part.add("UID", uid)
        alone.add_component(part)
    try:
        single = len(parts) == 1 and not any(name in parts[0] for name in ("RRULE", "RDATE", "RECURRENCE-ID"))
        found = parts if single else _expanded(alone, window)
        if len(found) > OCCURRENCES_PER_ENTRY:
            notes.append(TOO_MANY_ITEMS)
        made = [_entry(one, window.zone, own, notes) for one in found[:OCCURRENCES_PER_ENTRY] if _stands(one)]
    except Exception:  # noqa: BLE001 - the library raises whatever a broken entry makes it raise
        notes.append(ENTRIES_LOST)
        return
    for entry in made:
        if entry.last_on >= window.first and entry.first_on <= window.last:
            yield entry


def _expanded(alone: Any, window: Window) -> list[Any]:
    return list(recurring_ical_events.of(alone).between(window.first, window.last + timedelta(days=1)))


def _tame(event: Any, notes: list[str]) -> None:
    """A rule that comes more often than daily is taken as its first occurrence."""
    rules = event.get("RRULE")
    for rule in rules if isinstance(rules, list) else [rules] if rules else []:
        named = {str(value).upper() for value in rule.get("FREQ", [])}
        if named & _TOO_OFTEN or {"BYSECOND", "BYMINUTE"} & {str(key).upper() for key in rule}:
            notes.append(RULE_REFUSED)
            del event["RRULE"]
            return


def _stands(event: Any) -> bool:
    return str(event.get("STATUS", "")).upper() not in ("CANCELLED", "CANCELED")


def _zone_of(calendar: Any, own: ZoneInfo) -> ZoneInfo:
    """The zone of times that name none: what the calendar says of itself, else the reader's."""
    with suppress(KeyError, ValueError, OSError):
        return ZoneInfo(str(calendar.get("X-WR-TIMEZONE", "")) or own.key)
    return own


def _entry(event: Any, floating: ZoneInfo, own: ZoneInfo, notes: list[str]) -> OutsideEntry:
    start = event["DTSTART"].dt
    end = event["DTEND"].dt if "DTEND" in event else start
    if "DURATION" in event and "DTEND" not in event:
        end = start + event["DURATION"].dt
    title = calendar_text(str(event.get("SUMMARY", "")), TITLE_MAX + 1, one_line=True)
    place = calendar_text(str(event.get("LOCATION", "")), PLACE_MAX + 1, one_line=True)
    if len(title) > TITLE_MAX or len(place) > PLACE_MAX:
        notes.append(TEXT_CUT)
    words = (title[:TITLE_MAX], place[:PLACE_MAX])
    if not isinstance(start, datetime):
        last = end - timedelta(days=1) if end > start else start
        return OutsideEntry(*words, start, last, None, None)
    begins = _aware(start, floating)
    ends = max(_aware(end, floating) if isinstance(end, datetime) else begins, begins)
    last_on = (ends - timedelta(microseconds=1) if ends > begins else ends).astimezone(own).date()
    return OutsideEntry(*words, begins.astimezone(own).date(), last_on, begins, ends)


def _aware(moment: datetime, floating: ZoneInfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=floating)).astimezone(UTC)
