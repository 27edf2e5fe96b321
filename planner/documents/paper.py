"""The sheet: margins, styles, page numbers. Every measure comes from the profile."""

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from planner.documents.profile import FormatProfile

BLACK = RGBColor(0, 0, 0)
HEADINGS = {"Heading 1": "text", "Heading 2": "text", "Title": "kind", "Subtitle": "title", "Caption": "table"}


def set_up(document: Document, profile: FormatProfile) -> None:
    """A4 upright, the profile's margins and styles, page numbers from the second page on."""
    section = document.sections[0]
    _measure(section, profile)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_field(number.add_run(), profile.sizes["page"])
    normal = _style(document, "Normal")
    set_font(normal, profile.font, profile.sizes["text"])
    normal.paragraph_format.space_after = Pt(0)
    _language(normal)
    for name in ("Body Text", *HEADINGS):
        dress_style(document, profile, name)


def dress_style(document: Document, profile: FormatProfile, name: str) -> None:
    """The look of one of our styles by the profile."""
    if name in HEADINGS:
        _heading_style(_style(document, name), profile, profile.sizes[HEADINGS[name]])
    else:
        _body_style(document, profile)


def landscape(document: Document, profile: FormatProfile) -> Section:
    """A new section turned on its side: the margins turn with the sheet."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(profile.left_mm), Mm(profile.right_mm)
    section.left_margin, section.right_margin = Mm(profile.bottom_mm), Mm(profile.top_mm)
    section.different_first_page_header_footer = False
    return section


def set_font(style: ParagraphStyle, name: str, size: int) -> None:
    """The font for every script: a theme font left behind would win over the name."""
    style.font.name, style.font.size, style.font.color.rgb = name, Pt(size), BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def _measure(section: Section, profile: FormatProfile) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(profile.top_mm), Mm(profile.bottom_mm)
    section.left_margin, section.right_margin = Mm(profile.left_mm), Mm(profile.right_mm)
    section.header_distance = section.footer_distance = Mm(profile.header_mm)


def _style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no paragraph style")
    return style


def _body_style(document: Document, profile: FormatProfile) -> None:
    style = _style(document, "Body Text")
    set_font(style, profile.font, profile.sizes["text"])
    layout = style.paragraph_format
    layout.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    layout.first_line_indent = Mm(profile.first_line_mm)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(profile.line_pt)
    layout.space_before, layout.space_after = Pt(0), Pt(profile.after_pt)


def _heading_style(style: ParagraphStyle, profile: FormatProfile, size: int) -> None:
    set_font(style, profile.font, size)
    style.font.bold, style.font.italic = True, False
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(0), Pt(profile.after_pt)
    if style.name and style.name.startswith("Heading"):
        style.paragraph_format.first_line_indent = Mm(profile.first_line_mm)
        style.paragraph_format.space_before = Pt(profile.after_pt)
        style.paragraph_format.keep_with_next = True
    else:
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break
    for name in ("w:spacing", "w:kern"):
        for old in style.element.get_or_add_rPr().findall(qn(name)):
            old.getparent().remove(old)


def _language(style: ParagraphStyle) -> None:
    language = OxmlElement("w:lang")
    for attribute in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{attribute}"), "vi-VN")
    style.element.get_or_add_rPr().append(language)


def _page_field(run: Run, size: int) -> None:
    run.font.size = Pt(size)
    for kind, words in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "2"), ("end", "")):
        if kind in ("", "text"):
            element = OxmlElement("w:instrText" if not kind else "w:t")
            element.text = words
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001  (python-docx has no fields)


def rule_below(paragraph: Paragraph, width_mm: int, rule_mm: int) -> None:
    """A solid rule ``rule_mm`` long below words that are shorter, in the middle of ``width_mm``."""
    _rule(paragraph, "bottom", width_mm, rule_mm)


def rule_above(paragraph: Paragraph, width_mm: int, rule_mm: int) -> None:
    """The same as a line of its own, in an empty paragraph: for a rule shorter than the words above it."""
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing, layout.space_before = WD_LINE_SPACING.EXACTLY, Pt(4), Pt(3)
    _rule(paragraph, "top", width_mm, rule_mm)


def _rule(paragraph: Paragraph, side: str, width_mm: int, rule_mm: int) -> None:
    """A border follows the indents of its paragraph."""
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(max(width_mm - rule_mm, 0) / 2)
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
