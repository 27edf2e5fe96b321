"""How right suggestions and pairs taken by rule have been, month by month, by what people decided later."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

Z = 1.96  # 95 %


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person said of a pair. ``by_rule``: it had been taken by rule before."""

    month: date
    by_rule: bool
    right: bool


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` of ``number``, with the bounds within which the true share lies in 95 of 100 cases, 0…1."""

    right: int
    number: int

    @property
    def share(self) -> float:
        return self.right / self.number if self.number else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        return wilson(self.right, self.number)


@dataclass(frozen=True, slots=True)
class Month:
    """``first``: the month's first day."""

    first: date
    by_rule: Share
    suggested: Share


def wilson(right: int, number: int) -> tuple[float, float]:
    """The interval of Wilson, honest for few cases: (0, 1) when there are none."""
    if not number:
        return 0.0, 1.0
    share, square = right / number, Z * Z
    middle = share + square / (2 * number)
    half = Z * math.sqrt(share * (1 - share) / number + square / (4 * number * number))
    below = 1 + square / number
    return max((middle - half) / below, 0.0), min((middle + half) / below, 1.0)


def by_month(verdicts: Iterable[Verdict]) -> list[Month]:
    """The months in which anything was decided, the earliest first."""
    months: dict[date, list[Verdict]] = {}
    for one in verdicts:
        months.setdefault(one.month.replace(day=1), []).append(one)
    return [
        Month(first, *(_share(found, by_rule=by_rule) for by_rule in (True, False)))
        for first, found in sorted(months.items())
    ]


def total(months: Iterable[Month]) -> tuple[Share, Share]:
    """Of all months together: taken by rule, and suggested."""
    rows = list(months)
    both = [[row.by_rule for row in rows], [row.suggested for row in rows]]
    by_rule, suggested = (Share(sum(one.right for one in shares), sum(one.number for one in shares)) for shares in both)
    return by_rule, suggested


def _share(verdicts: Iterable[Verdict], *, by_rule: bool) -> Share:
    found = [one.right for one in verdicts if one.by_rule is by_rule]
    return Share(sum(found), len(found))
