"""Planned items as a private calendar shows them: rows in, calendar records out.

Nothing here knows the clock. The window, the end of the change mark and the end of cancelled items follow from the
``feed_day``, a row that a daily job moves; so the same rows give the same bytes, and every change a reader sees moves
LAST-MODIFIED and SEQUENCE, without which half of the clients never show it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from feeds.ical import CalendarEvent, CalendarFeed, CalendarTask, TaskStatus
from feeds.ical import Status as EventStatus
from planner.language.catalogue import translate
from planner.language.style import short_date, time_of_day
from planner.vocabulary import N_, CalendarContent, CalendarScope, PrefixStyle, Status

PRODUCT = "Ke hoach tuyen truyen"
DAYS_BACK = 30
DAYS_AHEAD = 365
CANCELLED_DAYS = 14
DEFAULT_MINUTES = 60
DEADLINE_MINUTES = 15
DEADLINE_ALARMS = (timedelta(days=1), timedelta(hours=1))

CHANGED = "✳ "
CUT = N_("Lịch này quá dài: %d mục xa nhất chưa hiện.")
DEADLINE = N_("Hạn nộp")
_ASIDE = frozenset({Status.POSTPONED, Status.CANCELLED})
# Copy that is handed in, put aside or out has no deadline any more.
_STILL_DUE = frozenset({Status.IDEA, Status.PLANNED, Status.IN_PROGRESS})
# The usual state needs no prefix: a phone shows about 60 characters of a title.
_PREFIXED = frozenset(status for status in Status if status is not Status.PLANNED)
_SIGNS = {
    Status.IDEA: "○ ",
    Status.IN_PROGRESS: "◔ ",
    Status.SUBMITTED: "◑ ",
    Status.APPROVED: "● ",
    Status.PUBLISHED: "✔ ",
    Status.POSTPONED: "⏸ ",
    Status.CANCELLED: "✖ ",
}
_NAMES = {
    CalendarScope.MINE: N_("Lịch tòa soạn"),
    CalendarScope.UNIT: N_("Lịch đơn vị"),
    CalendarScope.COLUMN: N_("Chuyên mục"),
    CalendarScope.CAMPAIGN: N_("Đợt tuyên truyền"),
}
_KINDS = {CalendarContent.DEADLINES: N_("Hạn nộp bài"), CalendarContent.TASKS: N_("Việc cần làm")}
_ABOUT = {
    CalendarContent.ALL: N_("Tin, bài dự kiến và hạn nộp bài."),
    CalendarContent.WORK: N_("Tin, bài dự kiến."),
    CalendarContent.DEADLINES: N_("Hạn nộp bài."),
    CalendarContent.TASKS: N_("Việc cần làm, mỗi việc có hạn riêng."),
}
_TASK_STATUS: dict[Status, TaskStatus] = {
    Status.IDEA: "NEEDS-ACTION",
    Status.PLANNED: "NEEDS-ACTION",
    Status.IN_PROGRESS: "IN-PROCESS",
    Status.POSTPONED: "CANCELLED",
    Status.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A planned item with the joined words a calendar shows.

    ``publish_on``: the civil day, empty for the backlog; ``publish_at``: the instant, empty when the hour is not known.
    ``minutes``: time on air, empty when the column does not say. ``people``: names with their parts, in order.
    """

    id: int
    title: str
    brief: str
    place: str
    status: Status
    reason: str
    publish_on: date | None
    publish_at: datetime | None
    deadline_at: datetime | None
    sequence: int
    revised_at: datetime
    change_note: str
    minutes: int | None
    genre: str
    column: str
    themes: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What belongs to the link and the installation, never to the address or the clock.

    ``subject``: the name of the person, unit, column or campaign. ``domain`` ends every UID; ``item_url`` gives the
    absolute address of an item's page. ``keep_cancelled``: what is cancelled is written as confirmed behind its prefix,
    because some programs take a cancelled event away without a word. ``language``: of our words; plans stay as written.
    """

    subject: str
    scope: CalendarScope
    content: CalendarContent
    style: PrefixStyle
    alarm_min: int | None
    feed_day: date
    domain: str
    zone: tzinfo
    page_url: str
    item_url: Callable[[int], str]
    keep_cancelled: bool = False
    language: str = "vi"

    def say(self, text: str) -> str:
        return translate(text, self.language)


def window(feed_day: date) -> tuple[date, date]:
    """First and last day a feed holds, both included."""
    return feed_day - timedelta(days=DAYS_BACK), feed_day + timedelta(days=DAYS_AHEAD)


def calendar_of(items: Iterable[AgendaItem], agenda: Agenda) -> CalendarFeed:
    """The whole calendar of one link."""
    name = _KINDS.get(agenda.content, _NAMES[agenda.scope])
    return CalendarFeed(
        name=f"{agenda.say(name)} – {agenda.subject}",
        description=agenda.say(_ABOUT.get(agenda.content, "")),
        cut=f" {agenda.say(CUT)}",
        product=PRODUCT,
        url=agenda.page_url,
        events=tuple(entry for item in items for entry in entries_of(item, agenda)),
    )


def entries_of(item: AgendaItem, agenda: Agenda) -> Iterator[CalendarEvent | CalendarTask]:
    """What one item gives to a calendar of this link."""
    if agenda.content is CalendarContent.TASKS:
        yield from _tasks(item, agenda)
    else:
        yield from events_of(item, agenda)


def events_of(item: AgendaItem, agenda: Agenda) -> Iterator[CalendarEvent]:
    """The work itself and, where the link asks for it, the deadline as an event of its own (alarms are only a hint)."""
    first, last = window(agenda.feed_day)
    inside = item.publish_on is not None and first <= item.publish_on <= last
    if agenda.content is not CalendarContent.DEADLINES and inside and not _forgotten(item, agenda.feed_day):
        yield _work(item, agenda)
    due = item.deadline_at if agenda.content is not CalendarContent.WORK and item.status in _STILL_DUE else None
    if due and first <= due.astimezone(agenda.zone).date() <= last:
        yield _deadline(item, due, agenda)


def _tasks(item: AgendaItem, agenda: Agenda) -> Iterator[CalendarTask]:
    """One task an item, due with its copy, else when it goes out; an item with neither hour is no task yet."""
    first, last = window(agenda.feed_day)
    due = item.deadline_at or item.publish_at
    if due is None or not first <= due.astimezone(agenda.zone).date() <= last or _forgotten(item, agenda.feed_day):
        return
    yield CalendarTask(
        uid=f"task-{item.id}@{agenda.domain}",
        due=due,
        summary=_prefix(item, agenda) + _mark(item, agenda) + item.title,
        description=_description(item, agenda),
        location=item.place,
        url=agenda.item_url(item.id),
        status=_TASK_STATUS.get(item.status, "COMPLETED"),
        categories=_categories(item),
        sequence=_sequence(item, agenda),
        modified=_modified(item, agenda),
    )


def _work(item: AgendaItem, agenda: Agenda) -> CalendarEvent:
    start, end = _span(item)
    timed = isinstance(start, datetime)
    alarmed = timed and item.status not in _ASIDE and agenda.alarm_min is not None
    return CalendarEvent(
        uid=f"item-{item.id}@{agenda.domain}",
        start=start,
        end=end,
        summary=_prefix(item, agenda) + _mark(item, agenda) + item.title,
        description=_description(item, agenda),
        location=item.place,
        url=agenda.item_url(item.id),
        status=_calendar_status(item.status, agenda),
        transparent=not timed or item.status in _ASIDE,
        categories=_categories(item),
        sequence=_sequence(item, agenda),
        modified=_modified(item, agenda),
        alarms=(timedelta(minutes=agenda.alarm_min or 0),) if alarmed else (),
    )


def _deadline(item: AgendaItem, deadline_at: datetime, agenda: Agenda) -> CalendarEvent:
    return CalendarEvent(
        uid=f"deadline-{item.id}@{agenda.domain}",
        start=deadline_at,
        end=deadline_at + timedelta(minutes=DEADLINE_MINUTES),
        summary=f"⏰ {agenda.say(DEADLINE)}: {_mark(item, agenda)}{item.title}",
        description=_description(item, agenda),
        location=item.place,
        url=agenda.item_url(item.id),
        status=_calendar_status(item.status, agenda),
        transparent=True,
        categories=_categories(item),
        sequence=_sequence(item, agenda),
        modified=_modified(item, agenda),
        alarms=DEADLINE_ALARMS if agenda.alarm_min is not None else (),
    )


def _span(item: AgendaItem) -> tuple[date | datetime, date | datetime]:
    if item.publish_at:
        return item.publish_at, item.publish_at + timedelta(minutes=item.minutes or DEFAULT_MINUTES)
    day = item.publish_on or date.min
    return day, day + timedelta(days=1)


def _description(item: AgendaItem, agenda: Agenda) -> str:
    """The link first: some clients show no link field and only the first line."""
    lines = [agenda.item_url(item.id)]
    if _starred(item, agenda):
        when = item.revised_at.astimezone(agenda.zone)
        said = {"hour": time_of_day(when, agenda.zone), "day": short_date(when.date())}
        said["note"] = " ".join(item.change_note.split())
        lines.append(agenda.say(N_("Thay đổi %(hour)s ngày %(day)s: %(note)s")) % said)
    if item.status in _ASIDE and item.reason:
        lines.append(f"{agenda.say(N_('Lý do'))}: {item.reason}")
    if item.brief:
        lines.append(item.brief)
    facts = (
        (N_("Chuyên mục"), item.column),
        (N_("Thể loại"), item.genre),
        (N_("Chủ đề"), ", ".join(item.themes)),
        (N_("Người thực hiện"), ", ".join(item.people)),
    )
    return "\n".join([*lines, *(f"{agenda.say(name)}: {value}" for name, value in facts if value)])


def _calendar_status(status: Status, agenda: Agenda) -> EventStatus:
    if status in _ASIDE:
        return "CONFIRMED" if agenda.keep_cancelled else "CANCELLED"
    return "TENTATIVE" if status is Status.IDEA else "CONFIRMED"


def _categories(item: AgendaItem) -> tuple[str, ...]:
    return tuple(name for name in (item.genre, item.column) if name)


def _forgotten(item: AgendaItem, feed_day: date) -> bool:
    """Cancelled and postponed items stay visible for two weeks past their day, then go."""
    day = item.publish_on or feed_day
    return item.status in _ASIDE and day + timedelta(days=CANCELLED_DAYS) < feed_day


def _prefix(item: AgendaItem, agenda: Agenda) -> str:
    if agenda.style is PrefixStyle.SIGN:
        return _SIGNS.get(item.status, "")
    return f"[{agenda.say(item.status.label).upper()}] " if item.status in _PREFIXED else ""


def _mark(item: AgendaItem, agenda: Agenda) -> str:
    return CHANGED if _starred(item, agenda) else ""


def _settles_on(item: AgendaItem, agenda: Agenda) -> date:
    """The first day without the mark: it stays through the feed day after the change."""
    return item.revised_at.astimezone(agenda.zone).date() + timedelta(days=2)


def _starred(item: AgendaItem, agenda: Agenda) -> bool:
    return bool(item.change_note) and agenda.feed_day < _settles_on(item, agenda)


def _settled(item: AgendaItem, agenda: Agenda) -> bool:
    """The mark was there and has gone: a change of its own, which has to move the revision too."""
    return bool(item.change_note) and not _starred(item, agenda)


def _sequence(item: AgendaItem, agenda: Agenda) -> int:
    """Two numbers for each revision of the row: with the mark, and after it has gone."""
    return 2 * item.sequence + _settled(item, agenda)


def _modified(item: AgendaItem, agenda: Agenda) -> datetime:
    if _settled(item, agenda):
        return datetime.combine(_settles_on(item, agenda), time.min, agenda.zone).astimezone(UTC)
    return item.revised_at
