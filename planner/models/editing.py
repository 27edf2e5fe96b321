"""Who has an item open, who is editing it, and what they have typed but not saved."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered
from planner.models.person import Person


class Presence(Numbered, Base):
    """Somebody has the item's page open; ``seen_at`` moves with every sign of life."""

    __tablename__ = "presence"
    __table_args__ = (Index("uq_presence_item_id_person_id", "item_id", "person_id", unique=True),)

    item_id: Mapped[int] = mapped_column(ForeignKey("planned_item.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    seen_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined")


class EditLock(Numbered, Base):
    """The one person editing an item. ``seen_at``: the page is still open; ``active_at``: something was typed."""

    __tablename__ = "edit_lock"

    item_id: Mapped[int] = mapped_column(ForeignKey("planned_item.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    active_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined")


class Draft(Numbered, Base):
    """Typed and not saved: the form's fields as sent (``fields``: name → list of values), for one person and item."""

    __tablename__ = "draft"
    __table_args__ = (Index("uq_draft_item_id_person_id", "item_id", "person_id", unique=True),)

    item_id: Mapped[int] = mapped_column(ForeignKey("planned_item.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    saved_at: Mapped[datetime]


class NewDraft(Numbered, Base):
    """Typed into the form of something that does not exist yet. ``form``: which form ("tin-bai"); one a person."""

    __tablename__ = "new_draft"
    __table_args__ = (Index("uq_new_draft_person_id_form", "person_id", "form", unique=True),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    form: Mapped[str] = mapped_column(String(40))
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    saved_at: Mapped[datetime]
