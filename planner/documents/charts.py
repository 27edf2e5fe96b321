"""Charts drawn as SVG: no script, no style, no reference, readable without colour; the figure stands at every bar.

The same drawing serves the page (where ``chart.css`` gives it the reader's colours), the PDF and the Word file.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from planner.documents.characters import printable
from planner.domain.charts import Bars, Chart, Heat, Look, Series
from planner.language.style import number

WIDTH = 720
SIZE, LINE = 14, 18  # of letters, and from line to line
LETTER = 8.4  # width of a letter in the widest of the faces it is drawn in; names are cut by it, never measured
FONT = "Tinos, 'Times New Roman', serif"
NAMES, FIGURES = 280, 60  # left for names, right for the figure after the longest bar
NAME_LETTERS = int((NAMES - 12) / LETTER)
BAR, GAP = 16, 12
TALL, FOOT = 180, 40
UNKNOWN = "…"
INK, SOFT, DARK, PALE = "#1c2225", "#6b7378", "#0e5a6b", "#ffffff"
STEPS = ("#f4f4f2", "#dcebe9", "#b5d6d3", "#7fb5b4", "#1f7480", "#0b4a58")


def draw(chart: Chart) -> Markup:
    """The chart as one ``<svg>``: safe in a page as it is, every word in it is escaped."""
    return heat(chart) if isinstance(chart, Heat) else bars(chart)


def bars(chart: Bars) -> Markup:
    """Bars side by side; lying with names at the left, or standing over short names (months)."""
    marks = list(_key(chart.series))
    if chart.upright:
        marks += _standing(chart)
        return _picture(chart, TALL + FOOT + 2 * LINE, marks)
    marks += _lying(chart)
    return _picture(chart, _lying_height(chart), marks)


def heat(chart: Heat) -> Markup:
    """A cell for every row and column with its number in it; the darker, the more."""
    width = (WIDTH - NAMES) / max(len(chart.columns), 1)
    long = any(len(_folded(words, NAME_LETTERS)) > 1 for words in chart.rows)
    height = 2 * LINE + 4 if long else 26
    most = max((value or 0 for row in chart.values for value in row), default=0)
    marks = [
        _text(NAMES + width * (place + 0.5), 12, words, "middle", most=max(int(width / 6), 5))
        for place, words in enumerate(chart.columns)
    ]
    for row, (words, values) in enumerate(zip(chart.rows, chart.values, strict=True)):
        top = LINE + row * height
        marks += _name(words, top + height / 2)
        for column, value in enumerate(values):
            marks += _cell(NAMES + column * width, top, width, height, value, most)
    return _picture(chart, LINE + len(chart.rows) * height + 4, marks)


def step_of(value: int | None, most: int) -> int:
    """0–5: how dark a cell is; only 0 is 0."""
    return 0 if not value or not most else min(5, 1 + (5 * value - 1) // most)


def _cell(x: float, y: float, width: float, height: float, value: int | None, most: int) -> list[Markup]:
    step = step_of(value, most)
    words = UNKNOWN if value is None else number(value)
    ink = PALE if step > 3 else INK
    return [
        Markup(
            '<rect class="chart__cell chart__cell--{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"/>'
        ).format(step, x + 1, y + 1, max(width - 2, 1), height - 2, STEPS[step]),
        Markup(
            '<text class="chart__in chart__in--{}" x="{:.1f}" y="{:.1f}" text-anchor="middle" fill="{}">{}</text>'
        ).format(step, x + width / 2, y + height / 2 + 5, ink, words),
    ]


def _lying_height(chart: Bars) -> int:
    return LINE + GAP + len(chart.labels) * (len(chart.series) * BAR + GAP)


def _lying(chart: Bars) -> Iterable[Markup]:
    room = WIDTH - NAMES - FIGURES
    most = _most(chart)
    block = len(chart.series) * BAR
    for place, words in enumerate(chart.labels):
        top = LINE + GAP + place * (block + GAP)
        yield from _name(words, top + block / 2)
        for line, series in enumerate(chart.series):
            value = series.values[place]
            length = room * (value or 0) / most
            y = top + line * BAR
            yield _bar(NAMES, y + 1, length, BAR - 3, series.look)
            yield _text(NAMES + length + 6, y + BAR - 4, _figure(value), "start")


def _name(words: str, middle: float) -> Iterable[Markup]:
    """On one or two lines, cut with an ellipsis when it is longer still."""
    lines = _folded(words, NAME_LETTERS)
    first = middle + SIZE / 2 - 2 - (len(lines) - 1) * LINE / 2
    for place, line in enumerate(lines):
        yield _text(NAMES - 10, first + place * LINE, line, "end")


def _standing(chart: Bars) -> Iterable[Markup]:
    most = _most(chart)
    width = WIDTH / max(len(chart.labels), 1)
    thick = min(34.0, (width - GAP) / max(len(chart.series), 1))
    foot = LINE + TALL + LINE
    yield Markup('<line class="chart__line" x1="0" y1="{0}" x2="{1}" y2="{0}" stroke="{2}"/>').format(foot, WIDTH, SOFT)
    for place, words in enumerate(chart.labels):
        left = place * width + (width - thick * len(chart.series)) / 2
        yield _text((place + 0.5) * width, foot + LINE, words, "middle", most=max(int(width / LETTER), 3))
        for line, series in enumerate(chart.series):
            value = series.values[place]
            tall = (TALL - LINE) * (value or 0) / most
            x = left + line * thick
            yield _bar(x + 1.5, foot - tall, thick - 3, tall, series.look)
            yield _text(x + thick / 2, foot - tall - 4, _figure(value), "middle")


def _key(series: Sequence[Series]) -> Iterable[Markup]:
    """What each kind of bar stands for, in the same look."""
    x = 0.0
    for one in series:
        yield _bar(x + 1, 2, 20, 12, one.look)
        yield _text(x + 28, 13, one.name, "start", most=40)
        x += 28 + (min(len(one.name), 40) + 3) * LETTER


def _bar(x: float, y: float, width: float, height: float, look: Look) -> Markup:
    fill = DARK if look is Look.FULL else PALE
    broken = Markup(' stroke-dasharray="4 2"') if look is Look.BROKEN else Markup()
    return Markup(
        '<rect class="chart__bar chart__bar--{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"'
        ' fill="{}" stroke="{}"{}/>'
    ).format(look.value, x, y, max(width, 0), max(height, 0), fill, DARK, broken)


def _text(x: float, y: float, words: str, anchor: str, *, most: int = 60) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
        x, y, anchor, _cut(printable(words), most)
    )


def _picture(chart: Chart, height: int, marks: Iterable[Markup]) -> Markup:
    return Markup(
        '<svg class="chart__drawing" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}"'
        ' font-family="{}" font-size="{}" fill="{}">{}</svg>'
    ).format(WIDTH, height, printable(chart.spoken), FONT, SIZE, INK, Markup().join(marks))


def _most(chart: Bars) -> int:
    """The greatest figure; at least 1, so that nothing is divided by nothing."""
    return max((value or 0 for one in chart.series for value in one.values), default=0) or 1


def _figure(value: int | None) -> str:
    return UNKNOWN if value is None else number(value)


def _folded(words: str, most: int) -> list[str]:
    lines = [""]
    for word in printable(words).split():
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(joined) > most:
            lines.append(word)
        else:
            lines[-1] = joined
    return (
        [_cut(line, most) for line in lines]
        if len(lines) <= 2
        else [_cut(lines[0], most), _cut(" ".join(lines[1:]), most)]
    )


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
