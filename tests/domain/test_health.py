"""A source's state and its sentences from its attempts."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from planner.domain.health import ADVICE, Attempt, is_late, moved_address, sentence, state_after
from planner.vocabulary import FetchProblem, SourceState
from tests.factories import NOW


def attempt(**values: object) -> Attempt:
    figures: dict[str, object] = {
        "problem": "",
        "status": 200,
        "not_modified": False,
        "same_body": False,
        "new": 0,
        "changed": 0,
        "same": 0,
        "bad": 0,
    }
    return Attempt(**(figures | values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"new": 2, "same": 23, "bad": 1}, "Đọc được 2 bài mới, 0 bài có sửa, 23 bài đã có. 1 mục không đọc được."),
        ({"not_modified": True, "status": 304}, "Máy chủ báo chưa có gì mới."),
        ({"same_body": True, "same": 25}, "Nội dung giống hệt lần trước."),
        ({"problem": "dns", "status": None}, "Không lấy được: Không tìm thấy tên máy chủ."),
        (
            {"problem": "http-4xx", "status": 404},
            "Không lấy được: Máy chủ từ chối hoặc không có địa chỉ này. Mã trả lời 404.",
        ),
    ],
)
def test_each_attempt_is_one_sentence(values: dict[str, object], words: str) -> None:
    assert " ".join(phrase.text % phrase.params for phrase in sentence(attempt(**values))) == words


def test_every_problem_has_a_state_and_says_what_to_do() -> None:
    assert set(ADVICE) == set(FetchProblem)
    states = {problem: state_after(problem.value, late=False) for problem in FetchProblem}
    assert states[FetchProblem.EMPTY] is SourceState.EMPTY
    assert states[FetchProblem.BOT_WALL] is SourceState.BOT_WALL
    assert states[FetchProblem.TIMEOUT] is SourceState.FAILING
    assert SourceState.OK not in states.values()


def test_silence_is_late_only_against_the_sources_own_rhythm() -> None:
    daily = [NOW - timedelta(days=day) for day in range(2, 42)]

    assert is_late(daily, NOW)
    assert not is_late([NOW - timedelta(hours=20), *daily], NOW)
    assert not is_late(daily[:20], NOW)
    assert not is_late([NOW - timedelta(days=8 * week) for week in range(1, 40)], NOW)


def test_silence_is_counted_in_working_time_and_days_off_do_not_count() -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    daily = [NOW - timedelta(days=day) for day in range(4, 44)]
    holiday = {(NOW - timedelta(days=day)).date() for day in range(1, 4)}

    assert is_late(daily, NOW, zone=zone)
    assert not is_late(daily, NOW, zone=zone, days_off=holiday)


def test_a_young_source_is_late_only_against_the_rhythm_a_person_entered() -> None:
    few = [NOW - timedelta(days=3), NOW - timedelta(days=5)]

    assert not is_late(few, NOW)
    assert is_late(few, NOW, expected=timedelta(hours=48))
    assert not is_late(few, NOW, expected=timedelta(hours=96))


def test_an_item_dated_in_the_future_does_not_end_a_silence() -> None:
    daily = [NOW - timedelta(days=day) for day in range(3, 43)]

    assert is_late([NOW + timedelta(days=3), *daily], NOW)


def test_a_new_address_is_proposed_after_ten_permanent_redirects_to_one_place() -> None:
    moved = ("https://moi.example.vn/rss", ["moved-for-good"], True)
    old = "https://cu.example.vn/rss"

    assert moved_address(old, [moved] * 10) == moved[0]
    assert moved_address(old, [moved] * 9) == ""
    assert moved_address(old, [moved] * 5 + [(old, [], True)] + [moved] * 9) == ""
    assert moved_address(old, [moved] * 9 + [("https://khac.example.vn/rss", ["moved-for-good"], True)]) == ""
