"""The versions that private calendars are told by: one row for each thing a calendar can be of."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base, Numbered
from planner.vocabulary import CalendarScope


class CalendarVersion(Numbered, Base):
    """``number`` moves with everything a calendar of this person, unit, column or campaign shows.

    ``subject_id``: of the person for "mine", else of the unit, column or campaign. No row yet means number 0.
    """

    __tablename__ = "calendar_version"
    __table_args__ = (Index("uq_calendar_version_scope_subject_id", "scope", "subject_id", unique=True),)

    scope: Mapped[CalendarScope]
    subject_id: Mapped[int]
    number: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
