"""What a report says beside its figures: the campaign's words and the bodies by their names on that day."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.letterhead import Basis, Body
from planner.domain.report import ReportWords, report_words
from planner.models import Campaign, Unit


def words_of(session: Session, campaign: Campaign, on: date) -> ReportWords:
    """Words of a report drafted on a day; names of bodies are those of that day."""
    directive = campaign.directive
    return report_words(
        campaign.report,
        title=campaign.title,
        body=_body(session, campaign.board, on),
        basis=Basis(directive.kind, directive.number, directive.issuer, directive.title, directive.issued_on),
    )


def _body(session: Session, board: Unit | None, on: date) -> Body:
    if board is None:
        return Body()
    name = board.name_on(on)
    parent = session.scalar(select(Unit).where(Unit.id == board.parent_id)) if board.parent_id else None
    return Body(name.name, name.short, parent.name_on(on).name if parent else "")
