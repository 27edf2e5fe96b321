"""Periodic jobs: one worker at a time, errors kept, clocks that jump, being woken."""

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from planner.config import Settings
from planner.errors import Invalid
from planner.jobs.table import JOBS, Periodic, Step
from planner.jobs.wakeup import PostgresWakeup, TimerWakeup, Wakeup, wakeup_for
from planner.jobs.worker import add_missing_jobs, run_job
from planner.models import Fetch, Job
from planner.newsdesk.housekeeping import prune
from planner.newsdesk.leases import LEASE, claim_job
from tests.factories import NOW, make_source, make_unit

HOURLY = timedelta(hours=1)


def counting(runs: list[datetime], *, fails: bool = False) -> Periodic:
    def run(step: Step) -> bool:
        runs.append(step.now)
        if fails:
            raise ValueError("hỏng")
        return False

    return Periodic("dem", HOURLY, run)


def due(session: Session) -> None:
    session.add(Job(name="dem", next_at=NOW))
    session.commit()


def test_a_job_runs_once_and_again_after_its_time(session: Session, engine: Engine, settings: Settings) -> None:
    due(session)
    runs: list[datetime] = []
    job = counting(runs)

    done = [
        run_job(engine, settings, job, "một", lambda at=at: NOW + at)  # type: ignore[misc]
        for at in (timedelta(0), timedelta(minutes=59), HOURLY)
    ]

    assert (done, runs) == ([True, False, True], [NOW, NOW + HOURLY])


def test_a_failing_job_keeps_its_error_and_is_tried_again(session: Session, engine: Engine, settings: Settings) -> None:
    due(session)

    assert run_job(engine, settings, counting([], fails=True), "một", lambda: NOW)

    row = session.scalars(select(Job)).one()
    assert (row.last_error, row.last_done_at, row.next_at, row.lease_by) == ("ValueError: hỏng", None, NOW + HOURLY, "")


def test_two_workers_share_a_job_and_a_killed_ones_lease_ends(session: Session) -> None:
    due(session)

    assert [claim_job(session, "dem", worker, NOW, every=HOURLY) for worker in ("một", "hai")] == [True, False]
    assert claim_job(session, "dem", "hai", NOW + LEASE + timedelta(seconds=1), every=HOURLY)


def test_a_job_planned_by_a_clock_that_was_set_back_is_due(session: Session) -> None:
    session.add(Job(name="dem", next_at=NOW + timedelta(days=3)))
    session.flush()

    assert claim_job(session, "dem", "một", NOW, every=HOURLY)


def test_every_job_of_the_table_gets_one_row_however_often_it_is_added(session: Session) -> None:
    add_missing_jobs(session, NOW)
    add_missing_jobs(session, NOW)

    assert sorted(session.scalars(select(Job.name))) == sorted(job.name for job in JOBS)


@pytest.mark.parametrize("kind", ["timer", "postgres"])
def test_being_woken_and_stopped_ends_the_wait(kind: str, request: pytest.FixtureRequest) -> None:
    wakeup: Wakeup = TimerWakeup() if kind == "timer" else PostgresWakeup(request.getfixturevalue("postgres_url"))
    ended: list[str] = []

    def wait() -> None:
        wakeup.wait(600)
        ended.append("woken")
        wakeup.wait(600)
        ended.append("stopped")

    thread = threading.Thread(target=wait)
    thread.start()
    wakeup.wake()
    while not ended:
        thread.join(0.01)
    wakeup.stop()
    thread.join(30)

    assert (ended, wakeup.stopped()) == (["woken", "stopped"], True)


def test_waking_over_postgres_needs_postgres(settings: Settings) -> None:
    wrong = Settings(settings.data_dir, "sqlite:///x.sqlite", "key", wakeup="postgres")

    with pytest.raises(Invalid, match="PLANNER_WAKEUP=postgres"):
        wakeup_for(wrong)


def test_the_record_of_fetches_is_thinned_to_changes_after_a_month(session: Session) -> None:
    source = make_source(session, make_unit(session))
    old = NOW - timedelta(days=40)
    story = [("", 3), ("", 0), ("", 0), ("timeout", 0), ("timeout", 0), ("", 0)]
    for place, (problem, new) in enumerate(story):
        at = old + timedelta(hours=place)
        session.add(Fetch(source_id=source.id, started_at=at, seconds=0.1, url="u", problem=problem, new=new))
        session.flush()
    session.add(Fetch(source_id=source.id, started_at=NOW - timedelta(days=401), seconds=0.1, url="u"))
    session.add(Fetch(source_id=source.id, started_at=NOW, seconds=0.1, url="u"))

    prune(session, NOW)

    kept = session.execute(select(Fetch.problem, Fetch.new).order_by(Fetch.started_at)).all()
    assert [tuple(row) for row in kept] == [("", 3), ("timeout", 0), ("", 0), ("", 0)]
