"""Saved filters (bộ lọc đã lưu) of the calendar: a name for an address."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered
from planner.models.person import Person


class SavedFilter(Numbered, Base):
    """``query``: the filter's part of an address, without a day. ``unit_id``: shared with it, empty if private."""

    __tablename__ = "saved_filter"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined")
