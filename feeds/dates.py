"""Dates as newspapers write them. The raw string is read by our own rules: the common parsers lose or move
Vietnamese values by hours, months or centuries.

A value is taken apart in the same order always: weekday, time with zone, then what is left is the date.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import pairwise

from feeds.records import Confidence, DateReading, Precision

DAY_FIRST = "day-first"
MONTH_FIRST = "month-first"
RAW_MAX = 200
EARLIEST_YEAR = 1990
LATEST_YEAR = 2100
# How far ahead of us another clock may run before an order of day and month counts as disproved.
FUTURE_ALLOWED = timedelta(hours=1)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
# RFC 822 names, and the one Vietnam has. Any other name is refused: a guess would be hours off.
_ZONES = dict.fromkeys(("z", "gmt", "utc", "ut"), 0)
_ZONES |= {"ict": 7, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
_AFTERNOON = {"pm", "ch", "chiều", "tối"}
_MORNING = {"am", "sa", "sáng"}

_WEEKDAY = re.compile(
    r"^(?:thứ\s+(?:[2-7]|hai|ba|tư|bốn|năm|sáu|bảy)|chủ\s+nhật|cn|t[2-7]"
    r"|(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b[.,\s]*"
)
_TIME = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?(?![\d:])"
    r"(?:\s*(?P<half>[ap]\.?m\.?|sa|ch|sáng|chiều|tối)(?!\w))?"
    r"(?:\s*(?P<zone>[a-z]{1,5}(?!\w)))?"
    r"(?:\s*(?P<sign>[+-])(?P<off_hour>\d{1,2}?)(?::?(?P<off_minute>\d{2}))?(?![\d/.:-])(?:\s+[a-z]{1,5}$)?)?"
)
_EPOCH = re.compile(r"^(\d{10})(\d{3})?$")
_YEAR_FIRST = re.compile(r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})$")
_NUMERIC = re.compile(r"^(?P<a>\d{1,2})\s*[-/.]\s*(?P<b>\d{1,2})\s*[-/.]\s*(?P<year>\d{4}|\d{2})$")
_MAYBE_NUMERIC = re.compile(r"(?<!\d)\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2}")
_DAY_NAME = re.compile(r"^(?P<day>\d{1,2})[\s-]+(?P<name>[a-z]{3,9})\.?,?[\s-]+(?P<year>\d{4}|\d{2})$")
_NAME_DAY = re.compile(r"^(?P<name>[a-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})$")
# "23 thg 11 2026", "23 tháng 11, 2026", "23 11 2026": written out, the day always comes first.
_DAY_THG = re.compile(
    r"^(?:ngày\s+)?(?P<day>\d{1,2})\s+(?:(?:thg|th|tháng)\s*)?(?P<month>\d{1,2}),?\s+(?:năm\s+)?(?P<year>\d{4})$"
)


@dataclass(frozen=True, slots=True)
class _Time:
    hour: int
    minute: int
    second: int
    precision: Precision
    zone: tzinfo | None


@dataclass(frozen=True, slots=True)
class _Date:
    """``a`` and ``b`` are day and month in the order the rule knows, or as written when it does not."""

    year: int
    a: int
    b: int
    rule: str
    numeric: bool = False

    @property
    def open(self) -> bool:
        """Both orders are possible and they differ."""
        return self.numeric and self.a != self.b and self.a <= 12 and self.b <= 12

    def order(self) -> str:
        """What this value alone proves about the order; empty when nothing."""
        if not self.numeric or (self.a <= 12 and self.b <= 12):
            return ""
        return DAY_FIRST if self.a > 12 else MONTH_FIRST

    def day_month(self, order: str) -> tuple[int, int]:
        if self.numeric and (self.order() or order) == MONTH_FIRST:
            return self.b, self.a
        return self.a, self.b


def read_date(raw: str, *, field: str, zone: tzinfo, day_order: str = "") -> DateReading:
    """The reading of one value. ``zone`` is taken when the value has none; ``day_order`` when only it can decide.

    Never raises. An open order without ``day_order`` gives confidence ``ambiguous`` and no instant.
    """
    kept = raw.strip()[:RAW_MAX]
    nothing = DateReading(kept, field, None, "none", "empty" if not kept else "unreadable", "none")
    try:
        return _read(kept, nothing, zone, day_order)
    except (ValueError, OverflowError):
        return nothing


def decide_order(raws: Sequence[str], *, zone: tzinfo, now: datetime, remembered: str = "") -> str:
    """The order of day and month in one document, from its values in document order; empty when undecidable.

    A field above 12 settles it; else the one order in which values fall with position and none lies later than
    ``now`` + 1 h; else ``remembered``. Values that prove both orders prove neither.
    """
    numeric = (raw for raw in raws if _MAYBE_NUMERIC.search(raw[:RAW_MAX]))
    values = [parts for raw in numeric if (parts := _parts_or_none(raw)) and parts[0].numeric]
    if not values:
        return ""
    proofs = {date.order() for date, _ in values} - {""}
    if len(proofs) == 1:
        return proofs.pop()
    if proofs or not any(date.open for date, _ in values):
        return remembered
    fitting = [order for order in (MONTH_FIRST, DAY_FIRST) if _fits(values, order, zone, now)]
    return fitting[0] if len(fitting) == 1 else remembered


def _parts_or_none(raw: str) -> tuple[_Date, _Time | None] | None:
    try:
        return _parts(_tidy(raw))
    except (ValueError, OverflowError):
        return None


def _fits(values: Sequence[tuple[_Date, _Time | None]], order: str, zone: tzinfo, now: datetime) -> bool:
    try:
        instants = [_instant(date, time, zone, order) for date, time in values]
    except (ValueError, OverflowError):
        return False
    falling = all(earlier >= later for earlier, later in pairwise(instants))
    return falling and max(instants) <= now + FUTURE_ALLOWED


def _read(kept: str, nothing: DateReading, zone: tzinfo, day_order: str) -> DateReading:
    text = _tidy(kept)
    if epoch := _EPOCH.match(text):
        return _plausible(replace(nothing, precision="second", rule="epoch", confidence="stated"), int(epoch[1]))
    parts = _parts(text)
    if parts is None:
        return nothing
    date, time = parts
    if date.open and not day_order:
        return replace(nothing, rule=date.rule, confidence="ambiguous")
    own_zone = time is not None and time.zone is not None
    confidence: Confidence = "assumed-order" if date.open else "stated" if own_zone else "assumed-zone"
    rule = f"{date.rule}-{date.order() or day_order}" if date.numeric and date.a != date.b else date.rule
    reading = replace(nothing, precision=time.precision if time else "day", rule=rule, confidence=confidence)
    return _plausible(reading, _instant(date, time, zone, day_order).timestamp())


def _plausible(reading: DateReading, seconds: float) -> DateReading:
    """``reading`` with its instant, or as no date when that is a program's zero rather than a day."""
    instant = datetime.fromtimestamp(seconds, UTC)
    if not EARLIEST_YEAR <= instant.year <= LATEST_YEAR:
        return replace(reading, precision="none", rule="implausible", confidence="none")
    return replace(reading, utc=instant)


