"""A report's own words with the tone on the last vowel, where its campaign wants it so."""

from dataclasses import replace

from planner.domain.accents import on_last_vowel
from planner.domain.drafting import Block, Part, Prompt, Section, Text
from planner.domain.figures import Figures
from planner.domain.report import Report
from planner.domain.report_tables import Table


def with_tones_last(report: Report, figures: Figures) -> Report:
    """Sentences, headings and heads of tables; names of bodies, units, themes, columns and feeds stay."""
    names = _names(report, figures)

    def say(text: str) -> str:
        return on_last_vowel(text, names)

    def block(one: Block) -> Block:
        return replace(one, words=say(one.words)) if isinstance(one, Text | Prompt) else one

    def part(one: Part) -> Part:
        return replace(one, title=say(one.title), blocks=tuple(map(block, one.blocks)))

    def section(one: Section) -> Section:
        return replace(one, title=say(one.title), parts=tuple(map(part, one.parts)))

    def table(one: Table) -> Table:
        return replace(one, title=say(one.title), heads=tuple(map(say, one.heads)), note=say(one.note))

    return replace(
        report,
        opening=say(report.opening),
        sections=tuple(map(section, report.sections)),
        tables=tuple(map(table, report.tables)),
        notes=tuple(map(say, report.notes)),
    )


def _names(report: Report, figures: Figures) -> list[str]:
    frame, words = figures.frame, report.words
    basis, body = words.basis, words.body
    lines = (*figures.units, *figures.themes)
    about = basis.title[:1].lower() + basis.title[1:]
    return [
        *(line.label for line in lines),
        *frame.units.values(),
        *(line.name for line in figures.columns),
        *(name for source in frame.sources for name in (source.name, source.unit_name)),
        *(name for line in frame.vouched for name in (line.unit_name, line.person, line.note)),
        *(body.name, body.parent, basis.issuer, basis.title, about, basis.kind, basis.number),
    ]
