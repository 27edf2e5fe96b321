"""Names made from a pattern: the title of a column's next item, the titles of a series."""

from datetime import date

from planner.language.style import short_date
from planner.vocabulary import N_

# What may stand in a pattern, and what it says on the form.
PLACES = {
    "{ngày}": N_("ngày của kỳ, ví dụ 26/11/2026"),
    "{tháng}": N_("tháng của kỳ, ví dụ 11/2026"),
    "{kỳ}": N_("số thứ tự của kỳ trong chuyên mục"),
}


def title_from(pattern: str, on: date, number: int) -> str:
    """ "Nhịp cầu số {kỳ}" → "Nhịp cầu số 12". ``number``: the how-manieth slot of the column the day is."""
    values = (short_date(on), f"{on:%m/%Y}", str(number))
    for place, value in zip(PLACES, values, strict=True):
        pattern = pattern.replace(place, value)
    return pattern


def series_title(title: str, number: int, of: int, most: int = 300) -> str:
    """ "Đất và người (kỳ 2/5)"; a long title gives way to its number."""
    ending = f" ({N_('kỳ')} {number}/{of})"
    return title[: most - len(ending)].rstrip() + ending
