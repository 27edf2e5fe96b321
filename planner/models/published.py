"""Published items (tin, bài đã đăng, phát): stored once for a unit, with every sighting and every version."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered, Versioned
from planner.models.genre import Genre
from planner.models.source import Source
from planner.models.unit import Channel, Unit
from planner.vocabulary import Medium, Provenance


class PublishedItem(Versioned, Base):
    """``published_at``: the instant as understood, empty when the source does not say; ``published_on``: the civil day
    figures use (the day first seen when no date is known). ``date_*``: the raw string, its field, rule, precision and
    confidence. ``canonical``: the link in comparing form, or the item's key; unique in its unit. ``unit_name``: the
    unit's name on that day, kept as text. ``story``: a hash of the title's words, equal for the same text elsewhere.
    ``duration_seconds``: length of what is heard or seen. ``title_guessed``: made from the address, until a source says
    the real one. ``programme``, ``print_page`` (number and page in words), ``is_repeat``: what a publication log says.
    """

    __tablename__ = "published_item"
    __table_args__ = (
        Index("uq_published_item_unit_id_canonical", "unit_id", "canonical", unique=True),
        Index("ix_published_item_unit_id_published_on", "unit_id", "published_on"),
        Index("ix_published_item_published_on", "published_on"),
        Index("ix_published_item_source_id_published_at", "source_id", "published_at"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    unit_name: Mapped[str] = mapped_column(String(300))
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True)
    genre_id: Mapped[int | None] = mapped_column(ForeignKey("genre.id"))
    medium: Mapped[Medium]
    provenance: Mapped[Provenance]
    canonical: Mapped[str] = mapped_column(String(2048))
    link: Mapped[str] = mapped_column(String(2048), default="")
    title: Mapped[str] = mapped_column(String(1000))
    title_fold: Mapped[str] = mapped_column(String(3000), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    author: Mapped[str] = mapped_column(String(300), default="")
    published_at: Mapped[datetime | None]
    published_on: Mapped[date]
    date_raw: Mapped[str] = mapped_column(String(200), default="")
    date_field: Mapped[str] = mapped_column(String(40), default="")
    date_rule: Mapped[str] = mapped_column(String(60), default="")
    date_precision: Mapped[str] = mapped_column(String(12), default="")
    date_confidence: Mapped[str] = mapped_column(String(20), default="")
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    matched_at: Mapped[datetime | None] = mapped_column(index=True)
    story: Mapped[str] = mapped_column(String(40), default="", server_default="", index=True)
    duration_seconds: Mapped[int | None]
    title_guessed: Mapped[bool] = mapped_column(default=False, server_default=false())
    programme: Mapped[str] = mapped_column(String(300), default="", server_default="")
    print_page: Mapped[str] = mapped_column(String(60), default="", server_default="")
    is_repeat: Mapped[bool] = mapped_column(default=False, server_default=false())
    log_id: Mapped[int | None] = mapped_column(ForeignKey("publication_log.id"), index=True)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    unit: Mapped[Unit] = relationship()
    channel: Mapped[Channel | None] = relationship()
    source: Mapped[Source | None] = relationship()
    genre: Mapped[Genre | None] = relationship()
    sightings: Mapped[list["Sighting"]] = relationship(order_by="Sighting.first_seen_at")
    versions: Mapped[list["PublishedVersion"]] = relationship(order_by="PublishedVersion.id.desc()")


class Sighting(Numbered, Base):
    """A published item in a source's document, under that source's key for it.

    ``position``: place in the document it was last seen in. ``vanished_at``: when a document that still reached back
    to its day did not show it any more.
    """

    __tablename__ = "sighting"
    __table_args__ = (Index("uq_sighting_source_id_key", "source_id", "key", unique=True),)

    published_item_id: Mapped[int] = mapped_column(ForeignKey("published_item.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    key: Mapped[str] = mapped_column(String(2048))
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    vanished_at: Mapped[datetime | None]

    source: Mapped[Source] = relationship(lazy="joined")


class PublishedVersion(Numbered, Base):
    """An earlier wording: what ``field`` said until ``seen_at``."""

    __tablename__ = "published_version"

    published_item_id: Mapped[int] = mapped_column(ForeignKey("published_item.id"), index=True)
    seen_at: Mapped[datetime]
    field: Mapped[str] = mapped_column(String(20))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
