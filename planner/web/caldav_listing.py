"""What a private calendar holds as single resources, kept under the tag of its version like the whole calendar."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from feeds.caldav import calendar_object
from feeds.ical import CalendarFeed, Entry
from planner.domain.agenda import PRODUCT
from planner.web.calendar_kept import Kept, written

MOST_LISTINGS = 10
MOST_MARKS = 150  # uids with their tags alone, about 100 bytes each: what earlier syncs are compared with


@dataclass(frozen=True, slots=True)
class Object:
    """One entry. ``etag`` without quotes; ``body`` a whole calendar."""

    entry: Entry
    etag: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Listing:
    """A version of a calendar: its objects by name (``item-12.ics``), in their order."""

    tag: str
    name: str
    objects: Mapping[str, Object]


listings: Kept[str, Listing] = Kept(MOST_LISTINGS)
marks: Kept[str, dict[str, str] | None] = Kept(MOST_MARKS)


def listing(tag: str, feed: Callable[[], CalendarFeed]) -> Listing:
    """The calendar of a tag as objects; what it held is remembered for those who sync later."""
    found = listings.get(tag, lambda: _made(tag, feed()))
    marks.get(tag, lambda: {name: one.etag for name, one in found.objects.items()})
    return found


def held(tag: str) -> dict[str, str] | None:
    """Names and tags of an earlier version, None when this process no longer knows: then a program lists anew."""
    return marks.peek(tag)


def _made(tag: str, feed: CalendarFeed) -> Listing:
    objects: dict[str, Object] = {}
    for entry in sorted(feed.events, key=lambda one: one.uid):
        if (fragment := written(entry)) is not None:
            body = calendar_object(fragment, PRODUCT)
            objects[f"{entry.uid.partition('@')[0]}.ics"] = Object(entry, hashlib.sha256(body).hexdigest()[:32], body)
    return Listing(tag, feed.name, objects)
