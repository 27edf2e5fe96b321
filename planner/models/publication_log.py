"""Publication logs: lists of what a unit broadcast or printed, uploaded as a table and kept as they came."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Versioned
from planner.models.person import Person
from planner.models.unit import Channel, Unit
from planner.vocabulary import LogKind, LogState


class PublicationLog(Versioned, Base):
    """One uploaded table. ``heads``: the words of its first row; ``rows``: its cells as text, ``{"number": line in the
    file, "cells": [...]}``; ``columns``: field of ``domain/log_columns`` → place of its column; ``notes``: what was
    guessed about the file; ``counts``: new, changed, same and refused rows when it was stored.
    """

    __tablename__ = "publication_log"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"))
    kind: Mapped[LogKind]
    state: Mapped[LogState] = mapped_column(default=LogState.DRAFT)
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    heads: Mapped[list[str]]
    rows: Mapped[list[dict[str, Any]]]
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    notes: Mapped[list[str]] = mapped_column(default=list)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    stored_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship()
    channel: Mapped[Channel | None] = relationship()
    created_by: Mapped[Person | None] = relationship()
