"""A report as PDF in the prescribed form: tagged, its text can be read and copied, its fonts are inside."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from planner.documents import annex, closing, heading, outline
from planner.documents.characters import printable
from planner.documents.charts import draw
from planner.documents.grid import Field, Head
from planner.documents.outline import Heading, Piece, Words
from planner.documents.profile import FormatProfile, Label
from planner.documents.tables import NO_ROWS, fields, heads_of
from planner.documents.typesetting import typeset, typeset_apart
from planner.domain.charts import Bars, Heat
from planner.domain.report import Report
from planner.domain.report_tables import Table
from planner.language.style import number

MIMETYPE = "application/pdf"
LAYOUT = "report.typ"
IN_PROCESS = 1_000
# Pages are set whole in memory, 150 KB a line: a longer list is for the workbook.
MOST_LINES = 8_000
LEFT_OUT = "Danh mục có {all} dòng; tệp này in {first} dòng đầu. Danh mục đủ có trong tệp Word và tệp Excel."
# A word longer than this may be broken anywhere, or it would run over the edge of its cell.
_ENDLESS = re.compile(r"\S{25,}")
_BREAK = "\u200b"


def write_pdf(report: Report, profile: FormatProfile, advance: Callable[[int], None] | None = None) -> bytes:
    """The PDF. Any title survives: what no document can hold is left out, the rest is kept as written.

    ``advance`` is told how many lines of the annex are prepared, and now and then while the pages are set; it may raise
    to stop. A long report is set in a process of its own, which gives its memory back.
    """
    if len(report.annex) <= IN_PROCESS:
        return typeset(LAYOUT, _values(report, profile, advance), report.dated)
    values = _values(report, profile, advance)
    return typeset_apart(LAYOUT, values, report.dated, lambda: advance(len(report.annex)) if advance else None)


def _values(report: Report, profile: FormatProfile, advance: Callable[[int], None] | None) -> dict[str, Any]:
    words = report.words
    return {
        "title": printable(report.title),
        "author": printable(words.body.name) or heading.DOTS,
        "sizes": dict(profile.sizes),
        "margins": {
            "top": profile.top_mm,
            "bottom": profile.bottom_mm,
            "left": profile.left_mm,
            "right": profile.right_mm,
        },
        "header_mm": profile.header_mm,
        "head_left_mm": profile.head_left_mm,
        "text_mm": profile.text_mm,
        "line_pt": profile.line_pt,
        "after_pt": profile.after_pt,
        "first_line_mm": profile.first_line_mm,
        "party": profile.party,
        "parent": printable(words.body.parent.upper()),
        "body": printable((words.body.own_name or heading.DOTS).upper()),
        "number": heading.number_line(report, profile),
        "draft": "" if report.issued_on else outline.DRAFT,
        "mastheads": [
            {"text": great.text, "size": great.size, "rule_mm": great.rule_mm}
            for great in (profile.masthead, profile.motto)
            if great
        ],
        "day": printable(heading.day_line(report)),
        "kind": outline.KINDS.get(words.kind, printable(words.kind)),
        "summary": printable(report.title),
        "pieces": list(_pieces(report, profile)),
        "label_underlined": profile.recipients is Label.UNDERLINE,
        "recipients": closing.recipient_lines(report),
        "post": printable((words.signer_post or heading.DOTS).upper()),
        "post_bold": profile.post_bold,
        "signer": heading.DOTS,
        "annex": _annex(report, advance),
    }


def _pieces(report: Report, profile: FormatProfile) -> list[Mapping[str, Any]]:
    charts = iter(range(1, len(report.charts) + 1))
    return [_piece(piece, profile, charts) for piece in outline.outline(report, profile)]


def _piece(piece: Piece, profile: FormatProfile, charts: Any) -> Mapping[str, Any]:
    if isinstance(piece, Heading):
        return {"kind": "heading", "level": piece.level, "words": piece.words}
    if isinstance(piece, Words):
        return {"kind": "prompt" if piece.prompt else "words", "words": piece.words}
    if isinstance(piece, Bars | Heat):
        words = outline.chart_caption(piece, next(charts))
        return {"kind": "chart", "drawing": str(draw(piece)), "alt": printable(piece.spoken), "words": words}
    return {"kind": "table", "words": outline.caption(piece)} | _table(piece, profile)


def _table(table: Table, profile: FormatProfile) -> dict[str, Any]:
    if not table.rows:
        return dict[str, Any](rows=[], note=NO_ROWS)
    rows = [fields(row, table.stub) for row in table.rows]
    total = fields(table.total, table.stub, bold=True) if table.total else None
    return _grid(heads_of(table, profile.text_mm), rows, total) | {"stub": table.stub, "note": outline.note(table)}


def _annex(report: Report, advance: Callable[[int], None] | None) -> dict[str, Any]:
    title: dict[str, Any] = {"title": annex.TITLE, "summary": annex.summary(report), "note": "", "stub": 0}
    if not report.annex:
        return title | dict[str, Any](rows=[], note=annex.EMPTY)
    heads = [Head(words, width) for words, width in annex.HEADS]
    rows = list(annex.rows(replace(report, annex=report.annex[:MOST_LINES]), annex.web_address, advance))
    if len(report.annex) > MOST_LINES:
        title["note"] = LEFT_OUT.format(all=number(len(report.annex)), first=number(MOST_LINES))
    return title | _grid(heads, rows, None)


def _grid(heads: Sequence[Head], rows: Sequence[Sequence[Field]], total: Sequence[Field] | None) -> dict[str, Any]:
    return {
        "heads": [head.words for head in heads],
        "upright": any(head.upright for head in heads),
        "widths": [head.width_mm for head in heads],
        "aligns": [field.align for field in rows[0]],
        "rows": [list(map(_cell, row)) for row in rows],
        "total": list(map(_cell, total)) if total else None,
    }


def _cell(field: Field) -> Any:
    words = _ENDLESS.sub(_breakable, printable(field.words))
    return {"words": words, "link": field.link} if field.link else words


def _breakable(word: re.Match[str]) -> str:
    text = word.group()
    return _BREAK.join(text[place : place + 8] for place in range(0, len(text), 8))
