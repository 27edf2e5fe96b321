"""What a fetched document means for the items already stored: new, changed, the same, or seen elsewhere. Pure.

An item belongs to the unit that owned the source on the item's own day. Within a unit an article is one row however
many sources show it: ``canonical`` (the link in comparing form) is its name there.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo

from feeds.identity import article_id
from feeds.records import DateReading, FeedItem
from planner.vocabulary import Medium

FUTURE_SLACK = timedelta(hours=1)
FETCHED = "fetched"
AUTHOR_MAX, RAW_MAX, RULE_MAX = 300, 200, 60

Place = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Owner:
    """The unit an item belongs to, under its name on the item's day, and the channel that carried it."""

    unit_id: int
    unit_name: str
    channel_id: int | None
    medium: Medium


@dataclass(frozen=True, slots=True)
class Arrival:
    """An item of a document as it would be stored. ``on``: the civil day figures use."""

    key: str
    canonical: str
    owner: Owner
    title: str
    link: str
    summary: str
    author: str
    at: datetime | None
    on: date
    date: DateReading
    confidence: str
    duration: int | None = None
    guessed: bool = False

    @property
    def place(self) -> Place:
        return self.owner.unit_id, self.canonical


@dataclass(frozen=True, slots=True)
class Stored:
    """A published item as it is in the database; ``source_id`` is the source whose wording counts."""

    id: int
    unit_id: int
    canonical: str
    source_id: int | None
    title: str
    link: str
    summary: str
    author: str
    at: datetime | None
    guessed: bool = False

    @property
    def place(self) -> Place:
        return self.unit_id, self.canonical


@dataclass(frozen=True, slots=True)
class Change:
    """What ``field`` of a stored item said until now, and what it says."""

    stored: Stored
    field: str
    before: str
    after: str


@dataclass(slots=True)
class Decision:
    """What to write. ``sightings``: (key, place) of every item of the document, in document order; ``rekeyed``: known
    articles of this source that it now shows under another key.
    """

    new: list[Arrival] = field(default_factory=list)
    rekeyed: int = 0
    changed: list[tuple[Stored, Arrival, list[Change]]] = field(default_factory=list)
    same: list[Stored] = field(default_factory=list)
    sightings: list[tuple[str, Place]] = field(default_factory=list)


def arrivals(
    items: Sequence[FeedItem],
    *,
    source_id: int,
    owner_on: Callable[[date], Owner],
    now: datetime,
    zone: tzinfo,
    source_zone: tzinfo,
    id_pattern: str = "",
) -> list[Arrival]:
    """The items as rows to be. ``zone`` is the newsroom's, ``source_zone`` the one dates without a time are in.

    ``id_pattern``: takes the site's own number out of a link; it names an article wherever the site moves it.
    """
    shared = shared_links(items)
    pattern = re.compile(id_pattern) if id_pattern else None
    found: list[Arrival] = []
    for item in items:
        on = civil_day(item.date, now=now, zone=zone, source_zone=source_zone)
        named = item.canonical_link and item.canonical_link not in shared
        number = article_id(item.link, pattern) if pattern and named else ""
        name = f"id:{number}" if number else item.canonical_link
        found.append(
            Arrival(
                key=item.key,
                canonical=name if named else f"{source_id}:{item.key}",
                owner=owner_on(on),
                title=item.title,
                link=item.link,
                summary=item.summary,
                author=item.author[:AUTHOR_MAX],
                at=item.date.utc,
                on=on,
                date=item.date,
                confidence=_confidence(item.date),
                duration=item.duration,
                guessed=item.guessed,
            )
        )
    return found


def shifted(reading: DateReading, by: timedelta) -> DateReading:
    """The reading moved by a source's known error; what claims no hour stays, and how it is known says so."""
    if not by or reading.utc is None or reading.precision in ("day", "none"):
        return reading
    return replace(reading, utc=reading.utc + by, rule=f"{reading.rule}-shifted", confidence="assumed-zone")


def civil_day(reading: DateReading, *, now: datetime, zone: tzinfo, source_zone: tzinfo) -> date:
    """The day an item counts for: as stated; the day it was seen when no date is known or it lies in the future."""
    if reading.utc is None or reading.utc > now + FUTURE_SLACK:
        return now.astimezone(zone).date()
    return reading.utc.astimezone(source_zone if reading.precision == "day" else zone).date()


def decide(
    found: Iterable[Arrival],
    *,
    source_id: int,
    by_key: Mapping[str, Stored],
    by_place: Mapping[Place, Stored],
) -> Decision:
    """Compare a document with what is stored: ``by_key`` as this source knows it, ``by_place`` as its unit does."""
    decision = Decision()
    taken: set[Place] = set()
    for arrival in found:
        stored = by_key.get(arrival.key)
        if stored is None and (stored := by_place.get(arrival.place)) and stored.source_id == source_id:
            decision.rekeyed += 1
        place = stored.place if stored else arrival.place
        decision.sightings.append((arrival.key, place))
        if place in taken:
            continue
        taken.add(place)
        if stored is None:
            decision.new.append(arrival)
        elif changes := _changes(stored, arrival, source_id):
            decision.changed.append((stored, arrival, changes))
        else:
            decision.same.append(stored)
    return decision


def _changes(stored: Stored, arrival: Arrival, source_id: int) -> list[Change]:
    """Only the source that brought an item may reword it: two categories often carry different summaries. What a
    document leaves out is not a change. A title made from an address gives way to the first one anybody says.
    """
    if arrival.guessed and not stored.guessed:
        return []
    if stored.source_id not in (None, source_id) and not names(stored, arrival):
        return []
    pairs = [
        ("title", stored.title, arrival.title),
        ("summary", stored.summary, arrival.summary),
        ("link", stored.link, arrival.link),
        ("author", stored.author, arrival.author),
        ("date", _moment(stored.at), _moment(None if _mere_touch(stored, arrival) else arrival.at)),
    ]
    return [Change(stored, name, before, after) for name, before, after in pairs if after and after != before]


def _mere_touch(stored: Stored, arrival: Arrival) -> bool:
    """A sitemap says when a page was last touched: good enough for a first date, no reason to move one."""
    return arrival.date.field == "lastmod" and stored.at is not None


def names(stored: Stored, arrival: Arrival) -> bool:
    """The arrival brings the words of an item that had only its address."""
    return stored.guessed and not arrival.guessed


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _confidence(reading: DateReading) -> str:
    return FETCHED if reading.utc is None and reading.confidence != "ambiguous" else reading.confidence


def shared_links(items: Sequence[FeedItem]) -> set[str]:
    """Links that several titles of one document carry: they name a page of the site, not an article."""
    titles: dict[str, set[str]] = defaultdict(set)
    for item in items:
        titles[item.canonical_link].add(item.title)
    return {link for link, different in titles.items() if len(different) > 1}
