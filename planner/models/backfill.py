"""Reading an old period of a source after the fact: one row a run, worked off page by page by the worker."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered
from planner.models.person import Person
from planner.models.source import Source
from planner.vocabulary import BackfillState, BackfillWay


class Backfill(Numbered, Base):
    """``url``: the sitemap or list begun with (a file's name when it was uploaded). ``first_on``–``last_on``: civil
    days in the source's zone, both included. ``waiting``: addresses still to read, next first. ``pages``: documents
    read so far; ``found``, ``new``, ``known``: items of the period in them. ``last_keys``: a hash of what the last
    page showed, for sites that answer every page number alike. ``ended_why``: a sentence, empty while it runs.
    """

    __tablename__ = "backfill"

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    way: Mapped[BackfillWay]
    url: Mapped[str] = mapped_column(String(2048), default="", server_default="")
    first_on: Mapped[date]
    last_on: Mapped[date]
    state: Mapped[BackfillState] = mapped_column(default=BackfillState.RUNNING)
    waiting: Mapped[list[str]] = mapped_column(default=list)
    pages: Mapped[int] = mapped_column(default=0)
    found: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    last_keys: Mapped[str] = mapped_column(String(64), default="", server_default="")
    ended_why: Mapped[str] = mapped_column(String(500), default="", server_default="")
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    source: Mapped[Source] = relationship()
    started_by: Mapped[Person | None] = relationship()
