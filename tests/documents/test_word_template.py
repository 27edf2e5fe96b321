"""A body's own Word file: filled in by names of a fixed list, refused with the place that is wrong."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.shared import Pt

from planner.documents.outline import printed
from planner.documents.profile import profile_by_key
from planner.documents.word_template import check, fill
from planner.domain.report import Report
from planner.errors import Invalid

PARTY = profile_by_key("dang-hd05")
ATTACHED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


def template(*paragraphs: str, change: Any = None) -> bytes:
    document: Any = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if change:
        change(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def filled(content: bytes, report: Report) -> Any:
    return docx.Document(BytesIO(fill(content, report, PARTY)))


def test_words_blocks_and_tables_come_where_the_template_wants_them(report: Report) -> None:
    content = template(
        "Kính trình: {{ tieu_de }} – {{ky_bao_cao}}", "{{ muc_2 }}", "Giữa", "{{ bang_1 }}", "{{ phu_luc }}", "Hết"
    )
    document = filled(content, report)
    words = [line.text for line in document.paragraphs]

    assert words[0] == f"Kính trình: {report.title} – tháng 11 năm 2026"
    assert "1. Nội dung tuyên truyền" in words
    assert words.index("Giữa") > words.index("2. Hình thức và số lượng")
    assert words[-1] == "Hết"
    assert not any("{{" in line or "II-" in line for line in words)
    heads = [tuple(cell.text for cell in table.rows[0].cells) for table in document.tables]
    assert heads.count(report.tables[0].heads) == 2  # in section II and by itself
    grid = document.tables[heads.index(report.tables[0].heads)]
    wanted = [[printed(cell) for cell in row] for row in (*report.tables[0].rows, *[report.tables[0].total or ()])]
    assert [[cell.text for cell in row.cells] for row in list(grid.rows)[1:]] == wanted
    assert len(document.tables[-1].rows) == len(report.annex) + 1


def test_a_place_that_word_cut_in_pieces_is_filled_and_keeps_its_look(report: Report) -> None:
    def cut(document: Any) -> None:
        paragraph = document.add_paragraph()
        for words in ("Kỳ {{ ky_", "bao_cao", " }} này"):
            paragraph.add_run(words).font.size = Pt(17)

    document = filled(template(change=cut), report)

    assert document.paragraphs[-1].text == "Kỳ tháng 11 năm 2026 này"
    assert document.paragraphs[-1].runs[0].font.size == Pt(17)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("{{ sai_ten }}", "Đoạn 2: không có chỗ điền “sai_ten”"),
        ("{{ tieu_de", "Đoạn 2: chỗ điền “{{ tieu_de” thiếu dấu"),
        ("Bảng: {{ bang_1 }}", "Đoạn 2: chỗ điền “bang_1” thay cả một khối"),
        ("{{ 7 * 7 }}", "Đoạn 2: không có chỗ điền “7 * 7”"),
        ("{{ ''.__class__ }}", "Đoạn 2: không có chỗ điền"),
        ("không có gì", "không có chỗ điền nào"),
    ],
)
def test_a_wrong_place_is_named_with_its_paragraph(words: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(template("Đoạn một", words))

    assert sentence in str(refused.value)


def test_words_of_the_report_are_not_filled_in_again(report: Report) -> None:
    hostile = replace(report, title="{{ co_quan }} <w:p/> %(x)s")
    document = filled(template("{{ tieu_de }}"), hostile)

    assert document.paragraphs[-1].text == "{{ co_quan }} <w:p/> %(x)s"


def test_nothing_that_word_would_fetch_is_taken() -> None:
    def field(document: Any) -> None:
        instruction = OxmlElement("w:instrText")
        instruction.text = ' DDEAUTO c:\\\\cmd.exe "/k calc" '
        document.add_paragraph().add_run()._r.append(instruction)

    def attached(document: Any) -> None:
        document.part.rels.get_or_add_ext_rel(ATTACHED, "https://xau.example.vn/x.dotm")

    for change in (field, attached):
        with pytest.raises(Invalid, match="từ bên ngoài"):
            check(template("{{ tieu_de }}", change=change))


def test_what_is_no_word_file_is_refused() -> None:
    empty = BytesIO()
    with ZipFile(empty, "w") as file:
        file.writestr("a.txt", "a")
    for content in (b"", b"%PDF-1.7", empty.getvalue(), template("{{ tieu_de }}")[:2000]):
        with pytest.raises(Invalid, match="Không mở được"):
            check(content)
