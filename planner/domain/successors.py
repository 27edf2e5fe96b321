"""Facts of units that were merged since, told of the unit that stands today (quy về đơn vị hiện nay)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from planner.domain.coverage import Fact


def successors(mergers: Iterable[tuple[int, int]]) -> dict[int, int]:
    """(unit, unit it went into) → every merged unit with the one that stands at the end of the chain."""
    into = dict(mergers)
    found: dict[int, int] = {}
    for unit_id in into:
        last, seen = unit_id, {unit_id}
        while (onward := into.get(last)) is not None and onward not in seen:
            seen.add(onward)
            last = onward
        found[unit_id] = last
    return found


def as_today(facts: Iterable[Fact], merged: Mapping[int, int], names: Mapping[int, str]) -> list[Fact]:
    """The same facts under the units of today and their ``names`` today; without any merger as they are."""
    if not merged:
        return list(facts)
    return [
        replace(fact, unit_id=unit_id, unit_name=names[unit_id])
        for fact in facts
        for unit_id in (merged.get(fact.unit_id, fact.unit_id),)
    ]
