"""Publication logs: a table taken in, its columns chosen, a dry run, and only then the published items it brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import Table, insert, update
from sqlalchemy.orm import Session

from feeds.tables import Sheet
from planner.domain.log_columns import check, guess
from planner.domain.log_rows import Entry, Fate, Known, Outcome, Refused, compare, read_rows
from planner.domain.stories import story_of
from planner.errors import Conflict, Invalid, Stale
from planner.language.fold import fold
from planner.models import Channel, PublicationLog, PublishedItem, PublishedVersion, Unit
from planner.newsdesk.history import Actor, record
from planner.queries.publication_logs import known_entries, last_columns
from planner.vocabulary import N_, LogKind, LogState, Medium, Provenance

ITEMS = cast("Table", PublishedItem.__table__)
VERSIONS = cast("Table", PublishedVersion.__table__)
FOLD_MAX = 3000
PROVENANCES = {LogKind.BROADCAST: Provenance.BROADCAST_LOG, LogKind.PRINT: Provenance.PRINT_PAGE}
MEDIA = {LogKind.BROADCAST: Medium.TELEVISION, LogKind.PRINT: Medium.PRINT}

CLOSED = N_("Bảng kê này đã ghi nhận hoặc đã bỏ. Tải tệp lên lại nếu còn dòng cần sửa.")
CHANGED_SINCE = N_("Người khác vừa chọn lại cột của bảng kê này. Xem lại bản chạy thử rồi ghi nhận.")
NOTHING = N_("Không có dòng nào mới hoặc thay đổi để ghi nhận.")


@dataclass(frozen=True, slots=True)
class DryRun:
    """What storing a log would do, row by row."""

    outcomes: tuple[Outcome, ...]
    refused: tuple[Refused, ...]

    def count(self, fate: Fate) -> int:
        return sum(outcome.fate is fate for outcome in self.outcomes)

    @property
    def counts(self) -> dict[str, int]:
        return {fate.value: self.count(fate) for fate in Fate} | {"refused": len(self.refused)}


@dataclass(frozen=True, slots=True)
class Upload:
    """A table as it came, and whose it is."""

    kind: LogKind
    unit: Unit
    channel: Channel | None
    file_name: str
    data: bytes
    sheet: Sheet


def open_log(session: Session, actor: Actor, upload: Upload) -> PublicationLog:
    """Keep the table with columns guessed as far as possible; no published item is touched."""
    remembered = last_columns(session, upload.unit.id, upload.kind)
    log = PublicationLog(
        unit=upload.unit,
        channel=upload.channel,
        kind=upload.kind,
        file_name=upload.file_name[-200:],
        sha256=sha256(upload.data).hexdigest(),
        heads=list(upload.sheet.heads),
        rows=[{"number": row.number, "cells": list(row.cells)} for row in upload.sheet.rows],
        columns=dict(guess(upload.kind, upload.sheet.heads, remembered)),
        notes=list(upload.sheet.notes),
        created_at=actor.now,
        created_by_id=actor.person_id,
    )
    session.add(log)
    record(session, actor, log, N_("tải bảng kê lên"), [_line(N_("Tệp"), "", upload.file_name)])
    return log


def choose_columns(session: Session, actor: Actor, log: PublicationLog, columns: Mapping[str, int]) -> None:
    """Say which column holds what. Raises Invalid beside the field, Conflict once the log is closed."""
    _must_be_open(log)
    check(log.kind, log.heads, columns)
    if dict(columns) != log.columns:
        before, after = _words(log, log.columns), _words(log, columns)
        log.columns = dict(columns)
        record(session, actor, log, N_("chọn cột của bảng kê"), [_line(N_("Cột"), before, after)])


def dry_run(session: Session, log: PublicationLog, *, now: datetime, zone: tzinfo) -> DryRun | None:
    """What storing would do now; None while a needed column is not chosen. Changes nothing."""
    try:
        check(log.kind, log.heads, log.columns)
    except Invalid:
        return None
    rows = [(int(row["number"]), cast("Sequence[str]", row["cells"])) for row in log.rows]
    entries, refused = read_rows(log.kind, rows, log.columns, channel_id=log.channel_id, zone=zone, now=now)
    known = known_entries(session, log.unit_id, [entry.key for entry in entries])
    return DryRun(tuple(compare(entries, known)), tuple(refused))


def store_log(session: Session, actor: Actor, log: PublicationLog, *, version: int, zone: tzinfo) -> DryRun:
    """Bring the log's rows in: new ones as published items, changed ones mended with what they said before kept.

    Refused rows stay out. Raises Stale when the columns were chosen anew since ``version``, Conflict when there is
    nothing to store.
    """
    _must_be_open(log)
    if version != log.version:
        raise Stale(CHANGED_SINCE)
    run = dry_run(session, log, now=actor.now, zone=zone)
    if run is None or not run.count(Fate.NEW) + run.count(Fate.CHANGED):
        raise Conflict(NOTHING)
    log.state, log.stored_at, log.counts = LogState.STORED, actor.now, dict(run.counts)
    record(session, actor, log, N_("ghi nhận bảng kê"), [_line(N_("Số dòng mới"), "", str(run.count(Fate.NEW)))])
    session.flush()
    _insert(session, log, [one.entry for one in run.outcomes if one.fate is Fate.NEW], actor, zone)
    _mend(session, [one for one in run.outcomes if one.fate is Fate.CHANGED], actor.now)
    return run


def discard_log(session: Session, actor: Actor, log: PublicationLog) -> None:
    """Give an open log up; nothing of it was stored."""
    _must_be_open(log)
    log.state = LogState.DISCARDED
    record(session, actor, log, N_("bỏ bảng kê"), [])


def _must_be_open(log: PublicationLog) -> None:
    if log.state is not LogState.DRAFT:
        raise Conflict(CLOSED)


def _insert(session: Session, log: PublicationLog, entries: Sequence[Entry], actor: Actor, zone: tzinfo) -> None:
    names: dict[date, str] = {}
    for entry in entries:
        names.setdefault(entry.on, log.unit.name_on(entry.on).name)
    shared = {
        "unit_id": log.unit_id,
        "channel_id": log.channel_id,
        "medium": log.channel.medium if log.channel else MEDIA[log.kind],
        "provenance": PROVENANCES[log.kind],
        "log_id": log.id,
        "first_seen_at": actor.now,
        "last_seen_at": actor.now,
        "added_by_id": actor.person_id,
        "date_field": "log",
        "date_rule": "log",
        "date_confidence": "stated",
        "version": 1,
    }
    rows = [shared | {"unit_name": names[entry.on]} | _columns(entry, zone) for entry in entries]
    if rows:
        session.execute(insert(ITEMS), rows)


def _columns(entry: Entry, zone: tzinfo) -> dict[str, Any]:
    at = datetime.combine(entry.on, entry.at, zone) if entry.at else None
    return {
        "canonical": entry.key,
        "link": "",
        "summary": "",
        "published_at": at,
        "published_on": entry.on,
        "date_raw": "",
        "date_precision": "minute" if at else "day",
    } | _wording(entry)


def _wording(entry: Entry) -> dict[str, Any]:
    """The columns a mended row may change."""
    return {
        "title": entry.title,
        "title_fold": fold(entry.title)[:FOLD_MAX],
        "story": story_of(entry.title),
        "author": entry.author,
        "duration_seconds": entry.seconds,
        "programme": entry.programme,
        "print_page": entry.page,
        "is_repeat": entry.is_repeat,
    }


def _mend(session: Session, changed: Sequence[Outcome], now: datetime) -> None:
    versions: list[dict[str, Any]] = []
    for outcome in changed:
        known, entry = cast("Known", outcome.known), outcome.entry
        values = _wording(entry) | {"last_seen_at": now, "version": ITEMS.c.version + 1}
        if known.title != entry.title:
            values["matched_at"] = None  # another title is worth matching again
            version = {"published_item_id": known.id, "seen_at": now, "field": "title"}
            versions.append(version | {"before": known.title, "after": entry.title})
        session.execute(update(ITEMS).where(ITEMS.c.id == known.id).values(**values))
    if versions:
        session.execute(insert(VERSIONS), versions)


def _line(field: str, before: str, after: str) -> dict[str, str]:
    return {"field": field, "before": before, "after": after}


def _words(log: PublicationLog, columns: Mapping[str, int]) -> str:
    return ", ".join(log.heads[place] for place in columns.values())
