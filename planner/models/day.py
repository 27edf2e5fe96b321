"""Days the calendar knows something about: days off (ngày nghỉ) and a unit's notes on a day (ghi chú ngày)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Versioned
from planner.models.person import Person
from planner.models.unit import Unit
from planner.vocabulary import DayOffOrigin


class DayOff(Versioned, Base):
    """A day on which offices are closed, for every unit. The program enters a year once; people change it."""

    __tablename__ = "day_off"

    on: Mapped[date] = mapped_column("off_on", unique=True)
    name: Mapped[str] = mapped_column(String(200))
    origin: Mapped[DayOffOrigin] = mapped_column(default=DayOffOrigin.PERSON)


class DayNote(Versioned, Base):
    """What a unit wants to see on a day of its calendar; nothing is planned or counted by it.

    A note taken away keeps its row (``removed_at``), so that the day's history stays readable.
    """

    __tablename__ = "day_note"
    __table_args__ = (Index("ix_day_note_unit_id_noted_on", "unit_id", "noted_on"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    on: Mapped[date] = mapped_column("noted_on")
    text: Mapped[str] = mapped_column(String(300))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship()
    created_by: Mapped[Person | None] = relationship()
