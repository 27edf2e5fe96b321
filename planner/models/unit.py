"""Bodies named by directives, press units among them: dated names, mergers, channels."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Dated, Numbered, Versioned
from planner.vocabulary import Confidence, Medium, UnitKind


class Unit(Versioned, Base):
    """A body with a stable number; what it is called depends on the date.

    ``assign_days``: how many days before publication somebody must have been given an item.
    """

    __tablename__ = "unit"

    key: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[UnitKind]
    website: Mapped[str] = mapped_column(String(2048), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    assign_days: Mapped[int] = mapped_column(default=7, server_default="7")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))

    names: Mapped[list["UnitName"]] = relationship(
        order_by="UnitName.valid_from.nulls_first(), UnitName.id", cascade="all, delete-orphan", lazy="selectin"
    )
    channels: Mapped[list["ChannelPeriod"]] = relationship(back_populates="unit", order_by="ChannelPeriod.id")

    def name_on(self, day: date) -> "UnitName":
        """The name in force on a day; outside every period, the nearest one in time."""
        for name in self.names:
            if name.covers(day):
                return name
        later = [name for name in self.names if name.valid_from and name.valid_from > day]
        return later[0] if later else self.names[-1]


class UnitName(Dated, Numbered, Base):
    """A name and its first and last day."""

    __tablename__ = "unit_name"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    short: Mapped[str] = mapped_column(String(80), default="")
    confidence: Mapped[Confidence] = mapped_column(default=Confidence.HIGH)
    note: Mapped[str] = mapped_column(Text, default="")

    @property
    def label(self) -> str:
        return self.short or self.name


class UnitMerger(Numbered, Base):
    """On a day, one unit went into another; several rows with one successor are a merger."""

    __tablename__ = "unit_merger"
    __table_args__ = (Index("uq_unit_merger", "predecessor_id", "successor_id", unique=True),)

    predecessor_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    successor_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    on: Mapped[date] = mapped_column("merged_on")
    basis: Mapped[str] = mapped_column(Text, default="")

    predecessor: Mapped[Unit] = relationship(foreign_keys=[predecessor_id], lazy="joined")
    successor: Mapped[Unit] = relationship(foreign_keys=[successor_id], lazy="joined")


class Channel(Versioned, Base):
    """A paper, site or programme service that carries items, whoever runs it at the time."""

    __tablename__ = "channel"

    name: Mapped[str] = mapped_column(String(200))
    medium: Mapped[Medium]

    periods: Mapped[list["ChannelPeriod"]] = relationship(back_populates="channel", order_by="ChannelPeriod.id")


class ChannelPeriod(Dated, Numbered, Base):
    """The unit a channel belongs to between two days (both included)."""

    __tablename__ = "channel_period"

    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)

    channel: Mapped[Channel] = relationship(back_populates="periods", lazy="joined")
    unit: Mapped[Unit] = relationship(back_populates="channels")
