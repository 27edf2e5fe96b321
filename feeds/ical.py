"""Calendar records to iCalendar bytes (RFC 5545, RFC 7986).

The bytes are a function of the records alone: no clock, no chance, no library version. What has no revision of its
own has no place here, because a calendar client shows a change only when the revision moves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard, vText, vUri

from feeds.ical_text import calendar_text, calendar_uri, category

ZONE_NAME = "Asia/Ho_Chi_Minh"
ZONE = ZoneInfo(ZONE_NAME)
REFRESH = "PT15M"
# Calendar clouds lose what lies past about 1 MB without a word.
EVENTS_MAX = 1_000
BYTES_MAX = 900_000
UID_MAX_OCTETS = 255
TITLE_MAX = 500
TEXT_MAX = 10_000

Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event. ``start`` and ``end`` are both aware datetimes, or both dates with ``end`` exclusive.

    ``uid`` is the same in every feed; ``sequence`` and ``modified`` (aware) move with every visible change.
    ``alarms`` are positive spans before the start. ``transparent`` leaves the person free at that time.
    """

    uid: str
    start: date | datetime
    end: date | datetime
    summary: str
    description: str
    location: str
    url: str
    status: Status
    transparent: bool
    categories: tuple[str, ...]
    sequence: int
    modified: datetime
    alarms: tuple[timedelta, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """A calendar. ``product`` is the organisation's name for PRODID and must stay constant; ``url`` its page.

    ``color`` is a CSS name, ``apple_color`` the same as hex.
    """

    name: str
    description: str
    product: str
    url: str
    events: tuple[CalendarEvent, ...]
    color: str = "teal"
    apple_color: str = "#0F766E"


@dataclass(frozen=True, slots=True)
class Rendered:
    """``body`` is the calendar. ``skipped``: uids that cannot stand in one; ``left_out``: the furthest future."""

    body: bytes
    skipped: tuple[str, ...]
    left_out: int


def render(feed: CalendarFeed) -> bytes:
    """The calendar's bytes, the same for equal records. See ``render_counted`` for what did not fit."""
    return render_counted(feed).body


def render_counted(feed: CalendarFeed) -> Rendered:
    """The calendar with its events in order of start and UID.

    An event that breaks the rules of the format is skipped and named: one bad row never fails a person's calendar.
    Past 1,000 events or 900 KB the furthest future is left out and counted.
    """
    good: list[tuple[CalendarEvent, bytes]] = []
    skipped: list[str] = []
    for event in sorted(_unique(feed.events), key=_order):
        fragment = event_bytes(event)
        if fragment is None:
            skipped.append(event.uid)
        else:
            good.append((event, fragment))
    head = _head(feed, [event for event, _ in good])
    fitting = _fitting([fragment for _, fragment in good], BYTES_MAX - len(head))
    body = head + b"".join(fitting) + b"END:VCALENDAR\r\n"
    return Rendered(body, tuple(skipped), len(good) - len(fitting))


def event_bytes(event: CalendarEvent) -> bytes | None:
    """One VEVENT, or None when the record breaks the rules; a caller may keep it per revision and join."""
    if not _sound(event):
        return None
    made = Event()
    made.add("uid", _uid(event.uid))
    made.add("dtstamp", _utc(event.modified))
    made.add("last-modified", _utc(event.modified))
    made.add("sequence", event.sequence)
    made.add("dtstart", _local(event.start))
    made.add("dtend", _local(event.end))
    made.add("summary", vText(calendar_text(event.summary, TITLE_MAX, one_line=True)))
    made.add("status", event.status)
    made.add("transp", "TRANSPARENT" if event.transparent else "OPAQUE")
    if event.description:
        made.add("description", vText(calendar_text(event.description, TEXT_MAX)))
    if event.location:
        made.add("location", vText(calendar_text(event.location, TITLE_MAX, one_line=True)))
    if url := calendar_uri(event.url):
        made.add("url", vUri(url))
    if names := [name for text in event.categories if (name := category(text))]:
        made.add("categories", names)
    for before in sorted(event.alarms, reverse=True):
        made.add_component(_alarm(before, event.summary))
    return made.to_ical()


def tombstone(
    *, uid: str, day: date, title: str, explanation: str, name: str, product: str, modified: datetime
) -> bytes:
    """The calendar behind a revoked link: one all-day notice on ``day``, and nothing of what stood there before.

    An error status would make clients keep the old events for ever; one event makes them drop the rest. ``uid``
    must be a constant of the link, ``modified`` the moment of revocation (aware).
    """
    notice = CalendarEvent(
        uid=uid,
        start=day,
        end=day + timedelta(days=1),
        summary=title,
        description=explanation,
        location="",
        url="",
        status="CONFIRMED",
        transparent=True,
        categories=(),
        sequence=0,
        modified=modified,
    )
    return render(CalendarFeed(name, explanation, product, "", (notice,)))


def _head(feed: CalendarFeed, events: Sequence[CalendarEvent]) -> bytes:
    """Everything before the first event: properties, then the one time zone."""
    name = vText(calendar_text(feed.name, TITLE_MAX, one_line=True))
    about = vText(calendar_text(feed.description, TITLE_MAX, one_line=True))
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{calendar_text(feed.product, 80, one_line=True)}//Lich bien tap 1//VI")
    calendar.add("calscale", "GREGORIAN")
    # The library leaves NAME and X- values unescaped unless they come as vText.
    for key, value in (("name", name), ("x-wr-calname", name), ("description", about), ("x-wr-caldesc", about)):
        calendar.add(key, value)
    calendar.add("x-wr-timezone", vText(ZONE_NAME))
    calendar.add("refresh-interval", vText(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText(REFRESH))
    calendar.add("color", vText(feed.color))
    calendar.add("x-apple-calendar-color", vText(feed.apple_color))
    if events:
        calendar.add("last-modified", max(_utc(event.modified) for event in events))
    if url := calendar_uri(feed.url):
        calendar.add("url", vUri(url))
    calendar.add_component(_zone())
    return calendar.to_ical().removesuffix(b"END:VCALENDAR\r\n")


def _zone() -> Timezone:
    """A constant: the zone has had one offset since 1975."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", ZONE_NAME)
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - RFC 5545 §3.6.5 wants local time here
    standard.add("tzname", "+07")
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    zone.add_component(standard)
    return zone


def _alarm(before: timedelta, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", vText(calendar_text(title, TITLE_MAX, one_line=True)))
    alarm.add("trigger", -before)
    return alarm


def _sound(event: CalendarEvent) -> bool:
    """The event can be written: same kind of start and end, in that order, all instants aware, uid short."""
    uid = _uid(event.uid)
    named = bool(uid and event.summary.strip()) and len(uid.encode()) <= UID_MAX_OCTETS
    return named and _aware(event.start, event.end, event.modified) and _in_order(event.start, event.end)


def _in_order(start: date | datetime, end: date | datetime) -> bool:
    if isinstance(start, datetime) and isinstance(end, datetime):
        return end > start
    return not isinstance(start, datetime) and not isinstance(end, datetime) and end > start


def _aware(*moments: date | datetime) -> bool:
    return all(not isinstance(moment, datetime) or moment.tzinfo is not None for moment in moments)


def _uid(text: str) -> str:
    return calendar_text(text, 1_000, one_line=True)


def _unique(events: Iterable[CalendarEvent]) -> list[CalendarEvent]:
    """The last of events with one UID: two in one file would make one of them vanish at random."""
    return list({event.uid: event for event in events}.values())


def _order(event: CalendarEvent) -> tuple[str, str]:
    start = event.start
    moment = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day, tzinfo=ZONE)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
    return aware.astimezone(UTC).isoformat(), event.uid


def _fitting(fragments: Sequence[bytes], room: int) -> list[bytes]:
    kept: list[bytes] = []
    for fragment in fragments[:EVENTS_MAX]:
        room -= len(fragment)
        if room < 0:
            break
        kept.append(fragment)
    return kept


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _local(moment: date | datetime) -> date | datetime:
    return moment.astimezone(ZONE).replace(microsecond=0) if isinstance(moment, datetime) else moment
