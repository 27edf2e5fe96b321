"""Directives (văn bản chỉ đạo), what each continues or implements, and the tasks they set."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered, Versioned
from planner.models.unit import Unit
from planner.vocabulary import Confidence, DirectiveRelation, TaskPart


class Directive(Versioned, Base):
    """A document that orders or frames something. ``issued_on`` may be lost; then the bounds say between which days."""

    __tablename__ = "directive"

    key: Mapped[str] = mapped_column(String(60), unique=True)
    number: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(60))
    issued_on: Mapped[date | None]
    issued_earliest: Mapped[date | None]
    issued_latest: Mapped[date | None]
    issuer: Mapped[str] = mapped_column(String(300))
    title: Mapped[str] = mapped_column(Text)
    addressee: Mapped[str] = mapped_column(String(300), default="")
    signer: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    provenance: Mapped[str] = mapped_column(String(40), default="")
    confidence: Mapped[Confidence] = mapped_column(default=Confidence.HIGH)

    tasks: Mapped[list["Task"]] = relationship(back_populates="directive", order_by="Task.position")
    basis_links: Mapped[list["DirectiveLink"]] = relationship(
        foreign_keys="DirectiveLink.from_id", back_populates="from_directive"
    )
    follower_links: Mapped[list["DirectiveLink"]] = relationship(
        foreign_keys="DirectiveLink.to_id", back_populates="to_directive"
    )


class DirectiveLink(Numbered, Base):
    """``from`` implements or continues ``to``."""

    __tablename__ = "directive_link"
    __table_args__ = (Index("uq_directive_link", "from_id", "to_id", "relation", unique=True),)

    from_id: Mapped[int] = mapped_column(ForeignKey("directive.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), index=True)
    relation: Mapped[DirectiveRelation]

    from_directive: Mapped[Directive] = relationship(foreign_keys=[from_id], back_populates="basis_links")
    to_directive: Mapped[Directive] = relationship(foreign_keys=[to_id], back_populates="follower_links")


class Task(Versioned, Base):
    """A task (nhiệm vụ) of a directive, with the letter's own words."""

    __tablename__ = "task"
    __table_args__ = (Index("uq_task_directive_key", "directive_id", "key", unique=True),)

    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"))
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    ordinal: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    in_scope: Mapped[bool] = mapped_column(default=False)

    directive: Mapped[Directive] = relationship(back_populates="tasks")
    deliverables: Mapped[list["Deliverable"]] = relationship(order_by="Deliverable.id", cascade="all, delete-orphan")
    units: Mapped[list["TaskUnit"]] = relationship(order_by="TaskUnit.id", cascade="all, delete-orphan")


class Deliverable(Numbered, Base):
    """One thing a task asks for (nội dung phải thực hiện)."""

    __tablename__ = "deliverable"

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)


class TaskUnit(Numbered, Base):
    """A unit in charge of a task or cooperating in it."""

    __tablename__ = "task_unit"
    __table_args__ = (Index("uq_task_unit", "task_id", "unit_id", "part", unique=True),)

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    part: Mapped[TaskPart]

    unit: Mapped[Unit] = relationship(lazy="joined")
