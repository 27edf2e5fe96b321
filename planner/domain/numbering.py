"""Numbers a site counts its articles with, and the ones nobody has seen. Pure.

Sites of one family count over all categories. A number missing between two that were seen may be an article a feed
never showed; it may as well be a draft or a video. So it is "possibly missing", never "missing".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from feeds.identity import article_id

# A slug ends in the number: …/ten-bai-1000123/, …-1000123.html
USUAL = r"-(\d{4,10})(?:\.\w{2,5})?/?$"
LEAST_KNOWN = 5
# A counter leaves few holes; numbers made of a date or at random leave mostly holes and mean nothing.
MOST_HOLES = 3


@dataclass(frozen=True, slots=True)
class Missing:
    """Numbers from ``first`` to ``last`` (both included) that nobody saw, before the article seen on ``on``."""

    first: int
    last: int
    on: date

    @property
    def count(self) -> int:
        return self.last - self.first + 1


def numbers_of(links: Iterable[tuple[str, date]], pattern: str = "") -> dict[int, date]:
    """The site's own number of each link and the earliest day it was seen for; links without one are left out."""
    taken = re.compile(pattern or USUAL)
    found: dict[int, date] = {}
    for link, on in links:
        number = article_id(link.partition("?")[0].partition("#")[0], taken)
        if number.isascii() and number.isdecimal() and len(number) <= 10:
            found[int(number)] = min(on, found.get(int(number), on))
    return found


def possibly_missing(known: dict[int, date]) -> list[Missing]:
    """The holes between the numbers seen, in their order; none when the numbers are no counter."""
    if len(known) < LEAST_KNOWN:
        return []
    order = sorted(known)
    holes = [Missing(before + 1, after - 1, known[after]) for before, after in pairwise(order) if after - before > 1]
    return holes if sum(hole.count for hole in holes) <= MOST_HOLES * len(known) else []


def by_day(holes: Iterable[Missing]) -> dict[date, list[Missing]]:
    """Holes under the day of the article after them, the newest day first."""
    days: dict[date, list[Missing]] = {}
    for hole in sorted(holes, key=lambda one: (one.on, -one.first), reverse=True):
        days.setdefault(hole.on, []).append(hole)
    return days
