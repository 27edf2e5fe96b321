"""A rhythm as the form asks for it, to an RFC 5545 rule and back."""

import re
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.slots import checked_rule
from planner.errors import Invalid
from planner.vocabulary import N_

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class RhythmKind(StrEnum):
    """How the newsroom states a rhythm."""

    WEEKLY = "tuan"
    MONTHLY_WEEKDAY = "thang-thu"
    MONTHLY_DAY = "thang-ngay"
    RULE = "quy-tac"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``weekdays``: RFC codes; ``ordinals``: 1…5 or -1; ``month_days``: 1…31; ``rule``: only for RULE.

    ``count``: after how many slots it ends, empty for no such end.
    """

    kind: RhythmKind
    interval: int = 1
    weekdays: tuple[str, ...] = ()
    ordinals: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    rule: str = ""
    count: int | None = None


def rule_of(rhythm: Rhythm) -> str:
    """The RFC 5545 text. Raises Invalid naming the form field that lacks something."""
    plain = _days_of(rhythm)
    if rhythm.count is None or rhythm.kind is RhythmKind.RULE:
        return plain
    return checked_rule(f"{plain};COUNT={rhythm.count}")


def _days_of(rhythm: Rhythm) -> str:
    interval = f";INTERVAL={rhythm.interval}" if rhythm.interval != 1 else ""
    if rhythm.kind is RhythmKind.RULE:
        return checked_rule(rhythm.rule)
    if rhythm.kind is RhythmKind.MONTHLY_DAY:
        if not rhythm.month_days:
            raise Invalid(N_("Nhập ít nhất một ngày trong tháng, ví dụ: 5, 20."), field="month_days")
        return checked_rule(f"FREQ=MONTHLY{interval};BYMONTHDAY={','.join(map(str, rhythm.month_days))}")
    if not rhythm.weekdays:
        raise Invalid(N_("Chọn ít nhất một thứ trong tuần."), field="weekdays")
    if rhythm.kind is RhythmKind.WEEKLY:
        return checked_rule(f"FREQ=WEEKLY{interval};BYDAY={','.join(rhythm.weekdays)}")
    if not rhythm.ordinals:
        raise Invalid(N_("Chọn ít nhất một tuần trong tháng."), field="ordinals")
    days = ",".join(f"{ordinal}{day}" for ordinal in rhythm.ordinals for day in rhythm.weekdays)
    return checked_rule(f"FREQ=MONTHLY{interval};BYDAY={days}")


def rhythm_of(rule: str) -> Rhythm:
    """What the form shows for a stored rule; a rule beyond the form's questions is shown as RULE."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    rest = parts.keys() - {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT"}
    days = [re.fullmatch(r"([+-]?\d)?([A-Z]{2})", day) for day in parts.get("BYDAY", "").split(",") if day]
    found = [(int(day[1] or 0), day[2]) for day in days if day]
    interval = int(parts.get("INTERVAL", "1"))
    count = int(parts["COUNT"]) if "COUNT" in parts else None
    ordinals = tuple(dict.fromkeys(ordinal for ordinal, _ in found))
    weekdays = tuple(dict.fromkeys(weekday for _, weekday in found))
    month_days = tuple(int(day) for day in parts.get("BYMONTHDAY", "").split(",") if day)
    if rest:
        return Rhythm(RhythmKind.RULE, rule=rule)
    if parts["FREQ"] == "WEEKLY" and found and ordinals == (0,):
        return Rhythm(RhythmKind.WEEKLY, interval, weekdays, count=count)
    if parts["FREQ"] == "MONTHLY" and not found and month_days:
        return Rhythm(RhythmKind.MONTHLY_DAY, interval, month_days=month_days, count=count)
    if parts["FREQ"] == "MONTHLY" and found and len(found) == len(ordinals) * len(weekdays) and 0 not in ordinals:
        return Rhythm(RhythmKind.MONTHLY_WEEKDAY, interval, weekdays, ordinals, count=count)
    return Rhythm(RhythmKind.RULE, rule=rule)
