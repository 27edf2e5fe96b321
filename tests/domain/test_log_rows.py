"""Publication logs: columns guessed from heads, rows read as people write them, and what storing would do."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from planner.domain.log_cells import (
    BAD_HOUR,
    BAD_LENGTH,
    BAD_REPEAT,
    TOO_LONG,
    hour_of,
    is_repeat,
    seconds_of,
)
from planner.domain.log_columns import check, guess
from planner.domain.log_rows import AHEAD, BAD_DAY, NO_NAME, SAME_ROW, Entry, Fate, Known, Refused, compare, read_rows
from planner.errors import Invalid
from planner.vocabulary import LogKind

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HEADS = ["STT", "Ngày phát", "Giờ", "Chương trình", "Nội dung", "Thời lượng (phút)", "Phát lại", "Phóng viên"]
COLUMNS = {"on": 1, "at": 2, "programme": 3, "title": 4, "duration": 5, "repeat": 6, "author": 7}


def read(*rows: list[str]) -> tuple[list[Entry], list[Refused]]:
    numbered = [(number, ["", *row]) for number, row in enumerate(rows, 2)]
    return read_rows(LogKind.BROADCAST, numbered, COLUMNS, channel_id=7, zone=ZONE, now=NOW)


def row(
    on: str = "20/11/2026", at: str = "20:00", programme: str = "Khoa học", title: str = "Máy sấy", more: str = "10||"
) -> list[str]:
    return [on, at, programme, title, *more.split("|")]


def test_columns_are_guessed_from_what_stands_above_them() -> None:
    assert guess(LogKind.BROADCAST, HEADS, {}) == COLUMNS
    assert guess(LogKind.PRINT, ["Ngày", "Số báo", "Trang", "Tên bài", "Tác giả"], {}) == {
        "on": 0,
        "issue": 1,
        "page": 2,
        "title": 3,
        "author": 4,
    }


def test_what_the_unit_chose_last_time_goes_before_the_guess() -> None:
    heads = ["Ngày", "Giờ", "Tên", "Ghi chú"]
    assert guess(LogKind.BROADCAST, heads, {"title": "Ghi chú"})["title"] == 3


@pytest.mark.parametrize(
    ("columns", "field"),
    [({"at": 1, "title": 2}, "on"), ({"on": 0, "at": 0, "title": 2}, "at"), ({"on": 0, "at": 1}, "title")],
)
def test_columns_that_cannot_be_are_refused_beside_their_field(columns: dict[str, int], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(LogKind.BROADCAST, ["Ngày", "Giờ", "Tên"], columns)
    assert refused.value.field == field


def test_a_row_becomes_an_entry() -> None:
    entries, refused = read(row(more="10:30|phát lại|Thu Hà"))
    assert not refused
    entry = entries[0]
    assert (entry.number, entry.on, entry.at, entry.seconds) == (2, date(2026, 11, 20), time(20), 630)
    assert (entry.title, entry.programme, entry.author, entry.is_repeat) == ("Máy sấy", "Khoa học", "Thu Hà", True)


def test_the_order_of_day_and_month_is_decided_over_the_whole_table() -> None:
    entries, _refused = read(row(on="11/5/2026"), row(on="11/20/2026"))
    assert [entry.on for entry in entries] == [date(2026, 11, 5), date(2026, 11, 20)]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (row(on="hôm qua"), BAD_DAY),
        (row(on="24/11/2026"), AHEAD),
        (row(at="tối"), BAD_HOUR),
        (row(programme="", title=""), NO_NAME),
        (row(more="lâu||"), BAD_LENGTH),
        (row(more="10:30:00||"), TOO_LONG),
        (row(more="10|chắc vậy|"), BAD_REPEAT),
    ],
)
def test_a_wrong_row_is_refused_in_words_and_the_others_are_read(wrong: list[str], sentence: str) -> None:
    entries, refused = read(row(at="6:00"), wrong, row(at="7:00"))
    assert [entry.number for entry in entries] == [2, 4]
    assert [(one.number, one.problem) for one in refused] == [(3, sentence)]
    assert one_sentence(refused[0])


def one_sentence(refused: Refused) -> str:
    return refused.problem % dict(refused.params)


def test_the_same_broadcast_twice_in_a_file_is_refused_with_the_first_ones_line() -> None:
    entries, refused = read(row(), row(title="Máy sấy lúa"))
    assert len(entries) == 1
    assert (refused[0].problem, refused[0].params) == (SAME_ROW, {"number": 2})


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("20:00", time(20)),
        ("20h", time(20)),
        ("20h05", time(20, 5)),
        ("20 giờ 5", time(20, 5)),
        ("20:00:00", time(20)),
        ("19h30'", time(19, 30)),
        ("19g30", time(19, 30)),
        ("19.45", time(19, 45)),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, hour: time) -> None:
    assert hour_of(text) == hour


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("", None), ("10", 600), ("10,5", 630), ("10 phút", 600), ("10'30\"", 630), ("10:30", 630), ("00:10:30", 630)],
)
def test_lengths_are_minutes_unless_they_say_otherwise(text: str, seconds: int | None) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    ("text", "again"), [("", False), ("Lần 1", False), ("x", True), ("Phát lại", True), ("3", True)]
)
def test_repeats_are_told_from_first_showings(text: str, again: bool) -> None:
    assert is_repeat(text) is again


def test_the_dry_run_says_new_changed_and_same() -> None:
    entries, _refused = read(row(at="6:00"), row(at="7:00"), row(at="8:00"))

    def stored(entry: Entry, seconds: int) -> Known:
        return Known(1, entry.title, seconds, entry.programme, entry.author, entry.is_repeat, entry.page)

    known = {entries[1].key: stored(entries[1], 300), entries[2].key: stored(entries[2], 600)}
    outcomes = compare(entries, known)
    assert [outcome.fate for outcome in outcomes] == [Fate.NEW, Fate.CHANGED, Fate.SAME]
    assert outcomes[1].changes == (("Thời lượng", "5:00", "10:00"),)
