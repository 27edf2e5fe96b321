"""Private calendar links (đường dẫn lịch riêng), one per person and device."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Versioned
from planner.models.campaign import Campaign
from planner.models.column import Column
from planner.models.person import Person
from planner.vocabulary import CalendarContent, CalendarScope, PrefixStyle


class Subscription(Versioned, Base):
    """Only the SHA-256 of the token is kept; the link is shown once. What it shows belongs to the row.

    ``column`` and ``campaign``: set for links of that scope. ``alarm_min``: minutes before, empty for none.
    ``keep_cancelled``: what is cancelled is written as confirmed, because some programs drop it without a word.
    ``replaced``: taken back because a new address took its place. ``read_version``: number of the calendar version that
    the last reader has; ``left_out``: how many events did not fit then.
    """

    __tablename__ = "subscription"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    label: Mapped[str] = mapped_column(String(80))
    scope: Mapped[CalendarScope] = mapped_column(default=CalendarScope.MINE)
    content: Mapped[CalendarContent] = mapped_column(default=CalendarContent.ALL)
    column_id: Mapped[int | None] = mapped_column(ForeignKey("column.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    alarm_min: Mapped[int | None]
    style: Mapped[PrefixStyle] = mapped_column(default=PrefixStyle.TEXT)
    keep_cancelled: Mapped[bool] = mapped_column(default=False, server_default=false())
    language: Mapped[str] = mapped_column(String(5), default="vi", server_default="vi")
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    replaced: Mapped[bool] = mapped_column(default=False)
    read_at: Mapped[datetime | None]
    read_by: Mapped[str] = mapped_column(String(120), default="")
    read_version: Mapped[int | None]
    left_out: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship(lazy="joined")
    column: Mapped[Column | None] = relationship()
    campaign: Mapped[Campaign | None] = relationship()
