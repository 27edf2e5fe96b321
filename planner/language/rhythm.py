"""A column's rhythm in words: the RFC 5545 rules a newsroom uses, read back as people say them."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo

from planner.language.catalogue import SOURCE_LANGUAGE, translate
from planner.language.dates import WEEKDAYS, short_date, time_of_day
from planner.vocabulary import N_

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_KNOWN = {
    "FREQ",
    "INTERVAL",
    "BYDAY",
    "BYMONTHDAY",
    "BYMONTH",
    "BYSETPOS",
    "BYHOUR",
    "BYMINUTE",
    "BYSECOND",
    "COUNT",
    "UNTIL",
    "WKST",
}
_EVERY = {
    "DAILY": (N_("hằng ngày"), N_("%(count)s ngày một lần")),
    "WEEKLY": (N_("hằng tuần"), N_("%(count)s tuần một lần")),
    "MONTHLY": (N_("hằng tháng"), N_("%(count)s tháng một lần")),
    "YEARLY": (N_("hằng năm"), N_("%(count)s năm một lần")),
}
_MINUTES = N_("%(count)s phút")
_RERUNS = N_("phát lại %(count)s lần")
_CUSTOM = N_("theo quy tắc riêng (%(rule)s)")


@dataclass(frozen=True, slots=True)
class _Rule:
    """The parts of a rule that have words; days are (ordinal or 0, weekday 0-6)."""

    frequency: str
    interval: int = 1
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    at: time | None = None
    count: int | None = None
    until: date | None = None
    language: str = field(default=SOURCE_LANGUAGE, kw_only=True)

    def say(self, text: str, **params: object) -> str:
        words = translate(text, self.language)
        return words % params if params else words


def column_words(
    rule: str,
    at: time | None = None,
    language: str = SOURCE_LANGUAGE,
    *,
    minutes: int | None = None,
    reruns: int = 0,
) -> str:
    """The rhythm with length and repeats: "thứ Năm tuần 2 và 4 hằng tháng, 20:00, 10 phút, phát lại 2 lần"."""
    words = [rhythm_words(rule, at, language)]
    if minutes:
        words.append(translate(_MINUTES, language) % {"count": minutes})
    if reruns:
        words.append(rerun_words(reruns, language))
    return ", ".join(filter(None, words))


def rerun_words(reruns: int, language: str = SOURCE_LANGUAGE) -> str:
    """ "phát lại 2 lần"."""
    return translate(_RERUNS, language) % {"count": reruns}


def rhythm_words(
    rule: str, at: time | None = None, language: str = SOURCE_LANGUAGE, *, zone: tzinfo | None = None
) -> str:
    """ "thứ Năm tuần 2 và 4 hằng tháng, 20:00" for "FREQ=MONTHLY;BYDAY=2TH,4TH" at 20:00.

    ``at`` is the local clock time of the slot; BYHOUR and BYMINUTE of the rule come first. ``zone`` turns an UNTIL in
    UTC into the local day. A rule outside the usual ones is named as it stands, an empty one gives an empty string.
    """
    text = rule.strip().removeprefix("RRULE:")
    if not text:
        return ""
    try:
        parsed = _parse(text, at, language, zone)
        days = _days(parsed)
    except (ValueError, LookupError):
        return translate(_CUSTOM, language) % {"rule": text}
    return ", ".join([_with_interval(days, parsed), *_limits(parsed)])


def _parse(text: str, at: time | None, language: str, zone: tzinfo | None) -> _Rule:
    """Raises ``ValueError`` or ``LookupError`` for a rule that has no words here."""
    parts = dict(part.upper().split("=", 1) for part in text.strip(";").split(";"))
    if parts.keys() - _KNOWN or parts["FREQ"] not in _EVERY:
        raise ValueError(text)
    days = tuple(_day(item) for item in parts.get("BYDAY", "").split(",") if item)
    if "BYSETPOS" in parts:
        if len(days) != 1 or days[0][0]:
            raise ValueError(text)  # "the first working day" has no short words yet
        days = tuple((position, days[0][1]) for position in _numbers(parts["BYSETPOS"]))
    if hours := _numbers(parts.get("BYHOUR", "")):
        (hour,), (minute,) = hours, _numbers(parts.get("BYMINUTE", "0"))
        at = time(hour, minute)
    return _Rule(
        parts["FREQ"],
        int(parts.get("INTERVAL", "1")),
        days,
        _numbers(parts.get("BYMONTHDAY", "")),
        _numbers(parts.get("BYMONTH", "")),
        at,
        int(parts["COUNT"]) if "COUNT" in parts else None,
        _until(parts["UNTIL"], zone) if "UNTIL" in parts else None,
        language=language,
    )


def _until(text: str, zone: tzinfo | None) -> date:
    moment = datetime.fromisoformat(text)
    return (moment.astimezone(zone) if moment.tzinfo and zone else moment).date()


def _day(item: str) -> tuple[int, int]:
    match = _DAY.fullmatch(item)
    if match is None:
        raise ValueError(item)
    return int(match[1] or 0), _CODES.index(match[2])


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(item) for item in text.split(",") if item)


def _days(rule: _Rule) -> str:
    """The days without how often; an empty string when the frequency alone says it."""
    ordinals = any(ordinal for ordinal, _ in rule.days)
    if rule.frequency == "YEARLY":
        return _dates_of_year(rule)
    if rule.months or (rule.days and rule.month_days):
        raise ValueError("a rule limited to some months has no short words")
    if rule.frequency == "MONTHLY":
        return _by_ordinal(rule) if rule.days else _by_month_day(rule)
    if ordinals or rule.month_days:
        raise ValueError("ordinals belong to months")
    return _weekdays(rule)


def _weekdays(rule: _Rule) -> str:
    days = sorted({day for _, day in rule.days})
    if len(days) == 7:
        return ""
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return rule.say(
            N_("%(first)s đến %(last)s"), first=rule.say(WEEKDAYS[days[0]]), last=rule.say(WEEKDAYS[days[-1]])
        )
    return _list([rule.say(WEEKDAYS[day]) for day in days], rule)


def _by_ordinal(rule: _Rule) -> str:
    """ "thứ Năm tuần 2 và 4": the newsroom's "week 2" is the second such weekday of the month."""
    groups: list[str] = []
    for day in dict.fromkeys(day for _, day in rule.days):
        name = rule.say(WEEKDAYS[day])
        ordinals = [ordinal for ordinal, weekday in rule.days if weekday == day]
        if 0 in ordinals:
            groups.append(rule.say(N_("mọi %(weekday)s"), weekday=name))
            continue
        weeks = _list([_ordinal(ordinal, rule) for ordinal in ordinals], rule)
        groups.append(rule.say(N_("%(weekday)s tuần %(weeks)s"), weekday=name, weeks=weeks))
    return _list(groups, rule)


