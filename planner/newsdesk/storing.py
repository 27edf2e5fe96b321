"""Storing the items of a whole document with a handful of statements, however many there are."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from feeds.records import FeedDocument
from planner.domain.ingest import (
    RAW_MAX,
    RULE_MAX,
    Arrival,
    Change,
    Decision,
    Owner,
    Place,
    Stored,
    arrivals,
    decide,
    names,
)
from planner.domain.observing import reach_of
from planner.domain.stories import story_of
from planner.errors import Invalid
from planner.language.fold import fold
from planner.models import PublishedItem, PublishedVersion, Sighting, Source, SourcePeriod, Tombstone
from planner.newsdesk.leases import SOURCES
from planner.vocabulary import N_, Medium, Provenance, SourceKind

ITEMS = cast("Table", PublishedItem.__table__)
SIGHTINGS = cast("Table", Sighting.__table__)
TOMBSTONES = cast("Table", Tombstone.__table__)
VERSIONS = cast("Table", PublishedVersion.__table__)
FOLD_MAX = 3000
# Numbers in one IN list: well under what either engine takes in a statement.
STEP = 500


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of a document's items."""

    new: int = 0
    changed: int = 0
    same: int = 0
    bad: int = 0
    rekeyed: int = 0

    @property
    def known_share(self) -> float:
        """Of the items read, how many were known (0 to 1); nothing read brought nothing new."""
        seen = self.new + self.changed + self.same
        return (seen - self.new) / seen if seen else 1.0


_PROVENANCES = {
    SourceKind.FEED: Provenance.FEED,
    SourceKind.SITEMAP: Provenance.SITEMAP,
    SourceKind.WEB_LIST: Provenance.WEB_LIST,
}


def store_items(
    session: Session,
    source: Source,
    document: FeedDocument,
    *,
    now: datetime,
    zone: tzinfo,
    source_zone: tzinfo,
    backfill: bool = False,
) -> Tally:
    """Items, versions and sightings of one document. Storing it again changes nothing but the times last seen.

    ``backfill``: an old document read after the fact; what is new in it is marked so, and what it lacks says nothing.
    """
    found = _without_removed(
        session,
        source.id,
        arrivals(
            document.items,
            source_id=source.id,
            owner_on=owner_of(source),
            now=now,
            zone=zone,
            source_zone=source_zone,
            id_pattern=source.id_pattern,
        ),
    )
    decision = decide(
        found,
        source_id=source.id,
        by_key=_by_key(session, source.id, [arrival.key for arrival in found]),
        by_place=_by_place(session, [arrival.place for arrival in found]),
    )
    provenance = Provenance.BACKFILL if backfill else _PROVENANCES[source.kind]
    _insert(session, source, decision.new, now, provenance)
    _reword(session, source, decision, now, provenance)
    stored = _sight(session, source, decision, now)
    if not backfill:
        _note_vanished(session, source, document, now)
    # What another worker's overlapping feed brought a moment earlier is theirs, and known to us.
    ours = sum(stored[arrival.place].source_id == source.id for arrival in decision.new)
    known = len(decision.same) + len(decision.new) - ours
    return Tally(ours, len(decision.changed), known, document.bad, decision.rekeyed)


def _without_removed(session: Session, source_id: int, found: list[Arrival]) -> list[Arrival]:
    """What was removed for good does not come back, however often its source shows it."""
    if not session.scalar(select(TOMBSTONES.c.id).where(TOMBSTONES.c.source_id == source_id).limit(1)):
        return found
    keys = {arrival.key for arrival in found}
    rows = session.scalars(select(TOMBSTONES.c.key).where(TOMBSTONES.c.source_id == source_id))
    removed = keys.intersection(rows)
    return [arrival for arrival in found if arrival.key not in removed]


def _note_vanished(session: Session, source: Source, document: FeedDocument, now: datetime) -> None:
    """Items of a day this document still reaches back to, which it does not show any more: noted, never deleted."""
    reach = reach_of(document)
    if reach is None:
        return
    covered = select(ITEMS.c.id).where(
        ITEMS.c.source_id == source.id, ITEMS.c.published_at > reach[0], ITEMS.c.last_seen_at < now
    )
    session.execute(
        update(SIGHTINGS)
        .where(
            SIGHTINGS.c.source_id == source.id,
            SIGHTINGS.c.published_item_id.in_(covered),
            SIGHTINGS.c.vanished_at.is_(None),
            SIGHTINGS.c.last_seen_at < now,
        )
        .values(vanished_at=now)
    )


