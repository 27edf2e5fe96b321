"""The list of planned items as a Word file: one table on A4 turned on its side."""

from datetime import UTC, date, datetime, time

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from planner.documents.characters import printable
from planner.documents.docx import MIMETYPE
from planner.documents.grid import Field, Head, add_grid
from planner.documents.package import save
from planner.documents.paper import set_font
from planner.documents.profile import shipped_profiles
from planner.domain.listing import Listing

__all__ = ["MIMETYPE", "write_listing_docx"]

WIDTHS_MM = (14.0, 19.0, 12.0, 62.0, 22.0, 21.0, 28.0, 28.0, 29.0, 20.0, 22.0)
MARGIN_MM, SIZE = 10, 9


def write_listing_docx(listing: Listing, made_on: date) -> bytes:
    """The same lines as on the screen; the head row repeats on every page."""
    document = docx.Document()
    _set_up(document, listing, made_on)
    title = document.add_paragraph().add_run(printable(listing.title))
    title.bold, title.font.size = True, Pt(14)
    if listing.narrowed:
        document.add_paragraph(printable(listing.narrowed))
    heads = [Head(words, width) for words, width in zip(listing.heads, WIDTHS_MM, strict=True)]
    rows = ([Field(words) for words in line.cells] for line in listing.lines)
    add_grid(document, heads, rows, size=SIZE, caption=listing.title)
    return save(document)


def _set_up(document: Document, listing: Listing, made_on: date) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    normal = document.styles["Normal"]
    if isinstance(normal, ParagraphStyle):
        set_font(normal, shipped_profiles()[-1].font, 11)
    properties = document.core_properties
    properties.title, properties.language, properties.comments = printable(listing.title)[:255], "vi-VN", ""
    properties.created = properties.modified = datetime.combine(made_on, time(), UTC).replace(tzinfo=None)