def _ordinal(ordinal: int, rule: _Rule) -> str:
    if ordinal < -1:
        raise ValueError("only the last week is counted from the end")
    return rule.say(N_("cuối")) if ordinal == -1 else str(ordinal)


def _by_month_day(rule: _Rule) -> str:
    if not rule.month_days:
        return ""
    if min(rule.month_days) < -1:
        raise ValueError("only the last day is counted from the end")
    days = [rule.say(N_("cuối cùng")) if day == -1 else str(day) for day in rule.month_days]
    return rule.say(N_("ngày %(days)s"), days=_list(days, rule))


def _dates_of_year(rule: _Rule) -> str:
    if (
        rule.days
        or len(rule.months) > 1
        or min(rule.month_days, default=1) < 1
        or bool(rule.months) != bool(rule.month_days)
    ):
        raise ValueError("only plain dates of a year have words")
    dates = [f"{day}/{month}" for month in rule.months for day in rule.month_days]
    return rule.say(N_("ngày %(days)s"), days=_list(dates, rule)) if dates else ""


def _list(items: list[str], rule: _Rule) -> str:
    """ "a", "a và b", "a, b và c"."""
    if len(items) < 2:
        return "".join(items)
    return rule.say(N_("%(items)s và %(last)s"), items=", ".join(items[:-1]), last=items[-1])


def _with_interval(days: str, rule: _Rule) -> str:
    frequency = rule.frequency
    if frequency == "DAILY" and rule.days and rule.interval == 1:
        frequency = "WEEKLY" if days else "DAILY"
    if frequency == "WEEKLY" and rule.days and not days and rule.interval == 1:
        frequency = "DAILY"  # all seven weekdays
    every, each = _EVERY[frequency]
    if rule.interval == 1:
        return f"{days} {rule.say(every)}".strip()
    return ", ".join(filter(None, [days, rule.say(each, count=rule.interval)]))


def _limits(rule: _Rule) -> list[str]:
    limits: list[str] = []
    if rule.at:
        limits.append(time_of_day(rule.at))
    if rule.count:
        limits.append(rule.say(N_("%(count)s kỳ"), count=rule.count))
    if rule.until:
        limits.append(rule.say(N_("đến hết %(date)s"), date=short_date(rule.until)))
    return limits
