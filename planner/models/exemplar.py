"""Exemplars (mô hình hay, cách làm hiệu quả, điển hình): what good stories are about."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Versioned
from planner.models.unit import Unit
from planner.vocabulary import ExemplarKind


class Exemplar(Versioned, Base):
    """A model, a method or a person worth telling of, in a unit's own register. ``name_fold``: folded for search."""

    __tablename__ = "exemplar"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[ExemplarKind]
    name: Mapped[str] = mapped_column(String(200))
    name_fold: Mapped[str] = mapped_column(String(1200), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    owner: Mapped[str] = mapped_column(String(200), default="")
    field: Mapped[str] = mapped_column(String(120), default="")
    result: Mapped[str] = mapped_column(Text, default="")

    unit: Mapped[Unit] = relationship()
