"""Rows of a publication log that were refused, as a workbook to mend and upload again: same columns and the reason."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from planner.documents.characters import printable

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDE, NARROW = 60, 18


def write_faults(heads: Sequence[str], rows: Sequence[tuple[Sequence[str], str]], *, reason: str) -> bytes:
    """``rows``: the cells as they came and the sentence; ``reason``: head of the last column. Text stays text."""
    file = BytesIO()
    book: Any = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet, bold, wrap = book.add_worksheet(), book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet.set_column(0, max(len(heads) - 1, 0), NARROW)
    sheet.set_column(len(heads), len(heads), WIDE)
    sheet.freeze_panes(1, 0)
    for place, head in enumerate((*heads, reason)):
        sheet.write_string(0, place, printable(head), bold)
    for line, (cells, sentence) in enumerate(rows, 1):
        for place, words in enumerate(cells):
            sheet.write_string(line, place, printable(words))
        sheet.write_string(line, len(heads), printable(sentence), wrap)
    book.close()
    return file.getvalue()
