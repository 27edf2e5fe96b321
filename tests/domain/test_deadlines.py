"""Deadlines in the newsroom's days and hours."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from planner.domain.deadlines import deadline_for, moved_deadline

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def test_copy_is_due_at_the_end_of_the_day_so_many_days_before() -> None:
    assert deadline_for(date(2026, 11, 26), 2, ZONE) == datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_a_moved_item_takes_its_deadline_along_with_its_hour() -> None:
    deadline = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    moved = moved_deadline(deadline, date(2026, 11, 26), date(2026, 12, 1), ZONE)
    assert moved == datetime(2026, 11, 29, 1, 30, tzinfo=UTC)


def test_a_deadline_stays_when_the_item_goes_to_the_backlog_or_comes_from_it() -> None:
    deadline = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    assert moved_deadline(deadline, date(2026, 11, 26), None, ZONE) == deadline
    assert moved_deadline(deadline, None, date(2026, 11, 26), ZONE) == deadline
    assert moved_deadline(None, date(2026, 11, 26), date(2026, 11, 27), ZONE) is None
