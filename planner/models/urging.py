"""Urging notes (phiếu đôn đốc): what the board asks of a unit, by when, and what was answered."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered, Versioned
from planner.models.campaign import Campaign
from planner.models.person import Person
from planner.models.unit import Unit
from planner.vocabulary import GapKind, MessageKind, NoticeKind, ReminderTo, UrgingState


class Urging(Versioned, Base):
    """``subject_id``: row of the gap (slot, target, planned item or source, by ``gap``). ``text``: as it was sent.

    ``sequence`` and ``revised_at`` move with every change a calendar client must show.
    """

    __tablename__ = "urging"
    __table_args__ = (
        Index("ix_urging_unit_id_state", "unit_id", "state"),
        Index("ix_urging_campaign_id_sent_at", "campaign_id", "sent_at"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    gap: Mapped[GapKind]
    subject_id: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    state: Mapped[UrgingState] = mapped_column(default=UrgingState.DRAFT)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)
    revised_at: Mapped[datetime]

    campaign: Mapped[Campaign] = relationship()
    unit: Mapped[Unit] = relationship()
    created_by: Mapped[Person | None] = relationship()
    messages: Mapped[list["UrgingMessage"]] = relationship(
        back_populates="urging", order_by="UrgingMessage.id", cascade="all, delete-orphan"
    )

    def overdue(self, today: date) -> bool:
        """Nobody has answered although the day has passed."""
        return self.state is UrgingState.OPEN and self.due_on < today


class UrgingMessage(Numbered, Base):
    """One line of the thread. ``done``: what has been done; ``done_by``: the day the unit names for the rest.

    ``author`` and ``unit_name``: as they were called then.
    """

    __tablename__ = "urging_message"

    urging_id: Mapped[int] = mapped_column(ForeignKey("urging.id"), index=True)
    kind: Mapped[MessageKind]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author: Mapped[str] = mapped_column(String(120))
    unit_name: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column("written_at")
    text: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[str] = mapped_column(Text, default="")
    done_by: Mapped[date | None]

    urging: Mapped[Urging] = relationship(back_populates="messages")


class ReminderRule(Versioned, Base):
    """How many days from its day an automatic reminder goes out, to whom, and whether at all; no row: the default."""

    __tablename__ = "reminder_rule"

    kind: Mapped[NoticeKind] = mapped_column(unique=True)
    days: Mapped[int]
    to: Mapped[ReminderTo] = mapped_column("recipient")
    enabled: Mapped[bool] = mapped_column(default=True)
