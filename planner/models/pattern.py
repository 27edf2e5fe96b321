"""What a new item of a column starts with (mẫu tin, bài của chuyên mục)."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered, Versioned
from planner.models.column import Column
from planner.models.genre import Genre
from planner.models.person import Person


class Pattern(Versioned, Base):
    """``title``: a name with places such as {ngày} and {kỳ}, see ``planner.domain.naming``."""

    __tablename__ = "pattern"

    column_id: Mapped[int] = mapped_column(ForeignKey("column.id"), unique=True)
    title: Mapped[str] = mapped_column(String(300), default="")
    genre_id: Mapped[int | None] = mapped_column(ForeignKey("genre.id"))
    brief: Mapped[str] = mapped_column(Text, default="")

    column: Mapped[Column] = relationship()
    genre: Mapped[Genre | None] = relationship()
    people: Mapped[list["PatternPerson"]] = relationship(
        order_by="PatternPerson.position", cascade="all, delete-orphan", back_populates="pattern"
    )


class PatternPerson(Numbered, Base):
    """Somebody who usually makes the column's items, and their part."""

    __tablename__ = "pattern_person"
    __table_args__ = (Index("uq_pattern_person", "pattern_id", "person_id", unique=True),)

    pattern_id: Mapped[int] = mapped_column(ForeignKey("pattern.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    part: Mapped[str] = mapped_column(String(60), default="")
    position: Mapped[int] = mapped_column(default=0)

    pattern: Mapped[Pattern] = relationship(back_populates="people")
    person: Mapped[Person] = relationship(lazy="joined")