def _instant(date: _Date, time: _Time | None, zone: tzinfo, order: str) -> datetime:
    day, month = date.day_month(order)
    hour, minute, second = (time.hour, time.minute, time.second) if time else (0, 0, 0)
    own = time.zone if time else None
    return datetime(date.year, month, day, hour, minute, second, tzinfo=own or zone).astimezone(UTC)


def _tidy(raw: str) -> str:
    """Lower case, single blanks, no weekday (it is often wrong, never needed), brackets gone."""
    text = unicodedata.normalize("NFC", raw[:RAW_MAX]).casefold()
    text = " ".join(re.sub(r"[()|\u200b\ufeff]", " ", text).split())
    text = _WEEKDAY.sub("", text)
    return re.sub(r"^(\d{4}-\d{1,2}-\d{1,2})t(?=\d)", r"\1 ", text, flags=re.ASCII)


def _parts(text: str) -> tuple[_Date, _Time | None] | None:
    """Date and time of a tidied value, or None when it is neither a date nor one with a known zone."""
    if not text.isascii() and any(character.isdigit() and not character.isascii() for character in text):
        return None
    found = _TIME.search(text)
    time = None
    if found:
        time = _time(found)
        text = f"{text[: found.start()]} {text[found.end() :]}"
        if time is None:
            return None
    date = _date(" ".join(_WEEKDAY.sub("", text.strip(" ,-–")).split()).removeprefix("ngày ").strip(" ,-–"))
    return (date, time) if date else None


def _time(found: re.Match[str]) -> _Time | None:
    """The time of day, or None for a zone name nobody knows."""
    name = (found["zone"] or "").casefold()
    if name and name not in _ZONES:
        return None
    hour = _half_day(int(found["hour"]), (found["half"] or "").replace(".", ""))
    zone: tzinfo | None = None
    if found["sign"]:
        offset = timedelta(hours=int(found["off_hour"]), minutes=int(found["off_minute"] or 0))
        zone = timezone(-offset if found["sign"] == "-" else offset)
    elif name:
        zone = timezone(timedelta(hours=_ZONES[name]))
    # A leap second has no place of its own in a datetime.
    second = min(int(found["second"] or 0), 59)
    return _Time(hour, int(found["minute"]), second, "second" if found["second"] else "minute", zone)


def _half_day(hour: int, half: str) -> int:
    if half in _AFTERNOON and hour < 12:
        return hour + 12
    return 0 if half in _MORNING and hour == 12 else hour


def _date(text: str) -> _Date | None:
    if found := _YEAR_FIRST.match(text):
        return _Date(int(found["year"]), int(found["day"]), int(found["month"]), "year-first")
    if found := _NUMERIC.match(text):
        return _Date(_year(found["year"]), int(found["a"]), int(found["b"]), "numeric", numeric=True)
    if found := _DAY_NAME.match(text) or _NAME_DAY.match(text):
        month = _MONTHS.get(found["name"])
        return _Date(_year(found["year"]), int(found["day"]), month, "month-name") if month else None
    if found := _DAY_THG.match(text):
        return _Date(int(found["year"]), int(found["day"]), int(found["month"]), "day-month-words")
    return None


def _year(digits: str) -> int:
    """Two digits as RFC 2822 reads them: 00–49 are this century."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 50 else 1900)
