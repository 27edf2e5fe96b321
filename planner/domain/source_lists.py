"""A list of sources as a file: what one line says, written and read as OPML or CSV. Pure."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from feeds.encoding import decode
from feeds.opml import NotOpml, Outline, read_opml, write_opml
from planner.errors import Invalid
from planner.vocabulary import N_

ROWS_MAX = 2_000
TITLE = "Nguồn tin"
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class Line:
    """One source in a file, every value as text. ``unit`` and ``channel`` are names; ``since`` is yyyy-mm-dd;
    ``counts`` is "yes" or "no".
    """

    name: str
    url: str
    unit: str = ""
    channel: str = ""
    since: str = ""
    kind: str = "feed"
    counts: str = "yes"
    zone: str = ""
    day_order: str = ""
    item_selector: str = ""
    title_selector: str = ""
    date_selector: str = ""
    page_param: str = ""
    note: str = ""

    @property
    def since_day(self) -> date | None:
        return date.fromisoformat(self.since) if self.since else None


COLUMNS = tuple(one.name for one in fields(Line))


def to_opml(lines: Iterable[Line], moment: datetime) -> bytes:
    """Every line an outline inside its unit's; what OPML has no word for stands in attributes of our own."""
    outlines = [Outline(line.name, line.url, line.unit, _more(line)) for line in lines]
    return write_opml(TITLE, moment, outlines)


def _more(line: Line) -> dict[str, str]:
    return {name: getattr(line, name) for name in COLUMNS if name not in ("name", "url", "unit")}


def to_csv(lines: Iterable[Line]) -> bytes:
    """UTF-8 with a byte order mark, as spreadsheets want it; nothing in it can be a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(getattr(line, name)) for name in COLUMNS] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def read_list(body: bytes) -> list[Line]:
    """The lines of an OPML or CSV file. Raises Invalid, with what to do, for anything else."""
    if body[:200].lstrip()[:1] == b"<" or b"<opml" in body[:3_000].lower():
        try:
            return [_from_outline(outline) for outline in read_opml(body)]
        except NotOpml as error:
            message = N_("Không đọc được tệp này như OPML. Xuất lại danh sách từ chương trình đọc tin rồi thử lại.")
            raise Invalid(message, field="file") from error
    return _from_csv(body)


def _from_outline(outline: Outline) -> Line:
    more = {name: value for name, value in outline.more.items() if name in COLUMNS}
    return Line(**more | {"name": outline.title, "url": outline.url, "unit": outline.group})


def _from_csv(body: bytes) -> list[Line]:
    text, _notes = decode(body, "")
    first = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter))[: ROWS_MAX + 1]
    except csv.Error:
        rows = list[list[str]]()
    heads = [head.strip().lower() for head in rows[0]] if rows else []
    if "url" not in heads:
        message = N_("Tệp cần là OPML, hoặc CSV có dòng đầu ghi tên cột, ít nhất cột url. Xuất thử một tệp để xem mẫu.")
        raise Invalid(message, field="file")
    lines = (dict(zip(heads, row, strict=False)) for row in rows[1:])
    return [_from_row(row) for row in lines if row.get("url", "").strip()]


def _from_row(row: Mapping[str, str]) -> Line:
    values = {name: _plain(row[name]) for name in COLUMNS if row.get(name, "").strip()}
    return Line(**{"name": values.get("url", "")} | values)


def _plain(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def repeated(lines: Sequence[Line]) -> set[int]:
    """Places of lines whose address an earlier line has."""
    seen: set[str] = set()
    again: set[int] = set()
    for place, line in enumerate(lines):
        if line.url in seen:
            again.add(place)
        seen.add(line.url)
    return again
