"""A coverage report as one value: words from the campaign, sentences, tables and charts from the figures.

Every output is made from this value alone, and it can be written down and read back (``report_values``): what was
closed years ago is printed from the same data.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.activities import ActivityLine
from planner.domain.activity_sentences import sentences
from planner.domain.charts import Chart
from planner.domain.coverage import Airing, Fact, Measure
from planner.domain.drafting import Section, opening, sections
from planner.domain.exemplar_table import ExemplarRow, exemplar_table
from planner.domain.figures import Figures
from planner.domain.letterhead import Basis, Body
from planner.domain.periods import Period
from planner.domain.report_charts import report_charts
from planner.domain.report_numbers import numbers_of
from planner.domain.report_tables import Table, report_tables


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What the figures cannot say: the campaign's words of the report and the bodies on that day.

    ``tones_last``: the program's own words are written *hoà, uỷ* and not *hòa, ủy*.
    """

    title: str
    kind: str
    place: str
    signer_post: str
    recipients: tuple[str, ...]
    profile: str
    profiles: tuple[Mapping[str, Any], ...]
    body: Body
    basis: Basis
    tones_last: bool = False


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
    """Number and signature are the clerk's: they stay blank. Without ``issued_on`` the document is marked as a draft.

    ``numbers``: the figures in plain values, as other programs read them. ``rules``: versions of the rules that
    matched and judged, so that a figure can be explained when they have changed.
    """

    words: ReportWords
    campaign_key: str
    campaign_title: str
    period: Period
    drafted_on: date
    title: str
    opening: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...]
    annex: tuple[AnnexLine, ...]
    notes: tuple[str, ...]
    numbers: Mapping[str, Any]
    rules: Mapping[str, str]
    issued_on: date | None = None

    @property
    def dated(self) -> date:
        """The day whose form and year the document bears: of its issue, or the one a draft would be issued on."""
        return self.issued_on or self.drafted_on


def draft_report(
    words: ReportWords,
    figures: Figures,
    drafted_on: date,
    *,
    exemplars: Iterable[ExemplarRow] = (),
    rules: Mapping[str, str] | None = None,
    urging: Iterable[str] = (),
    activities: Iterable[ActivityLine] = (),
) -> Report:
    """A report of the figures' period, drafted on a day. Pure: the same input gives the same report.

    ``urging``: sentences on the notes sent in the period, for section III. ``activities``: what units report of
    themselves, beside the figures.
    """
    own = tuple(activities)
    charts = report_charts(figures)
    return Report(
        words=words,
        campaign_key=figures.frame.campaign_key,
        campaign_title=figures.frame.campaign_title,
        period=figures.frame.period,
        drafted_on=drafted_on,
        title=f"{_lower_first(words.title)} ({figures.frame.period.words})",
        opening=opening(words.basis, words.body, figures),
        sections=tuple(sections(figures, charts=len(charts), urging=urging, activities=sentences(own))),
        tables=(*report_tables(figures), exemplar_table(figures, exemplars)),
        charts=charts,
        annex=tuple(_annex(figures.facts)),
        notes=tuple(figures.notes),
        numbers=numbers_of(figures, own),
        rules=dict(rules or {}),
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
        tones_last=bool(stored.get("tones_last")),
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
