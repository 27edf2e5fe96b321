"""What comparing remembers: in how many published texts a word stands, and how far a campaign is compared anew."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from planner.models.base import Base, Numbered
from planner.models.campaign import Campaign
from planner.models.person import Person

# Tables of the engines' own full text: no models, because their columns are of kinds only that engine has.
TEXT_TABLES = ("published_text", "plan_text")
ALL_TEXTS = ""  # the row that counts the texts themselves


class WordCount(Base):
    """``word``: a term in comparing form. ``plain``: the same without accents. ``texts``: how many have it."""

    __tablename__ = "word_count"
    __table_args__ = (Index("ix_word_count_plain", "plain"),)

    word: Mapped[str] = mapped_column(String(200), primary_key=True)
    plain: Mapped[str] = mapped_column(String(200))
    texts: Mapped[int] = mapped_column(default=0)


class Rematch(Numbered, Base):
    """A campaign's plans compared anew, a few at a time. ``last_item_id``: the plan reached; plans go by number."""

    __tablename__ = "rematch"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    last_item_id: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    cancelled: Mapped[bool] = mapped_column(default=False)

    campaign: Mapped[Campaign] = relationship()
    asked_by: Mapped[Person | None] = relationship()
