"""Coverage reports: what one says beside its figures, one drafted from the rows of today, and the stored ones."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.domain.activities import activity_lines
from planner.domain.exemplar_table import ExemplarRow
from planner.domain.letterhead import Basis, Body
from planner.domain.matching import RULE as MATCHING
from planner.domain.periods import Period
from planner.domain.relevance import RULE as RELEVANCE
from planner.domain.report import Report, ReportWords, draft_report, report_words
from planner.domain.report_accents import with_tones_last
from planner.domain.report_parts import OwnText, with_own
from planner.domain.report_values import report_from
from planner.domain.urging_note import sentences
from planner.models import Campaign, Exemplar, PlannedItem, ReportEdition, ReportFile, StoredReport, Unit
from planner.queries.activities import activity_rows
from planner.queries.board import figures_of
from planner.queries.coverage import Scope
from planner.queries.urging import urging_figures

MOST = 500


def drafted(
    session: Session, campaign: Campaign, scope: Scope, *, today: date, zone: tzinfo, now: datetime | None = None
) -> Report:
    """The report of a period from the rows as they are now; the number of statements does not depend on them."""
    figures = figures_of(session, campaign, scope, today=today, zone=zone, now=now)
    report = draft_report(
        words_of(session, campaign, today),
        figures,
        today,
        exemplars=exemplar_rows(session, scope),
        rules={"matching": MATCHING, "relevance": RELEVANCE},
        urging=sentences(urging_figures(session, campaign.id, scope.period, scope.unit_ids, today=today, zone=zone)),
        activities=activity_lines(activity_rows(session, scope)),
    )
    return with_tones_last(report, figures) if report.words.tones_last else report


def words_of(session: Session, campaign: Campaign, on: date) -> ReportWords:
    """Words of a report drafted on a day; names of bodies are those of that day."""
    directive = campaign.directive
    return report_words(
        campaign.report,
        title=campaign.title,
        body=_body(session, campaign.board, on),
        basis=Basis(directive.kind, directive.number, directive.issuer, directive.title, directive.issued_on),
    )


def exemplar_rows(session: Session, scope: Scope) -> Sequence[ExemplarRow]:
    """What the campaign's planned items are about, where it is an exemplar of the register."""
    query = (
        select(PlannedItem.id, Exemplar.name, Exemplar.place, Exemplar.field)
        .join(Exemplar, Exemplar.id == PlannedItem.exemplar_id)
        .where(PlannedItem.campaign_id == scope.campaign_id, scope.allows(PlannedItem.unit_id))
        .order_by(PlannedItem.id)
    )
    return [ExemplarRow(*row) for row in session.execute(query)]


def _body(session: Session, board: Unit | None, on: date) -> Body:
    if board is None:
        return Body()
    name = board.name_on(on)
    parent = session.scalar(select(Unit).where(Unit.id == board.parent_id)) if board.parent_id else None
    return Body(name.name, name.short, parent.name_on(on).name if parent else "")


def report_of(edition: ReportEdition) -> Report:
    """What an edition prints: of a draft with what was written by hand, of a closed one exactly what was closed."""
    report = report_from(json.loads(edition.content))
    if edition.closed_at is None:
        report = with_own(report, own_texts(edition))
    return replace(report, issued_on=edition.issued_on)


def own_texts(edition: ReportEdition) -> dict[str, OwnText]:
    return {key: OwnText(value["text"], value["base"]) for key, value in edition.own.items()}


def scope_of(report: StoredReport) -> Scope:
    units = frozenset(report.unit_ids) if report.unit_ids else None
    return Scope(report.campaign_id, period_of(report), units, report.by_rule)


def period_of(report: StoredReport) -> Period:
    return Period(report.first, report.last)


def stored_reports(session: Session, units: frozenset[int] | None) -> list[StoredReport]:
    """The newest periods first, at most MOST. ``units``: only reports of nothing but these; None: all."""
    query = (
        select(StoredReport)
        .options(joinedload(StoredReport.campaign), selectinload(StoredReport.editions))
        .order_by(StoredReport.last.desc(), StoredReport.id.desc())
        .limit(MOST)
    )
    return [report for report in session.scalars(query) if is_within(report, units)]


def is_within(report: StoredReport, units: frozenset[int] | None) -> bool:
    """Whether somebody who may see the figures of these units may see the report."""
    return units is None or (bool(report.unit_ids) and units.issuperset(report.unit_ids))


def stored_report(session: Session, report_id: int) -> StoredReport | None:
    return session.get(
        StoredReport,
        report_id,
        options=[joinedload(StoredReport.campaign), selectinload(StoredReport.editions)],
    )


def report_before(session: Session, report: StoredReport) -> ReportEdition | None:
    """The closed edition of the last period before this one, of the same campaign and units."""
    query = (
        select(StoredReport)
        .options(selectinload(StoredReport.editions))
        .where(StoredReport.campaign_id == report.campaign_id, StoredReport.last < report.first)
        .order_by(StoredReport.last.desc(), StoredReport.id.desc())
        .limit(MOST)
    )
    for earlier in session.scalars(query):
        closed = [edition for edition in earlier.editions if edition.closed_at]
        if closed and sorted(earlier.unit_ids) == sorted(report.unit_ids):
            return closed[-1]
    return None


def same_report(session: Session, wanted: StoredReport) -> StoredReport | None:
    """A stored report of the same campaign, period and units."""
    query = select(StoredReport).where(
        StoredReport.campaign_id == wanted.campaign_id,
        StoredReport.first == wanted.first,
        StoredReport.last == wanted.last,
        StoredReport.by_rule == wanted.by_rule,
    )
    return next((row for row in session.scalars(query) if sorted(row.unit_ids) == sorted(wanted.unit_ids)), None)


def files_of(session: Session, edition_id: int) -> list[ReportFile]:
    """Files made of an edition in the background, the newest first, without their bytes."""
    query = select(ReportFile).where(ReportFile.edition_id == edition_id).order_by(ReportFile.id.desc()).limit(50)
    return list(session.scalars(query))
