"""Rhythms: which days they yield, and which rules are refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.slots import MOST_SLOTS, checked_rule, slot_days
from planner.errors import Invalid

START = date(2026, 11, 1)


def test_second_and_fourth_thursday_of_the_month() -> None:
    days = slot_days("FREQ=MONTHLY;BYDAY=2TH,4TH", START, None, START, date(2026, 12, 31))
    assert days == (date(2026, 11, 12), date(2026, 11, 26), date(2026, 12, 10), date(2026, 12, 24))


def test_every_second_week_is_counted_from_the_start_not_from_the_window() -> None:
    days = slot_days("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2026, 11, 3), None, date(2026, 11, 10), date(2026, 12, 2))
    assert days == (date(2026, 11, 17), date(2026, 12, 1))


def test_the_end_of_the_column_ends_its_slots_that_day_included() -> None:
    days = slot_days("FREQ=WEEKLY;BYDAY=TH", START, date(2026, 11, 12), START, date(2027, 1, 1))
    assert days == (date(2026, 11, 5), date(2026, 11, 12))


def test_a_window_before_the_start_has_no_slots() -> None:
    assert slot_days("FREQ=DAILY", START, None, date(2026, 1, 1), date(2026, 10, 31)) == ()


def test_a_count_is_counted_from_the_start() -> None:
    assert slot_days("FREQ=DAILY;COUNT=3", START, None, date(2026, 11, 2), date(2027, 1, 1)) == (
        date(2026, 11, 2),
        date(2026, 11, 3),
    )


def test_a_short_month_has_no_thirty_first() -> None:
    days = slot_days("FREQ=MONTHLY;BYMONTHDAY=31", START, None, START, date(2027, 1, 31))
    assert days == (date(2026, 12, 31), date(2027, 1, 31))


def test_never_more_slots_than_the_limit() -> None:
    assert len(slot_days("FREQ=DAILY", START, None, START, date(2099, 1, 1))) == MOST_SLOTS


def test_a_rule_is_kept_in_its_plain_form() -> None:
    assert checked_rule(" RRULE:freq=weekly;byday=th; ") == "FREQ=WEEKLY;BYDAY=TH"


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "thứ Năm hằng tuần",
        "FREQ=SECONDLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=WEEKLY;BYDAY=2TH",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;BYHOUR=8",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=x",
        "FREQ=WEEKLY;COUNT=1000000",
        "FREQ=WEEKLY;UNTIL=2026-12-31",
        "FREQ=WEEKLY;UNTIL=20261231T000000Z",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4",
        "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=5MO",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYDAY=MO",
    ],
)
def test_a_rule_that_is_wrong_or_never_met_is_refused_with_a_sentence(rule: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_rule(rule)
    assert refused.value.field == "rule"
    assert str(refused.value).endswith(".")


CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKDAYS = st.lists(st.sampled_from(CODES), min_size=1, unique=True)


@settings(max_examples=60, deadline=None)
@given(WEEKDAYS, st.integers(1, 4), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_a_weekly_rhythm_in_any_window_is_what_counting_weeks_by_hand_gives(
    weekdays: list[str], interval: int, start: date, offset: int
) -> None:
    monday = start - timedelta(days=start.weekday())
    window = [start + timedelta(days=offset + distance) for distance in range(60)]
    expected = tuple(
        day for day in window if CODES[day.weekday()] in weekdays and (day - monday).days // 7 % interval == 0
    )
    rule = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(weekdays)}"
    assert slot_days(rule, start, None, window[0], window[-1]) == expected
