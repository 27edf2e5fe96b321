"""What falls due by itself: the copy's deadline, and the link after publication. Rules on values, ``now`` handed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from planner.vocabulary import NoticeKind, NoticeWhy, Status

# Reminders come in the morning, together, and not in the middle of the work.
MORNING = time(8)
TO_BE_MADE = frozenset({Status.PLANNED, Status.IN_PROGRESS})
TO_BE_OUT = frozenset({Status.PLANNED, Status.IN_PROGRESS, Status.SUBMITTED, Status.APPROVED, Status.PUBLISHED})
# An item older than this was published or forgotten without us: nobody is asked about a whole archive.
ASK_WITHIN = timedelta(days=3)
MOST_A_DAY = 20


@dataclass(frozen=True, slots=True)
class Work:
    """An item as far as reminders go. ``linked``: a confirmed published link is known. ``people``: its makers."""

    item_id: int
    status: Status
    publish_on: date | None
    deadline_at: datetime | None
    linked: bool
    people: tuple[int, ...]
    creator_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """``due_at``: from when it is sent; ``until``: from when it would be pointless. ``key``: told once."""

    person_id: int
    item_id: int
    kind: NoticeKind
    why: NoticeWhy
    due_at: datetime
    until: datetime

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.item_id}:{self.person_id}:{self.due_at:%Y%m%d}"


def reminders(works: Iterable[Work], zone: tzinfo) -> list[Reminder]:
    """Every reminder these items will ever give as they stand, the earliest first."""
    found: list[Reminder] = []
    for work in works:
        found += _deadline(work, zone)
        found += _link(work, zone)
    return sorted(found, key=lambda one: (one.due_at, one.until, one.item_id, one.person_id))


def due(found: Iterable[Reminder], now: datetime) -> list[Reminder]:
    """Those to be sent at ``now``."""
    return [one for one in found if one.due_at <= now < one.until]


def falling_on(found: Iterable[Reminder], day: date, zone: tzinfo) -> list[Reminder]:
    """Those whose time comes on a day."""
    return [one for one in found if one.due_at.astimezone(zone).date() == day]


def _deadline(work: Work, zone: tzinfo) -> list[Reminder]:
    if work.deadline_at is None or work.status not in TO_BE_MADE:
        return []
    due_at = _morning(work.deadline_at.astimezone(zone).date() - timedelta(days=1), zone)
    return [
        Reminder(person_id, work.item_id, NoticeKind.DEADLINE, NoticeWhy.MAKER, due_at, work.deadline_at)
        for person_id in work.people
    ]


def _link(work: Work, zone: tzinfo) -> list[Reminder]:
    """Asked of the makers; of whoever entered the item when nobody makes it."""
    if work.publish_on is None or work.linked or work.status not in TO_BE_OUT:
        return []
    due_at = _morning(work.publish_on + timedelta(days=1), zone)
    asked = [(one, NoticeWhy.MAKER) for one in work.people]
    if not asked and work.creator_id is not None:
        asked = [(work.creator_id, NoticeWhy.CREATOR)]
    return [Reminder(one, work.item_id, NoticeKind.LINK, why, due_at, due_at + ASK_WITHIN) for one, why in asked]


def _morning(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, MORNING, zone)
