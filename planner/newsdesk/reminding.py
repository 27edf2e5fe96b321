"""Reminders (nhắc việc): told once, in the morning, and never about everything at once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy.orm import Session

from planner.domain.reminders import ASK_WITHIN, MOST_A_DAY, RULES, Reminder, due, falling_on, reminders
from planner.models import Notice, PlannedItem
from planner.queries.notices import active_ids, choices_of, told_keys, told_since, works_between
from planner.queries.reminders import awaited_between, recipients, rules_of
from planner.vocabulary import N_, NoticeChannel, NoticeKind

REMINDER = N_("Nhắc việc")
KINDS = tuple(RULES)
AHEAD = timedelta(days=2)
SAME_DAY = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Coming:
    """A reminder with the way its reader wants to hear of it."""

    reminder: Reminder
    channel: NoticeChannel


def remind(session: Session, now: datetime, zone: tzinfo) -> int:
    """Write the reminders that are due and were not told yet; how many. A person gets at most ``MOST_A_DAY`` a day,
    the nearest deadlines first; the others come the next day if they are still true.
    """
    had = Counter(told_since(session, KINDS, now - SAME_DAY))
    found = _wanted(session, due(_upcoming(session, now, zone), now), had)
    session.add_all(_notice(one, now) for one in found)
    session.flush()
    return len(found)


def coming(
    session: Session, now: datetime, zone: tzinfo, day: date, *, unit_ids: Iterable[int] | None = None
) -> list[Coming]:
    """What ``remind`` will write on a day to come, of these units or of all, as things stand now. Writes nothing."""
    return _wanted(session, falling_on(_upcoming(session, now, zone, unit_ids=unit_ids), day, zone), Counter())


def _wanted(session: Session, found: Sequence[Reminder], had: Counter[int]) -> list[Coming]:
    """Those not told yet, wanted by people with an open account, and not too many for one of them."""
    known = told_keys(session, [one.key for one in found])
    choices = choices_of(session, active_ids(session, {one.person_id for one in found}))
    wanted: list[Coming] = []
    for one in sorted(found, key=_urgency):
        channel = choices[one.person_id][one.kind] if one.person_id in choices else NoticeChannel.OFF
        if one.key not in known and channel is not NoticeChannel.OFF and had[one.person_id] < MOST_A_DAY:
            had[one.person_id] += 1
            wanted.append(Coming(one, channel))
    return wanted


def _urgency(one: Reminder) -> tuple[bool, datetime, int, int]:
    return one.kind is not NoticeKind.DEADLINE, one.until, one.item_id, one.person_id


def _upcoming(
    session: Session, now: datetime, zone: tzinfo, *, unit_ids: Iterable[int] | None = None
) -> list[Reminder]:
    """Every reminder of the days around ``now`` (from three days back to two ahead), of these units or of all."""
    today, rules = now.astimezone(zone).date(), rules_of(session)
    before = AHEAD + timedelta(days=max(rule.days for rule in rules.values()))
    back = ASK_WITHIN + timedelta(days=rules[NoticeKind.LINK].days)
    works = works_between(session, today - back, today + AHEAD, (now, now + AHEAD + before), unit_ids=unit_ids)
    awaited = awaited_between(session, today, today + before, unit_ids=unit_ids)
    return reminders(works, zone, rules, recipients(session, today), awaited)


def _notice(one: Coming, now: datetime) -> Notice:
    reminder, about = one.reminder, one.reminder.about
    return Notice(
        key=reminder.key,
        person_id=reminder.person_id,
        item_id=None if about else reminder.item_id,
        subject=about.subject if about else PlannedItem.__tablename__,
        subject_id=about.subject_id if about else None,
        unit_id=about.unit_id if about else None,
        title=about.title if about else "",
        kind=reminder.kind,
        why=reminder.why,
        channel=one.channel,
        at=now,
        actor=REMINDER,
    )
