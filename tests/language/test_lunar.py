"""Lunar days as Việt Nam reckons them, and key-date rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import Invalid
from planner.language.lunar import KeyDateRule, key_date, key_dates, lunar_label, parse_key_date, solar_date

TET = [(2025, date(2025, 1, 29)), (2026, date(2026, 2, 17)), (2027, date(2027, 2, 6)), (2028, date(2028, 1, 26))]
HUNG_KINGS = [(2025, date(2025, 4, 7)), (2026, date(2026, 4, 26)), (2027, date(2027, 4, 16)), (2028, date(2028, 4, 4))]


@pytest.mark.parametrize(("year", "day"), TET)
def test_tet_falls_on_the_known_day(year: int, day: date) -> None:
    assert key_date("lunar:01-01", year) == day
    assert lunar_label(day) == "1/1 ÂL"


@pytest.mark.parametrize(("year", "day"), HUNG_KINGS)
def test_the_hung_kings_day_falls_on_the_known_day(year: int, day: date) -> None:
    assert solar_date(year, 3, 10) == day


def test_tet_of_2030_is_the_vietnamese_one_where_the_chinese_calendar_differs() -> None:
    assert key_date("lunar:01-01", 2030) == date(2030, 2, 2)


def test_a_leap_month_is_named() -> None:
    assert lunar_label(date(2025, 8, 1)) == "8/6 nhuận ÂL"


def test_a_day_outside_the_tables_has_no_label() -> None:
    assert lunar_label(date(1800, 1, 1)) == ""


@pytest.mark.parametrize(("year", "tet"), TET)
def test_the_last_day_of_chap_is_the_eve_of_the_next_tet(year: int, tet: date) -> None:
    assert solar_date(year - 1, 12, 30) == tet - timedelta(days=1)


@pytest.mark.parametrize(
    ("rule", "read", "in_2026"),
    [
        ("05-18", KeyDateRule(lunar=False, month=5, day=18), date(2026, 5, 18)),
        ("05-18 +3d", KeyDateRule(lunar=False, month=5, day=18, offset=3), date(2026, 5, 21)),
        ("02-29", KeyDateRule(lunar=False, month=2, day=29), date(2026, 2, 28)),
        ("lunar:01-01 -14d", KeyDateRule(lunar=True, month=1, day=1, offset=-14), date(2026, 2, 3)),
    ],
)
def test_a_rule_gives_the_day_of_the_year(rule: str, read: KeyDateRule, in_2026: date) -> None:
    assert parse_key_date(rule) == read
    assert key_date(rule, 2026) == in_2026


@pytest.mark.parametrize(
    "rule", ["", "18/5", "13-01", "00-10", "04-31", "02-30", "lunar:01-31", "lunar:01-01 14", "05-18d"]
)
def test_a_rule_that_cannot_be_read_is_refused_with_its_text(rule: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_key_date(rule)
    assert refused.value.params == {"rule": rule}


def test_a_window_holds_the_lunar_days_of_the_year_before() -> None:
    assert key_dates("lunar:12-23", date(2027, 1, 1), date(2028, 1, 31)) == (date(2027, 1, 30), date(2028, 1, 19))


def test_a_window_holds_days_moved_across_new_year() -> None:
    assert key_dates("01-05 -10d", date(2026, 12, 1), date(2026, 12, 31)) == (date(2026, 12, 26),)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_label_read_back_gives_the_day(day: date) -> None:
    label = lunar_label(day)
    if "nhuận" not in label:
        number, month = map(int, label.split(" ")[0].split("/"))
        assert day in key_dates(KeyDateRule(lunar=True, month=month, day=number), day, day)