def carry_seen(session: Session, source_ids: Collection[int] | None = None) -> None:
    """What stood in the last document of a source has been seen until its last good answer (of all, or of some).

    Unchanged answers only move the source's own clock; this moves the items after it, before a new document is stored
    and now and then for all.
    """
    row = SOURCES.c
    stale = row.document_at.is_not(None), row.last_good_at > row.document_at
    some = () if source_ids is None else (row.id.in_(source_ids),)
    for number, seen_at, until in session.execute(
        select(row.id, row.document_at, row.last_good_at).where(*stale, *some).order_by(row.id)
    ).all():
        still = SIGHTINGS.c.source_id == number, SIGHTINGS.c.last_seen_at == seen_at
        ids = select(SIGHTINGS.c.published_item_id).where(*still)
        session.execute(update(ITEMS).where(ITEMS.c.id.in_(ids)).values(last_seen_at=until))
        session.execute(update(SIGHTINGS).where(*still).values(last_seen_at=until))
        session.execute(update(SOURCES).where(row.id == number).values(document_at=until))


def owner_of(source: Source) -> Callable[[date], Owner]:
    """Who owns an item of this source by its day; outside every period the nearest one in time answers."""

    @cache
    def owner_on(day: date) -> Owner:
        period = period_on(source, day)
        return Owner(
            unit_id=period.unit_id,
            unit_name=period.unit.name_on(day).name,
            channel_id=period.channel_id,
            medium=period.channel.medium if period.channel else Medium.ONLINE,
        )

    return owner_on


def period_on(source: Source, day: date) -> SourcePeriod:
    """The period that covers a day, else the nearest. Raises Invalid for a source that belongs to nobody."""
    if not source.periods:
        raise Invalid(N_("Nguồn tin này chưa thuộc đơn vị nào. Chọn đơn vị cho nguồn tin trước."))

    def distance(period: SourcePeriod) -> int:
        if period.valid_from and day < period.valid_from:
            return (period.valid_from - day).days
        return (day - period.valid_to).days if period.valid_to and day > period.valid_to else 0

    return min(source.periods, key=distance)


def _by_key(session: Session, source_id: int, keys: Sequence[str]) -> dict[str, Stored]:
    found: dict[str, Stored] = {}
    for some in _steps(sorted(set(keys))):
        rows = session.execute(
            select(SIGHTINGS.c.key, *_STORED)
            .join(ITEMS, ITEMS.c.id == SIGHTINGS.c.published_item_id)
            .where(SIGHTINGS.c.source_id == source_id, SIGHTINGS.c.key.in_(some))
        )
        found |= {key: Stored(*fields) for key, *fields in rows}
    return found


def _by_place(session: Session, places: Iterable[Place]) -> dict[Place, Stored]:
    found: dict[Place, Stored] = {}
    for some in _steps(sorted(set(places))):
        wanted = tuple_(ITEMS.c.unit_id, ITEMS.c.canonical).in_(some)
        stored = [Stored(*row) for row in session.execute(select(*_STORED).where(wanted))]
        found |= {one.place: one for one in stored}
    return found


_STORED = (
    ITEMS.c.id,
    ITEMS.c.unit_id,
    ITEMS.c.canonical,
    ITEMS.c.source_id,
    ITEMS.c.title,
    ITEMS.c.link,
    ITEMS.c.summary,
    ITEMS.c.author,
    ITEMS.c.published_at,
    ITEMS.c.title_guessed,
)


def _insert(session: Session, source: Source, new: Sequence[Arrival], now: datetime, provenance: Provenance) -> None:
    # In one order everywhere, so that two workers storing overlapping feeds wait for each other and never deadlock.
    rows = [_row(arrival, source, now, provenance) for arrival in sorted(new, key=lambda arrival: arrival.place)]
    if not rows:
        return
    session.execute(_put_items(session.get_bind().dialect.name), rows)


