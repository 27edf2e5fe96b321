"""The Word file keeps to the schema where Word is strict: order of properties, whole tables, relations that exist.

The orders are those of ECMA-376, part 1 (CT_PPr, CT_RPr, CT_TblPr, CT_TcPr, CT_SectPr).
"""

from collections import Counter
from io import BytesIO
from posixpath import normpath
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from planner.documents.docx import write_docx
from planner.documents.profile import profile_by_key, shipped_profiles
from planner.domain.report import Report
from tests.documents.test_docx import near, read

ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
}
KEYS = [profile.key for profile in shipped_profiles()]


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


@pytest.fixture(scope="module", params=KEYS)
def package(request: pytest.FixtureRequest, report: Report) -> ZipFile:
    return ZipFile(BytesIO(write_docx(report, profile_by_key(request.param))))


def test_properties_stand_in_the_order_of_the_schema(package: ZipFile) -> None:
    for part in ("word/document.xml", "word/styles.xml"):
        root = etree.fromstring(package.read(part))
        for name, order in ORDERS.items():
            places = {child: place for place, child in enumerate(order.split())}
            for element in root.iter(qn(f"w:{name}")):
                children = [local(child) for child in element]
                assert [places[child] for child in children] == sorted(places[child] for child in children), children


def test_tables_are_whole(package: ZipFile) -> None:
    root = etree.fromstring(package.read("word/document.xml"))
    tables = list(root.iter(qn("w:tbl")))

    assert len(tables) == 8  # head, five tables, closing, annex
    for table in tables:
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        for row in table.findall(qn("w:tr")):
            cells = row.findall(qn("w:tc"))
            assert len(cells) == columns
            assert all(local(cell[-1]) == "p" for cell in cells)


def test_every_relation_leads_somewhere_and_no_number_is_used_twice(package: ZipFile) -> None:
    root = etree.fromstring(package.read("word/document.xml"))
    relations = {entry.get("Id"): entry for entry in etree.fromstring(package.read("word/_rels/document.xml.rels"))}
    used = [
        value
        for element in root.iter()
        for key, value in element.attrib.items()
        if str(key) in (qn("r:id"), qn("r:embed"))
    ]
    drawn = [element.get("id") for element in root.iter(qn("wp:docPr"))]

    assert set(used) <= set(relations)
    for relation in relations.values():
        if relation.get("TargetMode") != "External":
            assert normpath(f"word/{relation.get('Target')}") in package.namelist()
    assert max(Counter(drawn).values()) == 1
    assert b"planner-grid" not in package.read("word/document.xml")


@pytest.mark.parametrize("key", KEYS)
def test_sizes_and_spacing_are_those_of_the_form(report: Report, key: str) -> None:
    profile = profile_by_key(key)
    document = read(report, profile)
    body = document.styles["Body Text"]

    assert (body.font.name, body.font.size) == (profile.font, Pt(profile.sizes["text"]))
    assert body.paragraph_format.line_spacing == Pt(profile.line_pt)
    assert body.paragraph_format.space_after == Pt(profile.after_pt)
    assert near(body.paragraph_format.first_line_indent, Mm(profile.first_line_mm))
    assert document.styles["Title"].font.size == Pt(profile.sizes["kind"])
    assert document.styles["Subtitle"].font.size == Pt(profile.sizes["title"])
    number = document.sections[0].header.paragraphs[0].runs[0]
    assert number.font.size == Pt(profile.sizes["page"])
    left, right = document.tables[0].rows[0].cells
    assert left.paragraphs[0].runs[0].font.size == Pt(profile.sizes["parent"])
    assert left.paragraphs[1].runs[0].font.size == Pt(profile.sizes["body"])
    assert right.paragraphs[0].runs[0].font.size == Pt(profile.masthead.size)
