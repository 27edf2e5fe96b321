"""The parts of a report's text that a person may write: what the figures say, and what was written by hand instead.

Tables and charts stay where they are whatever is written around them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planner.domain.drafting import Block, ChartMark, Part, Prompt, Section, TableMark, Text
from planner.domain.report import Report

OPENING = "0"


@dataclass(frozen=True, slots=True)
class OwnText:
    """Written by hand; empty: left out on purpose. ``base``: what the figures said at that time."""

    text: str
    base: str


@dataclass(frozen=True, slots=True)
class PartText:
    """``drafted``: from the figures, prompts in brackets. ``section`` and ``title`` may be empty."""

    key: str
    section: str
    title: str
    drafted: str
    own: OwnText | None = None

    @property
    def shown(self) -> str:
        return self.drafted if self.own is None else self.own.text

    @property
    def moved(self) -> bool:
        """Whether the figures say something else now than when the hand-written text was written."""
        return self.own is not None and self.own.base != self.drafted


def part_texts(report: Report, own: Mapping[str, OwnText]) -> list[PartText]:
    """The opening and every part in order. ``report``: as drafted, without what was written by hand."""
    found = [PartText(OPENING, "", "", report.opening, own.get(OPENING))]
    for key, section, part in _parts(report):
        found.append(PartText(key, section.title, part.title, _drafted(part), own.get(key)))
    return found


def with_own(report: Report, own: Mapping[str, OwnText]) -> Report:
    """The report as it is printed; a section in which nothing is left is left out."""
    sections: list[Section] = []
    for place, section in enumerate(report.sections, 1):
        parts = (_written(part, own.get(f"{place}.{number}")) for number, part in enumerate(section.parts, 1))
        kept = tuple(part for part in parts if part.blocks)
        if kept:
            sections.append(replace(section, parts=kept))
    opening = own[OPENING].text if OPENING in own else report.opening
    return replace(report, opening=opening, sections=tuple(sections))


def open_prompts(report: Report) -> int:
    """How many places still ask for a person's words."""
    return sum(isinstance(block, Prompt) for _key, _section, part in _parts(report) for block in part.blocks)


def _parts(report: Report) -> Iterator[tuple[str, Section, Part]]:
    for place, section in enumerate(report.sections, 1):
        for number, part in enumerate(section.parts, 1):
            yield f"{place}.{number}", section, part


def _drafted(part: Part) -> str:
    texts = [block for block in part.blocks if isinstance(block, Text | Prompt)]
    return "\n".join(f"[{block.words}]" if isinstance(block, Prompt) else block.words for block in texts)


def _written(part: Part, own: OwnText | None) -> Part:
    if own is None:
        return part
    lines = (line.strip() for line in own.text.splitlines())
    texts: list[Block] = [_block(line) for line in lines if line]
    marks = [block for block in part.blocks if isinstance(block, TableMark | ChartMark)]
    return replace(part, blocks=(*texts, *marks))


def _block(line: str) -> Block:
    """A line in brackets still asks for something."""
    return Prompt(line[1:-1]) if line.startswith("[") and line.endswith("]") else Text(line)
