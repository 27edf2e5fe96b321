"""The only place that reads the time of day. Everything below is handed ``now`` or ``today``."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """The civil date of an aware instant in the newsroom's zone."""
    return moment.astimezone(zone).date()
