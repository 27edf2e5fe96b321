"""A campaign's own Word template."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import WordTemplate


def word_template(session: Session, campaign_id: int) -> WordTemplate | None:
    """The row without its bytes."""
    return session.scalar(select(WordTemplate).where(WordTemplate.campaign_id == campaign_id))


def template_of(session: Session, campaign_id: int) -> bytes | None:
    """The file's bytes; None when the prescribed form is used."""
    return session.scalar(select(WordTemplate.content).where(WordTemplate.campaign_id == campaign_id))
