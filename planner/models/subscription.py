"""Private calendar links (đường dẫn lịch riêng), one per person and device."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Versioned
from planner.models.person import Person
from planner.vocabulary import CalendarScope


class Subscription(Versioned, Base):
    """Only the SHA-256 of the token is kept; the link is shown once. ``alarm_min``: minutes before, empty for none."""

    __tablename__ = "subscription"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    label: Mapped[str] = mapped_column(String(80))
    scope: Mapped[CalendarScope] = mapped_column(default=CalendarScope.MINE)
    alarm_min: Mapped[int | None]
    deadlines: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    read_by: Mapped[str] = mapped_column(String(120), default="")

    person: Mapped[Person] = relationship(lazy="joined")
