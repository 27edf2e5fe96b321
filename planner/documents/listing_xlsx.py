"""The list of planned items as an Excel file: days are days, everything else is text and never a formula."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from planner.documents.characters import printable
from planner.domain.listing import Listing

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (9, 11, 7, 52, 18, 16, 24, 24, 28, 18, 18)
DAY_COLUMN, HEAD_ROW = 1, 3
LONGEST_SHEET_NAME = 31


def write_xlsx(listing: Listing, made_on: date) -> bytes:
    """One sheet: title, filter, heads that stay in sight and repeat on paper, a row a line."""
    file = BytesIO()
    # Constant memory: rows stream to the file in order. Text that looks like a formula or an address stays text.
    book: Any = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {"title": printable(listing.title), "created": datetime.combine(made_on, time(), UTC).replace(tzinfo=None)}
    )
    sheet = book.add_worksheet("Lịch tin, bài"[:LONGEST_SHEET_NAME])
    looks = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E6EAEC"}),
        "cell": book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left", "border": 1}),
    }
    _set_up(sheet, len(listing.lines))
    sheet.write_string(0, 0, printable(listing.title), looks["title"])
    sheet.write_string(1, 0, printable(listing.narrowed))
    for place, head in enumerate(listing.heads):
        sheet.write_string(HEAD_ROW, place, printable(head), looks["head"])
    for row, line in enumerate(listing.lines, HEAD_ROW + 1):
        for place, words in enumerate(line.cells):
            if place == DAY_COLUMN:
                sheet.write_datetime(row, place, datetime.combine(line.day, time()), looks["day"])
            else:
                sheet.write_string(row, place, printable(words), looks["cell"])
    book.close()
    return file.getvalue()


def _set_up(sheet: Any, count: int) -> None:
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + max(count, 1), len(WIDTHS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
