"""The head: bodies and number on the left, the great line and the day on the right, then kind and title."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from planner.documents.characters import printable
from planner.documents.paper import rule_above, rule_below
from planner.documents.profile import FormatProfile, Masthead
from planner.domain.report import Report

BLANK = "\u00a0" * 6
DOTS = "…………"
KINDS = {"BC": "BÁO CÁO"}


def add_heading(document: Document, report: Report, profile: FormatProfile) -> None:
    left, right = two_columns(document, (profile.head_left_mm, profile.text_mm - profile.head_left_mm))
    _left(left, report, profile)
    _right(right, report, profile, profile.text_mm - profile.head_left_mm)
    _kind_and_title(document, report, profile)


def two_columns(document: Document, widths_mm: tuple[int, int]) -> tuple[_Cell, _Cell]:
    """Two cells side by side without borders and cell margins, so that a millimetre of the profile is one here."""
    table: Table = document.add_table(rows=1, cols=2)
    table.autofit = False
    margins = parse_xml(
        f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    )
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption")  # noqa: SLF001
    for cell, width in zip(table.rows[0].cells, widths_mm, strict=True):
        cell.width = Mm(width)
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    left, right = row.cells
    return left, right


def line(cell: _Cell, words: str, size: int, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """A centred line; the first one takes the empty paragraph every cell is born with."""
    first = cell.paragraphs[0]
    paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(printable(words))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def _left(cell: _Cell, report: Report, profile: FormatProfile) -> None:
    body, sizes = report.words.body, profile.sizes
    if body.parent:
        line(cell, body.parent.upper(), sizes["parent"])
    line(cell, (body.own_name or DOTS).upper(), sizes["body"], bold=True)
    if profile.party:
        line(cell, "*", sizes["body"])
    else:
        rule_above(cell.add_paragraph(), profile.head_left_mm, profile.head_left_mm // 3)
    symbol = profile.number_second.join(filter(None, (report.words.kind, body.symbol)))
    number = cell.add_paragraph()
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number.paragraph_format.space_before = Pt(2)
    number.add_run(f"{profile.number_label}{BLANK}{profile.number_joint}{symbol}").font.size = Pt(sizes["number"])
    line(cell, "DỰ THẢO", sizes["number"], bold=True)


def _right(cell: _Cell, report: Report, profile: FormatProfile, width_mm: int) -> None:
    for masthead in filter(None, (profile.masthead, profile.motto)):
        _masthead(cell, masthead, width_mm)
    words = f"{report.words.place or DOTS}, ngày{BLANK}tháng{BLANK}năm {report.drafted_on.year}"
    day = line(cell, words, profile.sizes["place"], italic=True)
    day.paragraph_format.space_before = Pt(8)


def _masthead(cell: _Cell, masthead: Masthead, width_mm: int) -> None:
    paragraph = line(cell, masthead.text, masthead.size, bold=True)
    if masthead.rule_mm:
        rule_below(paragraph, width_mm, masthead.rule_mm)


def _kind_and_title(document: Document, report: Report, profile: FormatProfile) -> None:
    kind = document.add_paragraph(KINDS.get(report.words.kind, report.words.kind), style="Title")
    kind.paragraph_format.space_before, kind.paragraph_format.space_after = Pt(14), Pt(0)
    title = document.add_paragraph(printable(report.title), style="Subtitle")
    title.paragraph_format.space_after = Pt(0)
    if profile.party:
        hyphens = document.add_paragraph("-----")
        hyphens.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        hyphens = document.add_paragraph()
        rule_above(hyphens, profile.text_mm, profile.text_mm // 3)
    hyphens.paragraph_format.space_after = Pt(profile.after_pt)
