"""Where a pace leads: by hand, for every outlook."""

from datetime import date

import pytest

from planner.domain.forecast import Days, Outlook, forecast, working_days
from planner.domain.periods import Period
from tests.factories import TODAY

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def test_working_days_leave_out_weekends_days_off_and_today() -> None:
    assert working_days(NOVEMBER, TODAY, ()) == Days(all=21, passed=15)
    assert working_days(NOVEMBER, TODAY, {date(2026, 11, 20), date(2026, 11, 24)}) == Days(all=19, passed=14)
    assert working_days(NOVEMBER, date(2026, 12, 5), ()) == Days(all=21, passed=21)
    assert working_days(NOVEMBER, date(2026, 10, 5), ()).passed == 0


def test_a_period_of_nothing_but_a_weekend_counts_its_days() -> None:
    assert working_days(Period(date(2026, 11, 21), date(2026, 11, 22)), TODAY, ()) == Days(all=2, passed=2)


@pytest.mark.parametrize(
    ("amount", "done", "ahead", "passed", "outlook", "lacking", "by_plan"),
    [
        # 5 in 15 days makes 2 more in 6: 7 of 10
        (10, 5, 1, 15, Outlook.SHORT, 3, 6),
        (10, 5, 5, 15, Outlook.WITH_PLAN, 3, 10),
        (7, 5, 0, 15, Outlook.ON_TRACK, 0, 5),
        (5, 5, 0, 15, Outlook.REACHED, 0, 5),
        (10, 5, 0, 21, Outlook.MISSED, 5, 5),
        (10, 0, 4, 0, Outlook.TOO_EARLY, 6, 4),
        (10, 0, 0, 15, Outlook.SHORT, 10, 0),
    ],
)
def test_every_outlook(
    amount: int, done: int, ahead: int, passed: int, outlook: Outlook, lacking: int, by_plan: int
) -> None:
    found = forecast(amount, done, ahead, Days(21, passed))

    assert (found.outlook, found.lacking, found.by_plan) == (outlook, lacking, by_plan)
