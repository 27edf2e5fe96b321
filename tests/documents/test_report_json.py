"""The JSON shows the figures of the report and says null where there is not enough data."""

import json

from planner.documents.report_json import write_json
from planner.domain.report import Report


def test_json_holds_the_figures_counted_by_hand(report: Report) -> None:
    values = json.loads(write_json(report))

    assert values["totals"] == {
        "planned": 5,
        "published": 3,
        "missing": 1,
        "outside": 1,
        "airings": 4,
        "repeats": 0,
        "stopped": 1,
    }
    assert [(entry["name"], entry["planned"], entry["published"]) for entry in values["units"]] == [
        ("Báo Thử Nghiệm", 4, 2),
        ("Đài Thử Nghiệm", 1, 1),
    ]
    assert [(entry["name"], entry["published"], entry["outside"]) for entry in values["themes"]] == [
        ("Khoa học", 2, 1),
        ("Mô hình hay", 2, 0),
    ]


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
