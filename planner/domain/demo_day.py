"""Days in the demonstration's data, told from the day it was set up: "-3", "+2", "WE-1", or a fixed "2019-10-15"."""

import re
from datetime import date, timedelta

from planner.domain.rhythms import WEEKDAYS
from planner.errors import Invalid
from planner.vocabulary import N_

SHIFT = re.compile(r"(?P<weekday>[A-Z]{2})?(?P<count>[+-]\d{1,3})")


def demo_day(text: str, today: date) -> date:
    """The day meant. "WE-1" is the last Wednesday before ``today``, "WE+1" the first one on it or after it."""
    shift = SHIFT.fullmatch(text)
    if shift is None:
        return _fixed(text)
    count, weekday = int(shift["count"]), shift["weekday"]
    if weekday is None:
        return today + timedelta(days=count)
    if weekday not in WEEKDAYS or count == 0:
        raise _wrong(text)
    ahead = (WEEKDAYS.index(weekday) - today.weekday()) % 7
    return today + timedelta(days=ahead, weeks=count - 1 if count > 0 else count)


def _fixed(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _wrong(text) from error


def _wrong(text: str) -> Invalid:
    return Invalid(
        N_("Dữ liệu trình diễn: “%(day)s” không phải là ngày. Viết như -3, WE-1 hoặc 2019-10-15."), {"day": text}
    )
