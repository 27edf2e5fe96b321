"""The append-only history: who changed what, when, from what to what, and why."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered
from planner.models.person import Person


class History(Numbered, Base):
    """One change. ``subject``: table name and row number. ``changes``: list of {"field", "before", "after"} where
    values are the words shown at that time (names, labels), so that history reads the same for ever.
    ``actor``: the person's name then, or the program's part that acted.
    """

    __tablename__ = "history"
    __table_args__ = (Index("ix_history_subject", "subject", "subject_id", "id"),)

    at: Mapped[datetime] = mapped_column("changed_at")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    actor: Mapped[str] = mapped_column(String(120))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    action: Mapped[str] = mapped_column(String(60))
    changes: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(String(500), default="")

    person: Mapped[Person | None] = relationship()
