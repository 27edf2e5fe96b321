"""One round over the sources that are due: fetch outside any transaction, store each document in one of its own, and
answers that bring nothing new in batches.
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from aiohttp import ClientSession
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from feeds.fetch import open_door
from planner import clock
from planner.config import Settings
from planner.database import read_only
from planner.jobs.batching import Batch
from planner.jobs.politeness import HostGate, gates
from planner.newsdesk.asking import Asker
from planner.newsdesk.fetching import Manners, manners, understood
from planner.newsdesk.ingest import Desk, Outcome, Received, take_in
from planner.newsdesk.leases import claim_sources
from planner.newsdesk.unchanged import Answer, is_plain, take_in_unchanged
from planner.queries.sources import Due, due_sources

log = logging.getLogger("planner.jobs")
# Requests on their way, and documents being read and stored (each may hold megabytes).
AT_ONCE, DOCUMENTS_AT_ONCE = 64, 8
# Answers in one transaction; sources of one host claimed together, two seconds apart well within a lease.
A_BATCH, A_TURN = 128, 40
BUSY_TRIES = 4


@dataclass(frozen=True, slots=True)
class Poller:
    """What a round needs. ``told`` hears of every outcome as it comes; ``stopped`` says that no more may begin."""

    engine: Engine
    settings: Settings
    worker: str
    told: Callable[[Outcome], None] = lambda _outcome: None
    stopped: Callable[[], bool] = lambda: False
    now: Callable[[], datetime] = clock.now


def poll_round(poller: Poller, *, everything: bool = False) -> list[Outcome]:
    """Fetch what is due, or every source that is not paused; outcomes in the order they ended."""
    with Session(read_only(poller.engine)) as session:
        due = due_sources(session, poller.now(), everything=everything)
    return asyncio.run(_round(poller, due, everything=everything)) if due else []


@dataclass(frozen=True, slots=True)
class _Round:
    """What the sources of one round share: the way out, places for requests and for documents, the two batches."""

    poller: Poller
    manners: Manners
    everything: bool
    door: ClientSession
    requests: asyncio.Semaphore
    documents: asyncio.Semaphore
    claim: Batch[int, bool]
    keep: Batch[Answer, Outcome | None]

    async def host(self, sources: Sequence[Due], gate: HostGate) -> list[Outcome | None]:
        """The sources of one host, so many at a time as its pauses let be fetched within a lease."""
        outcomes: list[Outcome | None] = []
        for start in range(0, len(sources), A_TURN):
            some = sources[start : start + A_TURN]
            outcomes += await asyncio.gather(*(self.one(source, gate, len(some)) for source in some))
        return outcomes

    async def one(self, source: Due, gate: HostGate, together: int) -> Outcome | None:
        """One source from claim to commit. Nothing it does stops the round."""
        try:
            ours = together > 1 and await self._ours(source)
            async with gate.turn(), self.requests:
                if not (ours or (together == 1 and await self._ours(source))):
                    return None
                asker = Asker(self.manners, source.recipe.obeys_robots, now=self.poller.now, door=self.door)
                result = await asker.ask(source.url, etag=source.etag, last_modified=source.last_modified)
                fetched = Received(result, full=not (source.etag or source.last_modified))
                if source.recipe.obeys_robots:
                    # What such a document lists is asked of the same host, which is still ours alone.
                    return self._told(await asyncio.to_thread(_store, self.poller, source, fetched, asker))
            return self._told(await self._kept(source, fetched, asker))
        except Exception:
            log.exception("source %s: the attempt could not be stored", source.id)
            return None

    async def _ours(self, source: Due) -> bool:
        return not self.poller.stopped() and await self.claim(source.id)

    async def _kept(self, source: Due, fetched: Received, asker: Asker) -> Outcome | None:
        same = bool(source.body_hash) and fetched.result.sha256 == source.body_hash
        if (fetched.result.not_modified or same) and is_plain(fetched):
            # The body is known; a batch of answers need not hold it.
            bare = replace(fetched, result=replace(fetched.result, body=b"")) if same else fetched
            outcome = await self.keep(Answer(source.id, bare, len(fetched.result.body), random.uniform(-1, 1)))  # noqa: S311
            if outcome:
                return outcome
        async with self.documents:
            return await asyncio.to_thread(_store, self.poller, source, fetched, asker)

    def _told(self, outcome: Outcome | None) -> Outcome | None:
        if outcome:
            self.poller.told(outcome)
        return outcome


async def _round(poller: Poller, due: list[Due], *, everything: bool) -> list[Outcome]:
    asked = manners(poller.settings)
    hosts: dict[str, list[Due]] = {}
    for source in due:
        hosts.setdefault(source.host, []).append(source)
    doors = gates(set(hosts))
    async with open_door(asked.allow) as door:
        round_ = _Round(
            poller,
            asked,
            everything,
            door,
            asyncio.Semaphore(AT_ONCE),
            asyncio.Semaphore(DOCUMENTS_AT_ONCE),
            Batch(lambda ids: _claim(poller, ids, everything=everything), A_BATCH),
            Batch(lambda answers: _keep(poller, answers), A_BATCH, gather=0.1),
        )
        found = await asyncio.gather(*(round_.host(sources, doors[host]) for host, sources in hosts.items()))
    return [outcome for outcomes in found for outcome in outcomes if outcome]


def _claim(poller: Poller, ids: Sequence[int], *, everything: bool) -> list[bool]:
    with Session(poller.engine) as session, session.begin():
        ours = claim_sources(session, ids, poller.worker, poller.now(), asked=everything)
    return [number in ours for number in ids]


def _keep(poller: Poller, answers: Sequence[Answer]) -> list[Outcome | None]:
    """Commit a batch of unchanged answers; those that need a closer look come back empty."""
    for last in range(BUSY_TRIES):
        try:
            with Session(poller.engine) as session, session.begin():
                kept = take_in_unchanged(session, answers, worker=poller.worker, now=poller.now())
            return [kept.get(answer.source_id) for answer in answers]
        except OperationalError:
            if last == BUSY_TRIES - 1:
                raise
            time.sleep(0.2 * (last + 1))
    return []


def _store(poller: Poller, source: Due, fetched: Received, asker: Asker) -> Outcome | None:
    try:
        received = understood(
            fetched.result,
            zone=source.zone,
            day_order=source.day_order,
            now=poller.now(),
            body_hash=source.body_hash,
            recipe=source.recipe,
            policy=source.policy,
            ask=asker,
        )
        return _take_in(poller, source, replace(received, full=fetched.full))
    except Exception as error:
        if isinstance(error, OperationalError):
            raise
        log.exception("source %s: the document could not be taken in", source.id)
        failed = replace(fetched.result, error="internal", detail=type(error).__name__, body=b"", not_modified=False)
        return _take_in(poller, source, Received(failed))


def _take_in(poller: Poller, source: Due, received: Received) -> Outcome | None:
    """Commit one answer; a database that is busy for a moment is asked again."""
    desk = Desk(poller.worker, poller.now(), poller.settings.zone, random.uniform(-1, 1))  # noqa: S311
    for last in range(BUSY_TRIES):
        try:
            with Session(poller.engine) as session, session.begin():
                return take_in(session, source.id, received, desk)
        except OperationalError:
            if last == BUSY_TRIES - 1:
                raise
            time.sleep(0.2 * (last + 1))
    return None
