"""One object, every output: the figures of Word file, workbook, PDF and JSON compared cell by cell."""

import json
import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pypdfium2
import pytest

from planner.documents.annex import title as annex_title
from planner.documents.docx import write_docx
from planner.documents.outline import Words, outline, printed
from planner.documents.pdf import write_pdf
from planner.documents.profile import profile_by_key, shipped_profiles
from planner.documents.report_json import write_json
from planner.documents.xlsx import HEAD_ROW, day_of, rate_of, write_xlsx
from planner.domain.report import Report
from planner.domain.report_tables import Cell, Table
from planner.domain.report_values import canonical, digest, report_from, values_of
from tests.documents.workbook import MAIN, Sheet, read_workbook
from tests.small_campaign import HOSTILE

PARTY = profile_by_key("dang-hd05")


def rows_of(table: Table) -> list[tuple[Cell, ...]]:
    return [*table.rows, *([table.total] if table.total else [])]


def pdf_text(content: bytes) -> str:
    """All words in reading order without blanks, and without the marks where an endless word may break."""
    document = pypdfium2.PdfDocument(content)
    try:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return squeezed(text)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u00a0\ufffe\u0002]+", "", text)


def comparable(text: str) -> str:
    """Without what reading a PDF loses: a sign without a glyph, a hyphen at the end of a line."""
    return squeezed(text).replace("😀", "").replace("-", "")


def sheet_rows(sheet: Sheet, count: int) -> list[list[str | float]]:
    return [sheet.rows[HEAD_ROW + 2 + place] for place in range(count)]


def typed(cell: Cell) -> str | float:
    """What the workbook holds for a cell; a day as the number of days Excel counts."""
    if cell.is_figure:
        return "…" if cell.value is None else float(cell.value)
    if (rate := rate_of(cell.words)) is not None:
        return rate
    day = day_of(cell.words)
    return float((day - day.replace(1899, 12, 30)).days) if day else cell.words


@pytest.fixture(scope="module")
def outputs(report: Report) -> dict[str, Any]:
    return {
        "word": docx.Document(BytesIO(write_docx(report, PARTY))),
        "excel": read_workbook(write_xlsx(report)),
        "pdf": pdf_text(write_pdf(report, PARTY)),
        "json": json.loads(write_json(report)),
    }


def test_every_table_says_the_same_in_every_output(report: Report, outputs: dict[str, Any]) -> None:
    word = {tuple(cell.text for cell in table.rows[0].cells): table for table in outputs["word"].tables}
    assert [table.number for table in report.tables] == [1, 2, 3, 4, 5]
    for table, values in zip(report.tables, outputs["json"]["tables"], strict=True):
        rows = rows_of(table)
        on_paper = [[printed(cell) for cell in row] for row in rows]
        assert [[cell.text for cell in row.cells] for row in list(word[table.heads].rows)[1:]] == on_paper
        assert values["rows"] == [[cell.value if cell.is_figure else cell.words for cell in row] for row in rows]
        sheet = outputs["excel"][f"Bảng {table.number}"]
        assert sheet.rows[HEAD_ROW + 1] == list(table.heads)
        assert sheet_rows(sheet, len(rows)) == [[typed(cell) for cell in row] for row in rows]
        for row in on_paper:
            assert squeezed("".join(row)) in outputs["pdf"]


def test_every_publication_stands_in_every_annex(report: Report, outputs: dict[str, Any]) -> None:
    titles = [line.airing.title for line in report.annex]

    assert [entry["title"] for entry in outputs["json"]["published"]] == titles
    sheet = outputs["excel"]["Phụ lục"]
    word = outputs["word"].tables[-1]
    for place, line in enumerate(report.annex):
        cells = [cell.text for cell in word.rows[place + 1].cells]
        listed = sheet_rows(sheet, len(report.annex))[place]
        assert [listed[0], *listed[2:]] == [float(cells[0]), *cells[2:]]
        assert comparable("".join(cells)) in comparable(outputs["pdf"])
        assert line.airing.link in ("", cells[6])
    assert sheet.links == [line.airing.link for line in report.annex if line.airing.link]


def test_every_sentence_stands_in_word_file_and_pdf(report: Report, outputs: dict[str, Any]) -> None:
    paragraphs = [line.text for line in outputs["word"].paragraphs]
    said = [piece.words for piece in outline(report, PARTY) if isinstance(piece, Words)]

    assert len(said) > 12
    for words in said:
        assert words in paragraphs
        assert squeezed(words) in outputs["pdf"]


def test_charts_are_pictures_with_their_figures_in_words(report: Report) -> None:
    with_charts = docx.Document(BytesIO(write_docx(report, PARTY)))
    described = [shape._inline.docPr.get("descr") for shape in with_charts.inline_shapes]

    assert described == [chart.spoken for chart in report.charts]
    assert described[0].startswith("Kế hoạch và kết quả theo đơn vị. Báo Thử Nghiệm: kế hoạch 4, đã đăng, phát 2")
    assert all(shape.width > 0 for shape in with_charts.inline_shapes)


