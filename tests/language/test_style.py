"""How numbers, lengths of time, days and moments are written."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.language import style

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)  # already Monday in Việt Nam


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, None, "0"),
        (1234, None, "1.234"),
        (1234567.5, None, "1.234.567,5"),
        (1234.5, 2, "1.234,50"),
        (Decimal("2.345"), 2, "2,35"),
        (-1234, None, "-1.234"),
        (999.96, 1, "1.000,0"),
    ],
)
def test_numbers_have_a_dot_for_thousands_and_a_comma_for_decimals(
    value: float | Decimal, decimals: int | None, text: str
) -> None:
    assert style.number(value, decimals) == text


@given(st.integers(-(10**15), 10**15))
def test_a_written_number_reads_back(value: int) -> None:
    assert int(style.number(value).replace(".", "")) == value


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (3, "03"), (9, "09"), (10, "10"), (1234, "1.234")])
def test_counts_below_ten_have_two_digits(value: int, text: str) -> None:
    assert style.count(value) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(7, 8, "87,5%"), (1, 2, "50%"), (1, 3, "33,3%"), (30, 2, "1.500%"), (0, 5, "0%"), (3, 0, "")],
)
def test_a_share_is_written_when_there_is_a_whole(part: int, whole: int, text: str) -> None:
    assert style.percent(part, whole) == text


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(minutes=10), "10 phút"),
        (timedelta(minutes=90), "1 giờ 30 phút"),
        (timedelta(seconds=45), "45 giây"),
        (timedelta(minutes=1, seconds=30), "1 phút 30 giây"),
        (timedelta(days=2), "2 ngày"),
        (timedelta(hours=1, seconds=20), "1 giờ"),
        (timedelta(0), "0 giây"),
    ],
)
def test_a_length_of_time_is_written_in_its_own_units(length: timedelta, text: str) -> None:
    assert style.duration(length) == text


def test_a_moment_is_written_in_the_zone_handed_in() -> None:
    assert style.time_of_day(MOMENT, ZONE) == "01:05"
    assert style.date_time(MOMENT, ZONE) == "23/11/2026, 01:05"
    assert style.long_date_time(MOMENT, ZONE) == "thứ Hai, 23/11/2026, 01:05"
    assert style.time_of_day(time(8)) == "08:00"


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        style.date_time(MOMENT.replace(tzinfo=None), ZONE)


def test_days_are_written_for_screens_and_for_documents() -> None:
    day = date(2026, 9, 5)
    assert style.short_date(day) == "05/09/2026"
    assert style.long_date(TODAY) == "thứ Hai, 23/11/2026"
    assert style.month(TODAY) == "tháng 11/2026"
    assert style.document_date(day) == "05/9/2026"
    assert style.document_date_words(day) == "ngày 05 tháng 9 năm 2026"
    assert style.document_date(date(2018, 2, 20)) == "20/02/2018"


def test_a_week_has_seven_names() -> None:
    days = [TODAY + timedelta(days=number) for number in range(7)]
    names = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
    assert [style.weekday_name(day) for day in days] == names
    assert [style.weekday_name(day, short=True) for day in days] == ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (-5, "5 ngày trước"),
        (-2, "hôm kia"),
        (-1, "hôm qua"),
        (0, "hôm nay"),
        (1, "ngày mai"),
        (2, "ngày kia"),
        (5, "5 ngày nữa"),
    ],
)
def test_near_days_have_names(distance: int, words: str) -> None:
    assert style.relative_day(TODAY + timedelta(days=distance), TODAY) == words


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=20), "vừa xong"),
        (timedelta(minutes=5), "5 phút trước"),
        (timedelta(hours=3), "3 giờ trước"),
        (timedelta(hours=20), "hôm qua"),
        (timedelta(days=9), "9 ngày trước"),
    ],
)
def test_how_long_ago_is_said_shortly(ago: timedelta, words: str) -> None:
    now = datetime(2026, 11, 23, 8, 0, tzinfo=ZONE)
    assert style.since(now - ago, now, ZONE) == words


def test_english_changes_the_words_and_keeps_the_order_of_the_day() -> None:
    assert style.long_date(TODAY, "en") == "Monday, 23/11/2026"
    assert style.relative_day(TODAY, TODAY, "en") == "today"
