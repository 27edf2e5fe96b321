"""Planned items (tin, bài dự kiến) and who makes them."""

from datetime import date, datetime

from sqlalchemy import Column as TableColumn
from sqlalchemy import ForeignKey, Index, String, Table, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered, Versioned
from planner.models.campaign import Campaign, Theme
from planner.models.column import Column, Slot
from planner.models.exemplar import Exemplar
from planner.models.genre import Genre
from planner.models.person import Person
from planner.models.unit import Unit
from planner.models.work import UnitStep, Work
from planner.vocabulary import Answer, Medium, Status

item_theme = Table(
    "item_theme",
    Base.metadata,
    TableColumn("item_id", ForeignKey("planned_item.id"), primary_key=True),
    TableColumn("theme_id", ForeignKey("theme.id"), primary_key=True, index=True),
)


def rare_index(name: str) -> Index:
    """An index of the items that have this reference at all.

    Most have none, and an index that counts them too looks worthless to SQLite once it has been analysed.
    """
    has_one = text(f"{name} IS NOT NULL")
    return Index(f"ix_planned_item_{name}", name, sqlite_where=has_one, postgresql_where=has_one)


# Plans that changed since they were compared: the few that the worker looks for every minute.
TO_COMPARE = text("compared_version IS NULL OR compared_version <> version")


class PlannedItem(Versioned, Base):
    """What a unit means to carry. A plan is never changed by what was published.

    ``publish_on``: civil day, empty for the backlog (kho đề tài). ``publish_at``: the instant, empty when the hour is
    not known yet. ``original_on``: the first day it was planned for, kept when it moves, is postponed or cancelled.
    ``title_fold``: the title folded for search. ``sequence`` and ``revised_at`` move with every change a calendar
    client must show (RFC 5545 SEQUENCE and LAST-MODIFIED); ``change_note`` says in words what the last one was.
    ``step``: the unit's own finer step inside the state. ``work``: set when one work comes out in several media.
    ``compared_version``: the version that was last compared with what is published. ``after_fact``: planned only when
    it had come out.
    """

    __tablename__ = "planned_item"
    __table_args__ = (
        Index("ix_planned_item_unit_day", "unit_id", "publish_on", "status"),
        Index("ix_planned_item_unit_due", "unit_id", "deadline_at", "status"),
        Index("ix_planned_item_campaign_id_publish_on", "campaign_id", "publish_on"),
        Index("ix_planned_item_day", "publish_on", "status"),
        Index("ix_planned_item_to_compare", "id", sqlite_where=TO_COMPARE, postgresql_where=TO_COMPARE),
        *(rare_index(name) for name in ("column_id", "slot_id", "exemplar_id", "work_id")),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    column_id: Mapped[int | None] = mapped_column(ForeignKey("column.id"))
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slot.id"))
    genre_id: Mapped[int] = mapped_column(ForeignKey("genre.id"))
    exemplar_id: Mapped[int | None] = mapped_column(ForeignKey("exemplar.id"))
    medium: Mapped[Medium]
    title: Mapped[str] = mapped_column(String(300))
    title_fold: Mapped[str] = mapped_column(String(900), default="")
    brief: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    publish_on: Mapped[date | None]
    publish_at: Mapped[datetime | None]
    original_on: Mapped[date | None]
    deadline_at: Mapped[datetime | None]
    status: Mapped[Status] = mapped_column(default=Status.IDEA)
    status_reason: Mapped[str] = mapped_column(String(500), default="")
    step_id: Mapped[int | None] = mapped_column(ForeignKey("unit_step.id"))
    work_id: Mapped[int | None] = mapped_column(ForeignKey("work.id"))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    sequence: Mapped[int] = mapped_column(default=0)
    revised_at: Mapped[datetime]
    change_note: Mapped[str] = mapped_column(String(500), default="")
    compared_version: Mapped[int | None]
    after_fact: Mapped[bool] = mapped_column(default=False, server_default=false())

    unit: Mapped[Unit] = relationship()
    campaign: Mapped[Campaign | None] = relationship()
    column: Mapped[Column | None] = relationship()
    slot: Mapped[Slot | None] = relationship()
    genre: Mapped[Genre] = relationship()
    exemplar: Mapped[Exemplar | None] = relationship()
    created_by: Mapped[Person | None] = relationship()
    step: Mapped[UnitStep | None] = relationship()
    work: Mapped[Work | None] = relationship()
    themes: Mapped[list[Theme]] = relationship(secondary=item_theme, order_by=Theme.position)
    assignments: Mapped[list["Assignment"]] = relationship(
        back_populates="item", order_by="Assignment.position", cascade="all, delete-orphan"
    )


class Assignment(Numbered, Base):
    """A person's part in an item; ``part`` is the newsroom's word (phóng viên, quay phim, biên tập …).

    ``answer``: whether the person takes it on; declining needs ``answer_reason``.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        Index("uq_assignment_item_id_person_id", "item_id", "person_id", unique=True),
        Index("ix_assignment_person_id", "person_id", "item_id"),
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("planned_item.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    part: Mapped[str] = mapped_column(String(60), default="")
    position: Mapped[int] = mapped_column(default=0)
    answer: Mapped[Answer] = mapped_column(default=Answer.PENDING)
    answer_reason: Mapped[str] = mapped_column(String(500), default="")
    answered_at: Mapped[datetime | None]

    item: Mapped[PlannedItem] = relationship(back_populates="assignments")
    person: Mapped[Person] = relationship(lazy="joined")
