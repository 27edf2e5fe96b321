"""Moves of planned items, kept so that each can be taken back: one row for what was one action of a person."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered
from planner.models.column import Slot
from planner.models.item import PlannedItem
from planner.models.person import Person


class Move(Numbered, Base):
    """``undone_at``: when it was taken back, empty while it stands."""

    __tablename__ = "item_move"

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column("moved_at")
    reason: Mapped[str] = mapped_column(String(500), default="")
    undone_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()
    lines: Mapped[list["MoveLine"]] = relationship(
        back_populates="move", order_by="MoveLine.id", cascade="all, delete-orphan"
    )


class MoveLine(Numbered, Base):
    """Where one item stood before. ``version``: of the item after the move; any other means it has changed since."""

    __tablename__ = "item_move_line"
    __table_args__ = (Index("uq_item_move_line", "move_id", "item_id", unique=True),)

    move_id: Mapped[int] = mapped_column(ForeignKey("item_move.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("planned_item.id"), index=True)
    version: Mapped[int]
    publish_on: Mapped[date | None]
    publish_at: Mapped[datetime | None]
    original_on: Mapped[date | None]
    deadline_at: Mapped[datetime | None]
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slot.id"))

    move: Mapped[Move] = relationship(back_populates="lines")
    item: Mapped[PlannedItem] = relationship()
    slot: Mapped[Slot | None] = relationship()
