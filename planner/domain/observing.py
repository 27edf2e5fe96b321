"""When nothing of a source can have been missed, and when something may have been. Pure.

A feed is a window: the newest items, older ones fall out at its end. Two good fetches prove the time between them only
if the later window still holds what stood at the top of the earlier one, or reaches back before it. Items that were
pinned or stand out of order prove nothing: they would stay however much had been lost.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from feeds.records import FeedDocument, FeedItem

NEWEST = 3
# A 304 or an unchanged body says something only while a full answer confirmed it within a day (and the minutes a
# round of fetching may take).
CONFIRMED_FOR = timedelta(hours=25)
# How long after the last good fetch the present still counts as seen: the longest interval and its spread.
TAIL = timedelta(hours=7)

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Seen:
    """An item of a document, in document order. ``mark`` is what it is known by, empty when nothing identifies it."""

    mark: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Anchor:
    """The last fetch from which a proof may start, and the marks of the newest items of its document."""

    at: datetime
    newest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a document proves: ``since`` is empty for nothing; ``lost``: items may have fallen out unseen."""

    since: datetime | None
    lost: bool = False


def seen_of(items: Sequence[FeedItem], shared: Collection[str] = ()) -> list[Seen]:
    """A document's items as they count here; ``shared``: links that name a page of the site, not an article.

    What is told apart by its title alone, without a date, is not identified: headings repeat.
    """
    return [Seen(_mark(item, shared), item.date.utc) for item in items]


def _mark(item: FeedItem, shared: Collection[str]) -> str:
    if item.canonical_link and item.canonical_link not in shared:
        return item.canonical_link
    return item.key if item.date.utc or not item.key.startswith("text:") else ""


def in_order(seen: Sequence[Seen]) -> list[Seen]:
    """The items that follow the order of the document; pinned ones and a lone old one at the end left out."""
    dated = [one for one in seen if one.at is not None]
    if not dated:
        return list(seen)
    falling = _longest(dated[::-1])
    rising = _longest(dated) if len(falling) < len(dated) else []
    line = sorted(falling if len(falling) >= len(rising) else rising, key=_moment)
    while len(line) > 1 and _moment(line[1]) - _moment(line[0]) > _moment(line[-1]) - _moment(line[1]):
        line = line[1:]
    return line[::-1]


def newest_marks(seen: Sequence[Seen], line: Sequence[Seen] | None = None) -> tuple[str, ...]:
    """What the next document must still hold: the marks of the newest items of this one. ``line``: its ``in_order``."""
    return tuple(one.mark for one in (in_order(seen) if line is None else line) if one.mark)[:NEWEST]


def reach_of(document: FeedDocument | None) -> Span | None:
    """The oldest and the newest moment of a document, pinned items left out; None without any date."""
    moments = [one.at for one in in_order(seen_of(document.items)) if one.at] if document else []
    return (min(moments), max(moments)) if moments else None


def proof(
    seen: Sequence[Seen],
    anchor: Anchor | None,
    *,
    dates_trusted: bool = True,
    line: Sequence[Seen] | None = None,
) -> Proof:
    """What a document fetched after ``anchor`` proves. The first document of a source proves its own window.

    ``dates_trusted``: false while the source's dates are suspected to be hours off. ``line``: its ``in_order``.
    """
    line = in_order(seen) if line is None else line
    dates = [one.at for one in line if one.at is not None] if dates_trusted else []
    oldest = min(dates, default=None)
    if anchor is None:
        return Proof(oldest)
    if oldest is not None and oldest <= anchor.at:
        return Proof(oldest)
    held = len({one.mark for one in line} & set(anchor.newest))
    # Without dates a pinned item cannot be told from a new one: one of them may be it, two hardly.
    needed = 1 if any(one.at for one in line) else min(2, len(anchor.newest))
    if anchor.newest and held >= needed:
        return Proof(anchor.at)
    return Proof(None, lost=True)


def unchanged_proof(anchor: Anchor | None, *, now: datetime, confirmed_at: datetime | None) -> Proof:
    """What a 304 or the same body proves; ``confirmed_at``: the last full answer."""
    if anchor is None or confirmed_at is None or now - confirmed_at > CONFIRMED_FOR:
        return Proof(None)
    return Proof(anchor.at)


def gaps(spans: Iterable[Span], begin: datetime, end: datetime) -> list[Span]:
    """The stretches between two moments that no span covers."""
    found: list[Span] = []
    reached = begin
    for first, last in sorted(spans):
        if first > reached and reached < end:
            found.append((reached, min(first, end)))
        reached = max(reached, last)
    if reached < end:
        found.append((reached, end))
    return found


def hours_by_day(found: Iterable[Span], zone: tzinfo) -> dict[date, float]:
    """Gaps as hours of each civil day of ``zone``, days without any left out."""
    hours: dict[date, float] = {}
    for begin, end in found:
        moment = begin
        while moment < end:
            day = moment.astimezone(zone).date()
            until = min(end, datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone))
            hours[day] = hours.get(day, 0.0) + (until - moment).total_seconds() / 3600
            moment = until
    return hours


def judged_until(now: datetime, *, anchor_at: datetime | None, well: bool) -> datetime:
    """Up to when a source is judged: while it is well, the minutes since the last fetch are no gap yet."""
    return anchor_at if well and anchor_at is not None and now - anchor_at <= TAIL else now


def _moment(one: Seen) -> datetime:
    if one.at is None:
        raise ValueError("an item without a date has no place in time")
    return one.at


def _longest(dated: Sequence[Seen]) -> list[Seen]:
    """A longest run of items whose moments never fall (patience sorting)."""
    tops: list[datetime] = []
    places: list[int] = []
    before: list[int] = []
    for place, one in enumerate(dated):
        pile = bisect_right(tops, _moment(one))
        before.append(places[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [_moment(one)]
        places[pile : pile + 1] = [place]
    line: list[Seen] = []
    place = places[-1] if places else -1
    while place >= 0:
        line.append(dated[place])
        place = before[place]
    return line[::-1]
