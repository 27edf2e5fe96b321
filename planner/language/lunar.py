"""Lunar days as Việt Nam reckons them (UTC+7), and the rules by which a key date returns every year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar

from planner.errors import Invalid
from planner.language.catalogue import SOURCE_LANGUAGE, translate
from planner.vocabulary import N_

_RULE = re.compile(r"(?P<lunar>lunar:)?(?P<month>\d\d)-(?P<day>\d\d)(?: (?P<offset>[+-]\d{1,3})d)?")


_lunar = lru_cache(maxsize=4096)(solar_to_lunar)  # every month page asks for the same few weeks


@dataclass(frozen=True, slots=True)
class KeyDateRule:
    """A day of every year: solar or lunar month and day, moved by ``offset`` days."""

    lunar: bool
    month: int
    day: int
    offset: int = 0


def lunar_day(day: date, language: str = SOURCE_LANGUAGE) -> str:
    """ "15/10", or "15/6 nhuận" in a leap month. Days outside 1900-2100 give an empty string."""
    try:
        lunar = _lunar(day)
    except ValueError:
        return ""
    plain = f"{lunar.day}/{lunar.month}"
    return translate(N_("%(day)s nhuận"), language) % {"day": plain} if lunar.leap else plain


def lunar_label(day: date) -> str:
    """ "15/10 ÂL": ``lunar_day`` where nothing else says that it is a lunar one."""
    plain = lunar_day(day)
    return f"{plain} ÂL" if plain else ""


def solar_date(year: int, month: int, day: int) -> date:
    """The solar date of a day of the lunar year ``year`` (the one whose Tết falls in that solar year).

    The 30th of a month that has only 29 days is its 29th: the last day of Chạp is Tất niên either way.
    """
    found = lunar_to_solar(LunarDate(day, month, year))
    if solar_to_lunar(found).month == month or day < 30:
        return found
    return lunar_to_solar(LunarDate(day - 1, month, year))


def parse_key_date(rule: str) -> KeyDateRule:
    """Read "05-18", "lunar:01-01" or "lunar:01-01 -14d".

    Raises ``Invalid`` for anything else.
    """
    match = _RULE.fullmatch(rule.strip())
    if match is None:
        raise Invalid(N_("Quy tắc ngày “%(rule)s” chưa đúng; viết như 05-18 hoặc lunar:01-01 -14d."), {"rule": rule})
    month, day, lunar = int(match["month"]), int(match["day"]), match["lunar"] is not None
    last = 30 if lunar else (monthrange(2000, month)[1] if 1 <= month <= 12 else 0)
    if not (1 <= month <= 12 and 1 <= day <= last):
        raise Invalid(N_("Quy tắc ngày “%(rule)s” nêu một ngày không có trong lịch."), {"rule": rule})
    return KeyDateRule(lunar, month, day, int(match["offset"] or 0))


def key_date(rule: str | KeyDateRule, year: int) -> date:
    """The date the rule gives for ``year``: the solar year, or for a lunar rule the lunar year of that number.

    So "lunar:12-23" of 2026 falls in January 2027; ``key_dates`` asks by window instead. 29/2 is 28/2 in other years.
    """
    parsed = parse_key_date(rule) if isinstance(rule, str) else rule
    if parsed.lunar:
        base = solar_date(year, parsed.month, parsed.day)
    else:
        base = date(year, parsed.month, min(parsed.day, monthrange(year, parsed.month)[1]))
    return base + timedelta(days=parsed.offset)


@lru_cache(maxsize=4096)
def key_dates(rule: str | KeyDateRule, first: date, last: date) -> tuple[date, ...]:
    """Every date of the rule from ``first`` to ``last``, both included, in order."""
    parsed = parse_key_date(rule) if isinstance(rule, str) else rule
    # A year on either side: a lunar year ends in the next solar one, and an offset may cross New Year.
    found = (key_date(parsed, year) for year in range(first.year - 2, last.year + 3))
    return tuple(day for day in found if first <= day <= last)
