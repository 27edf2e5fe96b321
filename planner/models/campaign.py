"""Campaigns (đợt tuyên truyền), their themes and key dates."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered, Versioned
from planner.models.directive import Directive, Task
from planner.models.unit import Unit
from planner.vocabulary import Confidence, ThemeOrigin


class Campaign(Versioned, Base):
    """A campaign carries out tasks of a directive. ``ends_on`` empty: the directive sets no end.

    ``lexicon``: context, local and negative words and abbreviations used to judge relevance.
    ``report``: words of the coverage report (title, symbol, place line, recipients, signer post).
    """

    __tablename__ = "campaign"

    key: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    short_title: Mapped[str] = mapped_column(String(80))
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), index=True)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("directive.id"))
    board_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    lexicon: Mapped[dict[str, Any]] = mapped_column(default=dict)
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)

    directive: Mapped[Directive] = relationship(foreign_keys=[directive_id])
    subject: Mapped[Directive | None] = relationship(foreign_keys=[subject_id])
    board: Mapped[Unit | None] = relationship(foreign_keys=[board_id])
    themes: Mapped[list["Theme"]] = relationship(back_populates="campaign", order_by="Theme.position")
    units: Mapped[list["CampaignUnit"]] = relationship(order_by="CampaignUnit.id", cascade="all, delete-orphan")
    key_dates: Mapped[list["KeyDate"]] = relationship(order_by="KeyDate.id", cascade="all, delete-orphan")


class CampaignUnit(Numbered, Base):
    """A press unit that takes part in a campaign."""

    __tablename__ = "campaign_unit"
    __table_args__ = (Index("uq_campaign_unit", "campaign_id", "unit_id", unique=True),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)

    unit: Mapped[Unit] = relationship(lazy="joined")


class Theme(Versioned, Base):
    """A theme (chủ đề). ``strong``: one hit suffices; ``normal``: two, or one with a context word."""

    __tablename__ = "theme"
    __table_args__ = (Index("uq_theme_campaign_key", "campaign_id", "key", unique=True),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    origin: Mapped[ThemeOrigin]
    confidence: Mapped[Confidence] = mapped_column(default=Confidence.HIGH)
    strong: Mapped[list[str]] = mapped_column(default=list)
    normal: Mapped[list[str]] = mapped_column(default=list)
    needs_context: Mapped[bool] = mapped_column(default=False)
    enabled: Mapped[bool] = mapped_column(default=True)

    campaign: Mapped[Campaign] = relationship(back_populates="themes")
    task: Mapped[Task | None] = relationship()


class KeyDate(Numbered, Base):
    """A day the campaign marks every year. ``rule``: ``MM-DD`` or ``lunar:MM-DD``, with an optional ``-14d``."""

    __tablename__ = "key_date"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    rule: Mapped[str] = mapped_column(String(40))
