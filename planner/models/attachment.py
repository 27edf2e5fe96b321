"""Files attached to planned items; the bytes lie in the data folder under names of our own."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered
from planner.models.person import Person


class Attachment(Numbered, Base):
    """``name``: what the person called it, only ever shown; ``stored_as``: the file's name on disk, made by us.

    ``size`` in bytes. ``removed_at``: the file is gone, the row says that there was one.
    """

    __tablename__ = "attachment"

    item_id: Mapped[int] = mapped_column(ForeignKey("planned_item.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    stored_as: Mapped[str] = mapped_column(String(64), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    mimetype: Mapped[str] = mapped_column(String(100))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    added_by: Mapped[Person] = relationship(lazy="joined")
