"""Matches between planned and published items, and relevance of published items nobody planned."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Versioned
from planner.models.campaign import Campaign, Theme
from planner.models.genre import Genre
from planner.models.item import PlannedItem
from planner.models.person import Person
from planner.models.published import PublishedItem
from planner.vocabulary import MatchState, RelevanceState


class Match(Versioned, Base):
    """``score`` 0…1; ``reasons``: list of {"code", "words", "text"} in words an editor understands.

    A rejected pair stays, so that it is never suggested again. ``rule``: version of the rules that scored it.
    ``features``: what the score was reckoned from, to learn from later. ``taken_back``: a person undid it, so that no
    rule takes it again. ``accepted_at``: when a rule took it, kept whatever is decided later.
    """

    __tablename__ = "match"
    __table_args__ = (
        Index("uq_match_item_id_published_item_id", "item_id", "published_item_id", unique=True),
        Index("ix_match_published_item_id", "published_item_id"),
        Index("ix_match_state", "state", "item_id"),
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("planned_item.id"))
    published_item_id: Mapped[int] = mapped_column(ForeignKey("published_item.id"))
    state: Mapped[MatchState] = mapped_column(default=MatchState.SUGGESTED)
    score: Mapped[float]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    rule: Mapped[str] = mapped_column(String(40))
    features: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    taken_back: Mapped[bool] = mapped_column(default=False, server_default=false())
    pasted: Mapped[bool] = mapped_column(default=False)
    suggested_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    item: Mapped[PlannedItem] = relationship()
    published_item: Mapped[PublishedItem] = relationship()
    decided_by: Mapped[Person | None] = relationship()


class Relevance(Versioned, Base):
    """A published item judged against a campaign. ``words``: the campaign words found, by theme key."""

    __tablename__ = "relevance"
    __table_args__ = (
        Index("uq_relevance_campaign_id_published_item_id", "campaign_id", "published_item_id", unique=True),
        Index("ix_relevance_published_item_id", "published_item_id"),
        Index("ix_relevance_state", "campaign_id", "state"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    published_item_id: Mapped[int] = mapped_column(ForeignKey("published_item.id"))
    state: Mapped[RelevanceState] = mapped_column(default=RelevanceState.SUGGESTED)
    score: Mapped[float]
    words: Mapped[list[str]] = mapped_column(default=list)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    genre_id: Mapped[int | None] = mapped_column(ForeignKey("genre.id"))
    rule: Mapped[str] = mapped_column(String(40))
    suggested_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    campaign: Mapped[Campaign] = relationship()
    published_item: Mapped[PublishedItem] = relationship()
    theme: Mapped[Theme | None] = relationship()
    genre: Mapped[Genre | None] = relationship()
    decided_by: Mapped[Person | None] = relationship()
