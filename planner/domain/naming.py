"""Names made from a pattern: the title of a column's next item, the titles of a series."""

import re
from datetime import date

from planner.language.fold import fold
from planner.language.style import short_date
from planner.vocabulary import N_

PLACE = re.compile(r"\{(\w+)\}")
# What may stand in a pattern, as the form tells it; written with or without accents.
PLACES = (
    N_("{ngày}: ngày của kỳ, ví dụ 26/11/2026"),
    N_("{tháng}: tháng của kỳ, ví dụ 11/2026"),
    N_("{kỳ}: số thứ tự của kỳ trong chuyên mục"),
)


def title_from(pattern: str, on: date, number: int) -> str:
    """ "Nhịp cầu số {kỳ}" → "Nhịp cầu số 12". ``number``: the how-manieth slot of the column the day is."""
    values = {fold("ngay"): short_date(on), fold("thang"): f"{on:%m/%Y}", fold("ky"): str(number)}
    return PLACE.sub(lambda match: values.get(fold(match[1]), match[0]), pattern)


def series_title(title: str, number: int, of: int, most: int = 300) -> str:
    """ "Đất và người (kỳ 2/5)"; a long title gives way to its number."""
    ending = f" ({N_('kỳ')} {number}/{of})"
    return title[: most - len(ending)].rstrip() + ending
