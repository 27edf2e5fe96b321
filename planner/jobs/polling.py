"""One round over the sources that are due: fetch outside any transaction, store each answer in one of its own."""

import asyncio
import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from planner import clock
from planner.config import Settings
from planner.database import read_only
from planner.jobs.politeness import HostGate, gates
from planner.newsdesk.asking import Asker
from planner.newsdesk.fetching import Manners, manners, understood
from planner.newsdesk.ingest import Desk, Outcome, Received, take_in
from planner.newsdesk.leases import claim_source
from planner.queries.sources import Due, due_sources

log = logging.getLogger("planner.jobs")
AT_ONCE = 16
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


async def _round(poller: Poller, due: list[Due], *, everything: bool) -> list[Outcome]:
    asked = manners(poller.settings)
    doors, room = gates({source.host for source in due}), asyncio.Semaphore(AT_ONCE)
    outcomes: list[Outcome] = []

    async def one(source: Due, gate: HostGate) -> None:
        async with gate.turn(), room:
            outcome = await _poll(poller, source, asked, everything=everything)
        if outcome:
            outcomes.append(outcome)
            poller.told(outcome)

    async with asyncio.TaskGroup() as group:
        for source in due:
            group.create_task(one(source, doors[source.host]))
    return outcomes


async def _poll(poller: Poller, source: Due, asked: Manners, *, everything: bool) -> Outcome | None:
    """One source from claim to commit. Nothing it does stops the round."""
    if poller.stopped():
        return None
    try:
        if not await asyncio.to_thread(_claim, poller, source, everything=everything):
            return None
        asker = Asker(asked, source.recipe.obeys_robots, now=poller.now)
        result = await asker.ask(source.url, etag=source.etag, last_modified=source.last_modified)
        fetched = Received(result, full=not (source.etag or source.last_modified))
        return await asyncio.to_thread(_store, poller, source, fetched, asker)
    except Exception:
        log.exception("source %s: the attempt could not be stored", source.id)
        return None


def _claim(poller: Poller, source: Due, *, everything: bool) -> bool:
    with Session(poller.engine) as session, session.begin():
        return claim_source(session, source.id, poller.worker, poller.now(), asked=everything)


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
