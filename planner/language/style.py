"""How numbers, counts and lengths of time are written. Dates are in ``planner.language.dates``."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from planner.language.catalogue import SOURCE_LANGUAGE, translate
from planner.language.dates import (
    date_time,
    document_date,
    document_date_words,
    long_date,
    long_date_time,
    month,
    relative_day,
    short_date,
    since,
    time_of_day,
    weekday_name,
)
from planner.vocabulary import N_

__all__ = [
    "count",
    "date_time",
    "document_date",
    "document_date_words",
    "duration",
    "long_date",
    "long_date_time",
    "month",
    "number",
    "percent",
    "relative_day",
    "short_date",
    "since",
    "time_of_day",
    "weekday_name",
]

_PARTS = (
    (86_400, N_("%(count)s ngày")),
    (3_600, N_("%(count)s giờ")),
    (60, N_("%(count)s phút")),
    (1, N_("%(count)s giây")),
)


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """ "1.234,5": a dot for thousands, a comma for decimals. ``decimals`` fixes their count, halves rounded up."""
    exact = Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


def count(value: int) -> str:
    """A count as documents print it: two digits below ten ("03 chuyên trang"), zero as "0"."""
    return f"{value:02d}" if 0 < value < 10 else number(value)


def percent(part: float | Decimal, whole: float | Decimal, decimals: int = 1) -> str:
    """ "87,5%" of ``whole``, without ",0"; an empty string when there is nothing to compare with."""
    if not whole:
        return ""
    share = Decimal(str(part)) * 100 / Decimal(str(whole))
    text = number(share, decimals)
    return f"{text.rstrip('0').removesuffix(',') if ',' in text else text}%"


def duration(length: timedelta, language: str = SOURCE_LANGUAGE) -> str:
    """ "1 giờ 30 phút", "45 giây", "2 ngày"; seconds are left out beside hours or days."""
    seconds = abs(round(length.total_seconds()))
    parts: list[str] = []
    for size, pattern in _PARTS:
        amount, seconds = divmod(seconds, size)
        if amount and not (size == 1 and length >= timedelta(hours=1)):
            parts.append(translate(pattern, language) % {"count": number(amount)})
    return " ".join(parts) or translate(_PARTS[-1][1], language) % {"count": 0}
