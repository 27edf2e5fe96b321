"""Deadlines in the newsroom's days and hours."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from planner.domain.deadlines import deadline_for, moved_deadline, working_day

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


def test_a_deadline_on_a_day_off_goes_back_to_the_last_working_day() -> None:
    """Monday off: the Friday before, as the weekend is none; a weekend alone moves nothing."""
    monday, saturday = date(2026, 12, 7), date(2026, 12, 5)
    assert working_day(monday, {monday}) == date(2026, 12, 4)
    assert working_day(saturday, {monday}) == saturday
    assert deadline_for(date(2026, 12, 9), 2, ZONE, {monday}) == datetime(2026, 12, 4, 10, 0, tzinfo=UTC)
