"""Choosing from lists of rows: the value sent is the row's number, empty for none."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from planner.forms.base import Translations
from planner.vocabulary import Labelled

NOTHING: tuple[tuple[str, str], ...] = (("", "–"),)


def number(value: Any) -> int | None:
    """A row's number; the empty string (and None) is "none chosen". Raises ValueError for anything else."""
    return None if value in ("", None) else int(value)


class RowSelect(SelectField):
    """One row of a list, or none."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, coerce=number, choices=list(NOTHING), **kwargs)

    def offer(self, rows: Iterable[tuple[int, str]], nothing: str | None = "–") -> None:
        """``rows``: (number, words). ``nothing``: the words for none, None when one must be chosen."""
        none: list[tuple[Any, str]] = [] if nothing is None else [("", nothing)]
        self.choices = none + list(rows)


class Ticks(SelectMultipleField):
    """Several of a list, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def labelled(kind: type[Labelled]) -> list[tuple[str, str]]:
    """Codes and translated words of one of the vocabulary's lists."""
    return [(member.value, Translations().gettext(member.label)) for member in kind]
