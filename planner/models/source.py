"""Sources of published items and the record of every attempt to read them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Dated, Numbered, Versioned
from planner.models.unit import Channel, Unit
from planner.vocabulary import SourceState


class Source(Versioned, Base):
    """A feed address. Polling state (everything after ``state``) is written by the worker without touching ``version``.

    ``zone``: IANA name for dates without one; ``day_order``: ``day-first``, ``month-first`` or empty (not known yet).
    ``interval_min``: minutes between fetches. ``lease_*``: who is fetching now and until when.
    """

    __tablename__ = "source"
    __table_args__ = (Index("ix_source_next_poll_at", "next_poll_at"),)

    name: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(2048), unique=True)
    zone: Mapped[str] = mapped_column(String(60), default="Asia/Ho_Chi_Minh")
    day_order: Mapped[str] = mapped_column(String(12), default="")
    counts: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(Text, default="")

    state: Mapped[SourceState] = mapped_column(default=SourceState.NEW)
    state_reason: Mapped[str] = mapped_column(String(500), default="")
    state_since: Mapped[datetime]
    interval_min: Mapped[int] = mapped_column(default=15)
    failures: Mapped[float] = mapped_column(default=0.0)
    etag: Mapped[str] = mapped_column(String(500), default="")
    last_modified: Mapped[str] = mapped_column(String(100), default="")
    body_hash: Mapped[str] = mapped_column(String(64), default="")
    last_fetch_at: Mapped[datetime | None]
    last_good_at: Mapped[datetime | None]
    last_full_at: Mapped[datetime | None]
    next_poll_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    lease_by: Mapped[str] = mapped_column(String(80), default="")

    periods: Mapped[list["SourcePeriod"]] = relationship(
        order_by="SourcePeriod.valid_from.nulls_first()", cascade="all, delete-orphan"
    )


class SourcePeriod(Dated, Numbered, Base):
    """The unit (and channel) a source's items belong to between two days (both included)."""

    __tablename__ = "source_period"

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"))

    unit: Mapped[Unit] = relationship(lazy="joined")
    channel: Mapped[Channel | None] = relationship(lazy="joined")


class Fetch(Numbered, Base):
    """One attempt. ``problem`` is a FetchProblem code or empty; ``next_why`` says why the next one is then."""

    __tablename__ = "fetch"
    __table_args__ = (Index("ix_fetch_source_id_started_at", "source_id", "started_at"),)

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    started_at: Mapped[datetime]
    seconds: Mapped[float]
    url: Mapped[str] = mapped_column(String(2048))
    final_url: Mapped[str] = mapped_column(String(2048), default="")
    redirects: Mapped[list[str]] = mapped_column(default=list)
    status: Mapped[int | None]
    wire_bytes: Mapped[int] = mapped_column(default=0)
    body_hash: Mapped[str] = mapped_column(String(64), default="")
    not_modified: Mapped[bool] = mapped_column(default=False)
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    same: Mapped[int] = mapped_column(default=0)
    bad: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(40), default="")
    detail: Mapped[str] = mapped_column(String(500), default="")
    notes: Mapped[list[str]] = mapped_column(default=list)
    next_at: Mapped[datetime | None]
    next_why: Mapped[str] = mapped_column(String(60), default="")
