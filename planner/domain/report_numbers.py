"""The figures of a report in plain values under stable keys, as they are written down and read by other programs."""

from collections.abc import Iterable
from typing import Any

from planner.domain.activities import ActivityLine
from planner.domain.coverage import Fact, Measure
from planner.domain.figures import Figures, Line


def numbers_of(figures: Figures, activities: Iterable[ActivityLine] = ()) -> dict[str, Any]:
    """Counts are whole numbers, or ``None`` when there is not enough data to say 0; ``minutes`` of first showings."""
    return {
        "measures": {measure.value: measure.label for measure in Measure},
        "totals": _counts(figures.total),
        "minutes": figures.minutes(),
        "units": [{"id": line.filter.unit_id, "name": line.label} | _counts(line) for line in figures.units],
        "themes": [{"id": line.filter.theme_id, "name": line.label} | _counts(line) for line in figures.themes],
        "groups": [{"key": line.filter.group, "name": line.label} | _counts(line) for line in figures.groups],
        "months": [{"month": f"{line.filter.month:%Y-%m}"} | _counts(line) for line in figures.months],
        "known": [{"how": known.value, "name": known.label, "works": count} for known, count in figures.known],
        "counts_rule": figures.frame.counts_rule,
        "units_of_today": figures.frame.present,
        "unread_sources": [
            {
                "name": source.name,
                "unit": source.unit_name,
                "state": source.state.value,
                "problem": source.problem.value if source.problem else None,
                "hours_missing": {day.isoformat(): round(hours, 2) for day, hours in sorted(source.missing.items())},
            }
            for source in figures.frame.sources
        ],
        "vouched": [
            {
                "name": line.name,
                "unit": line.unit_name,
                "from": line.begins_at.isoformat(),
                "to": line.ends_at.isoformat(),
                "by": line.person,
                "note": line.note,
            }
            for line in figures.frame.vouched
        ],
        "self_reported": [
            {
                "unit": line.unit_name,
                "kind": line.kind.key,
                "name": line.kind.name,
                "count": line.count,
                "measure": line.kind.measure,
                "audience": line.audience,
                "reports": line.reports,
                "proved": line.proved,
            }
            for line in activities
        ],
        "missing": [_missing(fact) for fact in figures.facts if fact.measure is Measure.MISSING],
    }


def _counts(line: Line) -> dict[str, int | None]:
    return {measure.value: line[measure] for measure in Measure}


def _missing(fact: Fact) -> dict[str, Any]:
    """A plan whose day passed, or an instalment nothing came of (then without an item)."""
    return {
        "item": fact.item_id,
        "title": fact.title,
        "unit": fact.unit_name,
        "planned_on": fact.on.isoformat(),
        "column": fact.column,
    }
