"""From a column's rhythm to the days of its slots (kỳ). RFC 5545 rules, limited to those that surely yield days.

A rule that can never be met ("the 31st of April") would keep an expander busy until the year 9999, so such
combinations are refused when the rhythm is written, each with a sentence.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, time

from dateutil.rrule import rrulestr

from planner.errors import Invalid
from planner.vocabulary import N_

ALLOWED = {
    "DAILY": {"BYDAY", "BYMONTH"},
    "WEEKLY": {"BYDAY", "BYMONTH"},
    "MONTHLY": {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"},
    "YEARLY": {"BYDAY", "BYMONTHDAY", "BYMONTH"},
}
EVERYWHERE = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
WEEKDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
MOST_SLOTS = 1000

UNREADABLE = N_(
    "Quy tắc định kỳ “%(rule)s” chưa đúng. Chọn lại nhịp trong biểu mẫu hoặc viết như FREQ=WEEKLY;BYDAY=TH."
)
UNSUPPORTED = N_("Quy tắc định kỳ chưa hỗ trợ phần %(part)s. Chọn nhịp theo tuần hoặc theo tháng.")
NEVER = N_("Quy tắc định kỳ này không cho ngày nào. Kiểm tra lại ngày và tháng.")


def checked_rule(text: str) -> str:
    """The rule in its plain form (upper case, no "RRULE:"). Raises Invalid on field ``rule``."""
    rule = text.strip().upper().removeprefix("RRULE:").strip(";")
    parts = _parts(rule)
    frequency = parts.get("FREQ", "")
    if frequency not in ALLOWED:
        raise Invalid(UNREADABLE, {"rule": text}, field="rule")
    for name in parts:
        if name not in ALLOWED[frequency] | EVERYWHERE:
            raise Invalid(UNSUPPORTED, {"part": name}, field="rule")
    _check_numbers(text, parts)
    _check_days(text, frequency, parts)
    _check_reachable(frequency, parts)
    return rule


def slot_days(rule: str, starts_on: date, ends_on: date | None, first: date, last: date) -> tuple[date, ...]:
    """Days of the rhythm from ``first`` to ``last`` (both included), counted from ``starts_on``; at most MOST_SLOTS."""
    last = min(last, ends_on) if ends_on else last
    if last < max(first, starts_on):
        return ()
    # A rule without days takes them from its start, as RFC 5545 says; dateutil counts COUNT from there as well.
    expanded = rrulestr(checked_rule(rule), dtstart=datetime.combine(starts_on, time()))
    found = expanded.between(_at(max(first, starts_on)), _at(last), inc=True)
    return tuple(moment.date() for moment in found[:MOST_SLOTS])


def _at(day: date) -> datetime:
    # Floating days: the rhythm knows no hour and no zone.
    return datetime.combine(day, time())


def _parts(rule: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in rule.split(";")]
    parts = {name: value for name, _, value in pairs}
    if len(parts) != len(pairs) or not all(name and value for name, value in parts.items()):
        raise Invalid(UNREADABLE, {"rule": rule}, field="rule")
    return parts


def _check_numbers(text: str, parts: Mapping[str, str]) -> None:
    limits = {"INTERVAL": (1, 52), "COUNT": (1, MOST_SLOTS), "BYMONTH": (1, 12), "BYSETPOS": (-4, 4)}
    for name, (least, most) in limits.items():
        if name in parts and not all(least <= number <= most and number for number in _numbers(text, parts[name])):
            raise Invalid(UNREADABLE, {"rule": text}, field="rule")
    if "BYMONTHDAY" in parts and not all(1 <= abs(number) <= 31 for number in _numbers(text, parts["BYMONTHDAY"])):
        raise Invalid(UNREADABLE, {"rule": text}, field="rule")
    if "UNTIL" in parts and not _is_day(parts["UNTIL"]):
        raise Invalid(UNREADABLE, {"rule": text}, field="rule")


def _numbers(text: str, value: str) -> list[int]:
    try:
        return [int(number) for number in value.split(",")]
    except ValueError as error:
        raise Invalid(UNREADABLE, {"rule": text}, field="rule") from error


def _is_day(text: str) -> bool:
    """Whether UNTIL is a plain day: an instant would need a zone, and a rhythm has none."""
    try:
        return len(text) == 8 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _check_days(text: str, frequency: str, parts: Mapping[str, str]) -> None:
    for day in parts.get("BYDAY", "").split(",") if "BYDAY" in parts else ():
        match = WEEKDAY.fullmatch(day)
        if match is None or (match[1] and frequency in ("DAILY", "WEEKLY")):
            raise Invalid(UNREADABLE, {"rule": text}, field="rule")
    if parts.get("WKST", "MO") not in ("MO", "SU"):
        raise Invalid(UNREADABLE, {"rule": text}, field="rule")


def _check_reachable(frequency: str, parts: Mapping[str, str]) -> None:
    """Refuse what no calendar day can meet, whatever day it is counted from."""
    interval = int(parts.get("INTERVAL", "1"))
    narrowed = {"BYMONTH"} | ({"BYDAY"} if frequency == "DAILY" else set())
    if frequency != "YEARLY" and interval > 1 and narrowed & parts.keys():
        raise Invalid(UNSUPPORTED, {"part": "INTERVAL"}, field="rule")
    if "BYDAY" in parts and "BYMONTHDAY" in parts:
        raise Invalid(UNSUPPORTED, {"part": "BYMONTHDAY"}, field="rule")
    if "BYSETPOS" in parts and any(day[0] in "+-12345" for day in parts.get("BYDAY", "1").split(",")):
        raise Invalid(UNSUPPORTED, {"part": "BYSETPOS"}, field="rule")
    if frequency == "YEARLY" and ("BYDAY" in parts or "BYMONTHDAY" in parts) and "BYMONTH" not in parts:
        raise Invalid(UNSUPPORTED, {"part": "YEARLY"}, field="rule")
    months = [int(month) for month in parts.get("BYMONTH", "1").split(",")]
    days = [abs(int(day)) for day in parts.get("BYMONTHDAY", "1").split(",")]
    if not any(day <= monthrange(2024, month)[1] for month in months for day in days):
        raise Invalid(NEVER, field="rule")
