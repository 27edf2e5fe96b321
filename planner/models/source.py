"""Sources of published items and the record of every attempt to read them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feeds.recipes import Recipe, RecipeKind
from planner.models.base import Base, Dated, Numbered, Versioned
from planner.models.unit import Channel, Unit
from planner.vocabulary import SourceKind, SourceState


class Source(Versioned, Base):
    """An address where items are read. Polling state (everything after ``state``) is written by the worker without
    touching ``version``.

    ``kind``: what stands there. For a page with a list: ``item_selector`` (CSS; empty: links that look like articles),
    ``title_selector`` and ``date_selector`` inside an item, ``page_param``: the query parameter that turns its pages.
    ``zone``: IANA name for dates without one; ``day_order``: ``day-first``, ``month-first`` or empty (not known yet).
    ``order_fixed``: an administrator said so, documents no longer decide. ``interval_min``: minutes between fetches.
    ``lease_*``: who is fetching now and until when. ``anchor_*``: the last fetch from which the next one may prove that
    nothing was missed, and the keys of the three newest items then. ``policy``: what identifies its items (``guid``,
    ``link``, ``title``); ``id_pattern``: a regular expression that takes the site's own number out of a link.
    ``zone_doubts``: fetches in a row whose newest items lay about seven hours ahead (negative: behind).
    ``expected_hours``: longest usual silence as a person knows it, for a record too small to tell. ``newest_at``: the
    latest instant of publication seen so far. ``shift_hours``: added to stated times that proved mislabelled.
    ``wishes``: what the last document asked of its readers (``feeds.schedule.Wishes``), kept for answers without one.
    ``document_at``, ``document_items``: when the last document was read and how many items stood in it; what was seen
    then has been seen until ``last_good_at``. ``known_share``: of known items in the last good answer, 0 to 1.
    """

    __tablename__ = "source"
    __table_args__ = (Index("ix_source_next_poll_at", "next_poll_at"),)

    name: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(2048), unique=True)
    kind: Mapped[SourceKind] = mapped_column(default=SourceKind.FEED, server_default="feed")
    item_selector: Mapped[str] = mapped_column(String(300), default="", server_default="")
    title_selector: Mapped[str] = mapped_column(String(300), default="", server_default="")
    date_selector: Mapped[str] = mapped_column(String(300), default="", server_default="")
    page_param: Mapped[str] = mapped_column(String(40), default="", server_default="")
    zone: Mapped[str] = mapped_column(String(60), default="Asia/Ho_Chi_Minh")
    day_order: Mapped[str] = mapped_column(String(12), default="")
    counts: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(Text, default="")

    state: Mapped[SourceState] = mapped_column(default=SourceState.NEW)
    state_reason: Mapped[str] = mapped_column(String(500), default="")
    state_since: Mapped[datetime]
    interval_min: Mapped[int] = mapped_column(default=15)
    failures: Mapped[float] = mapped_column(default=0.0)
    etag: Mapped[str] = mapped_column(String(500), default="")
    last_modified: Mapped[str] = mapped_column(String(100), default="")
    body_hash: Mapped[str] = mapped_column(String(64), default="")
    last_fetch_at: Mapped[datetime | None]
    last_good_at: Mapped[datetime | None]
    last_full_at: Mapped[datetime | None]
    next_poll_at: Mapped[datetime]
    anchor_at: Mapped[datetime | None]
    anchor_newest: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    policy: Mapped[str] = mapped_column(String(12), default="guid", server_default="guid")
    id_pattern: Mapped[str] = mapped_column(String(200), default="", server_default="")
    order_fixed: Mapped[bool] = mapped_column(default=False, server_default=false())
    zone_doubts: Mapped[int] = mapped_column(default=0, server_default="0")
    expected_hours: Mapped[int | None]
    newest_at: Mapped[datetime | None]
    shift_hours: Mapped[int] = mapped_column(default=0, server_default="0")
    wishes: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    document_at: Mapped[datetime | None]
    document_items: Mapped[int] = mapped_column(default=0, server_default="0")
    known_share: Mapped[float | None]
    lease_until: Mapped[datetime | None]
    lease_by: Mapped[str] = mapped_column(String(80), default="")

    periods: Mapped[list["SourcePeriod"]] = relationship(
        order_by="SourcePeriod.valid_from.nulls_first()", cascade="all, delete-orphan"
    )

    @property
    def recipe(self) -> Recipe:
        return recipe_of(self.kind, self.item_selector, self.title_selector, self.date_selector)


_RECIPES: dict[SourceKind, RecipeKind] = {
    SourceKind.FEED: "feed",
    SourceKind.SITEMAP: "sitemap",
    SourceKind.WEB_LIST: "list",
}


def recipe_of(kind: SourceKind, item: str = "", title: str = "", when: str = "") -> Recipe:
    """How a source is read; the selectors count for a page with a list only."""
    return Recipe(_RECIPES[kind], item, title, when) if kind is SourceKind.WEB_LIST else Recipe(_RECIPES[kind])


class SourcePeriod(Dated, Numbered, Base):
    """The unit (and channel) a source's items belong to between two days (both included)."""

    __tablename__ = "source_period"

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"))

    unit: Mapped[Unit] = relationship(lazy="joined")
    channel: Mapped[Channel | None] = relationship(lazy="joined")


class Fetch(Numbered, Base):
    """One attempt. ``problem`` is a FetchProblem code or empty; ``next_why`` says why the next one is then.

    ``full``: asked without validators. ``observed_from``: since when this attempt proved that nothing was missed.
    """

    __tablename__ = "fetch"
    __table_args__ = (Index("ix_fetch_source_id_started_at", "source_id", "started_at"),)

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    started_at: Mapped[datetime]
    seconds: Mapped[float]
    url: Mapped[str] = mapped_column(String(2048))
    final_url: Mapped[str] = mapped_column(String(2048), default="")
    redirects: Mapped[list[str]] = mapped_column(default=list)
    status: Mapped[int | None]
    wire_bytes: Mapped[int] = mapped_column(default=0)
    body_hash: Mapped[str] = mapped_column(String(64), default="")
    not_modified: Mapped[bool] = mapped_column(default=False)
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    same: Mapped[int] = mapped_column(default=0)
    bad: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(40), default="")
    detail: Mapped[str] = mapped_column(String(500), default="")
    notes: Mapped[list[str]] = mapped_column(default=list)
    next_at: Mapped[datetime | None]
    next_why: Mapped[str] = mapped_column(String(60), default="")
    full: Mapped[bool] = mapped_column(default=False, server_default=false())
    decoded_bytes: Mapped[int] = mapped_column(default=0, server_default="0")
    sent_etag: Mapped[str] = mapped_column(String(500), default="", server_default="")
    sent_modified: Mapped[str] = mapped_column(String(100), default="", server_default="")
    got_etag: Mapped[str] = mapped_column(String(500), default="", server_default="")
    got_modified: Mapped[str] = mapped_column(String(100), default="", server_default="")
    observed_from: Mapped[datetime | None]
