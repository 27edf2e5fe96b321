"""Which exemplars were written about in a period, how often and by whom; and where the pieces took place."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.coverage import Fact, Measure
from planner.language.canon import canon
from planner.vocabulary import ExemplarKind


@dataclass(frozen=True, slots=True)
class KnownExemplar:
    """An entry of a register. ``unit_name``: whose register it is."""

    exemplar_id: int
    kind: ExemplarKind
    name: str
    place: str
    field: str
    unit_id: int
    unit_name: str


@dataclass(frozen=True, slots=True)
class CoveredExemplar:
    """``works``: published works about it, by day; none means that nobody told of it in the period."""

    exemplar: KnownExemplar
    works: tuple[Fact, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """Who told of it, by the names of those days, each once."""
        return tuple(dict.fromkeys(work.unit_name for work in self.works))


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """``label``: as most often written; "" for works whose place nobody entered."""

    label: str
    planned: int
    published: int
    outside: int


def covered(exemplars: Iterable[KnownExemplar], facts: Iterable[Fact]) -> tuple[CoveredExemplar, ...]:
    """Every exemplar with the works about it, the least told of first, then by name as given."""
    works: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.measure is Measure.PUBLISHED and fact.exemplar_id is not None and not fact.instalment:
            works.setdefault(fact.exemplar_id, []).append(fact)
    found = [
        CoveredExemplar(one, tuple(sorted(works.get(one.exemplar_id, ()), key=lambda work: work.on)))
        for one in exemplars
    ]
    return tuple(sorted(found, key=lambda one: len(one.works)))


def by_place(facts: Iterable[Fact]) -> tuple[PlaceLine, ...]:
    """Works by the place entered with the plan, the most published first, those without a place last.

    Different spellings of one name (accents apart in place, capitals) are one place. What nobody planned has none.
    """
    labels: dict[str, dict[str, int]] = {}
    counts: dict[str, dict[Measure, int]] = {}
    for fact in facts:
        if fact.instalment or fact.measure not in (Measure.PLANNED, Measure.PUBLISHED, Measure.OUTSIDE):
            continue
        key = canon(fact.place)
        spelled = labels.setdefault(key, {})
        spelled[fact.place] = spelled.get(fact.place, 0) + 1
        tally = counts.setdefault(key, {})
        tally[fact.measure] = tally.get(fact.measure, 0) + 1
    lines = [
        PlaceLine(
            max(labels[key], key=lambda words: labels[key][words]),
            tally.get(Measure.PLANNED, 0),
            tally.get(Measure.PUBLISHED, 0),
            tally.get(Measure.OUTSIDE, 0),
        )
        for key, tally in counts.items()
    ]
    return tuple(sorted(lines, key=lambda line: (not line.label, -line.published, -line.planned, line.label)))
