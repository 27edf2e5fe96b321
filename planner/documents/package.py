"""Saving a Word file: long tables go in as finished text, and the same document always gives the same bytes.

A table of sixteen thousand rows as a tree of elements would take most of the time and memory of a report; it waits in
the document as a processing instruction and is put in its place when the file is written.
"""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from lxml import etree

_NAME = "planner-grid"
_HELD = re.compile(rb"<\?planner-grid (.*?)\?>", re.DOTALL)
_MAIN = "word/document.xml"
_DAY = (1980, 1, 1, 0, 0, 0)  # the first one a ZIP file can say


def hold(document: Document, element: str) -> None:
    """Put an element, given as well-formed XML text without "?>", at the end of the document."""
    document.element.body.insert(-1, etree.ProcessingInstruction(_NAME, element))


def save(document: Document) -> bytes:
    """The file's bytes."""
    saved, file = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as before, ZipFile(file, "w", ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == _MAIN:
                content = _HELD.sub(rb"\1", content)
            dated = ZipInfo(entry.filename, _DAY)
            dated.compress_type = ZIP_DEFLATED
            after.writestr(dated, content)
    return file.getvalue()
