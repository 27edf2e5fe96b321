"""What the demonstration has to know about itself."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.models import History, Person, Source, Unit

FEED_PATH = "/trinh-dien/"


def demo_source(session: Session, name: str) -> Source | None:
    """The source that reads the program's own feed of this name, whatever port it was set up for."""
    return session.scalar(select(Source).where(Source.url.like(f"http://%{FEED_PATH}{name}.rss")).order_by(Source.id))


def set_up_at(session: Session, name: str) -> datetime | None:
    """When the demonstration was set up: the first history line of its source. Its feed is dated from that day."""
    return session.scalar(
        select(func.min(History.at))
        .join(Source, Source.id == History.subject_id)
        .where(History.subject == "source", Source.url.like(f"http://%{FEED_PATH}{name}.rss"))
    )


def is_empty(session: Session) -> bool:
    """Whether there is neither an account nor a unit: such a database may be filled with the demonstration."""
    return session.scalar(select(Person.id).limit(1)) is None and session.scalar(select(Unit.id).limit(1)) is None
