"""A report in any of its kinds of file."""

from collections.abc import Callable, Mapping
from datetime import date

from planner.documents import docx, pdf, report_json, word_template, xlsx
from planner.documents.profile import FormatProfile
from planner.domain.report import Report
from planner.vocabulary import FileKind

MIMETYPES: Mapping[FileKind, str] = {
    FileKind.WORD: docx.MIMETYPE,
    FileKind.EXCEL: xlsx.MIMETYPE,
    FileKind.PDF: pdf.MIMETYPE,
    FileKind.JSON: report_json.MIMETYPE,
}
AT_ONCE = 2_000  # lines of the annex up to which a file is made while one waits (about a second)


def print_report(
    report: Report,
    kind: FileKind,
    profile: FormatProfile,
    advance: Callable[[int], None] | None = None,
    *,
    template: bytes | None = None,
) -> bytes:
    """The bytes of the file. ``advance`` is told how many lines of the annex are written; it may raise to stop.

    ``template``: a body's own Word file to fill in instead of the prescribed form.
    """
    if kind is FileKind.JSON:
        return report_json.write_json(report).encode()
    if kind is FileKind.EXCEL:
        return xlsx.write_xlsx(report, advance)
    if kind is FileKind.PDF:
        return pdf.write_pdf(report, profile, advance)
    if template is not None:
        return word_template.fill(template, report, profile, advance)
    return docx.write_docx(report, profile, advance)


def file_name(campaign: str, first: date, last: date, kind: FileKind) -> str:
    return f"bao-cao-{campaign}-{first}-{last}.{kind.value}"
