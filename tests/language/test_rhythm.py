"""A column's rule read back as people say it."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest

from planner.language.rhythm import column_words, rhythm_words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=MONTHLY;BYDAY=2TH,4TH", "thứ Năm tuần 2 và 4 hằng tháng"),
        ("RRULE:FREQ=MONTHLY;BYDAY=TH;BYSETPOS=2,4", "thứ Năm tuần 2 và 4 hằng tháng"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "thứ Sáu tuần cuối hằng tháng"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU,3FR", "thứ Ba tuần 1 và thứ Sáu tuần 3, 3 tháng một lần"),
        ("FREQ=MONTHLY;BYDAY=SA", "mọi thứ Bảy hằng tháng"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "ngày 1 và 15 hằng tháng"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "ngày cuối cùng hằng tháng"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "thứ Hai và thứ Năm hằng tuần"),
        ("FREQ=WEEKLY;BYDAY=SU,MO,WE", "thứ Hai, thứ Tư và Chủ nhật hằng tuần"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=MO", "thứ Hai đến thứ Sáu hằng tuần"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "thứ Hai, 2 tuần một lần"),
        ("FREQ=WEEKLY", "hằng tuần"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "hằng ngày"),
        ("FREQ=DAILY", "hằng ngày"),
        ("FREQ=DAILY;INTERVAL=2", "2 ngày một lần"),
        ("FREQ=DAILY;BYDAY=MO,FR", "thứ Hai và thứ Sáu hằng tuần"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=18", "ngày 18/5 hằng năm"),
        ("FREQ=WEEKLY;BYDAY=SU;COUNT=10", "Chủ nhật hằng tuần, 10 kỳ"),
        ("FREQ=WEEKLY;BYDAY=SU;UNTIL=20261231", "Chủ nhật hằng tuần, đến hết 31/12/2026"),
        ("", ""),
    ],
)
def test_a_usual_rule_has_words(rule: str, words: str) -> None:
    assert rhythm_words(rule) == words


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=-2FR",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=WEEKLY;BYMONTH=5;BYDAY=MO",
        "FREQ=DAILY;BYHOUR=6,18",
        "FREQ=WEEKLY;UNTIL=never",
        "thứ Năm",
    ],
)
def test_any_other_rule_is_named_as_it_stands(rule: str) -> None:
    assert rhythm_words(rule) == f"theo quy tắc riêng ({rule})"


def test_the_hour_follows_and_the_one_in_the_rule_comes_first() -> None:
    assert rhythm_words("FREQ=MONTHLY;BYDAY=2TH,4TH", time(20)) == "thứ Năm tuần 2 và 4 hằng tháng, 20:00"
    assert rhythm_words("FREQ=DAILY;BYHOUR=6;BYMINUTE=30", time(20)) == "hằng ngày, 06:30"


def test_an_end_in_utc_is_shown_as_the_local_day() -> None:
    rule = "FREQ=DAILY;UNTIL=20261231T230000Z"
    assert rhythm_words(rule, zone=ZoneInfo("Asia/Ho_Chi_Minh")) == "hằng ngày, đến hết 01/01/2027"


def test_a_rule_is_said_in_english_too() -> None:
    assert rhythm_words("FREQ=WEEKLY;BYDAY=MO,TH", time(20), "en") == "Monday and Thursday every week, 20:00"


def test_length_and_reruns_follow_the_rhythm() -> None:
    words = column_words("FREQ=MONTHLY;BYDAY=2TH,4TH", time(20), minutes=10, reruns=2)
    assert words == "thứ Năm tuần 2 và 4 hằng tháng, 20:00, 10 phút, phát lại 2 lần"
    assert column_words("FREQ=DAILY") == "hằng ngày"
