"""Weights of the matcher learnt on the site's own decisions; without any in use, the shipped ones hold."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from planner.models.base import Base, Numbered


class MatchModel(Numbered, Base):
    """``weights``: feature → weight. ``report``: how it and the one before it did when it was made. ``used``: in use;
    at most one is.
    """

    __tablename__ = "match_model"

    rule: Mapped[str] = mapped_column(String(40), unique=True)
    bias: Mapped[float]
    weights: Mapped[dict[str, Any]] = mapped_column(default=dict)
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime]
    used: Mapped[bool] = mapped_column(default=False)
