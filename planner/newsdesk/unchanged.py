"""Answers that bring nothing new, many in a handful of statements: most answers of a day are of this kind.

Only what needs no second look is taken: a source that is well, an answer without any oddity. Everything else goes
through ``planner.newsdesk.ingest``, and both ways write the same rows (``tests/newsdesk/test_unchanged.py``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, insert, select, update
from sqlalchemy.orm import Session

from feeds.schedule import NextAttempt, Pace, Wishes, next_attempt, own_pace
from planner.domain.health import RISK_NOTE, SHORTEST_SILENCE
from planner.domain.observing import Anchor, Proof, unchanged_proof
from planner.models import Fetch
from planner.newsdesk.ingest import Outcome, Received
from planner.newsdesk.leases import SOURCES
from planner.newsdesk.observing import OBSERVATIONS
from planner.newsdesk.storing import Tally
from planner.vocabulary import SourceState

_WANTED = tuple(
    SOURCES.c[name]
    for name in (
        "id", "name", "url", "state", "interval_min", "etag", "last_modified", "last_full_at", "anchor_at",
        "anchor_newest", "newest_at", "wishes", "known_share", "document_items",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one source, its body left away; ``spread``: −1…1, so that sources do not march in step."""

    source_id: int
    received: Received
    decoded_bytes: int
    spread: float


@dataclass(frozen=True, slots=True)
class _Step:
    """What one answer means for its source."""

    row: Any
    received: Received
    decoded_bytes: int
    pace: Pace
    coming: NextAttempt
    proof: Proof


def is_plain(received: Received) -> bool:
    """Whether an answer may be taken here: not modified or the same body, straight from where it was asked."""
    result = received.result
    return not received.problem and received.document is None and not result.redirects and not result.detail


def take_in_unchanged(session: Session, answers: Sequence[Answer], *, worker: str, now: datetime) -> dict[int, Outcome]:
    """Store plain answers; those of sources that need a closer look are left out of what comes back."""
    ids = [answer.source_id for answer in answers]
    found = session.execute(
        select(*_WANTED).where(SOURCES.c.id.in_(ids), SOURCES.c.lease_by == worker).with_for_update()
    )
    rows = {row.id: row for row in found if _is_well(row, now)}
    steps = [_step(rows[answer.source_id], answer, now) for answer in answers if answer.source_id in rows]
    if steps:
        session.execute(insert(Fetch), [_fetch_row(step) for step in steps])
        session.execute(_GIVE_BACK, [_source_row(step, now) for step in steps])
        _observe(session, steps, now)
    return {step.row.id: _outcome(step) for step in steps}


def _is_well(row: Any, now: datetime) -> bool:
    quiet = row.newest_at is None or now - row.newest_at >= SHORTEST_SILENCE
    return row.state is SourceState.OK and row.anchor_at is not None and not quiet


def _step(row: Any, answer: Answer, now: datetime) -> _Step:
    result = answer.received.result
    known = () if row.known_share is None else (row.known_share,)
    pace = own_pace(timedelta(minutes=row.interval_min), (*known, 1.0))
    wishes = replace(Wishes.kept(row.wishes), max_age=result.max_age, retry_after=result.retry_after)
    proof = unchanged_proof(
        Anchor(row.anchor_at, tuple(row.anchor_newest)),
        now=now,
        confirmed_at=row.last_full_at if result.not_modified else now,
    )
    coming = next_attempt(now, pace, wishes=wishes, spread=answer.spread)
    return _Step(row, answer.received, answer.decoded_bytes, pace, coming, proof)


def _fetch_row(step: _Step) -> dict[str, Any]:
    result, row = step.received.result, step.row
    return {
        "source_id": row.id,
        "started_at": result.started,
        "seconds": result.seconds,
        "url": result.requested_url,
        "final_url": result.final_url,
        "redirects": [],
        "status": result.status,
        "wire_bytes": result.wire_bytes,
        "decoded_bytes": step.decoded_bytes,
        "body_hash": result.sha256,
        "not_modified": result.not_modified,
        "new": 0,
        "changed": 0,
        "same": row.document_items,
        "bad": 0,
        "problem": "",
        "detail": "",
        "notes": [RISK_NOTE] if step.coming.window_at_risk else [],
        "next_at": step.coming.at,
        "next_why": step.coming.why,
        "full": step.received.full,
        "sent_etag": "" if step.received.full else row.etag,
        "sent_modified": "" if step.received.full else row.last_modified,
        "got_etag": result.etag,
        "got_modified": result.last_modified,
        "observed_from": step.proof.since,
    }


_CHANGED = (
    "failures", "last_fetch_at", "next_poll_at", "lease_until", "lease_by", "etag", "last_modified", "last_full_at",
    "last_good_at", "interval_min", "known_share", "anchor_at",
)  # fmt: skip
_GIVE_BACK = (
    update(SOURCES).where(SOURCES.c.id == bindparam("number")).values({name: bindparam(name) for name in _CHANGED})
)


def _source_row(step: _Step, now: datetime) -> dict[str, Any]:
    result, row = step.received.result, step.row
    kept = result.not_modified
    return {
        "number": row.id,
        "failures": 0.0,
        "last_fetch_at": result.started,
        "next_poll_at": step.coming.at,
        "lease_until": None,
        "lease_by": "",
        "etag": result.etag or (row.etag if kept else ""),
        "last_modified": result.last_modified or (row.last_modified if kept else ""),
        "last_full_at": row.last_full_at if kept else result.started,
        "last_good_at": now,
        "interval_min": round(step.pace.interval.total_seconds() / 60),
        "known_share": 1.0,
        "anchor_at": now if step.proof.since else row.anchor_at,
    }


_GROW = (
    update(OBSERVATIONS)
    .where(
        OBSERVATIONS.c.source_id == bindparam("number"),
        OBSERVATIONS.c.person_id.is_(None),
        OBSERVATIONS.c.ends_at >= bindparam("since"),
        OBSERVATIONS.c.begins_at <= bindparam("now"),
    )
    .values(
        ends_at=bindparam("now"),
        begins_at=case(
            (OBSERVATIONS.c.begins_at > bindparam("since"), bindparam("since")), else_=OBSERVATIONS.c.begins_at
        ),
    )
)


def _observe(session: Session, steps: Sequence[_Step], now: datetime) -> None:
    """Rows that reach up to the anchor grow to now; a source that has none yet gets one."""
    since = {step.row.id: step.proof.since for step in steps if step.proof.since}
    if not since:
        return
    session.execute(_GROW, [{"number": number, "since": moment, "now": now} for number, moment in since.items()])
    reached = session.scalars(
        select(OBSERVATIONS.c.source_id).where(OBSERVATIONS.c.source_id.in_(since), OBSERVATIONS.c.ends_at == now)
    )
    missing = set(since) - set(reached)
    if missing:
        session.execute(insert(OBSERVATIONS), [_observation(number, since, now) for number in sorted(missing)])


def _observation(number: int, since: Mapping[int, datetime | None], now: datetime) -> dict[str, Any]:
    return {"source_id": number, "begins_at": since[number], "ends_at": now, "note": "", "written_at": now}


def _outcome(step: _Step) -> Outcome:
    row, result = step.row, step.received.result
    tally = Tally(same=row.document_items)
    return Outcome(row.id, row.name, row.url, "", result.status, tally, step.coming.at, step.coming.why)
