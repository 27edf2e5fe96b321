"""A report as JSON for other programs: the same figures under stable keys, with the list of publications."""

import json
from typing import Any

from planner.domain.coverage import Fact, Measure
from planner.domain.figures import Line
from planner.domain.report import AnnexLine, Report
from planner.domain.report_tables import Cell, Table

MIMETYPE = "application/json"
LAYOUT = 1


def write_json(report: Report) -> str:
    """JSON text. A figure is a number, or null when there is not enough data to say 0."""
    return json.dumps(as_values(report), ensure_ascii=False, indent=1)


def as_values(report: Report) -> dict[str, Any]:
    """The report in plain values."""
    figures, frame = report.figures, report.figures.frame
    return {
        "layout": LAYOUT,
        "campaign": frame.campaign_key,
        "title": report.title,
        "from": frame.period.first.isoformat(),
        "to": frame.period.last.isoformat(),
        "drafted_on": report.drafted_on.isoformat(),
        "measures": {measure.value: measure.label for measure in Measure},
        "totals": _counts(figures.total),
        "units": [{"id": line.filter.unit_id, "name": line.label} | _counts(line) for line in figures.units],
        "themes": [{"id": line.filter.theme_id, "name": line.label} | _counts(line) for line in figures.themes],
        "groups": [{"key": line.filter.group, "name": line.label} | _counts(line) for line in figures.groups],
        "months": [{"month": f"{line.filter.month:%Y-%m}"} | _counts(line) for line in figures.months],
        "known": [{"how": known.value, "name": known.label, "works": count} for known, count in figures.known],
        "tables": [_table(table) for table in report.tables],
        "notes": figures.notes,
        "unread_sources": [
            {
                "name": source.name,
                "unit": source.unit_name,
                "state": source.state.value,
                "last_good_at": source.last_good_at.isoformat() if source.last_good_at else None,
            }
            for source in frame.sources
        ],
        "missing": [_missing(fact) for fact in figures.facts if fact.measure is Measure.MISSING],
        "published": [_published(line) for line in report.annex],
    }


def _counts(line: Line) -> dict[str, int | None]:
    return {measure.value: line[measure] for measure in Measure}


def _table(table: Table) -> dict[str, Any]:
    rows = [*table.rows, *([table.total] if table.total else [])]
    return {
        "number": table.number,
        "title": table.title,
        "heads": list(table.heads),
        "rows": [[_cell(cell) for cell in row] for row in rows],
        "has_total": table.total is not None,
    }


def _cell(cell: Cell) -> int | str | None:
    return cell.value if cell.is_figure else cell.words


def _missing(fact: Fact) -> dict[str, Any]:
    """A plan whose day passed, or an instalment nothing came of (then without an item)."""
    return {
        "item": fact.item_id,
        "title": fact.title,
        "unit": fact.unit_name,
        "planned_on": fact.on.isoformat(),
        "column": fact.column,
    }


def _published(line: AnnexLine) -> dict[str, Any]:
    airing = line.airing
    return {
        "id": airing.published_id,
        "published_on": airing.on.isoformat(),
        "title": airing.title,
        "genre": line.genre,
        "author": airing.author,
        "unit": airing.unit_name,
        "channel": airing.channel,
        "column": line.column,
        "link": airing.link,
        "known": airing.known.value,
        "outside_plan": line.outside,
    }
