"""Cells of publication logs as newsrooms write them: an hour, a length, whether something is a repeat."""

import re
from datetime import time

from planner.errors import Invalid
from planner.language.fold import fold
from planner.vocabulary import N_

LONGEST_SECONDS = 6 * 3600

BAD_HOUR = N_("Không đọc được giờ “%(value)s”. Ghi dạng 20:00 hoặc 20h00.")
BAD_LENGTH = N_("Không đọc được thời lượng “%(value)s”. Ghi số phút (10) hoặc phút:giây (10:30).")
TOO_LONG = N_("Thời lượng “%(value)s” dài quá 6 giờ. Ghi số phút (10) hoặc phút:giây (10:30).")
BAD_REPEAT = N_("Không hiểu “%(value)s” ở cột Phát lại. Để trống hoặc ghi “phát lại”.")

_HOUR = re.compile(r"(\d{1,2})\s*(?:[:hg.]\s*(\d{1,2})?\s*(?:[:.]\s*\d{2})?\s*['’p]?)?$")
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})$")
_MINUTES = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:'|’|p|ph|phut|min)?\s*(?:(\d{1,2})\s*(?:\"|”|''|s|giay))?$")
_FIRST = frozenset({"", "0", "khong", "moi", "phat moi", "lan 1", "1", "lan dau", "phat chinh", "false", "no"})
_AGAIN = re.compile(r"(?:x|co|true|yes|phat lai.*|pl\s*\d*|lai|lan\s*(?:[2-9]|\d\d+)|[2-9]|\d\d+)$")


def hour_of(value: str) -> time:
    """ "20:00", "20h", "20h05", "20 giờ 5" or "20:00:00". Raises Invalid."""
    found = _HOUR.match(value.lower().replace("giờ", "h").replace("phút", "p").strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise Invalid(BAD_HOUR, {"value": value})
    return time(hour, minute)


def seconds_of(value: str) -> int | None:
    """ "10", "10,5", "10 phút", "10'30\"", "10:30" (minutes and seconds) or "00:10:30". Raises Invalid."""
    if not value:
        return None
    text = " ".join(value.lower().replace("phút", "phut").replace("giây", "giay").split())
    if found := _CLOCK.match(text):
        seconds = int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])
    elif found := _MINUTES.match(text):
        seconds = round(float(found[1].replace(",", ".")) * 60) + int(found[2] or 0)
    else:
        raise Invalid(BAD_LENGTH, {"value": value})
    if seconds > LONGEST_SECONDS:
        raise Invalid(TOO_LONG, {"value": value})
    return seconds


def is_repeat(value: str) -> bool:
    """Whether a cell says that this was shown before. Raises Invalid for words nobody knows."""
    words = fold(value)
    if words in _FIRST:
        return False
    if _AGAIN.match(words):
        return True
    raise Invalid(BAD_REPEAT, {"value": value})


def page_words(issue: str, page: str) -> str:
    """ "số 4512, trang 3"; words that are no plain numbers stay as they are written."""
    words = [f"số {issue}" if issue.isdigit() else issue, f"trang {page}" if page.isdigit() else page]
    return ", ".join(filter(None, words))
