"""Background work that survives kills: state and leases are rows, a wake-up is only a hint."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base, Numbered


class Job(Numbered, Base):
    """A periodic job: due at ``next_at``, taken until ``lease_until`` by ``lease_by``."""

    __tablename__ = "job"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    lease_by: Mapped[str] = mapped_column(String(80), default="")
    last_done_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(String(500), default="")


class FeedDay(Numbered, Base):
    """The one day calendar feeds are rendered for; moved by a daily job so that feeds never read the clock.

    ``uid_domain``: drawn once, ends the UID of every event, so that a renamed host keeps them.
    """

    __tablename__ = "feed_day"

    day: Mapped[date] = mapped_column("feed_day")
    uid_domain: Mapped[str] = mapped_column(String(80))


class Submission(Numbered, Base):
    """A form already taken: sending it again answers with the same address and changes nothing."""

    __tablename__ = "submission"

    key: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    location: Mapped[str] = mapped_column(String(2048))
    at: Mapped[datetime] = mapped_column("taken_at")
