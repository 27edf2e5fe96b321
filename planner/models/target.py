"""Targets (chỉ tiêu): how many works the board expects of a unit in a period. Never invented: people enter them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Versioned
from planner.models.campaign import Campaign, Theme
from planner.models.unit import Unit


class Target(Versioned, Base):
    """``group``: a counting group of genres, "" for all; no theme means all. ``first``, ``last``: both included.

    ``withdrawn_at``: set when it no longer holds; the row stays for what was reported against it.
    """

    __tablename__ = "target"
    __table_args__ = (Index("ix_target_campaign_id_unit_id", "campaign_id", "unit_id"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    group: Mapped[str] = mapped_column("genre_group", String(40), default="")
    first: Mapped[date] = mapped_column("first_day")
    last: Mapped[date] = mapped_column("last_day")
    amount: Mapped[int]
    note: Mapped[str] = mapped_column(String(500), default="")
    withdrawn_at: Mapped[datetime | None]

    campaign: Mapped[Campaign] = relationship()
    unit: Mapped[Unit] = relationship()
    theme: Mapped[Theme | None] = relationship()
