"""Invitations by mail (iTIP): what the mail program of a person was told about an item."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered
from planner.models.item import PlannedItem
from planner.models.person import Person


class Invitation(Numbered, Base):
    """``sequence``: of the item when the last letter about it was written; ``cancelled``: that letter took it back."""

    __tablename__ = "invitation"
    __table_args__ = (Index("uq_invitation_item_id_person_id", "item_id", "person_id", unique=True),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("planned_item.id"))
    sequence: Mapped[int]
    cancelled: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
    item: Mapped[PlannedItem] = relationship()