def _row(arrival: Arrival, source: Source, now: datetime, provenance: Provenance) -> dict[str, Any]:
    return {
        "unit_id": arrival.owner.unit_id,
        "unit_name": arrival.owner.unit_name,
        "channel_id": arrival.owner.channel_id,
        "medium": arrival.owner.medium,
        "source_id": source.id,
        "provenance": provenance,
        "title_guessed": arrival.guessed,
        "canonical": arrival.canonical,
        "first_seen_at": now,
        "last_seen_at": now,
        "version": 1,
    } | _wording(arrival)


def _wording(arrival: Arrival) -> dict[str, Any]:
    """The columns the source's own words decide."""
    return {
        "link": arrival.link,
        "title": arrival.title,
        "title_fold": fold(arrival.title)[:FOLD_MAX],
        "story": story_of(arrival.title),
        "summary": arrival.summary,
        "author": arrival.author,
        "published_at": arrival.at,
        "published_on": arrival.on,
        "date_raw": arrival.date.raw[:RAW_MAX],
        "date_field": arrival.date.field[:40],
        "date_rule": arrival.date.rule[:RULE_MAX],
        "date_precision": arrival.date.precision,
        "date_confidence": arrival.confidence,
        "duration_seconds": arrival.duration,
    }


def _reword(session: Session, source: Source, decision: Decision, now: datetime, provenance: Provenance) -> None:
    """Write changed items; what they said before is kept. A new title is worth matching again."""
    for stored, arrival, changes in sorted(decision.changed, key=lambda entry: entry[0].id):
        columns = _changed_columns(arrival, changes) | {"last_seen_at": now}
        if names(stored, arrival):
            # From now on this source's words count.
            columns |= {"title_guessed": False, "source_id": source.id, "provenance": provenance}
        session.execute(update(ITEMS).where(ITEMS.c.id == stored.id).values(**columns))
    rows = [
        {
            "published_item_id": stored.id,
            "seen_at": now,
            "field": change.field,
            "before": change.before,
            "after": change.after,
        }
        for stored, _arrival, changes in decision.changed
        for change in changes
    ]
    if rows:
        session.execute(insert(VERSIONS), rows)


def _changed_columns(arrival: Arrival, changes: Iterable[Change]) -> dict[str, Any]:
    wording = _wording(arrival)
    columns: dict[str, Any] = {}
    for change in changes:
        if change.field == "date":
            dated = {name: value for name, value in wording.items() if name.startswith("date_")}
            columns |= dated | {"published_at": arrival.at, "published_on": arrival.on}
        else:
            columns[change.field] = wording[change.field]
        if change.field in ("title", "summary"):
            columns |= {"title_fold": wording["title_fold"], "story": wording["story"], "matched_at": None}
    return columns


def _sight(session: Session, source: Source, decision: Decision, now: datetime) -> dict[Place, Stored]:
    """One sighting per item of the document, and the time last seen of everything that was known; what is stored."""
    known = sorted(stored.id for stored in decision.same)
    if known:
        statement = update(ITEMS).where(ITEMS.c.id == bindparam("number")).values(last_seen_at=now)
        session.execute(statement, [{"number": number} for number in known])
    ids = _by_place(session, [place for _key, place in decision.sightings])
    rows = {
        key: {
            "published_item_id": ids[place].id,
            "source_id": source.id,
            "key": key,
            "first_seen_at": now,
            "last_seen_at": now,
            "position": position,
        }
        for position, (key, place) in enumerate(decision.sightings)
    }
    if rows:
        session.execute(_put_sightings(session.get_bind().dialect.name), list(rows.values()))
    return ids


# Made once for each engine: making one costs as much as storing several items.
@cache
def _put_items(dialect: str) -> Any:
    statement = _upsert(dialect).insert(ITEMS)
    seen = {"last_seen_at": statement.excluded.last_seen_at}
    return statement.on_conflict_do_update(index_elements=["unit_id", "canonical"], set_=seen)


@cache
def _put_sightings(dialect: str) -> Any:
    statement = _upsert(dialect).insert(SIGHTINGS)
    excluded = statement.excluded
    seen = {"last_seen_at": excluded.last_seen_at, "position": excluded.position, "vanished_at": None}
    return statement.on_conflict_do_update(index_elements=["source_id", "key"], set_=seen)


def _upsert(dialect: str) -> Any:
    return postgresql if dialect == "postgresql" else sqlite


def _steps(values: Sequence[Any]) -> list[Sequence[Any]]:
    return [values[start : start + STEP] for start in range(0, len(values), STEP)]
