"""What stands around planned items: works that come out in several media, and a unit's own steps of the workflow."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base, Numbered, Versioned
from planner.vocabulary import Status, StepMedia


class Work(Numbered, Base):
    """One work (tác phẩm) with several planned publications; figures count it once."""

    __tablename__ = "work"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    created_at: Mapped[datetime]


class UnitStep(Versioned, Base):
    """A unit's finer step inside one of the states. ``retired_at``: no longer offered, kept for items that have it."""

    __tablename__ = "unit_step"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    status: Mapped[Status]
    media: Mapped[StepMedia] = mapped_column(default=StepMedia.ALL)
    position: Mapped[int] = mapped_column(default=0)
    label: Mapped[str] = mapped_column(String(80))
    retired_at: Mapped[datetime | None]
