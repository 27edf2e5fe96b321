"""How a month with many items stays readable: nothing is hidden, days change their form instead.

A day with a few items shows cards, one with more shows lines. When a whole month holds more than a page can, its
crowded days are told by counts of each status, every count leading to its items.
"""

from collections.abc import Mapping
from datetime import date

MOST_CARDS = 4
MOST_TITLES = 400
MOST_TITLES_A_DAY = 8


def told_by_counts(sizes: Mapping[date, int]) -> frozenset[date]:
    """The days whose items are counted rather than named."""
    if sum(sizes.values()) <= MOST_TITLES:
        return frozenset()
    return frozenset(day for day, size in sizes.items() if size > MOST_TITLES_A_DAY)


def told_by_lines(size: int) -> bool:
    """Whether a day of a month shows one line an item instead of a card."""
    return size > MOST_CARDS
