"""When a source is asked again, and the reason given for it."""

from datetime import UTC, datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.schedule import (
    CEILING,
    FLOOR,
    LONGEST,
    NextAttempt,
    Pace,
    Wishes,
    failure_weight,
    next_attempt,
    own_pace,
)

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
QUARTER = Pace(timedelta(minutes=15), "regular")
HOUR = Pace(timedelta(hours=1), "regular")


def minutes(attempt: NextAttempt) -> float:
    return (attempt.at - NOW).total_seconds() / 60


@pytest.mark.parametrize(
    ("shares", "why", "expected"),
    [
        ((), "regular", 15.0),
        ((0.1,), "regular", 15.0),
        ((0.9, 0.1, 0.2), "sooner", 10.05),
        ((0.1, 0.9, 0.8), "later", 22.5),
        ((0.1, 0.9), "regular", 15.0),
        ((0.5, 0.5), "regular", 15.0),
    ],
)
def test_a_source_moves_its_own_interval_by_what_it_repeats(
    shares: tuple[float, ...], why: str, expected: float
) -> None:
    pace = own_pace(timedelta(minutes=15), shares)
    assert (pace.why, pace.interval) == (why, timedelta(minutes=expected))


def test_an_interval_stays_between_five_minutes_and_six_hours() -> None:
    assert own_pace(timedelta(minutes=5), (0.0, 0.0)).interval == FLOOR
    assert own_pace(timedelta(hours=6), (1.0, 1.0)).interval == CEILING


@pytest.mark.parametrize(
    ("wishes", "expected", "why"),
    [
        (Wishes(), 15, "regular"),
        (Wishes(ttl=30), 30, "server-asked"),
        (Wishes(max_age=timedelta(minutes=40), ttl=30), 40, "server-asked"),
        (Wishes(ttl=0), 15, "regular"),
        (Wishes(ttl=5, max_age=timedelta(seconds=10)), 15, "regular"),
        (Wishes(ttl=99_999), 24 * 60, "server-asked"),
        (Wishes(skip_hours=frozenset({3, 4})), 120, "skip-hours"),
        (Wishes(skip_hours=frozenset(range(24))), 15, "regular"),
        (Wishes(skip_days=frozenset({1})), 21 * 60, "skip-hours"),
    ],
)
def test_what_the_answer_asks_for_is_the_least_wait(wishes: Wishes, expected: int, why: str) -> None:
    found = next_attempt(NOW, QUARTER, wishes=wishes)
    assert (minutes(found), found.why) == (expected, why)


def test_a_document_of_72_minutes_is_read_again_within_36() -> None:
    for spread in (-1.0, 0.0, 1.0):
        found = next_attempt(NOW, HOUR, wishes=Wishes(window=timedelta(minutes=72)), spread=spread)
        assert minutes(found) <= 36
        assert (found.why, found.window_at_risk) == ("window", False)


def test_a_window_shorter_than_the_floor_allows_is_shown_as_a_risk() -> None:
    found = next_attempt(NOW, HOUR, wishes=Wishes(window=timedelta(minutes=6)))
    assert (minutes(found), found.window_at_risk) == (5, True)
    asked = next_attempt(NOW, QUARTER, wishes=Wishes(window=timedelta(minutes=60), ttl=50))
    assert (minutes(asked), asked.window_at_risk) == (50, True)


@pytest.mark.parametrize(
    ("error", "detail", "weight"),
    [("", "", 0), ("http-4xx", "", 1), ("timeout", "", 0.5), ("dns", "temporary", 0.25), ("dns", "name not found", 1)],
)
def test_a_failure_weighs_what_it_tells(error: str, detail: str, weight: float) -> None:
    assert failure_weight(error, detail) == weight


def test_failures_slow_a_source_down_to_once_a_day_and_never_stop_it() -> None:
    now, polls = NOW, 0
    for failures in accumulate([1.0] * 400):
        found = next_attempt(now, QUARTER, error="http-4xx", failures=failures, spread=1.0)
        assert found.why == "backoff"
        assert found.at - now <= LONGEST
        now, polls = found.at, polls + 1
        if now - NOW >= timedelta(days=30):
            break
    assert now - NOW >= timedelta(days=30)
    assert polls >= 30


def test_a_light_failure_never_brings_the_next_attempt_nearer() -> None:
    assert minutes(next_attempt(NOW, QUARTER, error="dns", failures=0.25)) == 15


def test_a_server_that_names_a_time_is_not_asked_before_it() -> None:
    wishes = Wishes(retry_after=timedelta(hours=2))
    for spread in (-1.0, 0.0, 1.0):
        found = next_attempt(NOW, QUARTER, error="rate-limited", failures=0.5, wishes=wishes, spread=spread)
        assert found.why == "retry-after"
        assert 120 <= minutes(found) <= 132


def test_a_source_that_is_gone_is_asked_once_a_day() -> None:
    found = next_attempt(NOW, QUARTER, error="gone", failures=9)
    assert (minutes(found), found.why) == (24 * 60, "gone")


@given(st.floats(-1, 1), st.integers(5, 360))
def test_the_spread_is_a_tenth_either_way_and_never_under_the_floor(spread: float, interval: int) -> None:
    found = next_attempt(NOW, Pace(timedelta(minutes=interval), "regular"), spread=spread)
    assert max(5, interval * 0.899) <= minutes(found) <= interval * 1.101
