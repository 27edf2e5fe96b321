"""Bảng 5: models, methods and people told of in the period, each with the works about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.coverage import Fact, Measure
from planner.domain.figures import Figures
from planner.domain.report_tables import Cell, Table
from planner.language.style import document_date
from planner.vocabulary import N_

NUMBER = 5


@dataclass(frozen=True, slots=True)
class ExemplarRow:
    """What a planned item is about."""

    item_id: int
    name: str
    place: str
    field: str


def exemplar_table(figures: Figures, rows: Iterable[ExemplarRow]) -> Table:
    """A line for every published work about an exemplar, exemplars by the day they were first told of."""
    published = {
        fact.item_id: fact
        for fact in figures.facts
        if fact.measure is Measure.PUBLISHED and not fact.instalment and fact.item_id
    }
    told = [(row, published[row.item_id]) for row in rows if row.item_id in published]
    first: dict[str, tuple[object, ...]] = {}
    for row, fact in sorted(told, key=lambda pair: (pair[1].on, pair[0].item_id)):
        first.setdefault(row.name, (fact.on, row.item_id))
    told.sort(key=lambda pair: (*first[pair[0].name], pair[1].on, pair[0].item_id))
    heads = (N_("Tên mô hình, điển hình"), N_("Địa bàn"), N_("Lĩnh vực"), N_("Tác phẩm"), N_("Ngày đăng, phát"))
    return Table(NUMBER, N_("Mô hình, điển hình"), heads, tuple(_line(row, fact) for row, fact in told), stub=4)


def _line(row: ExemplarRow, fact: Fact) -> tuple[Cell, ...]:
    work = f"{fact.title} ({fact.unit_name})"
    return (Cell(row.name), Cell(row.place), Cell(row.field), Cell(work), Cell(document_date(fact.on)))
