"""Whether a change has reached the calendars of the people it concerns, as far as the server can know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# A reader that began before the change was saved may have been noted a little after it.
DOUBT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ReadLink:
    """A link in use. ``version``: the stored version now; ``read_version``: the one its last reader has."""

    label: str
    read_at: datetime | None
    read_by: str
    read_version: int | None
    version: int


@dataclass(frozen=True, slots=True)
class Reach:
    """One person's calendars and a change: ``seen`` is the newest read that has it; no links: nothing to wait for."""

    name: str
    phone: str
    links: int
    seen: ReadLink | None


def reach_of(name: str, phone: str, links: Iterable[ReadLink], revised_at: datetime) -> Reach:
    found = list(links)
    having = [link for link in found if has_change(link, revised_at)]
    newest = max(having, key=lambda link: link.read_at or revised_at, default=None)
    return Reach(name, phone, len(found), newest)


def has_change(link: ReadLink, revised_at: datetime) -> bool:
    """Its last reader has the newest version, or came clearly after the change ("not modified" counts: it knows)."""
    if link.read_at is None:
        return False
    return link.read_version == link.version or link.read_at >= revised_at + DOUBT
