"""Keeping what was observed of each source: proved by fetches as they are stored, or vouched for by a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, case, insert, update
from sqlalchemy.orm import Session

from feeds.records import FeedDocument
from planner.domain.ingest import shared_links
from planner.domain.observing import Anchor, Proof, in_order, newest_marks, proof, seen_of, unchanged_proof
from planner.errors import Invalid
from planner.models import Observation, Source
from planner.newsdesk.history import Actor, record
from planner.vocabulary import N_

OBSERVATIONS = cast("Table", Observation.__table__)
DOUBTED = 3


@dataclass(frozen=True, slots=True)
class Sight:
    """What one good fetch proved, and the columns of the source that carry the next proof."""

    proof: Proof
    columns: dict[str, Any]


NOTHING = Sight(Proof(None), {})


def observe(
    session: Session, source: Source, document: FeedDocument | None, *, now: datetime, full: bool, late: bool
) -> Sight:
    """Write down what a good fetch at ``now`` proves. ``document``: empty for a 304 or an unchanged body.

    ``full``: a whole body came, whether or not it was the same as before. A source that has been silent too long proves
    nothing: its silence may be the fault.
    """
    if late:
        return NOTHING
    anchor = Anchor(source.anchor_at, tuple(source.anchor_newest)) if source.anchor_at else None
    if document is None:
        proved = unchanged_proof(anchor, now=now, confirmed_at=now if full else source.last_full_at)
        columns: dict[str, Any] = {"anchor_at": now} if proved.since else {}
    else:
        seen = seen_of(document.items, shared_links(document.items))
        line = in_order(seen)
        proved = proof(seen, anchor, dates_trusted=abs(source.zone_doubts) < DOUBTED, line=line)
        columns = {"anchor_at": now, "anchor_newest": list(newest_marks(seen, line))}
    if proved.since and proved.since < now:
        _extend(session, source.id, proved.since, now)
    return Sight(proved, columns)


def vouch(
    session: Session, actor: Actor, source: Source, *, begins: datetime, ends: datetime, note: str
) -> Observation:
    """A person says that nothing was missed between two moments, and how they know. Raises Invalid on a wrong span."""
    if ends <= begins:
        raise Invalid(N_("Chọn thời điểm kết thúc sau thời điểm bắt đầu."), field="ends")
    if ends > actor.now:
        raise Invalid(N_("Chỉ xác nhận được khoảng thời gian đã qua."), field="ends")
    found = Observation(
        source_id=source.id,
        begins_at=begins,
        ends_at=ends,
        person_id=actor.person_id,
        note=note,
        written_at=actor.now,
    )
    session.add(found)
    words = f"{begins.isoformat(timespec='minutes')} – {ends.isoformat(timespec='minutes')}"
    change = {"field": N_("Khoảng thời gian"), "before": "", "after": words}
    record(session, actor, source, N_("xác nhận không đăng trong khoảng chưa theo dõi được"), [change], reason=note)
    return found


def _extend(session: Session, source_id: int, since: datetime, now: datetime) -> None:
    """One statement in the usual case: the row that reaches up to ``since`` grows to ``now``."""
    row = OBSERVATIONS.c
    grown = cast(
        "Any",
        session.execute(
            update(OBSERVATIONS)
            .where(row.source_id == source_id, row.person_id.is_(None), row.ends_at >= since, row.begins_at <= now)
            .values(ends_at=now, begins_at=case((row.begins_at > since, since), else_=row.begins_at))
        ),
    )
    if not grown.rowcount:
        values = {"source_id": source_id, "begins_at": since, "ends_at": now, "note": "", "written_at": now}
        session.execute(insert(OBSERVATIONS).values(**values))
