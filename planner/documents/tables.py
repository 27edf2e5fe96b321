"""Bảng 1–5 in the document: the report's own tables with widths that fit the sheet."""

from collections.abc import Sequence

from docx.document import Document
from docx.shared import Pt

from planner.documents.grid import Field, Head, add_grid
from planner.documents.outline import NO_ROWS, caption, note, printed
from planner.documents.profile import FormatProfile
from planner.domain.report_tables import Cell, Table

FIGURE_MM, WIDE_FIGURE_MM = 10.5, 19.0
FIXED_MM = {"STT": 11.0, "Tháng": 20.0, "Tỷ lệ (%)": 15.0, "Ngày đăng, phát": 24.0}
CROWDED = 8  # more columns than this and the heads of figures stand on their side


def add_table(document: Document, table: Table, profile: FormatProfile) -> None:
    size = profile.sizes["table"]
    title = document.add_paragraph(caption(table), style="Caption")
    title.paragraph_format.space_before, title.paragraph_format.keep_with_next = Pt(6), True
    if not table.rows:
        _note(document, NO_ROWS, size)
        return
    rows = [fields(row, table.stub) for row in table.rows]
    if table.total:
        rows.append(fields(table.total, table.stub, bold=True))
    add_grid(document, heads_of(table, profile.text_mm), rows, size=size, caption=caption(table))
    _note(document, note(table), size)


def heads_of(table: Table, width_mm: int) -> list[Head]:
    """Figures in narrow columns of one width; what is left of the sheet goes to the words."""
    crowded = len(table.heads) > CROWDED
    figures = [cell.is_figure for cell in table.rows[0]]
    widths = [
        FIXED_MM.get(words, (FIGURE_MM if crowded else WIDE_FIGURE_MM) if is_figure else 0.0)
        for words, is_figure in zip(table.heads, figures, strict=True)
    ]
    words_mm = (width_mm - sum(widths)) / widths.count(0)
    return [
        Head(words, width or words_mm, upright=crowded and place >= table.stub)
        for place, (words, width) in enumerate(zip(table.heads, widths, strict=True))
    ]


def fields(row: Sequence[Cell], stub: int, *, bold: bool = False) -> list[Field]:
    return [
        Field(printed(cell), "center" if place >= stub or cell.text.isdecimal() else "left", bold=bold)
        for place, cell in enumerate(row)
    ]


def _note(document: Document, words: str, size: int) -> None:
    if not words:
        return
    note_line = document.add_paragraph()
    note_line.paragraph_format.space_before, note_line.paragraph_format.space_after = Pt(3), Pt(8)
    run = note_line.add_run(words)
    run.italic, run.font.size = True, Pt(size)
