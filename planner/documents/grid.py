"""Tables written as one piece of XML: forty times faster than cell by cell, which matters for a long annex."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.oxml.ns import nsdecls

from planner.documents.characters import printable
from planner.documents.package import hold

TWIPS_A_MM = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class Field:
    """A cell: words, alignment (``left``, ``center``, ``right``), and the id of a link relation."""

    words: str
    align: str = "left"
    link: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A head cell; ``upright`` words stand on their side to save width."""

    words: str
    width_mm: float
    upright: bool = False


def add_grid(
    document: Document, heads: Sequence[Head], rows: Iterable[Sequence[Field]], *, size: int, caption: str
) -> None:
    """A bordered table whose head row repeats on every page and whose rows do not break over two."""
    widths = [round(head.width_mm * TWIPS_A_MM) for head in heads]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    hold(
        document,
        f'<w:tbl {nsdecls("w", "r")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        f"<w:tblCaption w:val={quoteattr(printable(caption))}/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f"{_head_row(heads, widths, size)}{''.join(_row(row, widths, size) for row in rows)}</w:tbl>",
    )


def _head_row(heads: Sequence[Head], widths: Sequence[int], size: int) -> str:
    tall = any(head.upright for head in heads)
    height = '<w:trHeight w:val="1900" w:hRule="atLeast"/>' if tall else ""
    cells = "".join(
        _cell(Field(head.words, "center", bold=True), width, size, upright=head.upright)
        for head, width in zip(heads, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(row: Sequence[Field], widths: Sequence[int], size: int) -> str:
    cells = "".join(_cell(field, width, size) for field, width in zip(row, widths, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(field: Field, width: int, size: int, *, upright: bool = False) -> str:
    direction = '<w:textDirection w:val="btLr"/>' if upright else ""
    look = "<w:b/>" if field.bold else ""
    text = f'<w:t xml:space="preserve">{escape(printable(field.words))}</w:t>'
    if field.link:
        colour = '<w:color w:val="0B4F9E"/>'
        run = f'<w:r><w:rPr>{look}{colour}{_size(size)}<w:u w:val="single"/></w:rPr>{text}</w:r>'
        run = f'<w:hyperlink r:id="{field.link}" w:history="1">{run}</w:hyperlink>'
    else:
        run = f"<w:r><w:rPr>{look}{_size(size)}</w:rPr>{text}</w:r>"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{direction}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/><w:jc w:val="{field.align}"/></w:pPr>{run}</w:p></w:tc>'
    )


def _size(points: int) -> str:
    return f'<w:sz w:val="{points * 2}"/><w:szCs w:val="{points * 2}"/>'
