"""The JSON shows the figures of the report and says null where there is not enough data."""

import json

from planner.documents.report_json import write_json
from planner.domain.coverage import Measure
from planner.domain.report import Report


def test_json_holds_the_same_figures_cell_by_cell(report: Report) -> None:
    values = json.loads(write_json(report))
    figures = report.figures

    assert values["totals"] == {
        "planned": 5,
        "published": 3,
        "missing": 1,
        "outside": 1,
        "airings": 4,
        "stopped": 1,
    }
    for name, lines in (("units", figures.units), ("themes", figures.themes), ("groups", figures.groups)):
        assert [[entry[one.value] for one in Measure] for entry in values[name]] == [
            [line[one] for one in Measure] for line in lines
        ]
    for table, entry in zip(report.tables, values["tables"], strict=True):
        rows = [*table.rows, *([table.total] if table.total else [])]
        assert entry["rows"] == [[cell.value if cell.is_figure else cell.words for cell in row] for row in rows]


def test_json_lists_every_publication_and_every_gap(report: Report) -> None:
    values = json.loads(write_json(report))

    assert [(entry["published_on"], entry["outside_plan"]) for entry in values["published"]] == [
        ("2026-11-02", False),
        ("2026-11-03", False),
        ("2026-11-04", False),
        ("2026-11-05", False),
        ("2026-11-14", True),
    ]
    assert [(entry["planned_on"], entry["title"]) for entry in values["missing"]] == [
        ("2026-11-10", "Bài lỡ hẹn"),
        ("2026-11-12", "Khoa học và đời sống"),
    ]
