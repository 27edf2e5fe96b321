"""CPU of pages as multiples of a bare page of the same program in the same run: a ratio, never milliseconds."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import click

ROUNDS, WINDOW = 15, 0.012  # seconds: a short call is repeated so long, that none is measured by luckier moments
BARE = "bare page"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``most``: the target, None where a figure is only told."""

    name: str
    value: float
    unit: str
    most: float | None = None

    @property
    def is_met(self) -> bool:
        return self.most is None or self.value <= self.most


def measure(calls: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Seconds of CPU of each call; every round runs each, and the least of the rounds counts."""
    best, repeats = dict.fromkeys(calls, float("inf")), dict[str, int]()
    for name, call in calls.items():
        call()
        repeats[name] = max(1, round(WINDOW / _cost(call, 1)))
    for _ in range(rounds):
        for name, call in calls.items():
            best[name] = min(best[name], _cost(call, repeats[name]))
    return best


def _cost(call: Callable[[], object], repeats: int) -> float:
    start = time.process_time()
    for _ in range(repeats):
        call()
    return (time.process_time() - start) / repeats


def show(rows: Iterable[Row]) -> bool:
    """Print the table; whether every target is met."""
    met = True
    for row in rows:
        target = f"≤ {row.most:g} {row.unit}" if row.most is not None else ""
        told = "" if row.is_met else "MISSED"
        click.echo(f"{row.name:44} {row.value:8.2f} {row.unit:10} {target:16} {told}".rstrip())
        met = met and row.is_met
    return met
