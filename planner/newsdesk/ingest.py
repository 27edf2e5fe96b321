"""Taking in what a source answered: items, validators, counters, the fetch row and the state, in one transaction."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from feeds.records import FeedDocument, FetchResult
from feeds.schedule import FLOOR, WINDOW, NextAttempt, Pace, Wishes, failure_weight, next_attempt, own_pace
from planner.clock import local_date
from planner.domain.health import ADVICE, LOSS_NOTE, MOVED_NOTE, RISK_NOTE, SHORTEST_SILENCE, is_late, state_after
from planner.domain.ingest import shifted
from planner.domain.observing import Proof, Span, reach_of
from planner.models import Fetch, Source
from planner.newsdesk.alerting import FETCHING, Trouble, alert
from planner.newsdesk.history import Actor, record
from planner.newsdesk.identities import degrade_identity
from planner.newsdesk.leases import SOURCES
from planner.newsdesk.observing import NOTHING, Sight, observe
from planner.newsdesk.storing import Tally, carry_seen, store_items
from planner.queries.days import days_off_between
from planner.queries.sources import host_of, published_moments
from planner.vocabulary import N_, FetchProblem, SourceState

SILENCE_WINDOW = timedelta(days=60)
ALERT_WEIGHT = 1.0
# Local time under the label GMT, or the other way round.
SEVEN_HOURS = timedelta(hours=6.5), timedelta(hours=7.5)


@dataclass(frozen=True, slots=True)
class Received:
    """What came back. ``document`` is empty when nothing was parsed: an error, 304, or the same body as last time.

    ``full``: it was asked for without validators.
    """

    result: FetchResult
    document: FeedDocument | None = None
    full: bool = True

    @property
    def problem(self) -> str:
        return self.result.error or (self.document.error if self.document else "")

    @property
    def detail(self) -> str:
        return self.result.detail or ", ".join(self.document.notes if self.document and self.document.error else ())


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt in figures, as ``planner poll`` prints it."""

    source_id: int
    name: str
    url: str
    problem: str
    status: int | None
    tally: Tally
    next_at: datetime
    next_why: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Who takes it in and when: the worker's name (the lease's), the moment, the newsroom's zone, a number −1…1 that
    keeps sources from marching in step.
    """

    worker: str
    now: datetime
    zone: ZoneInfo
    spread: float = 0.0

    @property
    def today(self) -> date:
        return local_date(self.now, self.zone)


@dataclass(frozen=True, slots=True)
class _Step:
    """What one answer means for its source."""

    pace: Pace
    coming: NextAttempt
    sight: Sight
    tally: Tally
    reach: Span | None


def take_in(session: Session, source_id: int, received: Received, desk: Desk) -> Outcome | None:
    """Store one answer of a source. None, and nothing stored, when the lease is no longer ``desk.worker``'s."""
    source = session.scalar(select(Source).where(Source.id == source_id).with_for_update())
    if source is None or source.lease_by != desk.worker:
        return None
    received = _on_time(source, received)
    tally = _items(session, source, received, desk)
    degrade_identity(session, source, received.document, tally.rekeyed, Actor(FETCHING, desk.now))
    # What a first document brings is new to us, not to its readers.
    fresh = bool(tally.new) and source.last_good_at is not None
    late = not received.problem and not fresh and _is_late(session, source, received, desk)
    sight = NOTHING
    if not received.problem:
        whole = not received.result.not_modified
        sight = observe(session, source, received.document, now=desk.now, full=whole, late=late)
    pace = _pace(source, received, tally, lost=sight.proof.lost)
    reach = reach_of(received.document)
    coming = _next(source, received, desk, pace, reach)
    session.add(_attempt(source, received, tally, coming, sight.proof))
    _move_state(session, source, received.problem, desk, late=late, weight=_failures(source, received))
    _give_back(session, source, received, desk, _Step(pace, coming, sight, tally, reach))
    if received.result.status in (429, 503) and received.result.retry_after:
        _spare_host(session, source, coming.at)
    session.expire(source)
    return Outcome(
        source.id,
        source.name,
        source.url,
        received.problem,
        received.result.status,
        tally,
        coming.at,
        coming.why,
    )


def _on_time(source: Source, received: Received) -> Received:
    """The document with the source's known error taken out of its times."""
    document, by = received.document, timedelta(hours=source.shift_hours)
    if document is None or not by:
        return received
    items = tuple(replace(item, date=shifted(item.date, by)) for item in document.items)
    return replace(received, document=replace(document, items=items))


