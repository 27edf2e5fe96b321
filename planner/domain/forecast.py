"""How far a target will be reached: the pace so far carried on over the working days left, and the plan ahead.

A forecast is arithmetic on confirmed works, no more: it says what it rests on, and nothing while there is no pace yet.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.periods import Period
from planner.vocabulary import N_, Labelled

SATURDAY = 5


class Outlook(Labelled):
    """Where a target stands."""

    REACHED = "reached", N_("Đã đạt")
    ON_TRACK = "on_track", N_("Đúng tiến độ")
    WITH_PLAN = "with_plan", N_("Đạt nếu kế hoạch còn lại đều đăng, phát")
    SHORT = "short", N_("Có thể thiếu")
    MISSED = "missed", N_("Không đạt")
    TOO_EARLY = "too_early", N_("Chưa đủ ngày để dự báo")


@dataclass(frozen=True, slots=True)
class Days:
    """Working days of a target's period: all of them and those that have passed, today not among them."""

    all: int
    passed: int

    @property
    def left(self) -> int:
        return self.all - self.passed


@dataclass(frozen=True, slots=True)
class Forecast:
    """``done``: confirmed works; ``ahead``: works still planned in the period. ``by_pace``: at its end when the pace
    holds, ``None`` before there is one; ``by_plan``: when everything planned comes out.
    """

    amount: int
    done: int
    ahead: int
    days: Days
    by_pace: int | None
    by_plan: int
    outlook: Outlook

    @property
    def lacking(self) -> int:
        """How many are lacking at this pace; of an ended period, how many were; before a pace, by the plan."""
        expected = self.by_plan if self.by_pace is None else self.by_pace
        return max(self.amount - expected, 0)

    @property
    def lacking_by_plan(self) -> int:
        return max(self.amount - self.by_plan, 0)


def working_days(period: Period, today: date, days_off: Collection[date]) -> Days:
    """Days from Monday to Friday that are not off; weekends count too when the period has nothing else."""
    days = [period.first + timedelta(days=number) for number in range((period.last - period.first).days + 1)]
    worked = [day for day in days if day.weekday() < SATURDAY and day not in days_off] or days
    return Days(len(worked), sum(day < today for day in worked))


def forecast(amount: int, done: int, ahead: int, days: Days) -> Forecast:
    """The pace is done ÷ days passed; what it brings in the days left is rounded down."""
    by_pace = done + done * days.left // days.passed if days.passed else None
    by_plan = done + ahead
    return Forecast(amount, done, ahead, days, by_pace, by_plan, _outlook(amount, done, days, by_pace, by_plan))


def _outlook(amount: int, done: int, days: Days, by_pace: int | None, by_plan: int) -> Outlook:
    if done >= amount:
        return Outlook.REACHED
    if not days.left:
        return Outlook.MISSED
    if by_pace is None:
        return Outlook.TOO_EARLY
    if by_pace >= amount:
        return Outlook.ON_TRACK
    return Outlook.WITH_PLAN if by_plan >= amount else Outlook.SHORT
