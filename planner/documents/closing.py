"""The end of a document: who gets it on the left, who signs on the right. Signature and seal stay blank."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell

from planner.documents.characters import printable
from planner.documents.heading import DOTS, line, two_columns
from planner.documents.profile import FormatProfile, Label
from planner.domain.report import Report

SIGNATURE_LINES = 4
LABEL = "Nơi nhận:"


def add_closing(document: Document, report: Report, profile: FormatProfile) -> None:
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    space = document.add_paragraph()
    space.paragraph_format.keep_with_next = True
    half = profile.text_mm // 2
    left, right = two_columns(document, (half, profile.text_mm - half))
    _recipients(left, report, profile)
    post = line(right, (report.words.signer_post or DOTS).upper(), profile.sizes["sign"], bold=profile.post_bold)
    post.paragraph_format.keep_with_next = True
    for _ in range(SIGNATURE_LINES):
        line(right, "", profile.sizes["sign"])
    line(right, DOTS, profile.sizes["sign"], bold=True)


def _recipients(cell: _Cell, report: Report, profile: FormatProfile) -> None:
    label = line(cell, LABEL, profile.sizes["label"])
    label.alignment = WD_ALIGN_PARAGRAPH.LEFT
    run = label.runs[0]
    if profile.recipients is Label.UNDERLINE:
        run.underline = True
    else:
        run.bold = run.italic = True
    for words in recipient_lines(report):
        cell.add_paragraph().add_run(f"- {words}").font.size = Pt(profile.sizes["recipients"])


def recipient_lines(report: Report) -> list[str]:
    """Each with the sign that closes it."""
    recipients = report.words.recipients or (DOTS,)
    ends = [*[";"] * (len(recipients) - 2), *[","][: len(recipients) - 1], "."]
    return [f"{printable(words).rstrip('.,;')}{end}" for words, end in zip(recipients, ends, strict=True)]
