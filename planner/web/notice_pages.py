"""The pages that notices of other things than planned items lead to."""

from typing import Any

from flask import url_for

PAGES = {
    "urging": ("urging.show", "urging_id"),
    "slot": ("columns.slot", "slot_id"),
    "source": ("sources.show", "source_id"),
    "report": ("reports.show", "report_id"),
}


def subject_url(subject: str, subject_id: int | None) -> str:
    """The page of a row of the table ``subject``."""
    endpoint, name = PAGES[subject]
    place: dict[str, Any] = {name: subject_id}
    return url_for(endpoint, **place)
