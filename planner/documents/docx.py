"""A report as an editable Word file in the prescribed form."""

from collections.abc import Callable
from datetime import UTC, datetime, time

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX

from planner.documents.annex import add_annex
from planner.documents.characters import printable
from planner.documents.closing import add_closing
from planner.documents.heading import add_heading
from planner.documents.illustration import add_chart
from planner.documents.outline import Heading, Piece, Words, outline
from planner.documents.package import save
from planner.documents.paper import set_up
from planner.documents.profile import FormatProfile
from planner.documents.tables import add_table
from planner.domain.charts import Bars, Heat
from planner.domain.report import Report

MIMETYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_docx(report: Report, profile: FormatProfile, advance: Callable[[int], None] | None = None) -> bytes:
    """The Word file. Any title survives: what XML forbids is left out, the rest is kept as written.

    ``advance`` is told how many lines of the annex are written; it may raise to stop.
    """
    document = docx.Document()
    set_up(document, profile)
    _describe(document, report)
    add_heading(document, report, profile)
    charts = 0
    for piece in outline(report, profile):
        charts += isinstance(piece, Bars | Heat)
        add_piece(document, piece, profile, charts)
    add_closing(document, report, profile)
    add_annex(document, report, profile, advance)
    return save(document)


def _describe(document: Document, report: Report) -> None:
    """Title and author for the file's own page; the moment is the drafting day, not this minute."""
    properties = document.core_properties
    properties.title, properties.author = printable(report.title)[:255], printable(report.words.body.name)[:255]
    properties.comments, properties.language = "", "vi-VN"
    properties.created = properties.modified = datetime.combine(report.dated, time(), UTC).replace(tzinfo=None)


def add_piece(document: Document, piece: Piece, profile: FormatProfile, chart: int) -> None:
    """At the end of the document. ``chart``: the number of a chart."""
    if isinstance(piece, Heading):
        document.add_paragraph(piece.words, style=f"Heading {piece.level}")
    elif isinstance(piece, Words):
        run = document.add_paragraph(style="Body Text").add_run(piece.words)
        if piece.prompt:
            run.italic, run.font.highlight_color = True, WD_COLOR_INDEX.YELLOW
    elif isinstance(piece, Bars | Heat):
        add_chart(document, piece, chart, profile)
    else:
        add_table(document, piece, profile)
