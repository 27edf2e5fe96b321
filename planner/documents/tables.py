"""Bảng 1–4 in the document: the report's own tables with widths that fit the sheet."""

from collections.abc import Sequence

from docx.document import Document
from docx.shared import Pt

from planner.documents.grid import Field, Head, add_grid
from planner.documents.profile import FormatProfile
from planner.domain.report_tables import Cell, Table

NO_ROWS = "Không có dữ liệu trong kỳ."
UNKNOWN = "…"  # as printed statistics mark what happened but is not known
UNKNOWN_NOTE = "Dấu “…”: không đủ dữ liệu."
FIGURE_MM, WIDE_FIGURE_MM = 10.5, 19.0
FIXED_MM = {"STT": 11.0, "Tháng": 20.0, "Tỷ lệ (%)": 15.0}
CROWDED = 8  # more columns than this and the heads of figures stand on their side


def add_table(document: Document, table: Table, profile: FormatProfile) -> None:
    size = profile.sizes["table"]
    caption = f"Bảng {table.number}. {table.title}"
    title = document.add_paragraph(caption, style="Caption")
    title.paragraph_format.space_before, title.paragraph_format.keep_with_next = Pt(6), True
    if not table.rows:
        _note(document, NO_ROWS, size)
        return
    rows = [_fields(row, table.stub) for row in table.rows]
    if table.total:
        rows.append(_fields(table.total, table.stub, bold=True))
    add_grid(document, _heads(table, profile.text_mm), rows, size=size, caption=caption)
    unknown = any(field.words == UNKNOWN for row in rows for field in row)
    _note(document, " ".join(filter(None, (table.note, UNKNOWN_NOTE if unknown else ""))), size)


def _heads(table: Table, width_mm: int) -> list[Head]:
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


def _fields(row: Sequence[Cell], stub: int, *, bold: bool = False) -> list[Field]:
    return [
        Field(_printed(cell), "center" if place >= stub or cell.text.isdecimal() else "left", bold=bold)
        for place, cell in enumerate(row)
    ]


def _printed(cell: Cell) -> str:
    return UNKNOWN if cell.is_figure and cell.value is None else cell.text


def _note(document: Document, words: str, size: int) -> None:
    note = document.add_paragraph()
    note.paragraph_format.space_before, note.paragraph_format.space_after = Pt(3), Pt(8)
    run = note.add_run(words)
    run.italic, run.font.size = True, Pt(size)
