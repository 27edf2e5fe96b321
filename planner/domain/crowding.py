"""How a month with many items stays readable: nothing is hidden, days change their form instead.

A day with a few items shows cards, one with more shows lines, one with very many shows each on a single line. Only
when the whole page would hold more items than a browser can (the plans of a province), its crowded days are told by
counts of each status, every count leading to its items.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

MOST_CARDS, MOST_WEEK_CARDS = 4, 12
MOST_WHOLE_LINES = 12
MOST_TITLES = 5000
MOST_TITLES_A_DAY = 8


class Form(StrEnum):
    """How a day shows its items: large, over as many lines as they need, cut to one line each."""

    CARDS = "cards"
    LINES = "lines"
    DENSE = "dense"


def told_by_counts(sizes: Mapping[date, int]) -> frozenset[date]:
    """The days whose items are counted rather than named."""
    if sum(sizes.values()) <= MOST_TITLES:
        return frozenset()
    return frozenset(day for day, size in sizes.items() if size > MOST_TITLES_A_DAY)


def form_of(size: int, *, most_cards: int | None) -> Form:
    """The form of a day with that many items. ``most_cards``: none where cards are wanted whatever their number."""
    if most_cards is None or size <= most_cards:
        return Form.CARDS
    return Form.LINES if size <= MOST_WHOLE_LINES else Form.DENSE
