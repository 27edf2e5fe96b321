"""A drafted coverage report as one value: words from the campaign, sentences and tables from the figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.coverage import Airing, Fact, Measure
from planner.domain.drafting import Section, opening, sections
from planner.domain.figures import Figures
from planner.domain.letterhead import Basis, Body
from planner.domain.report_tables import Table, report_tables


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What the figures cannot say: the campaign's words of the report and the bodies on that day."""

    title: str
    kind: str
    place: str
    signer_post: str
    recipients: tuple[str, ...]
    profile: str
    profiles: tuple[Mapping[str, Any], ...]
    body: Body
    basis: Basis


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """A line of the annex: one publication, of a plan or outside it."""

    airing: Airing
    genre: str
    column: str
    outside: bool

    @property
    def where(self) -> str:
        """Kênh – chuyên mục, or the unit when the channel is not known."""
        return " – ".join(filter(None, (self.airing.channel or self.airing.unit_name, self.column)))


@dataclass(frozen=True, slots=True)
class Report:
    """Number, day and signature are the clerk's: they stay blank, and the document is marked as a draft."""

    words: ReportWords
    figures: Figures
    drafted_on: date
    title: str
    opening: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    annex: tuple[AnnexLine, ...]


def draft_report(words: ReportWords, figures: Figures, drafted_on: date) -> Report:
    """A report of the figures' period, drafted on a day. Pure: the same input gives the same report."""
    return Report(
        words=words,
        figures=figures,
        drafted_on=drafted_on,
        title=f"{_lower_first(words.title)} ({figures.frame.period.words})",
        opening=opening(words.basis, words.body, figures),
        sections=tuple(sections(figures)),
        tables=report_tables(figures),
        annex=tuple(_annex(figures.facts)),
    )


def report_words(stored: Mapping[str, Any], *, title: str, body: Body, basis: Basis) -> ReportWords:
    """The campaign's stored words; ``title`` is for one that has none. Lines of the letter alone are left out."""
    recipients = stored.get("recipients") or ()
    return ReportWords(
        title=str(stored.get("title") or f"Kết quả {_lower_first(title)}"),
        kind=str(stored.get("kind") or "BC"),
        place=str(stored.get("place") or ""),
        signer_post=str(stored.get("signer_post") or ""),
        recipients=tuple(str(line["text"]) for line in recipients if not line.get("letter_only")),
        profile=str(stored.get("profile") or ""),
        profiles=tuple(stored.get("profiles") or ()),
        body=body,
        basis=basis,
    )


def _annex(facts: Iterable[Fact]) -> list[AnnexLine]:
    lines = [
        AnnexLine(airing, fact.genre, fact.column, fact.measure is Measure.OUTSIDE)
        for fact in facts
        if fact.measure in (Measure.AIRINGS, Measure.OUTSIDE)
        for airing in fact.airings
    ]
    return sorted(lines, key=lambda line: (line.airing.on, line.airing.unit_name, line.airing.published_id))


def _lower_first(text: str) -> str:
    """Small first letter, unless the first word is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
