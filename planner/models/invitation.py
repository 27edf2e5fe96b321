"""Invitations by mail (iTIP): what the mail program of a person was told about an item."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered
from planner.models.item import PlannedItem
from planner.models.person import Person


class Invitation(Numbered, Base):
    """``sequence``: of the item when it was last looked at; ``told``: a digest of what the last letter said, so that a
    change nobody's calendar needs writes none; ``cancelled``: that letter took the invitation back."""

    __tablename__ = "invitation"
    __table_args__ = (Index("uq_invitation_item_id_person_id", "item_id", "person_id", unique=True),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("planned_item.id"))
    sequence: Mapped[int]
    told: Mapped[str] = mapped_column(String(64), default="")
    cancelled: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
    item: Mapped[PlannedItem] = relationship()
