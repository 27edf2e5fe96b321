"""Public addresses of closed reports: anybody who has one reads that edition until its last day."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered
from planner.models.report import ReportEdition


class ReportLink(Numbered, Base):
    """``token_hash``: SHA-256 of the address's secret, which is shown once; ``ends_on``: the last day it works."""

    __tablename__ = "report_link"

    edition_id: Mapped[int] = mapped_column(ForeignKey("report_edition.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    ends_on: Mapped[date]
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(120), default="")
    revoked_at: Mapped[datetime | None]

    edition: Mapped[ReportEdition] = relationship()

    def works_on(self, day: date) -> bool:
        return self.revoked_at is None and day <= self.ends_on
