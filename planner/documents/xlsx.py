"""A report as an Excel workbook: one sheet a table, figures as numbers, days as days, links that open, no formula."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from planner.documents import annex
from planner.documents.characters import printable
from planner.documents.outline import NO_ROWS, UNKNOWN, caption, note
from planner.domain.report import AnnexLine, Report
from planner.domain.report_tables import Cell, Table
from planner.language.style import long_date

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUMMARY, ANNEX = "Tóm tắt", "Phụ lục"
HEAD_ROW = 2  # title above, one empty row between
LONGEST_CELL = 32_767
LONGEST_LINK, MOST_LINKS = 2_079, 65_000  # Excel opens no file with more of either
ANNEX_WIDTHS = (6, 12, 60, 18, 22, 32, 50)
TITLE_COLUMN, LINK_COLUMN = 2, 6
LINE_HEIGHT, HIGHEST_ROW = 15, 405  # points; Excel allows 409
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d+))?%")
_DAY = re.compile(r"(\d{2})/(\d{1,2})/(\d{4})")


def write_xlsx(report: Report, advance: Callable[[int], None] | None = None) -> bytes:
    """The workbook. ``advance`` is told how many lines of the annex are written; it may raise to stop."""
    file = BytesIO()
    book: Any = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made = datetime.combine(report.dated, time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": printable(report.title)[:255], "created": made})
    looks = _looks(book)
    _summary(book.add_worksheet(SUMMARY), report, looks)
    for table in report.tables:
        _table(book.add_worksheet(f"Bảng {table.number}"), table, looks)
    _annex(book.add_worksheet(ANNEX), report, looks, advance)
    book.close()
    return file.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    border = {"border": 1, "valign": "top"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "words": book.add_format({"text_wrap": True, "valign": "top"}),
        "head": book.add_format(border | {"bold": True, "text_wrap": True, "bg_color": "#E6EAEC", "align": "center"}),
        "cell": book.add_format(border | {"text_wrap": True}),
        "total": book.add_format(border | {"text_wrap": True, "bold": True}),
        "number": book.add_format(border | {"num_format": "#,##0"}),
        "number_total": book.add_format(border | {"num_format": "#,##0", "bold": True}),
        "rate": book.add_format(border | {"num_format": "0.0%"}),
        "rate_total": book.add_format(border | {"num_format": "0.0%", "bold": True}),
        "day": book.add_format(border | {"num_format": "dd/mm/yyyy", "align": "left"}),
        "link": book.add_format(border | {"font_color": "#0B4F9E", "underline": 1}),
    }


def _summary(sheet: Any, report: Report, looks: dict[str, Any]) -> None:
    widths = (28, 90)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, printable(report.title), looks["title"])
    lines = [
        ("Đợt tuyên truyền", report.campaign_title),
        ("Kỳ báo cáo", report.period.words),
        ("Cơ quan báo cáo", report.words.body.name),
        ("Ngày lập", long_date(report.drafted_on)),
        *(("Căn cứ của số tác phẩm", f"{one['name']}: {one['works']}") for one in report.numbers["known"]),
        *(("Ghi chú về số liệu", words) for words in report.notes),
        *(("Các bảng", caption(table)) for table in report.tables),
    ]
    for row, (label, words) in enumerate(lines, HEAD_ROW):
        _make_room(sheet, row, (label, words), widths)
        sheet.write_string(row, 0, label, looks["words"])
        sheet.write_string(row, 1, printable(words)[:LONGEST_CELL], looks["words"])


def _table(sheet: Any, table: Table, looks: dict[str, Any]) -> None:
    widths = [_stub_width(words) if place < table.stub else 12 for place, words in enumerate(table.heads)]
    _set_up(sheet, printable(caption(table)), table.heads, widths, looks, len(table.rows))
    row = HEAD_ROW + 1
    for cells in table.rows:
        _make_room(sheet, row, [cell.words for cell in cells], widths)
        _cells(sheet, row, cells, looks, "")
        row += 1
    if table.total:
        _cells(sheet, row, table.total, looks, "_total")
        row += 1
    for words in (NO_ROWS if not table.rows else "", note(table)):
        if words:
            row += 1
            sheet.write_string(row, 0, printable(words))


def _cells(sheet: Any, row: int, cells: Sequence[Cell], looks: dict[str, Any], kind: str) -> None:
    for column, cell in enumerate(cells):
        if cell.is_figure:
            if cell.value is None:
                sheet.write_string(row, column, UNKNOWN, looks["total" if kind else "cell"])
            else:
                sheet.write_number(row, column, cell.value, looks[f"number{kind}"])
        elif (rate := rate_of(cell.words)) is not None:
            sheet.write_number(row, column, rate, looks[f"rate{kind}"])
        elif (day := day_of(cell.words)) is not None:
            sheet.write_datetime(row, column, day, looks["day"])
        else:
            sheet.write_string(row, column, printable(cell.words)[:LONGEST_CELL], looks["total" if kind else "cell"])


def _annex(sheet: Any, report: Report, looks: dict[str, Any], advance: Callable[[int], None] | None) -> None:
    heads = [words for words, _width in annex.HEADS]
    _set_up(sheet, printable(annex.summary(report)), heads, ANNEX_WIDTHS, looks, len(report.annex))
    if not report.annex:
        sheet.write_string(HEAD_ROW + 1, 0, annex.EMPTY)
    for place, line in enumerate(report.annex, 1):
        _line(sheet, HEAD_ROW + place, place, line, looks)
        if advance and place % annex.STEP == 0:
            advance(place)


def _line(sheet: Any, row: int, place: int, line: AnnexLine, looks: dict[str, Any]) -> None:
    airing, cell = line.airing, looks["cell"]
    texts = (annex.title(line), line.genre, airing.author, line.where)
    _make_room(sheet, row, texts, ANNEX_WIDTHS[TITLE_COLUMN:LINK_COLUMN])
    sheet.write_number(row, 0, place, looks["number"])
    sheet.write_datetime(row, 1, datetime.combine(airing.on, time()), looks["day"])
    for column, words in enumerate(texts, TITLE_COLUMN):
        sheet.write_string(row, column, printable(words)[:LONGEST_CELL], cell)
    words = printable(airing.link)
    address = annex.web_address(words)
    if address and len(address) <= LONGEST_LINK and place <= MOST_LINKS:
        sheet.write_url(row, LINK_COLUMN, address, looks["link"], words[:LONGEST_CELL])
    else:
        sheet.write_string(row, LINK_COLUMN, (words or airing.known.label)[:LONGEST_CELL], cell)


def _set_up(
    sheet: Any, title: str, heads: Sequence[str], widths: Sequence[int], looks: dict[str, Any], count: int
) -> None:
    """Title, heads that stay in sight and repeat on paper, filters over the rows (not over a total)."""
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    if count:
        sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + count, len(heads) - 1)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, title, looks["title"])
    _make_room(sheet, HEAD_ROW, heads, widths)
    for place, words in enumerate(heads):
        sheet.write_string(HEAD_ROW, place, printable(words), looks["head"])


def _make_room(sheet: Any, row: int, texts: Iterable[str], widths: Iterable[int]) -> None:
    """Make a row as high as its words need: not every program does so by itself. Before its cells are written."""
    lines = max(1 + len(words) // (width - 1) for words, width in zip(texts, widths, strict=True))
    if lines > 1:
        sheet.set_row(row, min(lines * LINE_HEIGHT, HIGHEST_ROW))


def _stub_width(head: str) -> int:
    """Numbers of lines are short, names are long."""
    return 6 if head == annex.HEADS[0][0] else 24


def rate_of(words: str) -> float | None:
    """ "83,3%" as 0.833; None for any other words."""
    found = _PERCENT.fullmatch(words.replace("\u00a0", "").replace(" ", ""))
    return float(f"{found[1].replace('.', '')}.{found[2] or 0}") / 100 if found else None


def day_of(words: str) -> datetime | None:
    """A cell that is one day and nothing else."""
    found = _DAY.fullmatch(words)
    if found is None:
        return None
    try:
        return datetime.combine(date(int(found[3]), int(found[2]), int(found[1])), time())
    except ValueError:
        return None
