"""Comments (ý kiến) on a planned item, whom they mention, and the lines of its checklist."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered
from planner.models.person import Person


class Comment(Numbered, Base):
    """What somebody said about an item. ``removed_at``: taken back by its author; the row stays, the words go."""

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_item_id", "item_id", "id"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("planned_item.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column("written_at")
    removed_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship(lazy="joined")
    mentions: Mapped[list["Mention"]] = relationship(order_by="Mention.id", cascade="all, delete-orphan")


class Mention(Numbered, Base):
    """A colleague named with @ in a comment; notifications start here."""

    __tablename__ = "mention"
    __table_args__ = (Index("uq_mention_comment_id_person_id", "comment_id", "person_id", unique=True),)

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    person: Mapped[Person] = relationship(lazy="joined")


class CheckLine(Numbered, Base):
    """A line of an item's checklist (việc cần làm); done when ``done_at`` is set."""

    __tablename__ = "check_line"

    item_id: Mapped[int] = mapped_column(ForeignKey("planned_item.id"), index=True)
    words: Mapped[str] = mapped_column(String(200))
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    done_by: Mapped[Person | None] = relationship(lazy="joined")
