"""When an edit lock still holds: its page is open and somebody has typed within the last quarter of an hour."""

from datetime import datetime, timedelta

IDLE = timedelta(minutes=15)
# Signs of life come twice a minute; browsers slow hidden pages down to one a minute.
SILENT = timedelta(minutes=3)


def holds(*, active_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether the lock keeps others out."""
    return now - active_at < IDLE and now - seen_at < SILENT


def is_here(seen_at: datetime, now: datetime) -> bool:
    """Whether somebody who has the page open was heard of lately."""
    return now - seen_at < SILENT
