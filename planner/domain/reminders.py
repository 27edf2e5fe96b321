"""What falls due by itself: a copy's deadline, the link after publication, an empty slot, a reply to an urging note.

When and to whom is a rule people may change; rules on values, ``now`` handed in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from planner.domain.notices import About
from planner.vocabulary import N_, NoticeKind, NoticeWhy, ReminderTo, Status

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
    unit_id: int = 0


@dataclass(frozen=True, slots=True)
class Awaited:
    """Something of a unit that is awaited on a day: an empty slot, the reply to a note."""

    kind: NoticeKind
    about: About
    unit_id: int
    on: date


@dataclass(frozen=True, slots=True)
class Rule:
    """``days``: before the day, for LINK after it."""

    days: int
    to: ReminderTo
    enabled: bool = True


RULES: Mapping[NoticeKind, Rule] = {
    NoticeKind.DEADLINE: Rule(1, ReminderTo.MAKERS),
    NoticeKind.LINK: Rule(1, ReminderTo.MAKERS),
    NoticeKind.EMPTY_SLOT: Rule(3, ReminderTo.EDITORS, enabled=False),
    NoticeKind.URGING_DUE: Rule(1, ReminderTo.EDITORS),
}
WHEN: Mapping[NoticeKind, str] = {
    NoticeKind.DEADLINE: N_("Trước hạn nộp bài, khi bài chưa nộp."),
    NoticeKind.LINK: N_("Sau ngày đăng, phát, khi chưa có đường dẫn nào được xác nhận."),
    NoticeKind.EMPTY_SLOT: N_("Trước ngày của kỳ chuyên trang, chuyên mục còn trống."),
    NoticeKind.URGING_DUE: N_("Trước hạn phản hồi phiếu đôn đốc, khi chưa có phản hồi."),
}
# Nobody makes a slot or a note.
ABOUT_UNITS = frozenset({NoticeKind.EMPTY_SLOT, NoticeKind.URGING_DUE})
MOST_DAYS = 14


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who stands for a unit and for the board today."""

    editors: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    board: tuple[int, ...] = ()

    def of(self, to: ReminderTo, unit_id: int) -> list[tuple[int, NoticeWhy]]:
        if to is ReminderTo.BOARD:
            return [(one, NoticeWhy.BOARD) for one in self.board]
        return [(one, NoticeWhy.UNIT) for one in self.editors.get(unit_id, ())]


NOBODY = Recipients()


@dataclass(frozen=True, slots=True)
class Reminder:
    """``due_at``: from when it is sent; ``until``: from when it would be pointless. ``key``: told once.

    ``about``: set when it is of no planned item; ``item_id`` is 0 then.
    """

    person_id: int
    item_id: int
    kind: NoticeKind
    why: NoticeWhy
    due_at: datetime
    until: datetime
    about: About | None = None

    @property
    def key(self) -> str:
        number = self.about.subject_id if self.about else self.item_id
        return f"{self.kind.value}:{number}:{self.person_id}:{self.due_at:%Y%m%d}"


def reminders(
    works: Iterable[Work],
    zone: tzinfo,
    rules: Mapping[NoticeKind, Rule] = RULES,
    recipients: Recipients = NOBODY,
    awaited: Iterable[Awaited] = (),
) -> list[Reminder]:
    """Every reminder these items will ever give as they stand, the earliest first."""
    found: list[Reminder] = []
    for work in works:
        if rules[NoticeKind.DEADLINE].enabled:
            found += _deadline(work, zone, rules[NoticeKind.DEADLINE], recipients)
        if rules[NoticeKind.LINK].enabled:
            found += _link(work, zone, rules[NoticeKind.LINK], recipients)
    for one in awaited:
        if rules[one.kind].enabled:
            found += _awaited(one, zone, rules[one.kind], recipients)
    return sorted(found, key=lambda one: (one.due_at, one.until, one.item_id, one.key, one.person_id))


def due(found: Iterable[Reminder], now: datetime) -> list[Reminder]:
    """Those to be sent at ``now``."""
    return [one for one in found if one.due_at <= now < one.until]


def falling_on(found: Iterable[Reminder], day: date, zone: tzinfo) -> list[Reminder]:
    """Those whose time comes on a day."""
    return [one for one in found if one.due_at.astimezone(zone).date() == day]


def _deadline(work: Work, zone: tzinfo, rule: Rule, recipients: Recipients) -> list[Reminder]:
    if work.deadline_at is None or work.status not in TO_BE_MADE:
        return []
    due_at = _morning(work.deadline_at.astimezone(zone).date() - timedelta(days=rule.days), zone)
    asked = [(one, NoticeWhy.MAKER) for one in work.people]
    if rule.to is not ReminderTo.MAKERS:
        asked = recipients.of(rule.to, work.unit_id)
    return [Reminder(one, work.item_id, NoticeKind.DEADLINE, why, due_at, work.deadline_at) for one, why in asked]


def _link(work: Work, zone: tzinfo, rule: Rule, recipients: Recipients) -> list[Reminder]:
    """Asked of the makers; of whoever entered the item when nobody makes it."""
    if work.publish_on is None or work.linked or work.status not in TO_BE_OUT:
        return []
    due_at = _morning(work.publish_on + timedelta(days=rule.days), zone)
    asked = [(one, NoticeWhy.MAKER) for one in work.people]
    if not asked and work.creator_id is not None:
        asked = [(work.creator_id, NoticeWhy.CREATOR)]
    if rule.to is not ReminderTo.MAKERS:
        asked = recipients.of(rule.to, work.unit_id)
    return [Reminder(one, work.item_id, NoticeKind.LINK, why, due_at, due_at + ASK_WITHIN) for one, why in asked]


def _awaited(one: Awaited, zone: tzinfo, rule: Rule, recipients: Recipients) -> list[Reminder]:
    """Until the day itself is over."""
    due_at, until = _morning(one.on - timedelta(days=rule.days), zone), _midnight(one.on + timedelta(days=1), zone)
    return [
        Reminder(person_id, 0, one.kind, why, due_at, until, one.about)
        for person_id, why in recipients.of(rule.to, one.unit_id)
    ]


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _morning(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, MORNING, zone)
