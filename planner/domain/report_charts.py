"""The charts of the report, from the figures its tables print."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.charts import Bars, Chart, Heat, Look, Series
from planner.domain.coverage import Measure
from planner.domain.figures import Figures, Line
from planner.domain.tally import NO_THEME
from planner.vocabulary import N_

MOST_WEEKS = 14  # more columns than this cannot be read on a page
SHOWN = (
    (Measure.PLANNED, Look.FRAME),
    (Measure.PUBLISHED, Look.FULL),
    (Measure.OUTSIDE, Look.BROKEN),
)


def report_charts(figures: Figures) -> tuple[Chart, ...]:
    """By unit; by month when there are several; themes by week when the weeks fit. A chart of nothing is left out."""
    charts: list[Chart] = []
    if not figures.empty:
        charts.append(by_unit(figures))
        if len(figures.months) > 1:
            charts.append(by_month(figures))
        if heat := themes_by_week(figures):
            charts.append(heat)
    return tuple(charts)


def by_unit(figures: Figures) -> Bars:
    return _bars(N_("Kế hoạch và kết quả theo đơn vị"), figures.units)


def by_month(figures: Figures) -> Bars:
    return _bars(N_("Kế hoạch và kết quả theo tháng"), figures.months, upright=True)


def themes_by_week(figures: Figures) -> Heat | None:
    """Works published in and outside the plan, by theme and ISO week; None without themes or with too many weeks."""
    period = figures.frame.period
    weeks = list(_weeks(period.first, min(period.last, max(figures.frame.today, period.first))))
    if not figures.themes or len(weeks) > MOST_WEEKS:
        return None
    counted: Counter[tuple[int, date]] = Counter()
    for fact in figures.facts:
        if fact.measure in (Measure.PUBLISHED, Measure.OUTSIDE) and not fact.instalment:
            counted.update((theme, _monday(fact.on)) for theme in fact.themes or {NO_THEME})
    return Heat(
        N_("Tác phẩm đã đăng, phát theo chủ đề và tuần (ghi ngày đầu tuần)"),
        tuple(line.label for line in figures.themes),
        tuple(f"{week.day}/{week.month}" for week in weeks),
        tuple(tuple(counted[line.filter.theme_id or NO_THEME, week] for week in weeks) for line in figures.themes),
    )


def _bars(title: str, lines: tuple[Line, ...], *, upright: bool = False) -> Bars:
    return Bars(
        title,
        tuple(line.label for line in lines),
        tuple(Series(measure.label, tuple(line[measure] for line in lines), look) for measure, look in SHOWN),
        upright,
    )


def _weeks(first: date, last: date) -> Iterator[date]:
    monday = _monday(first)
    while monday <= last:
        yield monday
        monday += timedelta(days=7)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
