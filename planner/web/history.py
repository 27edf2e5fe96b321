"""The history of a thing on its page, all of it or one field's (``?muc=``)."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from planner.models import History
from planner.queries.history import history_of
from planner.web import identity


@dataclass(frozen=True, slots=True)
class Past:
    """``fields``: the fields that ever changed, in Vietnamese; ``field``: the one asked for, empty for all."""

    lines: Sequence[History]
    fields: Sequence[str]
    field: str


def past_of(subject: str, subject_id: int) -> Past:
    """The lines to show. A field that never changed has none, which the page says."""
    lines = history_of(identity.database(), subject, subject_id)
    fields = sorted({change["field"] for line in lines for change in line.changes})
    wanted = request.args.get("muc", "")
    if wanted:
        lines = [line for line in lines if any(change["field"] == wanted for change in line.changes)]
    return Past(lines, fields, wanted)
