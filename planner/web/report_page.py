"""A report as a page: the same pieces as its files, with the charts drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from planner.documents import annex, closing, heading
from planner.documents.characters import printable
from planner.documents.charts import draw
from planner.documents.grid import Field
from planner.documents.outline import (
    DRAFT,
    KINDS,
    NO_ROWS,
    Heading,
    Piece,
    Words,
    caption,
    chart_caption,
    note,
    outline,
    printed,
)
from planner.documents.profile import FormatProfile, profile_of
from planner.domain.charts import Bars, Chart, Heat
from planner.domain.report import Report
from planner.domain.report_tables import Table


@dataclass(frozen=True, slots=True)
class ShownTable:
    """``rows`` as printed; ``total``: whether the last one sums up."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    total: bool
    stub: int
    note: str


@dataclass(frozen=True, slots=True)
class ShownChart:
    title: str
    drawing: Markup


@dataclass(frozen=True, slots=True)
class Sheet:
    """``annex``: its first lines; ``left_out``: how many more the files list."""

    profile: FormatProfile
    parent: str
    body: str
    number: str
    draft: str
    mastheads: Sequence[str]
    day: str
    kind: str
    title: str
    pieces: Sequence[Heading | Words | ShownTable | ShownChart]
    recipients: Sequence[str]
    post: str
    annex_title: str
    annex_heads: Sequence[str]
    annex: Sequence[Sequence[Field]]
    annex_kind: str
    annex_empty: str
    label: str
    left_out: int


def sheet_of(report: Report, profile_key: str, most: int) -> Sheet:
    profile = profile_of(report, profile_key)
    words = report.words
    charts = iter(range(1, len(report.charts) + 1))
    return Sheet(
        profile=profile,
        parent=printable(words.body.parent.upper()),
        body=printable((words.body.own_name or heading.DOTS).upper()),
        number=heading.number_line(report, profile),
        draft="" if report.issued_on else DRAFT,
        mastheads=[great.text for great in (profile.masthead, profile.motto) if great],
        day=printable(heading.day_line(report)),
        kind=KINDS.get(words.kind, printable(words.kind)),
        title=printable(report.title),
        pieces=[_shown(piece, charts) for piece in outline(report, profile)],
        recipients=closing.recipient_lines(report),
        post=printable((words.signer_post or heading.DOTS).upper()),
        annex_title=annex.summary(report),
        annex_heads=[head for head, _width in annex.HEADS],
        annex=list(annex.rows(replace(report, annex=report.annex[:most]), annex.web_address)),
        annex_kind=annex.TITLE,
        annex_empty=annex.EMPTY,
        label=closing.LABEL,
        left_out=max(len(report.annex) - most, 0),
    )


def _shown(piece: Piece, charts: Iterator[int]) -> Heading | Words | ShownTable | ShownChart:
    if isinstance(piece, Heading | Words):
        return piece
    if isinstance(piece, Bars | Heat):
        return _chart(piece, next(charts))
    return _table(piece)


def _chart(chart: Chart, number: int) -> ShownChart:
    return ShownChart(chart_caption(chart, number), draw(chart))


def _table(table: Table) -> ShownTable:
    rows = [*table.rows, *([table.total] if table.total else [])]
    return ShownTable(
        caption(table),
        table.heads,
        [[printed(cell) for cell in row] for row in rows],
        table.total is not None,
        table.stub,
        note(table) if rows else NO_ROWS,
    )
