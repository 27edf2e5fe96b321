"""The Word file read back: measures of the form, words, tables, links; and titles meant to break it."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from planner.documents.characters import printable
from planner.documents.docx import write_docx
from planner.documents.profile import FormatProfile, choose_profile, profile_by_key, shipped_profiles
from planner.domain.report import Report
from planner.domain.report_tables import Cell
from tests.small_campaign import HOSTILE


@pytest.fixture
def party() -> FormatProfile:
    return profile_by_key("dang-hd05")


def read(report: Report, profile: FormatProfile) -> Any:
    """The file opened again; python-docx gives most of its parts no precise type."""
    return docx.Document(BytesIO(write_docx(report, profile)))


def near(length: int | None, expected: int) -> bool:
    """Within a hundredth of a millimetre: Word counts in twentieths of a point."""
    return length is not None and abs(length - expected) < Mm(1) / 50


@pytest.mark.parametrize("key", [profile.key for profile in shipped_profiles()])
def test_the_sheet_has_the_margins_of_its_form(report: Report, key: str) -> None:
    profile = profile_by_key(key)
    first, annex = read(report, profile).sections

    assert near(first.page_width, Mm(210))
    assert near(first.page_height, Mm(297))
    assert near(first.top_margin, Mm(20))
    assert near(first.bottom_margin, Mm(20))
    assert near(first.left_margin, Mm(30))
    assert near(first.right_margin, Mm(15))
    assert near(first.header_distance, Mm(10))
    assert annex.orientation == WD_ORIENT.LANDSCAPE


def test_the_text_is_set_as_prescribed(report: Report, party: FormatProfile) -> None:
    document = read(report, party)
    body = document.styles["Body Text"]
    heading = document.styles["Heading 1"]

    assert (body.font.name, body.font.size) == ("Times New Roman", Pt(14))
    assert body.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert body.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert (body.paragraph_format.line_spacing, body.paragraph_format.space_after) == (Pt(18), Pt(6))
    assert near(body.paragraph_format.first_line_indent, Mm(10))
    assert (heading.font.name, heading.font.size, heading.font.bold) == ("Times New Roman", Pt(14), True)
    for style in ("Normal", "Body Text", "Heading 1", "Heading 2", "Title", "Subtitle"):
        fonts = document.styles[style].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
        assert not any("heme" in attribute for attribute in fonts.attrib)


def test_pages_are_numbered_at_the_top_from_the_second_on(report: Report, party: FormatProfile) -> None:
    section = read(report, party).sections[0]

    assert section.different_first_page_header_footer
    assert "PAGE" in etree.tostring(section.header.paragraphs[0]._p).decode()
    assert section.header.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert section.first_page_header.paragraphs[0].text == ""


def test_the_head_is_that_of_a_party_document(report: Report, party: FormatProfile) -> None:
    left, right = read(report, party).tables[0].rows[0].cells

    assert [line.text.replace("\u00a0", " ") for line in left.paragraphs] == [
        "ĐẢNG ỦY THỬ NGHIỆM",
        "BAN TUYÊN GIÁO",
        "*",
        "Số      -BC/BTGĐUTN",
        "DỰ THẢO",
    ]
    assert [bool(line.runs[0].bold) for line in left.paragraphs[:2]] == [False, True]
    great, day = right.paragraphs
    assert (great.text, great.runs[0].font.size, great.runs[0].bold) == ("ĐẢNG CỘNG SẢN VIỆT NAM", Pt(15), True)
    assert great._p.pPr.find(f"{qn('w:pBdr')}/{qn('w:bottom')}").get(qn("w:val")) == "single"
    assert day.text.split() == ["Thử", "Nghiệm,", "ngày", "tháng", "năm", "2026"]
    assert day.runs[0].italic


def test_a_state_document_has_its_motto_and_no_asterisk(report: Report) -> None:
    left, right = read(report, profile_by_key("nha-nuoc-nd30")).tables[0].rows[0].cells

    assert "Độc lập - Tự do - Hạnh phúc" in [line.text for line in right.paragraphs]
    assert "*" not in [line.text for line in left.paragraphs]
    assert "Số:      /BC-BTGĐUTN" in [line.text.replace("\u00a0", " ") for line in left.paragraphs]


def test_kind_title_and_sections_follow_in_order(report: Report, party: FormatProfile) -> None:
    document = read(report, party)
    words = [line.text for line in document.paragraphs]
    kind = words.index("BÁO CÁO")

    assert words[kind + 1 : kind + 3] == ["kết quả tuyên truyền thử nghiệm (tháng 11 năm 2026)", "-----"]
    assert document.paragraphs[kind].style.font.size == Pt(16)
    headings = [line.text.split("- ")[0] for line in document.paragraphs if line.style.name == "Heading 1"]
    assert headings == ["I", "II", "III", "IV", "V", "VI"]
    assert any("đã đăng, phát 01 tin, 01 bài, 01 phóng sự; duy trì 01 chuyên mục (01 kỳ)" in line for line in words)


def test_the_end_names_who_gets_it_and_leaves_the_signature_blank(report: Report, party: FormatProfile) -> None:
    document = read(report, party)
    left, right = next(table for table in document.tables if "Nơi nhận" in table.rows[0].cells[0].text).rows[0].cells

    assert [line.text for line in left.paragraphs] == [
        "Nơi nhận:",
        "- Cơ quan cấp trên (để báo cáo),",
        "- Lưu Văn phòng.",
    ]
    assert left.paragraphs[0].runs[0].underline
    assert (right.paragraphs[0].text, bool(right.paragraphs[0].runs[0].bold)) == ("TRƯỞNG BAN", False)


def printed(cell: Cell) -> str:
    return "…" if cell.is_figure and cell.value is None else printable(cell.text)


def test_the_tables_are_those_of_the_report_cell_by_cell(report: Report, party: FormatProfile) -> None:
    found = {tuple(cell.text for cell in table.rows[0].cells): table for table in read(report, party).tables}
    for table in report.tables:
        grid = found[table.heads]
        rows = [*table.rows, *([table.total] if table.total else [])]
        assert [[cell.text for cell in row.cells] for row in list(grid.rows)[1:]] == [
            [printed(cell) for cell in row] for row in rows
        ]
        assert grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_every_publication_stands_in_the_annex_with_its_link(report: Report, party: FormatProfile) -> None:
    document = read(report, party)
    annex = document.tables[-1]
    links = [line.airing.link for line in report.annex if line.airing.link]
    targets = [relation.target_ref for relation in document.part.rels.values() if relation.is_external]

    assert len(report.annex) == 5
    assert [row.cells[2].text for row in annex.rows][1:] == [
        printable(line.airing.title) + (" (ngoài kế hoạch)" if line.outside else "") for line in report.annex
    ]
    assert sorted(targets) == sorted(links)
    assert len(list(annex._tbl.iter(qn("w:hyperlink")))) == len(links)
    assert "trang báo in" in [row.cells[6].text for row in annex.rows]


def test_every_part_of_the_file_is_well_formed_whatever_the_titles(report: Report, party: FormatProfile) -> None:
    line = report.annex[0]
    control = replace(line, airing=replace(line.airing, title=f"\x00{HOSTILE}\x07\x1b\ufffe\n]]>"))
    with ZipFile(BytesIO(write_docx(replace(report, annex=(*report.annex, control)), party))) as file:
        assert file.testzip() is None
        parts = [name for name in file.namelist() if name.endswith((".xml", ".rels"))]
        assert len(parts) > 5
        for name in parts:
            etree.fromstring(file.read(name))
        words = "".join(etree.fromstring(file.read("word/document.xml")).itertext())
    kept = printable(HOSTILE)
    assert kept.startswith('=HYPERLINK("x") <b>&amp; ]]>😀')
    assert f"{kept} ]]>" in words


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "file:///etc/passwd", 'https://a.example.vn/"><w:x/>\x00 b', "https://a.example.vn/ể"],
)
def test_only_web_addresses_become_links(report: Report, party: FormatProfile, link: str) -> None:
    line = report.annex[0]
    hostile = replace(report, annex=(replace(line, airing=replace(line.airing, link=link)),))
    document = read(hostile, party)
    targets = [relation.target_ref for relation in document.part.rels.values() if relation.is_external]

    assert len(targets) == link.startswith("https://")
    assert all(" " not in target and '"' not in target for target in targets)


def test_a_report_of_nothing_still_opens(report: Report, party: FormatProfile) -> None:
    empty = replace(report, annex=(), tables=tuple(replace(table, rows=(), total=None) for table in report.tables))
    words = [line.text for line in read(empty, party).paragraphs]

    assert words.count("Không có dữ liệu trong kỳ.") == 5
    assert "Trong kỳ chưa có tin, bài đã đăng, phát được xác nhận." in words


@pytest.mark.parametrize(
    ("wanted", "issued", "chosen"),
    [
        ("dang-hd05", date(2026, 11, 23), "dang-hd05"),
        ("dang-hd05", date(2026, 5, 26), "dang-hd36"),
        ("dang-hd36", date(2026, 5, 27), "dang-hd05"),
        ("nha-nuoc-nd30", date(2026, 11, 23), "nha-nuoc-nd30"),
        ("không có", date(2026, 11, 23), "dang-hd05"),
    ],
)
def test_the_day_of_issue_decides_the_form(wanted: str, issued: date, chosen: str) -> None:
    assert choose_profile(wanted, (), issued).key == chosen


def test_a_campaigns_own_days_come_first_and_a_condition_waits_for_a_person() -> None:
    periods = [
        {"profile": "nha-nuoc-nd30", "valid_from": None, "valid_to": None, "when": "cơ quan nhà nước ban hành"},
        {"profile": "dang-hd36", "valid_from": None, "valid_to": "2026-12-31", "when": ""},
    ]
    assert choose_profile("dang-hd05", periods, date(2026, 11, 23)).key == "dang-hd36"
