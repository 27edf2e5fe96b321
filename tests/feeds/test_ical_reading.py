"""Calendars of somebody else: what every kind of program writes, and what no program should."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from feeds.ical_isolated import read_calendar_isolated
from feeds.ical_reading import (
    ENTRIES_LOST,
    OCCURRENCES_MAX,
    OCCURRENCES_PER_ENTRY,
    RULE_REFUSED,
    OutsideDocument,
    OutsideEntry,
    Window,
    read_calendar,
)
from feeds.records import CHARSET_GUESSED, MALFORMED, TEXT_CUT, TOO_MANY_ITEMS

WINDOW = Window(date(2026, 11, 1), date(2027, 1, 31), ZoneInfo("Asia/Ho_Chi_Minh"))


def calendar(*events: str, head: str = "") -> bytes:
    blocks = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//VI\r\n{head}{blocks}END:VCALENDAR\r\n".encode()


def read(*events: str, head: str = "") -> OutsideDocument:
    return read_calendar(calendar(*events, head=head), WINDOW)


def days(document: OutsideDocument) -> list[str]:
    return [f"{one.first_on:%d.%m}" for one in document.entries]


def test_a_timed_event_an_all_day_event_and_one_over_several_days() -> None:
    document = read(
        "UID:1\r\nSUMMARY:Giao ban báo chí\r\nLOCATION:Hội trường 2\r\n"
        "DTSTART:20261124T010000Z\r\nDTEND:20261124T020000Z",
        "UID:2\r\nSUMMARY:Kỷ niệm\r\nDTSTART;VALUE=DATE:20261125\r\nDTEND;VALUE=DATE:20261126",
        "UID:3\r\nSUMMARY:Hội nghị\r\nDTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261204",
        "UID:4\r\nSUMMARY:Không có giờ hết\r\nDTSTART;VALUE=DATE:20261210",
        "UID:5\r\nSUMMARY:Qua đêm\r\nDTSTART:20261211T150000Z\r\nDURATION:PT4H",
        head="X-WR-CALNAME:Lịch bộ\\, ngành\r\n",
    )
    assert (document.name, document.error, document.notes) == ("Lịch bộ, ngành", "", ())
    assert document.entries == (
        OutsideEntry(
            "Giao ban báo chí",
            "Hội trường 2",
            date(2026, 11, 24),
            date(2026, 11, 24),
            datetime(2026, 11, 24, 1, tzinfo=UTC),
            datetime(2026, 11, 24, 2, tzinfo=UTC),
        ),
        OutsideEntry("Kỷ niệm", "", date(2026, 11, 25), date(2026, 11, 25), None, None),
        OutsideEntry("Hội nghị", "", date(2026, 12, 1), date(2026, 12, 3), None, None),
        OutsideEntry("Không có giờ hết", "", date(2026, 12, 10), date(2026, 12, 10), None, None),
        OutsideEntry(
            "Qua đêm",
            "",
            date(2026, 12, 11),
            date(2026, 12, 12),
            datetime(2026, 12, 11, 15, tzinfo=UTC),
            datetime(2026, 12, 11, 19, tzinfo=UTC),
        ),
    )


OWN_ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Giờ riêng\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    "TZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


@pytest.mark.parametrize(
    ("start", "head", "hour"),
    [
        ("DTSTART;TZID=Asia/Bangkok:20261124T080000", "", 1),
        ("DTSTART;TZID=SE Asia Standard Time:20261124T080000", "", 1),
        ("DTSTART;TZID=Tokyo Standard Time:20261124T080000", "", 23),
        ("DTSTART;TZID=Giờ riêng:20261124T080000", OWN_ZONE, 23),
        ("DTSTART:20261124T080000", "", 1),
        ("DTSTART:20261124T080000", "X-WR-TIMEZONE:Asia/Tokyo\r\n", 23),
        ("DTSTART:20261124T080000", "X-WR-TIMEZONE:khong-co\r\n", 1),
    ],
)
def test_times_are_understood_by_name_by_definition_and_by_the_windows_names(start: str, head: str, hour: int) -> None:
    document = read(f"UID:1\r\nSUMMARY:Họp\r\n{start}", head=head)
    (entry,) = document.entries
    assert entry.starts_at is not None
    assert entry.starts_at.hour == hour


def test_a_rule_is_expanded_within_the_window_with_its_exceptions_and_moved_days() -> None:
    document = read(
        "UID:1\r\nSUMMARY:Giao ban\r\nDTSTART:20250106T010000Z\r\nDTEND:20250106T020000Z\r\n"
        "RRULE:FREQ=WEEKLY;UNTIL=20261214T235959Z\r\nEXDATE:20261109T010000Z",
        "UID:1\r\nSUMMARY:Giao ban (dời)\r\nRECURRENCE-ID:20261116T010000Z\r\nDTSTART:20261118T010000Z",
        "UID:1\r\nSUMMARY:Giao ban\r\nRECURRENCE-ID:20261123T010000Z\r\nDTSTART:20261123T010000Z\r\nSTATUS:CANCELLED",
    )
    assert days(document) == ["02.11", "18.11", "30.11", "07.12", "14.12"]
    assert document.entries[1].title == "Giao ban (dời)"


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=5", "FREQ=DAILY;BYSECOND=1,2,3"])
def test_a_rule_of_every_second_is_taken_once(rule: str) -> None:
    document = read(f"UID:1\r\nSUMMARY:x\r\nDTSTART:20261124T010000Z\r\nRRULE:{rule}")
    assert (days(document), document.notes) == (["24.11"], (RULE_REFUSED,))


def test_too_many_occurrences_lose_the_furthest_and_the_document_says_so() -> None:
    hourly = "DTSTART:20261101T000000Z\r\nRRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11"
    one = read(f"UID:1\r\nSUMMARY:x\r\n{hourly}")
    assert (len(one.entries), one.notes) == (OCCURRENCES_PER_ENTRY, (TOO_MANY_ITEMS,))
    four = read(*(f"UID:{number}\r\nSUMMARY:{number}\r\n{hourly}" for number in range(4)))
    assert (len(four.entries), four.notes) == (OCCURRENCES_MAX, (TOO_MANY_ITEMS,))
    assert days(four)[0] == "01.11"


def test_a_broken_entry_costs_itself_only() -> None:
    document = read(
        "UID:1\r\nSUMMARY:Tốt\r\nDTSTART:20261124T010000Z",
        "UID:2\r\nSUMMARY:Ngày sai\r\nDTSTART:2026-13-45",
        "UID:3\r\nSUMMARY:Không có ngày",
        "UID:4\r\ndòng không có dấu hai chấm\r\nSUMMARY:Hỏng\r\nDTSTART:20261126T010000Z",
        "SUMMARY:Không UID\r\nDTSTART:20261127T010000Z\r\nDTEND:20261120T010000Z",
    )
    assert [one.title for one in document.entries if one.title in ("Tốt", "Không UID")] == ["Tốt", "Không UID"]
    assert ENTRIES_LOST in document.notes
    assert document.error == ""


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"<!doctype html><html><body>Sign in</body></html>", "not-a-feed"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", ""),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", ""),
        (bytes(range(256)) * 8, "not-a-feed"),
    ],
)
def test_what_is_no_calendar_is_named(body: bytes, error: str) -> None:
    document = read_calendar(body, WINDOW)
    assert (document.entries, document.error) == ((), error)


def test_a_document_cut_in_the_middle_still_gives_its_whole_entries() -> None:
    whole = calendar(*(f"UID:{n}\r\nSUMMARY:{n}\r\nDTSTART:2026112{n}T010000Z" for n in range(3)))
    document = read_calendar(whole[: whole.rindex(b"DTSTART")], WINDOW)
    assert [one.title for one in document.entries] == ["0", "1"]
    assert {MALFORMED, ENTRIES_LOST} <= set(document.notes)


def test_other_charsets_line_ends_and_long_words() -> None:
    text = calendar("UID:1\r\nSUMMARY:Hội nghị\r\nDTSTART:20261124T010000Z").decode()
    for body in (text.encode("utf-8-sig"), text.encode("utf-16"), text.replace("\r\n", "\n").encode()):
        assert read_calendar(body, WINDOW).entries[0].title == "Hội nghị"
    guessed = read_calendar(text.replace("Hội nghị", "Tin").encode() + b"X-A:\xe0\r\n", WINDOW)
    assert CHARSET_GUESSED in guessed.notes
    long = read("UID:1\r\nSUMMARY:" + "ă" * 5_000 + "\r\nLOCATION:a\x07b\r\nDTSTART:20261124T010000Z")
    assert (len(long.entries[0].title), long.entries[0].place, long.notes) == (300, "ab", (TEXT_CUT,))


def test_the_child_gives_the_same_and_one_that_hangs_is_a_result() -> None:
    body = calendar("UID:1\r\nSUMMARY:Họp, “giao ban”\r\nDTSTART:20261124T010000Z\r\nDTEND:20261124T020000Z")
    assert read_calendar_isolated(body, WINDOW) == read_calendar(body, WINDOW)
    assert read_calendar_isolated(body, WINDOW, wall_seconds=0.01).error == "internal"
