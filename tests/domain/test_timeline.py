"""A source's day: every minute of it is seen, vouched for, unseen or still ahead."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from planner.domain.timeline import DAY_MINUTES, Tried, source_days
from tests.factories import TODAY

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MIDNIGHT = datetime(2026, 11, 23, tzinfo=ZONE)
HOUR = timedelta(hours=1)


def test_a_day_is_told_minute_by_minute_with_what_was_tried() -> None:
    (day,) = source_days(
        [TODAY],
        ZONE,
        proved=[(MIDNIGHT - HOUR, MIDNIGHT + 6 * HOUR), (MIDNIGHT + 10 * HOUR, MIDNIGHT + 12 * HOUR)],
        vouched=[(MIDNIGHT + 5 * HOUR, MIDNIGHT + 8 * HOUR)],
        tried=[
            Tried(MIDNIGHT + HOUR, "", 3),
            Tried(MIDNIGHT + 7 * HOUR, "timeout", 0),
            Tried(MIDNIGHT + 8 * HOUR, "timeout", 0),
            Tried(MIDNIGHT + 9 * HOUR, "dns", 0),
            Tried(MIDNIGHT - HOUR, "dns", 9),
        ],
        until=MIDNIGHT + 12 * HOUR,
    )

    assert [(part.kind, part.begin // 60, part.minutes // 60) for part in day.stretches] == [
        ("seen", 0, 6),
        ("vouched", 6, 2),
        ("unseen", 8, 2),
        ("seen", 10, 2),
        ("ahead", 12, 12),
    ]
    assert (day.missing, day.good, day.failed, day.new, day.problem) == (2.0, 1, 3, 3, "timeout")


def test_a_day_without_any_attempt_is_unseen_and_one_to_come_is_ahead() -> None:
    days = [TODAY, TODAY + timedelta(days=1)]
    unseen, ahead = source_days(days, ZONE, proved=[], vouched=[], tried=[], until=MIDNIGHT + 24 * HOUR)

    assert [(part.kind, part.minutes) for part in unseen.stretches] == [("unseen", DAY_MINUTES)]
    assert [(part.kind, part.minutes) for part in ahead.stretches] == [("ahead", DAY_MINUTES)]
    assert (unseen.missing, ahead.missing) == (24.0, 0.0)
