"""A report as an editable Word file in the prescribed form."""

from datetime import UTC, datetime, time
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX

from planner.documents.annex import add_annex
from planner.documents.characters import printable
from planner.documents.closing import add_closing
from planner.documents.heading import add_heading
from planner.documents.paper import set_up
from planner.documents.profile import FormatProfile
from planner.documents.tables import add_table
from planner.domain.drafting import Part, Prompt, Section, TableMark
from planner.domain.report import Report

MIMETYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def write_docx(report: Report, profile: FormatProfile) -> bytes:
    """The Word file. Any title survives: what XML forbids is left out, the rest is kept as written."""
    document = docx.Document()
    set_up(document, profile)
    _describe(document, report)
    add_heading(document, report, profile)
    document.add_paragraph(printable(report.opening), style="Body Text")
    for numeral, section in zip(ROMAN, report.sections, strict=False):
        _add_section(document, report, profile, numeral, section)
    _add_notes(document, report)
    _end(document, profile)
    add_closing(document, report, profile)
    add_annex(document, report, profile)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _describe(document: Document, report: Report) -> None:
    """Title and author for the file's own page; the moment is the drafting day, not this minute."""
    properties = document.core_properties
    properties.title, properties.author = printable(report.title)[:255], printable(report.words.body.name)[:255]
    properties.comments, properties.language = "", "vi-VN"
    properties.created = properties.modified = datetime.combine(report.drafted_on, time(), UTC).replace(tzinfo=None)


def _add_section(document: Document, report: Report, profile: FormatProfile, numeral: str, section: Section) -> None:
    document.add_paragraph(f"{numeral}{profile.heading} {section.title.upper()}", style="Heading 1")
    for place, part in enumerate(section.parts, 1):
        if part.title:
            document.add_paragraph(f"{place}{profile.subheading} {part.title}", style="Heading 2")
        _add_part(document, report, profile, part)


def _add_part(document: Document, report: Report, profile: FormatProfile, part: Part) -> None:
    for block in part.blocks:
        if isinstance(block, TableMark):
            add_table(document, report.tables[block.number - 1], profile)
        elif isinstance(block, Prompt):
            paragraph = document.add_paragraph(style="Body Text")
            run = paragraph.add_run(f"[{block.words}]")
            run.italic, run.font.highlight_color = True, WD_COLOR_INDEX.YELLOW
        else:
            document.add_paragraph(printable(block.words), style="Body Text")


def _add_notes(document: Document, report: Report) -> None:
    if report.figures.notes:
        document.add_paragraph("Ghi chú về số liệu: " + " ".join(report.figures.notes), style="Body Text")


def _end(document: Document, profile: FormatProfile) -> None:
    """The sign after the last word of the text."""
    last = document.paragraphs[-1]
    last.runs[-1].text = last.runs[-1].text.rstrip(".") + profile.ending
