"""Calendars as bytes, read again by the library's strict parser and by the rules of the format."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from feeds.ical import BYTES_MAX, CalendarEvent, CalendarFeed, event_bytes, notice, render, render_counted

MODIFIED = datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
EVENT = CalendarEvent(
    uid="item-1@toasoan.example.vn",
    start=datetime(2026, 11, 23, 1, tzinfo=UTC),
    end=datetime(2026, 11, 23, 2, tzinfo=UTC),
    summary="Phóng sự: mùa quế",
    description="https://toasoan.example.vn/tin/1\nBối cảnh; có, dấu",
    location="Hội trường A, tầng 2",
    url="https://toasoan.example.vn/tin/1",
    status="CONFIRMED",
    transparent=False,
    categories=("Phóng sự, ảnh", "Thời sự"),
    sequence=3,
    modified=MODIFIED,
    alarms=(timedelta(hours=1), timedelta(days=1)),
)
FEED = CalendarFeed("Lịch – Nguyễn, A", "Đề tài, hạn nộp", "Toa soan", "https://toasoan.example.vn/lich", (EVENT,))
ODD = [
    "\n",
    "\r\n",
    "\r",
    "\x85",
    "\u2028",
    "\x0b",
    "\0",
    "\x1b",
    "\x7f",
    "\nEND:VEVENT\nBEGIN:VALARM\n",
    ";",
    ",",
    "\\",
    "\\n",
    '"',
]


def lines(body: bytes) -> list[str]:
    return body.replace(b"\r\n ", b"").decode().split("\r\n")


def names(body: bytes) -> list[str]:
    return [line.partition(":")[0].partition(";")[0] for line in lines(body) if line]


def read(body: bytes) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    calendar = Calendar.from_ical(body.decode())
    return calendar, list(calendar.walk("VEVENT"))


def test_an_event_says_when_where_what_and_since_when() -> None:
    _, (event,) = read(render(FEED))
    assert event["SUMMARY"] == "Phóng sự: mùa quế"
    assert event["LOCATION"] == "Hội trường A, tầng 2"
    assert event["DESCRIPTION"] == "https://toasoan.example.vn/tin/1\nBối cảnh; có, dấu"
    assert event["DTSTART"].dt == EVENT.start
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == MODIFIED
    assert event["SEQUENCE"] == 3
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20261123T080000" in lines(render(FEED))


def test_the_calendar_carries_its_names_hints_and_one_zone_and_nothing_harmful() -> None:
    body = render(FEED)
    found = lines(body)
    assert r"NAME:Lịch – Nguyễn\, A" in found
    assert r"X-WR-CALNAME:Lịch – Nguyễn\, A" in found
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT15M" in found
    assert "X-PUBLISHED-TTL:PT15M" in found
    assert "PRODID:-//Toa soan//Lich bien tap 1//VI" in found
    assert "LAST-MODIFIED:20261120T010203Z" in found
    assert names(body).count("TZID") == 1
    assert not {"METHOD", "ORGANIZER", "ATTENDEE", "SOURCE", "RRULE", "COMMENT"} & set(names(body))
    assert "UID" not in names(body)[: names(body).index("TZID")]


def test_alarms_are_complete_and_the_earliest_comes_first() -> None:
    assert [line for line in lines(render(FEED)) if line.startswith("TRIGGER")] == ["TRIGGER:-P1D", "TRIGGER:-PT1H"]
    assert lines(render(FEED)).count("ACTION:DISPLAY") == 2


def test_a_category_holds_no_comma() -> None:
    assert "CATEGORIES:Phóng sự ảnh,Thời sự" in lines(render(FEED))


def test_a_whole_day_ends_on_the_next() -> None:
    event = replace(EVENT, start=date(2026, 11, 25), end=date(2026, 11, 26), transparent=True)
    found = lines(render(replace(FEED, events=(event,))))
    assert {"DTSTART;VALUE=DATE:20261125", "DTEND;VALUE=DATE:20261126", "TRANSP:TRANSPARENT"} <= set(found)


def test_equal_records_give_equal_bytes_in_any_order() -> None:
    other = replace(EVENT, uid="item-0@toasoan.example.vn")
    assert render(replace(FEED, events=(EVENT, other))) == render(replace(FEED, events=(other, EVENT)))


def test_a_kept_fragment_is_what_a_full_render_holds() -> None:
    fragment = event_bytes(EVENT)
    assert fragment is not None
    assert fragment in render(FEED)


BROKEN = {
    "end before start": {"end": datetime(2026, 11, 23, tzinfo=UTC)},
    "no length": {"end": EVENT.start},
    "a day and an hour": {"end": date(2026, 11, 24)},
    "no zone": {"start": datetime(2026, 11, 23, 1)},  # noqa: DTZ001
    "no title": {"summary": " "},
    "no uid": {"uid": ""},
    "a uid too long": {"uid": "ă" * 128},
}


@pytest.mark.parametrize("fault", BROKEN)
def test_one_bad_row_is_skipped_and_named_and_the_rest_is_served(fault: str) -> None:
    values: dict[str, Any] = {"uid": "bad@toasoan.example.vn", **BROKEN[fault]}
    bad = replace(EVENT, **values)
    rendered = render_counted(replace(FEED, events=(EVENT, bad)))
    assert rendered.skipped == (bad.uid,)
    assert len(read(rendered.body)[1]) == 1


def test_two_events_with_one_uid_are_one_event() -> None:
    _, events = read(render(replace(FEED, events=(EVENT, replace(EVENT, summary="Sau")))))
    assert [event["SUMMARY"] for event in events] == ["Sau"]


def test_past_the_limit_the_furthest_future_is_left_out() -> None:
    start = datetime(2026, 11, 23, 1, tzinfo=UTC)
    events = [
        replace(EVENT, uid=f"{n}@x", start=start + timedelta(days=n), end=start + timedelta(days=n, hours=1), alarms=())
        for n in range(1_003)
    ]
    rendered = render_counted(replace(FEED, events=tuple(reversed(events)), cut=" Còn %d mục."))
    assert rendered.left_out == 3
    assert r"DESCRIPTION:Đề tài\, hạn nộp Còn 3 mục." in lines(rendered.body)
    assert b"UID:999@x" in rendered.body
    assert b"UID:1000@x" not in rendered.body
    long = tuple(replace(event, description="ă" * 9_000) for event in events[:100])
    heavy = render_counted(replace(FEED, events=long))
    assert len(heavy.body) <= BYTES_MAX
    assert heavy.left_out > 0


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("field", ["summary", "description", "location", "url", "uid", "categories"])
def test_no_character_in_a_field_adds_or_removes_a_property(field: str, odd: str) -> None:
    value = f"https://x.example.vn/{odd}z"
    plain: dict[str, Any] = {field: ("az",) if field == "categories" else "https://x.example.vn/z"}
    dirty: dict[str, Any] = {field: (f"a{odd}z",) if field == "categories" else value}
    clean = render(replace(FEED, events=(replace(EVENT, **plain),)))
    body = render(replace(FEED, events=(replace(EVENT, **dirty),)))
    assert names(body) == names(clean)
    assert not set(body) & {*range(10), 11, 12, *range(14, 32), 127}


@pytest.mark.parametrize("odd", ODD)
def test_no_character_in_a_name_breaks_the_calendar(odd: str) -> None:
    body = render(replace(FEED, name=f"a{odd}z", description=f"b{odd}z", product=f"c{odd}z"))
    assert names(body) == names(render(FEED))


def test_a_backslash_becomes_a_slash() -> None:
    _, (event,) = read(render(replace(FEED, events=(replace(EVENT, summary="C:\\new"),))))
    assert event["SUMMARY"] == "C:/new"


def test_text_is_in_one_form() -> None:
    body = render(replace(FEED, events=(replace(EVENT, summary="Hâ\u0323u"),)))
    assert "SUMMARY:Hậu" in lines(body)


@given(st.text(min_size=1, max_size=300), st.text(max_size=300))
def test_lines_are_short_whole_and_end_in_crlf_whatever_the_text(summary: str, description: str) -> None:
    body = render(replace(FEED, events=(replace(EVENT, summary=f"x{summary}", description=description),)))
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_a_revoked_link_shows_one_notice_and_nothing_else() -> None:
    event = notice(
        uid="thu-hoi-7@toasoan.example.vn",
        day=date(2026, 11, 24),
        title="Đường dẫn lịch này đã bị thu hồi",
        explanation="Đăng ký lại trong mục Lịch",
        modified=MODIFIED,
    )
    body = render(CalendarFeed("Lịch", "Đăng ký lại trong mục Lịch", "Toa soan", "", (event,)))
    calendar, (event,) = read(body)
    assert calendar["X-WR-CALNAME"] == "Lịch"
    assert (event["UID"], event["DTSTART"].dt, event["DTEND"].dt) == (
        "thu-hoi-7@toasoan.example.vn",
        date(2026, 11, 24),
        date(2026, 11, 25),
    )
    assert "URL" not in names(body)
