"""The annex: every publication counted, with its link."""

from collections.abc import Iterator
from urllib.parse import quote

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Pt

from planner.documents.characters import printable
from planner.documents.grid import Field, Head, add_grid
from planner.documents.paper import landscape
from planner.documents.profile import FormatProfile
from planner.domain.report import AnnexLine, Report
from planner.language.style import document_date

TITLE = "PHỤ LỤC"
SUMMARY = "Danh mục tin, bài đã đăng, phát"
HEADS = (
    ("STT", 11),
    ("Ngày đăng, phát", 24),
    ("Tên tác phẩm", 82),
    ("Thể loại", 24),
    ("Tác giả", 28),
    ("Kênh – chuyên mục", 40),
    ("Đường dẫn", 48),
)
EMPTY = "Trong kỳ chưa có tin, bài đã đăng, phát được xác nhận."
OUTSIDE = " (ngoài kế hoạch)"


def add_annex(document: Document, report: Report, profile: FormatProfile) -> None:
    """On its own pages, turned on their side. Works published outside the plan are marked as such."""
    landscape(document, profile)
    document.add_paragraph(TITLE, style="Title")
    summary = document.add_paragraph(f"{SUMMARY} ({report.figures.frame.period.words})", style="Subtitle")
    summary.paragraph_format.space_after = Pt(8)
    if not report.annex:
        document.add_paragraph(EMPTY, style="Body Text")
        return
    links = _Links(document)
    heads = [Head(words, width) for words, width in HEADS]
    add_grid(document, heads, _rows(report, links), size=profile.sizes["table"], caption=f"{TITLE}. {SUMMARY}")


def _rows(report: Report, links: "_Links") -> Iterator[list[Field]]:
    for place, line in enumerate(report.annex, 1):
        airing = line.airing
        yield [
            Field(str(place), "center"),
            Field(document_date(airing.on), "center"),
            Field(airing.title + (OUTSIDE if line.outside else "")),
            Field(line.genre),
            Field(airing.author),
            Field(line.where),
            _source(line, links),
        ]


def _source(line: AnnexLine, links: "_Links") -> Field:
    """The link, or in words how a publication without one is known."""
    address = printable(line.airing.link)
    if not address:
        return Field(line.airing.known.label)
    return Field(address, link=links.relation(address))


class _Links:
    """Relations of the document to addresses, numbered here: the library looks through all of them for each new one."""

    def __init__(self, document: Document) -> None:
        self._relations = document.part.rels
        self._known: dict[str, str] = {}

    def relation(self, address: str) -> str:
        """Id of the relation to a web address; empty for an address that is none."""
        if not address.lower().startswith(("http://", "https://")):
            return ""
        if address not in self._known:
            name = self._known[address] = f"rIdLink{len(self._known) + 1}"
            target = quote(address, safe="/:?&=#%+,;@!$'()*~[]-._")
            self._relations.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, target, name, is_external=True)
        return self._known[address]
