"""Columns (chuyên mục, chuyên trang): a promise with a rhythm, and the slots (kỳ) it yields."""

from datetime import date, time

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Versioned
from planner.models.campaign import Campaign
from planner.models.genre import Genre
from planner.models.unit import Channel, Unit
from planner.vocabulary import ColumnForm, SlotState


class Column(Versioned, Base):
    """``rrule`` is RFC 5545 text without DTSTART; ``airs_at`` civil time in the newsroom's zone, empty when not fixed.

    ``rhythm_from``: the day the present rule is counted from, when it is not the column's first day any more.
    ``deadline_days``: how many days before the slot the copy is due. ``duration_min``: minutes on air. ``reruns``: how
    often a programme is broadcast again (said, never counted). ``warn_days``: how early an empty slot raises a warning.
    """

    __tablename__ = "column"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"), index=True)
    genre_id: Mapped[int | None] = mapped_column(ForeignKey("genre.id"))
    name: Mapped[str] = mapped_column(String(200))
    form: Mapped[ColumnForm]
    rrule: Mapped[str] = mapped_column(String(500))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    rhythm_from: Mapped[date | None]
    airs_at: Mapped[time | None]
    duration_min: Mapped[int | None]
    reruns: Mapped[int] = mapped_column(default=0, server_default="0")
    deadline_days: Mapped[int] = mapped_column(default=2)
    warn_days: Mapped[int] = mapped_column(default=7, server_default="7")
    note: Mapped[str] = mapped_column(Text, default="")

    unit: Mapped[Unit] = relationship()
    channel: Mapped[Channel] = relationship()
    campaign: Mapped[Campaign | None] = relationship()
    genre: Mapped[Genre | None] = relationship()
    slots: Mapped[list["Slot"]] = relationship(back_populates="column", order_by="Slot.on")


class Slot(Versioned, Base):
    """One occurrence (kỳ). ``original_on`` is the day the rhythm gave; ``on`` the day it stands on now.

    ``airs_at``: an hour of its own, where it differs from what the column has now.
    """

    __tablename__ = "slot"
    __table_args__ = (
        Index("uq_slot_column_original_on", "column_id", "original_on", unique=True),
        Index("ix_slot_on", "stands_on"),
    )

    column_id: Mapped[int] = mapped_column(ForeignKey("column.id"))
    original_on: Mapped[date]
    on: Mapped[date] = mapped_column("stands_on")
    state: Mapped[SlotState] = mapped_column(default=SlotState.OPEN)
    reason: Mapped[str] = mapped_column(String(500), default="")
    airs_at: Mapped[time | None]

    column: Mapped[Column] = relationship(back_populates="slots")

    @property
    def hour(self) -> time | None:
        """When it goes out, by the newsroom's clock."""
        return self.airs_at or self.column.airs_at
