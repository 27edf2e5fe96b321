"""Coverage reports: what one says beside its figures, one drafted from the rows of today, and the stored ones."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.exemplar_table import ExemplarRow
from planner.domain.letterhead import Basis, Body
from planner.domain.matching import RULE as MATCHING
from planner.domain.relevance import RULE as RELEVANCE
from planner.domain.report import Report, ReportWords, draft_report, report_words
from planner.models import Campaign, Exemplar, PlannedItem, Unit
from planner.queries.board import figures_of
from planner.queries.coverage import Scope


def drafted(
    session: Session, campaign: Campaign, scope: Scope, *, today: date, zone: tzinfo, now: datetime | None = None
) -> Report:
    """The report of a period from the rows as they are now; the number of statements does not depend on them."""
    return draft_report(
        words_of(session, campaign, today),
        figures_of(session, campaign, scope, today=today, zone=zone, now=now),
        today,
        exemplars=exemplar_rows(session, scope),
        rules={"matching": MATCHING, "relevance": RELEVANCE},
    )


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
