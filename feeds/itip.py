"""Invitations for mail programs (iTIP, RFC 5546): one event to one person, and the answers that come back.

Unlike a calendar that is published, this one has a METHOD, an ORGANIZER and an ATTENDEE; UID and SEQUENCE are the same
as in every feed, so that a program that has both shows one event.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, Literal

from icalendar import Calendar, Event, vCalAddress, vText

from feeds.ical import CalendarEvent, entry_bytes, time_zone
from feeds.ical_text import calendar_text

Method = Literal["REQUEST", "CANCEL"]
Participation = Literal["NEEDS-ACTION", "ACCEPTED", "DECLINED"]
# What a program may answer, and what it means to a newsroom.
_MEANINGS: dict[str, Participation] = {"ACCEPTED": "ACCEPTED", "TENTATIVE": "ACCEPTED", "DECLINED": "DECLINED"}
REPLY_MAX = 200_000


@dataclass(frozen=True, slots=True)
class Party:
    """Who invites or is invited: a name and a bare mail address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: to which event, from which address, and what it says."""

    uid: str
    attendee: str
    answer: Participation
    comment: str


def invitation(
    event: CalendarEvent, method: Method, organizer: Party, attendee: Party, answer: Participation, *, product: str
) -> bytes | None:
    """The calendar that goes with a letter, or None when the event breaks the rules. ``answer``: what the person has
    said so far."""
    written = entry_bytes(event)
    if written is None:
        return None
    made: Any = Event.from_ical(written.decode())
    made.add("organizer", _address(organizer))
    invited = _address(attendee)
    invited.params["CUTYPE"] = vText("INDIVIDUAL")
    invited.params["ROLE"] = vText("REQ-PARTICIPANT")
    invited.params["PARTSTAT"] = vText(answer)
    if method == "REQUEST":
        invited.params["RSVP"] = vText("TRUE")
    made.add("attendee", invited)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{calendar_text(product, 80, one_line=True)}//Lich bien tap 1//VI")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(time_zone())
    calendar.add_component(made)
    return calendar.to_ical()


def replies(message: EmailMessage) -> list[Reply]:
    """The answers in a mail, at most a few; whatever is no answer to an invitation gives none."""
    return [reply for body in _calendars(message) for reply in _answers(body)]


def _calendars(message: EmailMessage) -> Iterator[str]:
    for part in message.walk():
        named = str(part.get_filename() or "").lower().endswith(".ics")
        if part.get_content_type() == "text/calendar" or named:
            raw = part.get_payload(decode=True)
            if isinstance(raw, bytes) and len(raw) <= REPLY_MAX:
                yield raw.decode("utf-8", "replace")


def _answers(body: str) -> Iterator[Reply]:
    read: Any = None
    with suppress(ValueError, KeyError, IndexError, TypeError, AttributeError):
        read = Calendar.from_ical(body)
    if read is None or str(read.get("METHOD", "")).upper() != "REPLY":
        return
    for event in read.walk("VEVENT")[:10]:
        attendees = event.get("ATTENDEE", [])
        for attendee in attendees[:1] if isinstance(attendees, list) else [attendees]:
            meaning = _MEANINGS.get(str(attendee.params.get("PARTSTAT", "")).upper())
            if meaning and event.get("UID"):
                address = str(attendee).lower().removeprefix("mailto:")
                comment = calendar_text(str(event.get("COMMENT", "")), 500, one_line=True)
                yield Reply(str(event["UID"]), address, meaning, comment)


def _address(party: Party) -> vCalAddress:
    made = vCalAddress(f"mailto:{party.email}")
    made.params["CN"] = vText(calendar_text(party.name, 120, one_line=True).replace('"', "'"))
    return made
