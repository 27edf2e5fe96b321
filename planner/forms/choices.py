"""Choosing from lists of rows: the value sent is the row's number, empty for none."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from planner.forms.base import options

NOTHING: tuple[tuple[str, str], ...] = (("", "–"),)


def number(value: Any) -> int | None:
    """A row's number; the empty string (and None) is "none chosen". Raises ValueError for anything else."""
    return None if value in ("", None) else int(value)


class RowSelect(SelectField):
    """One row of a list, or none."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, coerce=number, choices=options(NOTHING), **kwargs)

    def offer(self, rows: Iterable[tuple[int, str]], nothing: str | None = "–") -> None:
        """``rows``: (number, words). ``nothing``: the words for none, None when one must be chosen."""
        none = [] if nothing is None else [("", nothing)]
        self.choices = options([*none, *rows])


class Ticks(SelectMultipleField):
    """Several of a list, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
