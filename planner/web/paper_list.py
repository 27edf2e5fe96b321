"""A month on paper too full for a grid of days: a list in two columns, on as many sheets as it honestly needs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

from planner.vocabulary import Status
from planner.web.month import ShownDay

SIZES = (8.0, 7.5, 7.0)  # points of print; smaller cannot be read on paper
COLUMN_MM, TEXT_MM = 168.0, 109.0  # height of a column, width of its words beside the day
ENTRY_MM = 0.5  # between two entries
MM_A_POINT, LINE_HEIGHT, LETTER_WIDTH = 0.3528, 1.3, 0.56  # the last two in parts of the size


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list. ``status``: None for a note of the day or an empty slot (then ``is_slot``)."""

    day: ShownDay
    words: str
    time: str = ""
    status: Status | None = None
    is_slot: bool = False


@dataclass(slots=True)
class Column:
    """``entries``: (whether the day is said in front of it, the entry)."""

    entries: list[tuple[bool, Entry]] = field(default_factory=list)
    left_mm: float = COLUMN_MM

    def takes(self, entry: Entry, height: float) -> bool:
        """Put it in when there is room; the first of a day and of a column say their day."""
        if height > self.left_mm and self.entries:
            return False
        says_day = not self.entries or self.entries[-1][1].day is not entry.day
        self.entries.append((says_day, entry))
        self.left_mm -= height
        return True


def list_sheets(weeks: Iterable[Sequence[ShownDay]]) -> tuple[float, list[list[Column]]]:
    """The print in points, and of each sheet its two columns: one sheet if any size makes it fit, else more."""
    entries = list(_entries(weeks))
    for size in SIZES:
        sheets = _filled(entries, size)
        if len(sheets) == 1 or size == SIZES[-1]:
            return size, sheets
    raise AssertionError("the smallest print is taken whatever it needs")


def _filled(entries: Iterable[Entry], size: float) -> list[list[Column]]:
    columns = [Column()]
    for entry in entries:
        height = _height(entry, size)
        if not columns[-1].takes(entry, height):
            columns.append(Column())
            columns[-1].takes(entry, height)
    return [columns[place : place + 2] for place in range(0, len(columns), 2)]


def _entries(weeks: Iterable[Sequence[ShownDay]]) -> Iterator[Entry]:
    for day in (day for week in weeks for day in week if day.in_month):
        for words, _holiday in day.notes:
            yield Entry(day, words)
        for item in day.entries:
            yield Entry(day, item.title, item.time, item.status)
        for slot in day.slots:
            yield Entry(day, slot.title, slot.time, is_slot=True)


def _height(entry: Entry, size: float) -> float:
    letters = TEXT_MM / (size * MM_A_POINT * LETTER_WIDTH)
    text = f"{entry.time} {entry.words}" + ("[kỳ còn trống]" if entry.is_slot else "  ")
    return ceil(len(text) / letters) * size * MM_A_POINT * LINE_HEIGHT + ENTRY_MM