def _items(session: Session, source: Source, received: Received, desk: Desk) -> Tally:
    if received.problem:
        return Tally()
    if received.document is None:
        return Tally(same=source.document_items)
    carry_seen(session, [source.id])
    zone: tzinfo = ZoneInfo(source.zone)
    return store_items(session, source, received.document, now=desk.now, zone=desk.zone, source_zone=zone)


def _is_late(session: Session, source: Source, received: Received, desk: Desk) -> bool:
    """Silent too long. Only a source without anything new for a day is worth the look at its whole rhythm."""
    newest = max(filter(None, (source.newest_at, _newest(received.document, desk.now))), default=None)
    if newest is not None and desk.now - newest < SHORTEST_SILENCE:
        return False
    since = desk.now - SILENCE_WINDOW
    days_off = days_off_between(session, local_date(since, desk.zone), local_date(desk.now, desk.zone))
    return is_late(
        published_moments(session, source.id, since),
        desk.now,
        zone=desk.zone,
        days_off={day.on for day in days_off},
        expected=timedelta(hours=source.expected_hours) if source.expected_hours else None,
    )


def _newest(document: FeedDocument | None, now: datetime) -> datetime | None:
    """The latest instant of a document that is not in the future."""
    moments = (item.date.utc for item in document.items if item.date.utc) if document else ()
    return max((moment for moment in moments if moment <= now), default=None)


def _pace(source: Source, received: Received, tally: Tally, *, lost: bool) -> Pace:
    """The source's own rhythm; a failure does not move it, a possible loss halves the interval at once."""
    interval = timedelta(minutes=source.interval_min)
    if lost:
        return Pace(max(interval / 2, FLOOR), WINDOW)
    before = () if source.known_share is None else (source.known_share,)
    shares = () if received.problem else (*before, tally.known_share)
    return own_pace(interval, shares)


def _next(source: Source, received: Received, desk: Desk, pace: Pace, reach: Span | None) -> NextAttempt:
    result, document = received.result, received.document
    asked = _asked(document, reach) if document and not received.problem else Wishes.kept(source.wishes)
    return next_attempt(
        desk.now,
        pace,
        error=received.problem,
        failures=_failures(source, received),
        wishes=replace(asked, max_age=result.max_age, retry_after=result.retry_after),
        spread=desk.spread,
    )


def _asked(document: FeedDocument, reach: Span | None) -> Wishes:
    """What a document asks of its readers, and the time it spans without pinned items."""
    return Wishes(
        ttl=document.ttl,
        window=(reach[1] - reach[0] if reach else None) or None,
        skip_hours=document.skip_hours,
        skip_days=document.skip_days,
    )


def _failures(source: Source, received: Received) -> float:
    return source.failures + failure_weight(received.problem, received.detail) if received.problem else 0.0


def _attempt(source: Source, received: Received, tally: Tally, coming: NextAttempt, proof: Proof) -> Fetch:
    result, document = received.result, received.document
    notes = list(document.notes) if document else []
    notes += [MOVED_NOTE] if result.moved_for_good else []
    notes += [RISK_NOTE] if coming.window_at_risk else []
    notes += [LOSS_NOTE] if proof.lost else []
    return Fetch(
        source_id=source.id,
        started_at=result.started,
        seconds=result.seconds,
        url=result.requested_url,
        final_url=result.final_url,
        redirects=list(result.redirects),
        status=result.status,
        wire_bytes=result.wire_bytes,
        body_hash=result.sha256,
        not_modified=result.not_modified,
        new=tally.new,
        changed=tally.changed,
        same=tally.same,
        bad=tally.bad,
        problem=received.problem,
        detail=received.detail[:500],
        notes=notes,
        next_at=coming.at,
        next_why=coming.why,
        full=received.full,
        decoded_bytes=len(result.body),
        sent_etag="" if received.full else source.etag,
        sent_modified="" if received.full else source.last_modified,
        got_etag=result.etag,
        got_modified=result.last_modified,
        observed_from=proof.since,
    )


