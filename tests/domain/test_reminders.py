"""When a deadline and a missing link are reminded of."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from planner.domain.notices import About
from planner.domain.reminders import RULES, Awaited, Recipients, Rule, Work, due, falling_on, reminders
from planner.vocabulary import NoticeKind, NoticeWhy, ReminderTo, Status

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WORK = Work(
    item_id=7,
    status=Status.PLANNED,
    publish_on=date(2026, 11, 27),
    deadline_at=datetime(2026, 11, 25, 17, 0, tzinfo=ZONE),
    linked=False,
    people=(1, 2),
)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=ZONE)


def kinds_at(moment: datetime, work: Work = WORK) -> list[tuple[int, NoticeKind]]:
    return [(one.person_id, one.kind) for one in due(reminders([work], ZONE), moment)]


@pytest.mark.parametrize(
    ("moment", "count"), [(at(24, 7), 0), (at(24, 8), 2), (at(25, 16), 2), (at(25, 17), 0), (at(26, 9), 0)]
)
def test_a_deadline_is_reminded_of_from_eight_the_day_before_until_it_is_over(moment: datetime, count: int) -> None:
    assert len(kinds_at(moment)) == count


@pytest.mark.parametrize(("moment", "count"), [(at(27, 23), 0), (at(28, 8), 2), (at(30, 23), 2)])
def test_a_link_is_asked_for_from_the_day_after_for_three_days(moment: datetime, count: int) -> None:
    assert len(kinds_at(moment)) == count
    assert kinds_at(at(28, 8) + timedelta(days=3)) == []


def test_nobody_is_asked_for_a_link_that_is_known() -> None:
    assert kinds_at(at(28, 9), replace(WORK, linked=True)) == []


def test_a_published_item_without_a_link_is_still_asked_for() -> None:
    assert kinds_at(at(28, 9), replace(WORK, status=Status.PUBLISHED)) == [(1, NoticeKind.LINK), (2, NoticeKind.LINK)]


@pytest.mark.parametrize("status", [Status.IDEA, Status.POSTPONED, Status.CANCELLED])
def test_what_is_not_going_to_be_made_is_not_reminded_of(status: Status) -> None:
    assert reminders([replace(WORK, status=status)], ZONE) == []


def test_copy_handed_in_is_not_asked_for() -> None:
    assert kinds_at(at(24, 9), replace(WORK, status=Status.SUBMITTED)) == []


def test_with_no_maker_whoever_entered_the_item_is_asked() -> None:
    found = reminders([replace(WORK, people=(), creator_id=5)], ZONE)
    assert [(one.person_id, one.kind, one.why) for one in found] == [(5, NoticeKind.LINK, NoticeWhy.CREATOR)]


def test_a_moved_deadline_is_a_reminder_of_its_own() -> None:
    later = replace(WORK, deadline_at=at(26, 17), people=(1,), publish_on=None)
    first = replace(WORK, people=(1,), publish_on=None)
    assert reminders([first], ZONE)[0].key != reminders([later], ZONE)[0].key


def test_tomorrow_is_a_day_of_the_newsroom() -> None:
    found = falling_on(reminders([WORK], ZONE), date(2026, 11, 24), ZONE)
    assert {one.kind for one in found} == {NoticeKind.DEADLINE}


def test_a_rule_says_how_many_days_before_to_whom_and_whether_at_all() -> None:
    editors = Recipients(editors={5: (8, 9)}, board=(3,))
    work = replace(WORK, unit_id=5)

    def told(rule: Rule) -> list[tuple[int, NoticeWhy, date]]:
        found = reminders([work], ZONE, {**RULES, NoticeKind.DEADLINE: rule}, editors)
        return [(one.person_id, one.why, one.due_at.date()) for one in found if one.kind is NoticeKind.DEADLINE]

    assert told(Rule(3, ReminderTo.EDITORS)) == [
        (8, NoticeWhy.UNIT, date(2026, 11, 22)),
        (9, NoticeWhy.UNIT, date(2026, 11, 22)),
    ]
    assert told(Rule(0, ReminderTo.BOARD)) == [(3, NoticeWhy.BOARD, date(2026, 11, 25))]
    assert told(Rule(1, ReminderTo.MAKERS, enabled=False)) == []


def test_what_a_unit_is_awaited_for_is_reminded_of_until_the_day_is_over() -> None:
    about = About("urging", 4, "Lỡ kỳ", 5)
    note = Awaited(NoticeKind.URGING_DUE, about, 5, date(2026, 11, 26))
    (one,) = reminders([], ZONE, RULES, Recipients(editors={5: (8,)}), [note])

    assert (one.person_id, one.item_id, one.about) == (8, 0, about)
    assert due([one], at(25, 7)) == []
    assert due([one], at(25, 8)) == due([one], at(26, 23)) == [one]
    assert due([one], at(27, 0)) == []
    assert reminders([], ZONE, RULES, Recipients(editors={5: (8,)}), [replace(note, kind=NoticeKind.EMPTY_SLOT)]) == []
