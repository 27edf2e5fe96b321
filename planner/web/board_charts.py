"""The board's charts in the reader's language; in a report they stay in the language of documents."""

from dataclasses import replace

from planner.domain.charts import Bars, Chart
from planner.web.rendering import translate


def in_words_of_the_reader(chart: Chart) -> Chart:
    """Title, series and the program's own labels translated; names of units and themes are data and stay."""
    chart = replace(chart, title=translate(chart.title), unknown=translate(chart.unknown))
    if isinstance(chart, Bars):
        series = tuple(replace(one, name=translate(one.name)) for one in chart.series)
        return replace(chart, labels=tuple(map(translate, chart.labels)), series=series)
    return replace(chart, rows=tuple(map(translate, chart.rows)))
