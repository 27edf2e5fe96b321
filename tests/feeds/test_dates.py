"""Every way a date has been seen, and the instant it means."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.dates import DAY_FIRST, MONTH_FIRST, decide_order, read_date
from feeds.records import DateReading

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def reading(raw: str, day_order: str = "") -> DateReading:
    return read_date(raw, field="published", zone=ZONE, day_order=day_order)


STATED = [
    ("Mon, 23 Nov 2026 08:00:00 +0700", "2026-11-23 01:00"),
    ("Mon, 23 Nov 26 08:00:00 +0700", "2026-11-23 01:00"),
    ("Mon, 23 Nov 2026 08:00:00 GMT+7", "2026-11-23 01:00"),
    ("Mon, 23 Nov 2026 08:00:00 GMT+07:00", "2026-11-23 01:00"),
    ("Mon, 23 Nov 2026 08:00:00 UTC+7", "2026-11-23 01:00"),
    ("Mon, 23 Nov 2026 08:00:00 +07", "2026-11-23 01:00"),
    ("Mon, 23 Nov 2026 08:00:00 GMT", "2026-11-23 08:00"),
    ("Mon, 23 Nov 2026 08:00:00 ICT", "2026-11-23 01:00"),
    ("Mon, 23 Nov 2026 08:00:00 +0700 (ICT)", "2026-11-23 01:00"),
    ("Sun, 22 Nov 2026 20:00:00 EST", "2026-11-23 01:00"),
    ("Sun, 22 Nov 2026 21:30:00 -0330", "2026-11-23 01:00"),
    ("Tue, 23 Nov 2026 08:00:00 +0700", "2026-11-23 01:00"),
    ("Thứ 5, 28/05/2026 17:00:00 GMT+7", "2026-05-28 10:00"),
    ("Thứ 2, 23/11/2026 08:00:00 GMT+7", "2026-11-23 01:00"),
    ("Thứ hai, 23/11/2026, 08:00 (GMT+7)", "2026-11-23 01:00"),
    ("Thứ Hai, 23 thg 11 2026 08:00:00 +0700", "2026-11-23 01:00"),
    ("Mon, 23 11 2026 08:00:00 +0700", "2026-11-23 01:00"),
    ("CN, 22 Nov 2026 08:00:00 +0700", "2026-11-22 01:00"),
    ("2026-11-23T08:00:00+07:00", "2026-11-23 01:00"),
    ("2026-11-23T08:00:00+0700", "2026-11-23 01:00"),
    ("2026-11-23T08:00:00.000Z", "2026-11-23 08:00"),
    ("1795395600", "2026-11-23 01:00"),
    ("1795395600000", "2026-11-23 01:00"),
    (" Mon, 23 Nov 2026 15:00:00 +0700 ", "2026-11-23 08:00"),
]
ASSUMED_ZONE = [
    ("Mon, 23 Nov 2026 08:00:00", "2026-11-23 01:00"),
    ("Mon, 23 Nov 2026 8:00:00 AM", "2026-11-23 01:00"),
    ("11/23/2026 8:00:00 AM", "2026-11-23 01:00"),
    ("9/24/2026 9:41:00 PM", "2026-09-24 14:41"),
    ("23/11/2026 08:00", "2026-11-23 01:00"),
    ("23/11/2026 08:00:00", "2026-11-23 01:00"),
    ("23.11.2026 08:00", "2026-11-23 01:00"),
    ("24/09/2026 - 14:23", "2026-09-24 07:23"),
    ("23-11-2026 08:00", "2026-11-23 01:00"),
    ("2016/6/29 15:07:41", "2016-06-29 08:07:41"),
    ("11/23/2026 8:00:00 SA", "2026-11-23 01:00"),
    ("11/23/2026 8:00:00 CH", "2026-11-23 13:00"),
    ("11/23/2026 12:10:00 AM", "2026-11-22 17:10"),
    ("2026-11-23T08:00:00", "2026-11-23 01:00"),
    ("2026-11-23 08:00:00", "2026-11-23 01:00"),
    ("08:00 | 23/11/2026", "2026-11-23 01:00"),
    ("08:00 ngày 23/11/2026", "2026-11-23 01:00"),
    ("8h30, thứ Hai ngày 23/11/2026", "2026-11-23 01:30"),
    ("23 tháng 11, 2026 08:00", "2026-11-23 01:00"),
    ("Nov 23, 2026 8:00 AM", "2026-11-23 01:00"),
]
NOTHING = [
    "",
    "   ",
    "hôm nay",
    "0001-01-01T00:00:00",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "0000-00-00 00:00:00",
    "31/02/2026 08:00",
    "23/11/2026 25:00",
    "Mon, 23 Nov 2026 08:00:00 XYZ",
    "Mon, 23 Foo 2026 08:00:00 +0700",
    "2026-11-23T08:00:00+99:00",
    "٢٣/١١/٢٠٢٦",
    "99999999999",
]


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("raw", "expected"), STATED)
def test_a_date_that_says_its_zone_needs_no_assumption(raw: str, expected: str) -> None:
    found = reading(raw)
    assert (found.utc, found.confidence) == (instant(expected), "stated")


@pytest.mark.parametrize(("raw", "expected"), ASSUMED_ZONE)
def test_a_date_without_zone_takes_the_zone_of_its_source(raw: str, expected: str) -> None:
    found = reading(raw)
    assert (found.utc, found.confidence) == (instant(expected), "assumed-zone")


@pytest.mark.parametrize("raw", NOTHING)
def test_what_is_no_plausible_date_is_no_date(raw: str) -> None:
    found = reading(raw)
    assert (found.utc, found.precision, found.confidence) == (None, "none", "none")


@pytest.mark.parametrize(
    ("raw", "order", "expected"),
    [
        ("10/2/2026 9:25:00 AM", MONTH_FIRST, "2026-10-02 02:25"),
        ("04/10/2026 08:30:00", DAY_FIRST, "2026-10-04 01:30"),
    ],
)
def test_an_open_order_is_read_as_the_source_writes(raw: str, order: str, expected: str) -> None:
    found = reading(raw, order)
    assert (found.utc, found.confidence) == (instant(expected), "assumed-order")
    assert found.rule == f"numeric-{order}"


def test_an_open_order_nobody_knows_is_ambiguous_and_no_date() -> None:
    found = reading("04/10/2026 08:30:00")
    assert (found.utc, found.confidence, found.precision) == (None, "ambiguous", "none")


def test_a_field_above_twelve_beats_the_order_of_the_source() -> None:
    assert reading("23/11/2026 08:00", MONTH_FIRST).utc == instant("2026-11-23 01:00")


def test_equal_day_and_month_need_no_order() -> None:
    assert reading("11/11/2026 08:00").utc == instant("2026-11-11 01:00")


def test_a_day_alone_claims_no_time() -> None:
    found = reading("23/11/2026")
    assert (found.utc, found.precision) == (instant("2026-11-22 17:00"), "day")


def test_precision_is_what_was_written() -> None:
    assert reading("23/11/2026 08:00").precision == "minute"
    assert reading("23/11/2026 08:00:00").precision == "second"


def test_the_raw_value_and_its_field_are_kept_for_later() -> None:
    found = reading(" 23/11/2026 08:00 ")
    assert (found.raw, found.field) == ("23/11/2026 08:00", "published")


def order(*raws: str, remembered: str = "") -> str:
    return decide_order(raws, zone=ZONE, now=NOW, remembered=remembered)


def test_one_field_above_twelve_settles_the_document() -> None:
    assert order("10/2/2026 9:25:00 AM", "9/24/2026 9:41:00 PM") == MONTH_FIRST
    assert order("02/10/2026 09:25", "24/09/2026 21:41") == DAY_FIRST


def test_the_order_in_which_dates_fall_with_position_settles_the_document() -> None:
    assert order("05/11/2026 08:00", "04/11/2026 08:00", "12/10/2026 08:00") == DAY_FIRST
    assert order("11/05/2026 08:00", "11/04/2026 08:00", "10/12/2026 08:00") == MONTH_FIRST


def test_an_order_that_puts_news_into_the_future_is_wrong() -> None:
    assert order("10/12/2026 08:00") == MONTH_FIRST
    assert order("12/10/2026 08:00") == DAY_FIRST


def test_a_tie_falls_to_what_the_source_did_before() -> None:
    assert order("04/10/2026 08:00") == ""
    assert order("04/10/2026 08:00", remembered=DAY_FIRST) == DAY_FIRST


def test_values_that_prove_both_orders_prove_neither() -> None:
    assert order("23/11/2026", "11/23/2026") == ""


def test_a_document_without_numeric_dates_has_no_order() -> None:
    assert order("Mon, 23 Nov 2026 08:00:00 +0700", "2026-11-23", remembered=DAY_FIRST) == ""


@given(st.text(max_size=60), st.sampled_from(["", DAY_FIRST, MONTH_FIRST]))
def test_no_text_makes_the_reader_raise(raw: str, day_order: str) -> None:
    found = reading(raw, day_order)
    assert found.utc is None or found.utc.tzinfo is UTC


@given(st.text(alphabet="0123456789/-.:+TZ ,GMTthứ CHSA", max_size=40), st.sampled_from(["", DAY_FIRST, MONTH_FIRST]))
def test_no_text_that_looks_like_a_date_makes_the_reader_raise(raw: str, day_order: str) -> None:
    found = reading(raw, day_order)
    assert (found.utc is None) == (found.precision == "none")
    assert decide_order([raw, raw], zone=ZONE, now=NOW) in ("", DAY_FIRST, MONTH_FIRST)


@given(st.datetimes(min_value=datetime(1990, 1, 2), max_value=datetime(2099, 12, 30)), st.integers(-14, 14))  # noqa: DTZ001
def test_any_instant_survives_being_written_as_papers_write_it(moment: datetime, hours: int) -> None:
    written = f"{moment:%d/%m/%Y %H:%M:%S} GMT{hours:+d}"
    found = reading(written, DAY_FIRST)
    whole = moment.replace(microsecond=0, tzinfo=UTC)
    assert found.utc is not None
    assert (whole - found.utc).total_seconds() == hours * 3600
