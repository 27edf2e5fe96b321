"""Calendar records to iCalendar bytes (RFC 5545, RFC 7986).

The bytes are a function of the records alone: no clock, no chance, no library version. What has no revision of its
own has no place here, because a calendar client shows a change only when the revision moves.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, Event, Timezone, TimezoneStandard, Todo, vText, vUri

from feeds.ical_text import calendar_text, calendar_uri, category

ZONE_NAME = "Asia/Ho_Chi_Minh"
ZONE = ZoneInfo(ZONE_NAME)
REFRESH = "PT15M"
# Calendar clouds lose what lies past about 1 MB without a word.
EVENTS_MAX = 1_000
BYTES_MAX = 900_000
HEAD_ROOM = 6_000
UID_MAX_OCTETS = 255
TITLE_MAX = 500
TEXT_MAX = 10_000

Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
TaskStatus = Literal["NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"]


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
class CalendarTask:
    """One task (VTODO), for programs that show tasks. ``due`` is an aware instant: a bare date breaks some of them."""

    uid: str
    due: datetime
    summary: str
    description: str
    location: str
    url: str
    status: TaskStatus
    categories: tuple[str, ...]
    sequence: int
    modified: datetime


Entry = CalendarEvent | CalendarTask


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """A calendar. ``product`` is the organisation's name for PRODID and must stay constant; ``url`` its page.

    ``color`` is a CSS name, ``apple_color`` the same as hex. ``cut``: what the description says in addition when
    entries did not fit, with a ``%d`` for their number.
    """

    name: str
    description: str
    product: str
    url: str
    events: tuple[Entry, ...]
    color: str = "teal"
    apple_color: str = "#0F766E"
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """``body`` is the calendar. ``skipped``: uids that cannot stand in one; ``left_out``: the furthest future."""

    body: bytes
    skipped: tuple[str, ...]
    left_out: int


def render(feed: CalendarFeed) -> bytes:
    """The calendar's bytes, the same for equal records. See ``render_counted`` for what did not fit."""
    return render_counted(feed).body


def render_counted(feed: CalendarFeed, write: Callable[[Entry], bytes | None] | None = None) -> Rendered:
    """The calendar with its entries in order of start and UID. ``write`` may keep what ``entry_bytes`` made.

    An entry that breaks the rules of the format is skipped and named: one bad row never fails a person's calendar.
    Past 1,000 entries or 900 KB the furthest future is left out and counted, and the calendar's description says so.
    """
    write = write or entry_bytes
    good: list[tuple[Entry, bytes]] = []
    skipped: list[str] = []
    for entry in sorted(_unique(feed.events), key=_order):
        fragment = write(entry)
        if fragment is None:
            skipped.append(entry.uid)
        else:
            good.append((entry, fragment))
    fitting = _fitting([fragment for _, fragment in good], BYTES_MAX - HEAD_ROOM)
    left_out = len(good) - len(fitting)
    head = _head(feed, [entry for entry, _ in good], left_out)
    return Rendered(head + b"".join(fitting) + b"END:VCALENDAR\r\n", tuple(skipped), left_out)


def entry_bytes(entry: Entry) -> bytes | None:
    """One VEVENT or VTODO, or None when the record breaks the rules."""
    return event_bytes(entry) if isinstance(entry, CalendarEvent) else task_bytes(entry)


def event_bytes(event: CalendarEvent) -> bytes | None:
    """One VEVENT, or None when the record breaks the rules; a caller may keep it per revision and join."""
    if not _sound(event) or not _in_order(event.start, event.end):
        return None
    made = Event()
    _add_revision(made, event)
    made.add("dtstart", _local(event.start))
    made.add("dtend", _local(event.end))
    made.add("status", event.status)
    made.add("transp", "TRANSPARENT" if event.transparent else "OPAQUE")
    _add_words(made, event)
    for before in sorted(event.alarms, reverse=True):
        made.add_component(_alarm(before, event.summary))
    return made.to_ical()


def task_bytes(task: CalendarTask) -> bytes | None:
    """One VTODO, or None when the record breaks the rules."""
    if not _sound(task):
        return None
    made = Todo()
    _add_revision(made, task)
    made.add("due", _local(task.due))
    made.add("status", task.status)
    _add_words(made, task)
    return made.to_ical()


def _add_revision(made: Component, entry: Entry) -> None:
    made.add("uid", _uid(entry.uid))
    made.add("dtstamp", _utc(entry.modified))
    made.add("last-modified", _utc(entry.modified))
    made.add("sequence", entry.sequence)


def _add_words(made: Component, entry: Entry) -> None:
    made.add("summary", vText(calendar_text(entry.summary, TITLE_MAX, one_line=True)))
    if entry.description:
        made.add("description", vText(calendar_text(entry.description, TEXT_MAX)))
    if entry.location:
        made.add("location", vText(calendar_text(entry.location, TITLE_MAX, one_line=True)))
    if url := calendar_uri(entry.url):
        made.add("url", vUri(url))
    if names := [name for text in entry.categories if (name := category(text))]:
        made.add("categories", names)


def notice(*, uid: str, day: date, title: str, explanation: str, modified: datetime) -> CalendarEvent:
    """The one entry of the calendar behind a revoked link: all day on ``day``, and nothing of what stood there before.

    An error status would make clients keep the old events for ever; one event makes them drop the rest. ``uid`` must
    be a constant of the link, ``modified`` the moment of revocation (aware).
    """
    return CalendarEvent(
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


def _head(feed: CalendarFeed, events: Sequence[Entry], left_out: int) -> bytes:
    """Everything before the first event: properties, then the one time zone."""
    name = vText(calendar_text(feed.name, TITLE_MAX, one_line=True))
    cut = feed.cut.replace("%d", str(left_out)) if left_out else ""
    about = vText(calendar_text(feed.description + cut, TITLE_MAX, one_line=True))
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
    calendar.add_component(time_zone())
    return calendar.to_ical().removesuffix(b"END:VCALENDAR\r\n")


def time_zone() -> Timezone:
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


def _sound(entry: Entry) -> bool:
    """The entry has a title and a short uid, and all its instants are aware."""
    uid = _uid(entry.uid)
    named = bool(uid and entry.summary.strip()) and len(uid.encode()) <= UID_MAX_OCTETS
    moments = (entry.start, entry.end) if isinstance(entry, CalendarEvent) else (entry.due,)
    return named and _aware(*moments, entry.modified)


def _in_order(start: date | datetime, end: date | datetime) -> bool:
    if isinstance(start, datetime) and isinstance(end, datetime):
        return end > start
    return not isinstance(start, datetime) and not isinstance(end, datetime) and end > start


def _aware(*moments: date | datetime) -> bool:
    return all(not isinstance(moment, datetime) or moment.tzinfo is not None for moment in moments)


def _uid(text: str) -> str:
    return calendar_text(text, 1_000, one_line=True)


def _unique(events: Iterable[Entry]) -> list[Entry]:
    """The last of events with one UID: two in one file would make one of them vanish at random."""
    return list({event.uid: event for event in events}.values())


def _order(event: Entry) -> tuple[str, str]:
    start = event.start if isinstance(event, CalendarEvent) else event.due
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
