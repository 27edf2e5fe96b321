"""The list of planned items (lịch tin, bài) as words in columns: what the list view shows and what its files hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from planner.vocabulary import N_, CalendarClock, Status

WEEKDAY, DAY, HOUR = N_("Thứ"), N_("Ngày"), N_("Giờ")
TITLE, GENRE, MEDIUM = N_("Tên tin, bài"), N_("Thể loại"), N_("Loại hình")
UNIT, COLUMN, PEOPLE = N_("Đơn vị"), N_("Chuyên mục"), N_("Người thực hiện")
DEADLINE, PUBLICATION, STATUS = N_("Hạn nộp bài"), N_("Ngày đăng, phát"), N_("Trạng thái")
OTHER_DAY = {CalendarClock.PUBLICATION: DEADLINE, CalendarClock.DEADLINE: PUBLICATION}


def heads(clock: CalendarClock) -> tuple[str, ...]:
    """Source strings of the columns; the day first, by the clock the list follows."""
    return (
        WEEKDAY,
        DAY,
        HOUR,
        TITLE,
        GENRE,
        MEDIUM,
        UNIT,
        COLUMN,
        PEOPLE,
        OTHER_DAY[clock],
        STATUS,
    )


@dataclass(frozen=True, slots=True)
class ListedLine:
    """An item or an empty slot. ``cells``: one a column, as shown. ``item``: the item's number, None for a slot.
    ``day``: ``date.max`` for an item without one.
    """

    day: date
    cells: tuple[str, ...]
    item: int | None = None
    status: Status | None = None
    url: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """``heads``: in the reader's language. ``narrowed``: the filter in words, empty for everything."""

    title: str
    narrowed: str
    heads: tuple[str, ...]
    lines: tuple[ListedLine, ...]

    def by_day(self) -> Iterator[tuple[date, list[ListedLine]]]:
        for day, lines in groupby(self.lines, key=lambda line: line.day):
            yield day, list(lines)
