"""The running text of a report as a flat list, the same for page, Word file and PDF."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.documents.characters import printable
from planner.documents.profile import FormatProfile
from planner.domain.charts import Chart
from planner.domain.drafting import ChartMark, Part, Prompt, TableMark
from planner.domain.report import Report
from planner.domain.report_tables import Cell, Table

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
KINDS = {"BC": "BÁO CÁO"}
DRAFT = "DỰ THẢO"
NO_ROWS = "Không có dữ liệu trong kỳ."
UNKNOWN = "…"  # as printed statistics mark what happened but is not known
UNKNOWN_NOTE = "Dấu “…”: không đủ dữ liệu."


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 or 2."""

    words: str
    level: int


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; ``prompt``: what a person still has to write."""

    words: str
    prompt: bool = False


Piece = Heading | Words | Table | Chart


def outline(report: Report, profile: FormatProfile) -> list[Piece]:
    """Opening, sections and notes in order. The last words of the text end with the sign of the form."""
    pieces = list(_pieces(report, profile))
    for place in range(len(pieces) - 1, -1, -1):
        if isinstance(last := pieces[place], Words):
            pieces[place] = replace(last, words=last.words.rstrip(".") + profile.ending)
            break
    return pieces


def printed(cell: Cell) -> str:
    """A cell as it stands on paper, where "not enough data" is a sign with a note below the table."""
    return UNKNOWN if cell.is_figure and cell.value is None else printable(cell.text)


def caption(table: Table) -> str:
    return f"Bảng {table.number}. {table.title}"


def chart_caption(chart: Chart, number: int) -> str:
    return f"Biểu đồ {number}. {chart.title}"


def note(table: Table) -> str:
    """What stands below a table, empty for nothing."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    unknown = any(cell.is_figure and cell.value is None for row in rows for cell in row)
    return " ".join(filter(None, (table.note, UNKNOWN_NOTE if unknown else "")))


def _pieces(report: Report, profile: FormatProfile) -> Iterator[Piece]:
    yield Words(printable(report.opening))
    for numeral, section in zip(ROMAN, report.sections, strict=False):
        yield Heading(f"{numeral}{profile.heading} {printable(section.title).upper()}", 1)
        for place, part in enumerate(section.parts, 1):
            if part.title:
                yield Heading(f"{place}{profile.subheading} {printable(part.title)}", 2)
            yield from _blocks(report, part)
    if report.notes:
        yield Words("Ghi chú về số liệu: " + " ".join(map(printable, report.notes)))


def _blocks(report: Report, part: Part) -> Iterator[Piece]:
    for block in part.blocks:
        if isinstance(block, TableMark):
            yield report.tables[block.number - 1]
        elif isinstance(block, ChartMark):
            yield report.charts[block.number - 1]
        else:
            is_prompt = isinstance(block, Prompt)
            words = printable(block.words)
            yield Words(f"[{words}]" if is_prompt else words, is_prompt)
