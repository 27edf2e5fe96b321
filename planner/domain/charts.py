"""Charts as values: words and numbers only, so that page, Word file and PDF draw the same one.

Every chart can say itself in words (``spoken``): the alternative text, and the proof that a reader without colours or
without eyes gets the same figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.language.style import number
from planner.vocabulary import N_

UNKNOWN = N_("không đủ dữ liệu")


class Look(StrEnum):
    """How a series is told from the others without colour: filled, framed, or framed with a broken line."""

    FULL = "full"
    FRAME = "frame"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Series:
    """One figure for each label of its chart; ``None``: not enough data to say 0."""

    name: str
    values: tuple[int | None, ...]
    look: Look = Look.FULL


@dataclass(frozen=True, slots=True)
class Bars:
    """``labels`` down the side (``upright``: along the foot, for months), for each a bar of every series."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    upright: bool = False
    unknown: str = UNKNOWN

    @property
    def spoken(self) -> str:
        return _sentence(self.title, (self._line(place, label) for place, label in enumerate(self.labels)))

    def _line(self, place: int, label: str) -> str:
        said = (f"{one.name.lower()} {_word(one.values[place], self.unknown)}" for one in self.series)
        return f"{label}: {', '.join(said)}"


@dataclass(frozen=True, slots=True)
class Heat:
    """``rows`` × ``columns``; ``values`` row by row."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int | None, ...], ...]
    unknown: str = UNKNOWN

    @property
    def spoken(self) -> str:
        return _sentence(self.title, map(self._line, self.rows, self.values))

    def _line(self, label: str, values: tuple[int | None, ...]) -> str:
        said = (
            f"{column} {_word(value, self.unknown)}"
            for column, value in zip(self.columns, values, strict=True)
            if value is None or value
        )
        return f"{label}: {', '.join(said) or '0'}"


Chart = Bars | Heat


def _sentence(title: str, lines: Iterator[str]) -> str:
    return f"{title}. {'; '.join(lines)}."


def _word(value: int | None, unknown: str) -> str:
    return unknown if value is None else number(value)
