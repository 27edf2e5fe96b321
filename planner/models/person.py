"""People, the units they belong to over time, and their sign-ins."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Dated, Numbered, Versioned
from planner.models.unit import Unit
from planner.vocabulary import Role


class Person(Versioned, Base):
    """Somebody with an account. ``sort_key`` orders by given name the Vietnamese way. ``invited``: work comes as
    invitations to the person's own calendar by mail."""

    __tablename__ = "person"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(1000), default="")
    role: Mapped[Role]
    password_hash: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    phone: Mapped[str] = mapped_column(String(30), default="")
    language: Mapped[str] = mapped_column(String(5), default="vi")
    invited: Mapped[bool] = mapped_column(default=False, server_default=false())

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="person", order_by="Membership.valid_from.nulls_first()", cascade="all, delete-orphan"
    )

    def unit_on(self, day: date) -> Unit | None:
        """The unit this person belongs to on a day."""
        return next((m.unit for m in self.memberships if m.covers(day)), None)


class Membership(Dated, Numbered, Base):
    """The unit of a person between two days (both included)."""

    __tablename__ = "membership"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    post: Mapped[str] = mapped_column(String(120), default="")

    person: Mapped[Person] = relationship(back_populates="memberships")
    unit: Mapped[Unit] = relationship(lazy="joined")


class SignIn(Numbered, Base):
    """One signed-in browser; the cookie holds a token of which only the SHA-256 is kept, so sign-out really ends it."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    agent: Mapped[str] = mapped_column(String(200), default="")

    person: Mapped[Person] = relationship(lazy="joined")


class SignInAttempt(Numbered, Base):
    """A try to sign in, counted per account and per address by every process alike."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_sign_in_attempt_email", "email", "tried_at"),
        Index("ix_sign_in_attempt_address", "address", "tried_at"),
    )

    email: Mapped[str] = mapped_column(String(254))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column("tried_at")
    succeeded: Mapped[bool]
