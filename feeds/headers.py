"""What response headers ask of us: when to come back, and under which names the document is known."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

AT_MOST = timedelta(hours=24)
ETAG_MAX = 500
MODIFIED_MAX = 100


def http_date(text: str) -> datetime | None:
    """An HTTP date (RFC 9110 §5.6.7) as an aware instant; None when it is none, as in ``Expires: 0``."""
    try:
        found = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """``Retry-After`` in seconds or as a date, relative to the server's own ``Date``; 0 to 24 h."""
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdecimal():
        return timedelta(seconds=min(int(text[:9]), AT_MOST.total_seconds()))
    moment = http_date(text) if text else None
    return _until(moment, headers, now) if moment else None


def max_age(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the server calls its answer fresh: the longer of ``max-age`` and ``Expires``, at most 24 h."""
    spans: list[timedelta] = []
    for part in headers.get("Cache-Control", "").lower().split(","):
        name, _, value = part.strip().partition("=")
        value = value.strip('" ')
        if name == "max-age" and value.isascii() and value.isdecimal():
            spans.append(timedelta(seconds=min(int(value[:9]), AT_MOST.total_seconds())))
    if moment := http_date(headers.get("Expires", "")):
        spans.append(_until(moment, headers, now))
    longest = max(spans, default=timedelta(0))
    return longest or None


def kept(headers: Mapping[str, str], name: str, limit: int) -> str:
    """A validator to send back later; one too long to keep whole is not kept, a cut one would never match."""
    value = headers.get(name, "").strip()
    return value if len(value) <= limit and value.isprintable() else ""


def _until(moment: datetime, headers: Mapping[str, str], now: datetime) -> timedelta:
    origin = http_date(headers.get("Date", "")) or now
    return min(max(moment - origin, timedelta(0)), AT_MOST)
