"""Genres (thể loại): seed data, editable; each falls into one counting group of the coverage report."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base, Numbered


class Genre(Numbered, Base):
    """``group`` is a column of the report's first table; ``media`` the media codes it is used on (empty: all)."""

    __tablename__ = "genre"

    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    group: Mapped[str] = mapped_column("counting_group", String(40))
    media: Mapped[list[str]] = mapped_column(default=list)
    position: Mapped[int] = mapped_column(default=0)
