"""Urging notes in a unit's private calendar: one whole-day event on the day the reply is due."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from feeds.ical import CalendarEvent, CalendarFeed
from planner.domain.agenda import Agenda, window
from planner.vocabulary import CalendarContent, CalendarScope, UrgingState

ONE_DAY = timedelta(days=1)
SHOWN_IN = frozenset({CalendarContent.ALL, CalendarContent.DEADLINES})
_PREFIXES = {
    UrgingState.OPEN: "⏰ Hạn phản hồi đôn đốc: ",
    UrgingState.ANSWERED: "◑ Đã phản hồi đôn đốc: ",
    UrgingState.CLOSED: "✔ Đã đóng phiếu đôn đốc: ",
}


@dataclass(frozen=True, slots=True)
class DueNote:
    """A note that was sent, as far as a calendar shows it."""

    id: int
    title: str
    text: str
    due_on: date
    state: UrgingState
    sequence: int
    revised_at: datetime


def shows_notes(agenda: Agenda) -> bool:
    """Only a unit's own calendar, and only where deadlines stand in it."""
    return agenda.scope is CalendarScope.UNIT and agenda.content in SHOWN_IN


def with_notes(
    feed: CalendarFeed, notes: Iterable[DueNote], agenda: Agenda, url_of: Callable[[int], str]
) -> CalendarFeed:
    """The calendar with the notes whose day is in its window. ``url_of``: absolute address of a note's page."""
    first, last = window(agenda.feed_day)
    added = (_event(note, agenda, url_of(note.id)) for note in notes if first <= note.due_on <= last)
    return replace(feed, events=(*feed.events, *added))


def _event(note: DueNote, agenda: Agenda, url: str) -> CalendarEvent:
    return CalendarEvent(
        uid=f"urging-{note.id}@{agenda.domain}",
        start=note.due_on,
        end=note.due_on + ONE_DAY,
        summary=_PREFIXES[note.state] + note.title,
        description=f"{url}\n{note.text}",
        location="",
        url=url,
        status="CONFIRMED",
        transparent=True,
        categories=(),
        sequence=note.sequence,
        modified=note.revised_at,
    )
