"""What a unit reports of itself: activities outside the press, with the files that prove them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered, Versioned
from planner.models.campaign import Campaign
from planner.models.person import Person
from planner.models.unit import Unit


class Activity(Versioned, Base):
    """``kind``: a key of ``presets/activity-kinds.yaml``; ``count``: how many of what the kind counts; ``audience``:
    people reached, empty when nobody counted. ``withdrawn_at``: taken back, kept and not counted.
    """

    __tablename__ = "activity"
    __table_args__ = (Index("ix_activity_campaign_id_held_on", "campaign_id", "held_on"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    kind: Mapped[str] = mapped_column(String(40))
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(200), default="")
    count: Mapped[int] = mapped_column(default=1)
    audience: Mapped[int | None]
    description: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship()
    campaign: Mapped[Campaign] = relationship()
    created_by: Mapped[Person | None] = relationship()
    files: Mapped[list["ActivityFile"]] = relationship(back_populates="activity", order_by="ActivityFile.id")


class ActivityFile(Numbered, Base):
    """A proof; the fields are those of ``Attachment``."""

    __tablename__ = "activity_file"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    stored_as: Mapped[str] = mapped_column(String(64), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    mimetype: Mapped[str] = mapped_column(String(100))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    activity: Mapped[Activity] = relationship(back_populates="files")
    added_by: Mapped[Person] = relationship(lazy="joined")
