"""Coverage reports kept: the draft that is worked on, every edition that was closed, and the files made of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered, Versioned
from planner.models.campaign import Campaign
from planner.vocabulary import FileKind, FileState, ReportState


class StoredReport(Versioned, Base):
    """A report of a campaign's period. ``unit_ids`` empty: every unit. ``by_rule``: what a rule took counts too.

    ``profile`` empty: the form in force on the day of issue. ``state`` is that of the newest edition.
    """

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_campaign_id", "campaign_id", "first_on"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    first: Mapped[date] = mapped_column("first_on")
    last: Mapped[date] = mapped_column("last_on")
    unit_ids: Mapped[list[int]] = mapped_column(default=list)
    by_rule: Mapped[bool] = mapped_column(default=False)
    profile: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[ReportState] = mapped_column(default=ReportState.DRAFT)

    campaign: Mapped[Campaign] = relationship()
    editions: Mapped[list["ReportEdition"]] = relationship(back_populates="report", order_by="ReportEdition.number")

    @property
    def edition(self) -> "ReportEdition":
        """The newest one: the only one that may still change."""
        return self.editions[-1]


class ReportEdition(Numbered, Base):
    """One edition (bản). ``content``: canonical JSON (``domain/report_values``); of a draft the figures of
    ``refreshed_at``, of a closed one everything printed, never written again. ``digest``: its SHA-256.

    ``own``: part of the text → {"text": written by hand, "base": what the figures said then}.
    """

    __tablename__ = "report_edition"
    __table_args__ = (Index("uq_report_edition", "report_id", "number", unique=True),)

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text, deferred=True)
    digest: Mapped[str] = mapped_column(String(64))
    lines: Mapped[int] = mapped_column(default=0)
    own: Mapped[dict[str, Any]] = mapped_column(default=dict)
    refreshed_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(120), default="")
    issued_on: Mapped[date | None]
    reopened_at: Mapped[datetime | None]
    reopen_reason: Mapped[str] = mapped_column(String(500), default="")

    report: Mapped[StoredReport] = relationship(back_populates="editions")


class ReportFile(Numbered, Base):
    """A long report's file made in the background. ``done`` of ``total`` steps; ``content`` once it is ready."""

    __tablename__ = "report_file"
    __table_args__ = (Index("ix_report_file_state", "state", "id"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("report_edition.id"), index=True)
    kind: Mapped[FileKind]
    profile: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[FileState] = mapped_column(default=FileState.WAITING)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(String(500), default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)

    edition: Mapped[ReportEdition] = relationship()


class ReportSchedule(Versioned, Base):
    """Every month on ``day`` the report of the month before is drafted and the board is told."""

    __tablename__ = "report_schedule"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), unique=True)
    day: Mapped[int]
    enabled: Mapped[bool] = mapped_column(default=True)
    last_period: Mapped[date | None]


class WordFile(Versioned):
    """A body's own Word file with places to fill in, used instead of the prescribed form."""

    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[str] = mapped_column(String(120), default="")


class WordTemplate(WordFile, Base):
    """That of a campaign: for reports over several units, and over a unit that has none of its own."""

    __tablename__ = "word_template"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), unique=True)


class UnitTemplate(WordFile, Base):
    """That of a unit: for reports over this unit alone."""

    __tablename__ = "unit_template"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), unique=True)
