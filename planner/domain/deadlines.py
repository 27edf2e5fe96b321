"""When the copy is due. Days and hours are the newsroom's; the result is an instant."""

from collections.abc import Container
from datetime import date, datetime, time, timedelta, tzinfo

SATURDAY = 5
CLOSING_TIME = time(17, 0)  # copy is handed in by the end of the working day


def instant(on: date, at: time, zone: tzinfo) -> datetime:
    """The instant of a civil day and hour in the newsroom's zone."""
    return datetime.combine(on, at, tzinfo=zone)


def deadline_for(on: date, lead_days: int, zone: tzinfo, days_off: Container[date] = ()) -> datetime:
    """Closing time ``lead_days`` days before the slot's day; from a day off it goes back to the last working day."""
    return instant(working_day(on - timedelta(days=lead_days), days_off), CLOSING_TIME, zone)


def working_day(day: date, days_off: Container[date]) -> date:
    """The day itself, or the last working day before it when it is a day off.

    Weekends alone move nothing (newsrooms keep a duty desk), but a day put forward does not land on one.
    """
    if day not in days_off:
        return day
    while day in days_off or day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return day


def moved_deadline(deadline: datetime | None, before: date | None, after: date | None, zone: tzinfo) -> datetime | None:
    """The deadline after a move: it keeps its distance in civil days and its hour; without both days it stays."""
    if deadline is None or before is None or after is None:
        return deadline
    local = deadline.astimezone(zone)
    return instant(local.date() + (after - before), local.time(), zone)
