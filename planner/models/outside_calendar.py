"""Calendars from elsewhere (lịch ngoài) and the days they fill."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered, Versioned
from planner.models.unit import Unit


class OutsideCalendar(Versioned, Base):
    """An iCalendar of somebody else, read from its address or uploaded once (then ``url`` is empty).

    ``unit``: who sees it; empty: everybody. ``problem``: a FetchProblem code of the last attempt, or empty;
    ``failures`` in a row. ``notes``: what was wrong with the last document or did not fit. Everything from ``etag`` on
    is written by the worker without touching ``version``; ``next_poll_at`` is empty for an uploaded one.
    """

    __tablename__ = "outside_calendar"

    name: Mapped[str] = mapped_column(String(120))
    url: Mapped[str] = mapped_column(String(2048), default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    paused: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    etag: Mapped[str] = mapped_column(String(500), default="")
    last_modified: Mapped[str] = mapped_column(String(100), default="")
    body_hash: Mapped[str] = mapped_column(String(64), default="")
    last_fetch_at: Mapped[datetime | None]
    last_good_at: Mapped[datetime | None]
    last_full_at: Mapped[datetime | None]
    next_poll_at: Mapped[datetime | None] = mapped_column(index=True)
    failures: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(40), default="")
    notes: Mapped[list[str]] = mapped_column(default=list)
    lease_until: Mapped[datetime | None]
    lease_by: Mapped[str] = mapped_column(String(80), default="")

    unit: Mapped[Unit | None] = relationship()


class OutsideEvent(Numbered, Base):
    """One occurrence, expanded. ``first_on`` and ``last_on`` are civil days, both included; ``starts_at`` and
    ``ends_at`` are empty for whole days.
    """

    __tablename__ = "outside_event"
    __table_args__ = (Index("ix_outside_event_calendar_id", "calendar_id", "first_on"),)

    calendar_id: Mapped[int] = mapped_column(ForeignKey("outside_calendar.id"))
    title: Mapped[str] = mapped_column(String(300))
    place: Mapped[str] = mapped_column(String(200), default="")
    first_on: Mapped[date]
    last_on: Mapped[date]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
