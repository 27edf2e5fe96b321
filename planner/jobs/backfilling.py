"""Old periods, a page at a time: read outside any transaction, stored in one of its own, and never for long at once."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from feeds.fetch import Limits
from feeds.recipes import Recipe
from feeds.records import FeedDocument
from planner import clock
from planner.config import Settings
from planner.database import read_only
from planner.newsdesk.asking import Asker
from planner.newsdesk.backfilling import go_on
from planner.newsdesk.fetching import Manners, manners, understood
from planner.queries.backfills import running
from planner.vocabulary import BackfillWay

log = logging.getLogger("planner.jobs")
# The worker fetches what is due between two rounds of this: news come before history.
AT_ONCE = 8.0
# Sitemaps of a whole year are larger than feeds may be.
LIMITS = Limits(body=10_000_000)


@dataclass(frozen=True, slots=True)
class _Next:
    """The address a run waits for, and how its document is read."""

    run_id: int
    address: str
    recipe: Recipe
    zone: str
    day_order: str


def read_on(
    engine: Engine, settings: Settings, *, now: Callable[[], datetime] = clock.now, seconds: float = AT_ONCE
) -> int:
    """Go on with the runs that are under way, for some seconds; how many documents were read."""
    asked, begun, count = manners(settings), time.monotonic(), 0
    askers: dict[int, Asker] = {}
    while time.monotonic() - begun < seconds and (coming := _next(engine)):
        asker = askers.setdefault(coming.run_id, _asker(asked, now))
        document = _read(coming, asker, now())
        with Session(engine) as session, session.begin():
            go_on(session, coming.run_id, coming.address, document, now=now(), zone=settings.zone)
        count += 1
    return count


def _asker(asked: Manners, now: Callable[[], datetime]) -> Asker:
    return Asker(asked, obeys=True, limits=LIMITS, now=now)


def _next(engine: Engine) -> _Next | None:
    with Session(read_only(engine)) as session:
        run = next((run for run in running(session) if run.waiting), None)
        if run is None:
            return None
        source = run.source
        if run.way is BackfillWay.PAGES:
            # Undated and older items are wanted too: they say where the period ends.
            recipe = source.recipe
        else:
            recipe = Recipe("sitemap", first=run.first_on, last=run.last_on)
        return _Next(run.id, run.waiting[0], recipe, source.zone, source.day_order)


def _read(coming: _Next, asker: Asker, now: datetime) -> FeedDocument:
    result = asker(coming.address)
    received = understood(
        result, zone=coming.zone, day_order=coming.day_order, now=now, recipe=coming.recipe, url=coming.address
    )
    nothing = FeedDocument("", "", "", (), 0, (), "internal", "")
    return replace(received.document or nothing, error=received.problem)
