"""Bảng 1–4 of the coverage report as values; every output prints these and nothing of its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.domain.coverage import Measure
from planner.domain.figures import ColumnLine, Figures, Line
from planner.domain.tally import Filter
from planner.language.style import document_date, number, percent
from planner.vocabulary import N_


@dataclass(frozen=True, slots=True)
class Cell:
    """Words, or a figure with the filter that lists it. ``value`` None beside a filter: not enough data."""

    words: str = ""
    value: int | None = None
    filter: Filter | None = None

    @property
    def is_figure(self) -> bool:
        return self.filter is not None

    @property
    def text(self) -> str:
        """As it is printed."""
        if not self.is_figure:
            return self.words
        return N_("không đủ dữ liệu") if self.value is None else number(self.value)


@dataclass(frozen=True, slots=True)
class Table:
    """``heads``: words of the head row; the first ``stub`` columns are words. ``total``: the last line sums up."""

    number: int
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    stub: int = 1
    note: str = ""


def report_tables(figures: Figures) -> tuple[Table, ...]:
    return (_by_unit(figures), _by_month(figures), _by_theme(figures), _by_column(figures))


def rate(line: Callable[[Measure], int | None]) -> Cell:
    """Published of planned in per cent; empty when nothing was planned or it is not known what was published."""
    planned, published = line(Measure.PLANNED), line(Measure.PUBLISHED)
    return Cell("" if published is None or not planned else percent(published, planned))


def _by_unit(figures: Figures) -> Table:
    groups = figures.frame.groups
    heads = [group.heading for group in groups]

    def row(place: str, line: Line) -> tuple[Cell, ...]:
        cells = [_figure(figures, replace(line.filter, measure=Measure.PUBLISHED, group=group.key)) for group in groups]
        total = [_of(line, Measure.PUBLISHED), _of(line, Measure.PLANNED), rate(line.counts.get)]
        return (Cell(place), Cell(line.label), *cells, *total)

    return Table(
        1,
        N_("Số lượng theo đơn vị"),
        (N_("STT"), N_("Đơn vị"), *heads, N_("Tổng cộng"), N_("Kế hoạch"), N_("Tỷ lệ (%)")),
        tuple(row(str(place), line) for place, line in enumerate(figures.units, 1)),
        row("", figures.total),
        stub=2,
        note=N_("Số tác phẩm trong kế hoạch đã đăng, phát; kỳ chuyên trang, chuyên mục không cộng vào tổng."),
    )


def _by_month(figures: Figures) -> Table:
    measures = (Measure.PLANNED, Measure.PUBLISHED, Measure.OUTSIDE)

    def row(month: str, unit: str, wanted: Filter) -> tuple[Cell, ...]:
        counts = {measure: figures.count(replace(wanted, measure=measure)) for measure in measures}
        cells = [Cell(value=value, filter=replace(wanted, measure=measure)) for measure, value in counts.items()]
        return (Cell(month), Cell(unit), *cells, rate(counts.get))

    lines = [
        row(month.label, unit.label, replace(unit.filter, month=month.filter.month))
        for month in figures.months
        for unit in figures.units
    ]
    return Table(
        2,
        N_("Theo tháng"),
        (N_("Tháng"), N_("Đơn vị"), N_("Kế hoạch"), N_("Thực hiện"), N_("Ngoài kế hoạch"), N_("Tỷ lệ (%)")),
        tuple(line for line in lines if len(figures.months) == 1 or any(cell.value for cell in line)),
        row(N_("Cả kỳ"), "", Filter()),
        stub=2,
    )


def _by_theme(figures: Figures) -> Table:
    groups = [group for group in figures.frame.groups if not group.of_columns]

    def row(line: Line) -> tuple[Cell, ...]:
        cells = [_figure(figures, replace(line.filter, measure=Measure.PUBLISHED, group=group.key)) for group in groups]
        return (Cell(line.label), *cells, _of(line, Measure.PUBLISHED), _of(line, Measure.OUTSIDE))

    return Table(
        3,
        N_("Theo chủ đề"),
        (N_("Chủ đề"), *(group.name for group in groups), N_("Tổng cộng"), N_("Ngoài kế hoạch")),
        tuple(map(row, figures.themes)),
        (Cell(N_("Số tác phẩm")), *row(figures.total)[1:]),
        note=N_("Tác phẩm gắn nhiều chủ đề được tính ở từng chủ đề; dòng cuối đếm mỗi tác phẩm một lần."),
    )


def _by_column(figures: Figures) -> Table:
    def row(line: ColumnLine) -> tuple[Cell, ...]:
        planned = Filter(Measure.PLANNED, column_id=line.column_id)
        return (
            Cell(line.name),
            Cell(line.unit_name),
            Cell(line.channel),
            Cell(line.rhythm),
            Cell(value=line.planned, filter=planned),
            Cell(value=line.kept, filter=replace(planned, measure=Measure.PUBLISHED)),
            Cell(", ".join(map(document_date, line.missed))),
        )

    return Table(
        4,
        N_("Chuyên trang, chuyên mục"),
        (
            N_("Tên"),
            N_("Đơn vị"),
            N_("Kênh"),
            N_("Định kỳ"),
            N_("Số kỳ kế hoạch"),
            N_("Số kỳ đã thực hiện"),
            N_("Kỳ thiếu"),
        ),
        tuple(map(row, figures.columns)),
        stub=4,
    )


def _figure(figures: Figures, wanted: Filter) -> Cell:
    return Cell(value=figures.count(wanted), filter=wanted)


def _of(line: Line, measure: Measure) -> Cell:
    return Cell(value=line[measure], filter=replace(line.filter, measure=measure))