def _move_state(session: Session, source: Source, problem: str, desk: Desk, *, late: bool, weight: float) -> None:
    """A new state leaves a history line; a paused source stays paused whatever its last fetch brought.

    ``weight``: of the failures in a row; a single hiccup alerts nobody.
    """
    if source.state is SourceState.PAUSED:
        return
    state, reason = state_after(problem, late=late), _reason(problem, late=late)
    since = source.state_since if state is source.state else desk.now
    if source.counts and (late or weight >= ALERT_WEIGHT):
        alert(session, source, Trouble(source.state, state, since, reason), now=desk.now, today=desk.today)
    if state is source.state and reason == source.state_reason:
        return
    values: dict[str, Any] = {"state": state, "state_reason": reason}
    if state is not source.state:
        values["state_since"] = desk.now
        change = {"field": N_("Trạng thái"), "before": source.state.label, "after": state.label}
        record(session, Actor(FETCHING, desk.now), source, N_("đổi trạng thái"), [change], reason=reason)
    session.execute(update(SOURCES).where(SOURCES.c.id == source.id).values(**values))


def _reason(problem: str, *, late: bool) -> str:
    if problem:
        known = FetchProblem(problem)
        return f"{known.label}. {ADVICE[known]}"
    return N_("Im lặng lâu hơn nhịp thường lệ. Kiểm tra xem trang còn đăng bài không.") if late else ""


def _give_back(session: Session, source: Source, received: Received, desk: Desk, step: _Step) -> None:
    """Validators and counters go last, with the end of the lease."""
    result = received.result
    values: dict[str, Any] = {
        "failures": _failures(source, received),
        "last_fetch_at": result.started,
        "next_poll_at": step.coming.at,
        "lease_until": None,
        "lease_by": "",
    }
    if received.problem:
        # Whatever stood behind the old validators, the next request asks for everything.
        values |= {"etag": "", "last_modified": "", "body_hash": ""}
    else:
        values |= _validators(source, received) | step.sight.columns | {"last_good_at": desk.now}
        values["interval_min"] = round(step.pace.interval.total_seconds() / 60)
        values["known_share"] = step.tally.known_share
    if received.document and not received.problem:
        values |= _learnt(source, received.document, step.reach, desk)
    session.execute(update(SOURCES).where(SOURCES.c.id == source.id).values(**values))


def _learnt(source: Source, document: FeedDocument, reach: Span | None, desk: Desk) -> dict[str, Any]:
    """What a document taught about its source; what an administrator fixed stays."""
    newest = max(filter(None, (source.newest_at, _newest(document, desk.now))), default=None)
    learnt: dict[str, Any] = {"newest_at": newest, "wishes": _asked(document, reach).as_kept()}
    learnt |= {"document_at": desk.now, "document_items": len(document.items)}
    learnt["zone_doubts"] = _doubts(source, reach, desk.now)
    if document.day_order and not source.order_fixed:
        learnt["day_order"] = document.day_order
    return learnt


def _doubts(source: Source, reach: Span | None, now: datetime) -> int:
    """Fetches in a row whose newest item lay seven hours ahead; negative: came in seven hours old, though the source
    had been read shortly before.
    """
    if reach is None:
        return source.zone_doubts
    newest = reach[1]
    if SEVEN_HOURS[0] <= newest - now <= SEVEN_HOURS[1]:
        return max(source.zone_doubts, 0) + 1
    fresh = source.newest_at is not None and newest > source.newest_at
    read_lately = source.last_good_at is not None and now - source.last_good_at < timedelta(hours=2)
    if fresh and read_lately and SEVEN_HOURS[0] <= now - newest <= SEVEN_HOURS[1]:
        return min(source.zone_doubts, 0) - 1
    return 0 if fresh or source.zone_doubts > 0 else source.zone_doubts


def _validators(source: Source, received: Received) -> dict[str, Any]:
    """From every good answer, also when nothing changed."""
    result = received.result
    if result.not_modified:
        return {
            "etag": result.etag or source.etag,
            "last_modified": result.last_modified or source.last_modified,
        }
    return {
        "etag": result.etag,
        "last_modified": result.last_modified,
        "body_hash": result.sha256,
        "last_full_at": result.started,
    }


def _spare_host(session: Session, source: Source, until: datetime) -> None:
    """A server that asks for patience means all its feeds, and never a sister host's."""
    host = host_of(source.url)
    rows = session.execute(select(Source.id, Source.url).where(Source.next_poll_at < until, Source.id != source.id))
    ids = [number for number, url in rows if host_of(url) == host]
    if ids:
        session.execute(update(SOURCES).where(SOURCES.c.id.in_(ids)).values(next_poll_at=until))
