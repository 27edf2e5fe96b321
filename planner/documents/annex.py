"""The annex: every publication counted, with its link."""

from collections.abc import Callable, Iterator
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
STEP = 500  # lines between two words about the progress
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


def summary(report: Report) -> str:
    return f"{SUMMARY} ({report.period.words})"


def add_annex(
    document: Document, report: Report, profile: FormatProfile, advance: Callable[[int], None] | None = None
) -> None:
    """On its own pages, turned on their side. Works published outside the plan are marked as such."""
    landscape(document, profile)
    document.add_paragraph(TITLE, style="Title")
    under = document.add_paragraph(summary(report), style="Subtitle")
    under.paragraph_format.space_after = Pt(8)
    add_list(document, report, profile, advance)


def add_list(
    document: Document, report: Report, profile: FormatProfile, advance: Callable[[int], None] | None = None
) -> None:
    """The table of publications where the document ends."""
    if not report.annex:
        document.add_paragraph(EMPTY, style="Body Text")
        return
    links = _Links(document)
    heads = [Head(words, width) for words, width in HEADS]
    add_grid(
        document,
        heads,
        rows(report, links.relation, advance),
        size=profile.sizes["table"],
        caption=f"{TITLE}. {SUMMARY}",
    )


def rows(
    report: Report, link: Callable[[str], str], advance: Callable[[int], None] | None = None
) -> Iterator[list[Field]]:
    """``link`` turns an address into what the format keeps in ``Field.link``; empty for an address that is none.

    ``advance`` is told now and then how many lines are out.
    """
    for place, line in enumerate(report.annex, 1):
        if advance and place % STEP == 0:
            advance(place)
        airing = line.airing
        address = printable(airing.link)
        yield [
            Field(str(place), "center"),
            Field(document_date(airing.on), "center"),
            Field(title(line)),
            Field(line.genre),
            Field(airing.author),
            Field(line.where),
            Field(address, link=link(address)) if address else Field(airing.known.label),
        ]


def title(line: AnnexLine) -> str:
    return line.airing.title + (OUTSIDE if line.outside else "")


def web_address(address: str) -> str:
    """The address as a program may open it; empty for one that no browser should follow from a document."""
    if not address.lower().startswith(("http://", "https://")):
        return ""
    return quote(address, safe="/:?&=#%+,;@!$'()*~[]-._")


class _Links:
    """Relations of the document to addresses, numbered here: the library looks through all of them for each new one."""

    def __init__(self, document: Document) -> None:
        self._relations = document.part.rels
        self._known: dict[str, str] = {}

    def relation(self, address: str) -> str:
        """Id of the relation to a web address; empty for an address that is none."""
        target = web_address(address)
        if target and target not in self._known:
            name = self._known[target] = f"rIdLink{len(self._known) + 1}"
            self._relations.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, target, name, is_external=True)
        return self._known.get(target, "")
