"""Charts in the document: the page's own drawing as a picture, with its figures in words as alternative text."""

from io import BytesIO

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from planner.documents.characters import printable
from planner.documents.charts import draw
from planner.documents.outline import chart_caption
from planner.documents.profile import FormatProfile
from planner.documents.typesetting import picture
from planner.domain.charts import Chart


def add_chart(document: Document, chart: Chart, number: int, profile: FormatProfile) -> None:
    """As wide as the text, with its caption below."""
    paragraph = document.add_paragraph()
    paragraph.alignment, layout = WD_ALIGN_PARAGRAPH.CENTER, paragraph.paragraph_format
    layout.space_before, layout.keep_with_next = Pt(6), True
    png = picture(str(draw(chart)), profile.text_mm)
    shape = paragraph.add_run().add_picture(BytesIO(png), width=Mm(profile.text_mm))
    described = shape._inline.find(qn("wp:docPr"))  # noqa: SLF001  (python-docx has no alternative text)
    if described is None:
        raise ValueError("a picture without its description")
    described.set("name", f"Biểu đồ {number}")
    described.set("descr", printable(chart.spoken))
    document.add_paragraph(chart_caption(chart, number), style="Caption")
