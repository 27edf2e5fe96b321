"""The worker: does what is due, one step after the other, and waits until something may be due again."""

import logging
import os
import secrets
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from planner import clock
from planner.config import Settings
from planner.database import read_only
from planner.jobs.polling import Poller, poll_round
from planner.jobs.table import JOBS, Periodic, Step
from planner.jobs.wakeup import Wakeup
from planner.newsdesk import leases
from planner.newsdesk.leases import claim_job, finish_job
from planner.queries.sources import next_due_at

log = logging.getLogger("planner.jobs")
# Other processes may make something due without a word: the worker looks at least this often.
LONGEST_WAIT, SHORTEST_WAIT = timedelta(seconds=20), timedelta(seconds=1)
BATCHES = 100


def worker_name() -> str:
    """A name no other worker has: leases are checked against it."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


class Worker:
    """Runs until ``wakeup`` is told to stop; the step that runs then is finished."""

    def __init__(
        self, engine: Engine, settings: Settings, wakeup: Wakeup, *, now: Callable[[], datetime] = clock.now
    ) -> None:
        self._engine = engine
        self._settings = settings
        self._wakeup = wakeup
        self._now = now
        self.name = worker_name()

    def run(self) -> None:
        """Work until stopped. A step that fails is logged and tried again later; the worker goes on."""
        while not self._wakeup.stopped():
            try:
                self.step()
            except Exception:
                log.exception("a step failed")
            self._wakeup.wait(self._pause().total_seconds())

    def step(self) -> None:
        """Everything that is due now: one round of fetching, then the periodic jobs."""
        outcomes = poll_round(
            Poller(self._engine, self._settings, self.name, stopped=self._wakeup.stopped, now=self._now)
        )
        fresh = any(outcome.tally.new or outcome.tally.changed for outcome in outcomes)
        with Session(self._engine) as session, session.begin():
            add_missing_jobs(session, self._now())
        for job in JOBS:
            if not self._wakeup.stopped():
                run_job(self._engine, self._settings, job, self.name, self._now, at_once=fresh)

    def _pause(self) -> timedelta:
        try:
            with Session(read_only(self._engine)) as session:
                coming = next_due_at(session)
        except Exception:
            log.exception("cannot look for what is due")
            return LONGEST_WAIT
        until = coming - self._now() if coming else LONGEST_WAIT
        return min(max(until, SHORTEST_WAIT), LONGEST_WAIT)


def run_job(
    engine: Engine,
    settings: Settings,
    job: Periodic,
    worker: str,
    now: Callable[[], datetime],
    *,
    at_once: bool = False,
) -> bool:
    """Do a job if it is due (or ``at_once`` for the matching of new items); False when it was not ours to do."""
    early = at_once and job.name == "suggest-matches"
    with Session(engine) as session, session.begin():
        if not claim_job(session, job.name, worker, now(), every=job.every, at_once=early):
            return False
    error = ""
    try:
        for _batch in range(BATCHES):
            with Session(engine) as session, session.begin():
                more = job.run(Step(session, now(), settings))
            if not more:
                break
    except Exception as problem:
        log.exception("job %s failed", job.name)
        error = f"{type(problem).__name__}: {problem}"
    with Session(engine) as session, session.begin():
        finish_job(session, job.name, worker, now(), every=job.every, error=error)
    return True


def add_missing_jobs(session: Session, now: datetime) -> None:
    """A row for every job of the table, due at once; rows that are there stay."""
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    rows = [{"name": job.name, "next_at": now, "lease_by": "", "last_error": ""} for job in JOBS]
    session.execute(dialect.insert(leases.JOBS).on_conflict_do_nothing(index_elements=["name"]), rows)