@pytest.mark.parametrize("key", [profile.key for profile in shipped_profiles()])
def test_the_pdf_is_tagged_and_carries_its_fonts(report: Report, key: str) -> None:
    plain = replace(report, annex=report.annex[:1])
    content = write_pdf(plain, profile_by_key(key))

    assert content.startswith(b"%PDF-")
    document = pypdfium2.PdfDocument(content)
    try:
        assert document.is_tagged()
        assert document.get_metadata_dict()["Title"] == report.title
        width, height = document[0].get_size()
        last = document[len(document) - 1].get_size()
    finally:
        document.close()
    assert (round(width), round(height)) == (595, 842)
    assert (round(last[0]), round(last[1])) == (842, 595)
    assert b"pdfuaid" in content
    assert content.count(b"/FontFile2") >= 2


def test_no_word_becomes_a_formula_and_days_are_days(report: Report) -> None:
    sheets = read_workbook(write_xlsx(report))

    for sheet in sheets.values():
        assert list(sheet.xml.iter(f"{MAIN}f")) == []
    titles = [row[2] for row in sheet_rows(sheets["Phụ lục"], len(report.annex))]
    assert any(str(title).startswith('=HYPERLINK("x") <b>&amp; ]]>😀') for title in titles)
    assert sheet_rows(sheets["Phụ lục"], 1)[0][1] == 46328.0  # 02/11/2026


def test_sheets_filter_and_keep_their_heads_in_sight(report: Report) -> None:
    sheets = read_workbook(write_xlsx(report))

    assert list(sheets) == ["Tóm tắt", "Bảng 1", "Bảng 2", "Bảng 3", "Bảng 4", "Bảng 5", "Phụ lục"]
    filters = {name: sheet.xml.find(f"{MAIN}autoFilter") for name, sheet in sheets.items()}
    assert {name: found.get("ref") for name, found in filters.items() if found is not None}["Bảng 1"] == "A3:M5"
    assert filters["Phụ lục"] is not None


def test_rows_are_as_high_as_their_words_and_a_sheet_is_one_page_wide(report: Report) -> None:
    sheets = read_workbook(write_xlsx(report))

    heights = {int(row.get("r", "")): float(row.get("ht", "0")) for row in sheets["Phụ lục"].xml.iter(f"{MAIN}row")}
    longest = next(place for place, line in enumerate(report.annex) if line.airing.title.startswith(HOSTILE[:9]))
    assert heights[HEAD_ROW + 2 + longest] == (1 + len(annex_title(report.annex[longest])) // 59) * 15 > 60
    assert heights[HEAD_ROW + 1] == 30  # "Ngày đăng, phát" in a column of 12
    assert all(sheet.xml.find(f".//{MAIN}pageSetUpPr").get("fitToPage") == "1" for sheet in sheets.values())


@pytest.mark.parametrize("key", [profile.key for profile in shipped_profiles()])
def test_no_signature_stands_alone_on_a_page(report: Report, key: str) -> None:
    """As in the Word file, where the last paragraph is kept with it."""
    document = pypdfium2.PdfDocument(write_pdf(report, profile_by_key(key)))
    try:
        pages = [squeezed(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()
    last = [piece.words for piece in outline(report, profile_by_key(key)) if isinstance(piece, Words)][-1]
    signed = next(page for page in pages if "Nơinhận:" in page)
    assert squeezed(last)[-60:] in signed


def test_a_report_written_down_and_read_back_is_the_same(report: Report) -> None:
    text = write_json(report)
    again = report_from(json.loads(text))

    assert write_json(again) == text
    assert digest(text) == digest(canonical(values_of(again)))
    assert write_docx(again, PARTY) == write_docx(report, PARTY)
    assert write_pdf(again, PARTY) == write_pdf(report, PARTY)


@pytest.mark.parametrize(
    "title",
    [HOSTILE, "@SUM(1)", "+1", "-1", "\t=1", "{{ 7*7 }}", "#eval(1)", "?>]]><!--", "đ" * 500, "\u202eabc\u2066"],
)
def test_any_title_survives_everywhere(report: Report, title: str) -> None:
    line = replace(report.annex[0], airing=replace(report.annex[0].airing, title=title))
    hostile = replace(report, annex=(line,), title=title, opening=title)
    kept = squeezed(printed(Cell(title)))

    document: Any = docx.Document(BytesIO(write_docx(hostile, PARTY)))
    assert squeezed(document.tables[-1].rows[1].cells[2].text) == kept
    assert kept in squeezed(str(read_workbook(write_xlsx(hostile))["Phụ lục"].rows[HEAD_ROW + 2][2]))
    assert kept.replace("😀", "") in pdf_text(write_pdf(hostile, PARTY)).replace("😀", "")
    assert json.loads(write_json(hostile))["published"][0]["title"] == title
