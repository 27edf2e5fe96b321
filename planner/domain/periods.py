"""Reporting periods (kỳ báo cáo). The month is the unit; quarter, year and a free period are sums of months."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from planner.language.dates import document_date

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Two civil days, both included, the first not after the last."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end ({self.last}) before it starts ({self.first})")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def months(self) -> Iterator[date]:
        """The first day of every month the period touches."""
        month = self.first.replace(day=1)
        while month <= self.last:
            yield month
            month = month_of(month).last + ONE_DAY

    @property
    def words(self) -> str:
        """As a document says it: "tháng 11 năm 2026", "quý IV năm 2026", "6 tháng đầu năm 2026", or from day to day."""
        if self == month_of(self.first):
            return f"tháng {self.first.month} năm {self.first.year}"
        if self == quarter_of(self.first):
            return f"quý {_QUARTERS[(self.first.month - 1) // 3]} năm {self.first.year}"
        if self == half_of(self.first):
            return f"6 tháng {'đầu' if self.first.month == 1 else 'cuối'} năm {self.first.year}"
        if self == year_of(self.first):
            return f"năm {self.first.year}"
        return f"từ ngày {document_date(self.first)} đến ngày {document_date(self.last)}"


_QUARTERS = ("I", "II", "III", "IV")


def month_of(day: date) -> Period:
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def month_before(day: date) -> Period:
    return month_of(day.replace(day=1) - ONE_DAY)


def quarter_of(day: date) -> Period:
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return Period(first, month_of(first.replace(month=first.month + 2)).last)


def half_of(day: date) -> Period:
    first = day.replace(month=1 if day.month < 7 else 7, day=1)
    return Period(first, month_of(first.replace(month=first.month + 5)).last)


def year_of(day: date) -> Period:
    return Period(day.replace(month=1, day=1), day.replace(month=12, day=31))


def period_before(period: Period) -> Period:
    """The period to compare with: the month, quarter, half or year before, or as many days just before."""
    last = period.first - ONE_DAY
    for whole in (month_of, quarter_of, half_of, year_of):
        if period == whole(period.first):
            return whole(last)
    return Period(last - (period.last - period.first), last)


def campaign_period(starts_on: date, ends_on: date | None, today: date) -> Period:
    """The whole campaign; one without an end runs to the end of the current year."""
    return Period(starts_on, max(starts_on, ends_on or year_of(today).last))
