"""Public addresses of reports: those of one report, and the one a visitor holds."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from planner.models import ReportEdition, ReportLink


def links_of(session: Session, report_id: int) -> Sequence[ReportLink]:
    """The newest first, ended ones among them."""
    query = (
        select(ReportLink)
        .join(ReportEdition)
        .where(ReportEdition.report_id == report_id)
        .options(joinedload(ReportLink.edition))
        .order_by(ReportLink.id.desc())
    )
    return session.scalars(query).all()


def link_by_id(session: Session, link_id: int) -> ReportLink | None:
    wanted = select(ReportLink).where(ReportLink.id == link_id)
    return session.scalar(wanted.options(joinedload(ReportLink.edition).joinedload(ReportEdition.report)))


def working_link(session: Session, hashed: str, today: date) -> ReportLink | None:
    """The address with this secret's hash, while it works; guessed, ended and revoked ones are alike: None."""
    wanted = select(ReportLink).where(ReportLink.token_hash == hashed)
    link = session.scalar(wanted.options(joinedload(ReportLink.edition).joinedload(ReportEdition.report)))
    return link if link and link.works_on(today) else None
