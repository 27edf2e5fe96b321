"""What is known to have been seen of a source, and items that must not come back."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered
from planner.models.person import Person


class Observation(Numbered, Base):
    """A stretch of time in which nothing of a source can have been missed.

    Proved by fetches (no ``person_id``; one row grows while they follow each other without a gap) or vouched for by a
    person. Rows are added and grow, they never shrink: a later fetch may heal a gap, nothing makes one.
    """

    __tablename__ = "observation"
    __table_args__ = (Index("ix_observation_source_id_ends_at", "source_id", "ends_at"),)

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(String(500), default="")
    written_at: Mapped[datetime]

    person: Mapped[Person | None] = relationship()


class Tombstone(Numbered, Base):
    """The key of a published item that was removed for good: its source may show it again, it is not taken in again."""

    __tablename__ = "tombstone"
    __table_args__ = (Index("uq_tombstone_source_id_key", "source_id", "key", unique=True),)

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    key: Mapped[str] = mapped_column(String(2048))
    removed_at: Mapped[datetime]
