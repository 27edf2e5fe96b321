"""When the copy is due. Days and hours are the newsroom's; the result is an instant."""

from datetime import date, datetime, time, timedelta, tzinfo

CLOSING_TIME = time(17, 0)  # copy is handed in by the end of the working day


def instant(on: date, at: time, zone: tzinfo) -> datetime:
    """The instant of a civil day and hour in the newsroom's zone."""
    return datetime.combine(on, at, tzinfo=zone)


def deadline_for(on: date, lead_days: int, zone: tzinfo) -> datetime:
    """Closing time ``lead_days`` days before the slot's day."""
    return instant(on - timedelta(days=lead_days), CLOSING_TIME, zone)


def moved_deadline(deadline: datetime | None, before: date | None, after: date | None, zone: tzinfo) -> datetime | None:
    """The deadline after a move: it keeps its distance in civil days and its hour; without both days it stays."""
    if deadline is None or before is None or after is None:
        return deadline
    local = deadline.astimezone(zone)
    return instant(local.date() + (after - before), local.time(), zone)
