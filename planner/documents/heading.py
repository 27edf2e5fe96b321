"""The head: bodies and number on the left, the great line and the day on the right, then kind and title."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from planner.documents import outline
from planner.documents.characters import printable
from planner.documents.paper import rule_above, rule_below
from planner.documents.profile import FormatProfile, Masthead
from planner.domain.report import Report
from planner.language.style import document_date_words

BLANK = "\u00a0" * 6
DOTS = "…………"


def add_heading(document: Document, report: Report, profile: FormatProfile) -> None:
    left, right = two_columns(document, (profile.head_left_mm, profile.text_mm - profile.head_left_mm))
    _left(left, report, profile)
    _right(right, report, profile, profile.text_mm - profile.head_left_mm)
    _kind_and_title(document, report, profile)


def number_line(report: Report, profile: FormatProfile) -> str:
    """ "Số      -BC/BTG": the clerk writes the number into the blank."""
    symbol = profile.number_second.join(filter(None, (report.words.kind, report.words.body.symbol)))
    return f"{profile.number_label}{BLANK}{profile.number_joint}{printable(symbol)}"


def day_line(report: Report) -> str:
    """Place and day; the day of a draft is blank, its year is the one it would be issued in."""
    place = report.words.place or DOTS
    if day := report.issued_on:
        return f"{place}, {document_date_words(day)}"
    return f"{place}, ngày{BLANK}tháng{BLANK}năm {report.drafted_on.year}"


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
    number = cell.add_paragraph()
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number.paragraph_format.space_before = Pt(2)
    number.add_run(number_line(report, profile)).font.size = Pt(sizes["number"])
    if not report.issued_on:
        line(cell, outline.DRAFT, sizes["number"], bold=True)


def _right(cell: _Cell, report: Report, profile: FormatProfile, width_mm: int) -> None:
    for masthead in filter(None, (profile.masthead, profile.motto)):
        _masthead(cell, masthead, width_mm)
    day = line(cell, day_line(report), profile.sizes["place"], italic=True)
    day.paragraph_format.space_before = Pt(8)


def _masthead(cell: _Cell, masthead: Masthead, width_mm: int) -> None:
    paragraph = line(cell, masthead.text, masthead.size, bold=True)
    if masthead.rule_mm:
        rule_below(paragraph, width_mm, masthead.rule_mm)


def _kind_and_title(document: Document, report: Report, profile: FormatProfile) -> None:
    kind = document.add_paragraph(outline.KINDS.get(report.words.kind, report.words.kind), style="Title")
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
