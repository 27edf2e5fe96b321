"""A report as JSON for other programs: the very text a closed report is kept in."""

from planner.domain.report import Report
from planner.domain.report_values import canonical, values_of

MIMETYPE = "application/json"


def write_json(report: Report) -> str:
    """Canonical JSON. A figure is a number, or null when there is not enough data to say 0."""
    return canonical(values_of(report))
