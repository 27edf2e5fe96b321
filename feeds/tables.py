"""Tables people keep: an Excel or CSV file in, rows of text out. No formula is computed, no macro is looked at."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, load_workbook

MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_UNPACKED = 200 * 1024 * 1024
LONGEST_CELL = 2000
# Above the heads stand titles: the heads are the first of these rows that is nearly as full as the fullest.
LOOKED_AT, NEARLY = 15, 0.6
PACKAGE, OLD_BOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Unreadable(ValueError):
    """The file is no table; ``reason`` is one of ``broken``, ``empty``, ``too-many-rows``, ``too-big``, ``macros``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Row:
    """``number``: the line in the file as a person counts it, from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """``notes``: codes of what had to be guessed: ``encoding-windows-1258``, ``first-sheet-of-several``."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def read_table(data: bytes) -> Sheet:
    """The first sheet of .xlsx, .xls or .ods, or a CSV file with comma, semicolon or tab between cells.

    Days come as ``2026-11-23``, hours as ``20:00:00``, whole numbers without a point. Raises Unreadable.
    """
    if data.startswith((PACKAGE, OLD_BOOK)):
        lines, notes = _book(data)
    else:
        text, notes = _decoded(data)
        lines = _separated(text)
    return _sheet(lines, notes)


def _sheet(lines: Iterable[list[str]], notes: tuple[str, ...]) -> Sheet:
    filled: list[Row] = []
    for number, line in enumerate(lines, 1):
        cells = tuple(" ".join(cell.split())[:LONGEST_CELL] for cell in line[:MOST_COLUMNS])
        if any(cells):
            filled.append(Row(number, cells))
        if len(filled) > MOST_ROWS + LOOKED_AT:
            raise Unreadable("too-many-rows")
    place = _heads_at(filled[:LOOKED_AT])
    heads, rows = filled[place].cells if filled else (), filled[place + 1 :]
    if not rows:
        raise Unreadable("empty")
    width = len(heads)
    return Sheet(heads, tuple(Row(row.number, (*row.cells, *[""] * width)[:width]) for row in rows), notes)


def _heads_at(rows: list[Row]) -> int:
    counts = [sum(map(bool, row.cells)) for row in rows]
    return next((place for place, count in enumerate(counts) if count >= NEARLY * max(counts)), 0)


def _book(data: bytes) -> tuple[Iterator[list[str]], tuple[str, ...]]:
    if data.startswith(PACKAGE):
        _inspect(data)
    try:
        book = load_workbook(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise Unreadable("broken") from error
    notes = ("first-sheet-of-several",) if len(book.sheet_names) > 1 else ()
    return ([_words(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)), notes


def _inspect(data: bytes) -> None:
    """Refuse, before anything is unpacked, what would unpack into too much or carries macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable("broken") from error
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise Unreadable("macros")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable("too-big")


def _words(cell: object) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H:%M:%S}"
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    if b"\x00" in data[:4] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), ()
        except UnicodeDecodeError as error:
            raise Unreadable("broken") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What old Windows programs write in Vietnam; every byte means something there, so this is a guess.
        return data.decode("cp1258", "replace"), ("encoding-windows-1258",)
    if "\x00" in text:
        raise Unreadable("broken")
    return text, ()


def _separated(text: str) -> Iterator[list[str]]:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(";\t,", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise Unreadable("broken") from error
