"""What people are told (thông báo), how they want to hear of it, and the mails that carry it."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered
from planner.models.invitation import Invitation
from planner.models.item import PlannedItem
from planner.models.person import Person
from planner.vocabulary import MailState, NoticeChannel, NoticeKind, NoticeWhy


class Mail(Numbered, Base):
    """One letter to one person; its text is made from its notices when it is sent.

    ``key``: what the letter is for, so that it is written once. ``handed_at``: just before the text goes over; a
    letter handed over without an answer may have arrived, so it is never sent again by itself.
    """

    __tablename__ = "mail"
    __table_args__ = (Index("ix_mail_state_due_at", "state", "due_at"), Index("ix_mail_created_at", "created_at"))

    key: Mapped[str] = mapped_column(String(120), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    digest: Mapped[bool] = mapped_column(default=False)
    state: Mapped[MailState] = mapped_column(default=MailState.WAITING)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    handed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(String(500), default="")
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
    lease_until: Mapped[datetime | None]
    lease_by: Mapped[str] = mapped_column(String(80), default="")

    person: Mapped[Person] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    notices: Mapped[list["Notice"]] = relationship(back_populates="mail", order_by="Notice.id")


class Notice(Numbered, Base):
    """One thing one person is told about a planned item, or about something else of a unit (``item_id`` empty).

    ``key``: what is told to whom, so that it is told once. ``channel``: the person's choice at that time; a notice to
    be mailed waits with an empty ``mail_id`` and so is the outbox. ``changes``: as in the history. ``words``: a reason
    or the beginning of a comment. Without an item, ``subject`` (a table's name) and ``subject_id`` say what it is
    about, ``title`` how it was called, and ``unit_id`` whose people may read it.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_person_id", "person_id", "told_at", "id"),
        Index("ix_notice_unread", "person_id", "read_at"),
        Index("ix_notice_outbox", "mail_id", "channel", "told_at"),
        Index("ix_notice_item_id", "item_id", "person_id"),
    )

    key: Mapped[str] = mapped_column(String(120), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("planned_item.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    subject: Mapped[str] = mapped_column(String(40), default="planned_item", server_default="planned_item")
    subject_id: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(300), default="", server_default="")
    kind: Mapped[NoticeKind]
    why: Mapped[NoticeWhy]
    channel: Mapped[NoticeChannel]
    at: Mapped[datetime] = mapped_column("told_at")
    actor: Mapped[str] = mapped_column(String(120), default="")
    changes: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    words: Mapped[str] = mapped_column(String(500), default="")
    read_at: Mapped[datetime | None]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mail.id"))

    person: Mapped[Person] = relationship()
    item: Mapped[PlannedItem | None] = relationship()
    mail: Mapped[Mail | None] = relationship(back_populates="notices")

    @property
    def name(self) -> str:
        """What it is about, as it is called today or was when it was told."""
        return self.item.title if self.item else self.title


class NoticeChoice(Numbered, Base):
    """How a person wants to hear of one kind; without a row the kind's own default holds."""

    __tablename__ = "notice_choice"
    __table_args__ = (Index("uq_notice_choice_person_id_kind", "person_id", "kind", unique=True),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[NoticeKind]
    channel: Mapped[NoticeChannel]


class MailHours(Numbered, Base):
    """When a person wants mail, in the newsroom's zone; without a row the digest comes at 7:00 and nothing is quiet.

    ``quiet_from`` to ``quiet_until``: no mail at all; may go over midnight. Both or neither are set.
    """

    __tablename__ = "mail_hours"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    digest_at: Mapped[time]
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
