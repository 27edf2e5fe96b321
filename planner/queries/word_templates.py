"""The Word files campaigns and units use for their reports instead of the prescribed form."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import StoredReport, UnitTemplate, WordTemplate


def word_template(session: Session, campaign_id: int) -> WordTemplate | None:
    """A campaign's row without its bytes."""
    return session.scalar(select(WordTemplate).where(WordTemplate.campaign_id == campaign_id))


def unit_template(session: Session, unit_id: int) -> UnitTemplate | None:
    """A unit's row without its bytes."""
    return session.scalar(select(UnitTemplate).where(UnitTemplate.unit_id == unit_id))


def template_of(session: Session, report: StoredReport) -> bytes | None:
    """The file's bytes: that of the one unit reported on, else the campaign's; None: the prescribed form."""
    if len(report.unit_ids) == 1:
        own = select(UnitTemplate.content).where(UnitTemplate.unit_id == report.unit_ids[0])
        if (content := session.scalar(own)) is not None:
            return content
    return session.scalar(select(WordTemplate.content).where(WordTemplate.campaign_id == report.campaign_id))
