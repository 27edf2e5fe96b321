"""A body's own Word file filled with a report: {{ tieu_de }} becomes words, {{ muc_2 }} or {{ bang_1 }} a whole block.

There is no language in a place to fill in, only names of a fixed list: nothing in the file can ask the program to do
anything. Words keep the look they have in the template.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from planner.documents import annex, closing, heading
from planner.documents.characters import printable
from planner.documents.docx import add_piece
from planner.documents.outline import DRAFT, Heading, Piece, outline
from planner.documents.package import save
from planner.documents.paper import dress_style
from planner.documents.profile import FormatProfile
from planner.domain.charts import Bars, Heat
from planner.domain.report import Report
from planner.domain.report_tables import Table
from planner.errors import Invalid
from planner.language.style import long_date
from planner.vocabulary import N_

MOST_BYTES, MOST_UNPACKED = 5 * 1024 * 1024, 50 * 1024 * 1024
WORDS = (
    "tieu_de", "ky_bao_cao", "co_quan", "cap_tren", "so_van_ban", "ngay_van_ban", "ngay_lap", "chuc_vu_ky", "noi_nhan",
    "mo_dau", "du_thao",
)  # fmt: skip
BLOCKS = (
    "noi_dung", "phu_luc", *(f"muc_{number}" for number in range(1, 7)), *(f"bang_{number}" for number in range(1, 6)),
    "bieu_do_1", "bieu_do_2", "bieu_do_3",
)  # fmt: skip
KNOWN = ", ".join(f"{{{{ {name} }}}}" for name in (*WORDS, *BLOCKS))

UNKNOWN = N_("Đoạn %(place)s: không có chỗ điền “%(name)s”. Các chỗ điền dùng được: %(known)s.")
UNCLOSED = N_("Đoạn %(place)s: chỗ điền “%(name)s” thiếu dấu {{ hoặc }}. Viết đủ, ví dụ {{ tieu_de }}.")
NOT_ALONE = N_("Đoạn %(place)s: chỗ điền “%(name)s” thay cả một khối nên phải đứng một mình trong đoạn.")
NOWHERE = N_("Tệp mẫu không có chỗ điền nào. Các chỗ điền dùng được: %(known)s.")
BROKEN = N_("Không mở được tệp mẫu. Mở bằng Word, lưu lại dạng .docx rồi tải lên lại.")
TOO_BIG = N_("Tệp mẫu quá lớn: tối đa 5 MB. Bỏ bớt ảnh trong mẫu rồi tải lên lại.")
REACHES_OUT = N_("Tệp mẫu lấy nội dung từ bên ngoài (%(what)s) nên không nhận. Bỏ liên kết đó rồi tải lên lại.")

_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_FETCHING = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|RD|DATABASE)\b", re.IGNORECASE)


def check(content: bytes) -> list[str]:
    """The places to fill in a template has. Raises Invalid naming the place and its paragraph."""
    document = _opened(content)
    found: list[str] = []
    for place, paragraph in enumerate(_paragraphs(document), 1):
        found += _names(paragraph.text, place)
    if not found:
        raise Invalid(NOWHERE, {"known": KNOWN})
    return found


def fill(content: bytes, report: Report, profile: FormatProfile, advance: Callable[[int], None] | None = None) -> bytes:
    """The template filled in. Raises Invalid like ``check``."""
    check(content)
    document = _opened(content)
    for name in ("Body Text", "Heading 1", "Heading 2", "Title", "Subtitle", "Caption"):
        if name not in document.styles:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            dress_style(document, profile, name)
    words, blocks = _words(report, profile), _Blocks(document, report, profile, advance)
    for paragraph in list(_paragraphs(document)):
        names = _PLACE.findall(paragraph.text)
        if names and names[0] in BLOCKS:
            blocks.put(names[0], paragraph)
        elif names:
            _fill_words(paragraph, words)
    return save(document)


class _Blocks:
    """Whole blocks, made where the document ends and moved to where they are wanted."""

    def __init__(
        self,
        document: Document,
        report: Report,
        profile: FormatProfile,
        advance: Callable[[int], None] | None,
    ) -> None:
        self._document, self._report, self._profile, self._advance = document, report, profile, advance
        self._pieces = outline(report, profile)

    def put(self, name: str, paragraph: Paragraph) -> None:
        body, place = self._document.element.body, paragraph._p  # noqa: SLF001
        before = len(body)
        if name == "phu_luc":
            annex.add_list(self._document, self._report, self._profile, self._advance)
        for piece, number in self._chosen(name):
            add_piece(self._document, piece, self._profile, number)
        for element in list(body)[before - 1 : -1]:
            place.addprevious(element)
        place.getparent().remove(place)

    def _chosen(self, name: str) -> Iterator[tuple[Piece, int]]:
        """The pieces of a block; charts with their number."""
        charts, section = 0, 0
        kind, _, number = name.rpartition("_")
        for piece in self._pieces:
            charts += isinstance(piece, Bars | Heat)
            section += isinstance(piece, Heading) and piece.level == 1
            if (
                name == "noi_dung"
                or (kind == "muc" and section == int(number) and not (isinstance(piece, Heading) and piece.level == 1))
                or (kind == "bang" and isinstance(piece, Table) and piece.number == int(number))
                or (kind == "bieu_do" and isinstance(piece, Bars | Heat) and charts == int(number))
            ):
                yield piece, charts


def _words(report: Report, profile: FormatProfile) -> Mapping[str, str]:
    words = report.words
    return {
        "tieu_de": printable(report.title),
        "ky_bao_cao": report.period.words,
        "co_quan": printable(words.body.name),
        "cap_tren": printable(words.body.parent),
        "so_van_ban": heading.number_line(report, profile),
        "ngay_van_ban": printable(heading.day_line(report)),
        "ngay_lap": long_date(report.drafted_on),
        "chuc_vu_ky": printable(words.signer_post),
        "noi_nhan": " ".join(closing.recipient_lines(report)),
        "mo_dau": printable(report.opening),
        "du_thao": "" if report.issued_on else DRAFT,
    }


def _fill_words(paragraph: Paragraph, words: Mapping[str, str]) -> None:
    """Within a run where the place stands in one; a place that Word cut in pieces takes the look of its first piece."""

    def put(text: str) -> str:
        return _PLACE.sub(lambda found: words[found[1]], text)

    runs = paragraph.runs
    if [name for run in runs for name in _PLACE.findall(run.text)] == _PLACE.findall(paragraph.text):
        for run in runs:
            run.text = put(run.text) if "{{" in run.text else run.text
    elif runs:
        runs[0].text = put("".join(run.text for run in runs))
        for run in runs[1:]:
            run.text = ""


def _names(text: str, place: int) -> list[str]:
    names = _PLACE.findall(text)
    rest = _PLACE.sub("", text)
    if "{{" in rest or "}}" in rest:
        start = max(rest.find("{{"), rest.find("}}") - 20, 0)
        raise Invalid(UNCLOSED, {"place": place, "name": rest[start : start + 40].strip()})
    for name in names:
        if name not in WORDS and name not in BLOCKS:
            raise Invalid(UNKNOWN, {"place": place, "name": name[:60], "known": KNOWN})
        if name in BLOCKS and (rest.strip() or len(names) > 1):
            raise Invalid(NOT_ALONE, {"place": place, "name": name})
    return names


def _opened(content: bytes) -> Document:
    if len(content) > MOST_BYTES:
        raise Invalid(TOO_BIG)
    try:
        with ZipFile(BytesIO(content)) as file:
            if sum(entry.file_size for entry in file.infolist()) > MOST_UNPACKED:
                raise Invalid(TOO_BIG)
            _refuse_reaching_out(file)
        return docx.Document(BytesIO(content))
    except (BadZipFile, KeyError, ValueError, etree.XMLSyntaxError, NotImplementedError) as error:
        raise Invalid(BROKEN) from error


def _refuse_reaching_out(file: ZipFile) -> None:
    """Nothing that Word would fetch when somebody opens the report: only links to click on may lead outside."""
    for name in file.namelist():
        if name.endswith(".rels"):
            for relation in _xml(file.read(name)):
                kind = str(relation.get("Type") or "").rpartition("/")[2]
                if relation.get("TargetMode") == "External" and kind != "hyperlink":
                    raise Invalid(REACHES_OUT, {"what": kind})
        elif name.startswith("word/") and name.endswith(".xml"):
            tree = _xml(file.read(name))
            fields = [*tree.iter(qn("w:instrText")), *tree.iter(qn("w:fldSimple"))]
            for field in fields:
                found = _FETCHING.search(f"{field.text or ''} {field.get(qn('w:instr')) or ''}")
                if found:
                    raise Invalid(REACHES_OUT, {"what": found[0]})


def _xml(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Of the body, tables within it included, in reading order."""
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document._body)  # noqa: SLF001
