"""Shares with honest bounds, month by month."""

from datetime import date

import pytest

from planner.domain.precision import Share, Verdict, by_month, total, wilson


@pytest.mark.parametrize(
    ("right", "number", "low", "high"),
    [(0, 0, 0.0, 1.0), (62, 62, 0.942, 1.0), (54, 54, 0.934, 1.0), (1, 2, 0.095, 0.905), (0, 10, 0.0, 0.278)],
)
def test_few_cases_say_little(right: int, number: int, low: float, high: float) -> None:
    assert wilson(right, number) == pytest.approx((low, high), abs=0.001)


def test_verdicts_are_counted_in_their_month_apart_by_who_decided_first() -> None:
    verdicts = [
        Verdict(date(2026, 11, 3), by_rule=True, right=True),
        Verdict(date(2026, 11, 30), by_rule=True, right=False),
        Verdict(date(2026, 10, 1), by_rule=False, right=True),
    ]
    october, november = by_month(verdicts)
    assert (october.first, october.by_rule, october.suggested) == (date(2026, 10, 1), Share(0, 0), Share(1, 1))
    assert (november.by_rule, november.suggested) == (Share(1, 2), Share(0, 0))
    assert total([october, november]) == (Share(1, 2), Share(1, 1))
    assert november.by_rule.share == 0.5
