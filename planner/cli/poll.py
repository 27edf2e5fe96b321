"""``planner poll``."""

import json
import sys
from dataclasses import asdict
from typing import Any

import click

from planner import clock
from planner.cli.place import settings
from planner.database import open_engine
from planner.domain.health import ADVICE, WHY_NEXT, Attempt, sentence
from planner.jobs.polling import Poller, poll_round
from planner.jobs.table import JOBS
from planner.jobs.worker import add_missing_jobs, run_job, worker_name
from planner.language.style import date_time
from planner.newsdesk.ingest import Outcome
from planner.vocabulary import FetchProblem


@click.command()
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON thay cho các dòng chữ.")
@click.option("--due", is_flag=True, help="Chỉ lấy những nguồn đã đến giờ.")
def command(*, as_json: bool, due: bool) -> None:
    """Lấy tin một lượt ngay bây giờ từ mọi nguồn không tạm dừng, rồi đối chiếu. Mã thoát 1 khi có nguồn bị lỗi."""
    place, worker = settings(), worker_name()
    engine = open_engine(place.database_url)
    try:
        told = _silent if as_json else _print_line
        outcomes = poll_round(Poller(engine, place, worker, told), everything=not due)
        _match(engine, place, worker)
    finally:
        engine.dispose()
    if as_json:
        click.echo(json.dumps(_report(outcomes), ensure_ascii=False, indent=2))
    elif not outcomes:
        click.echo("Không có nguồn tin nào cần lấy.")
    sys.exit(1 if any(outcome.problem for outcome in outcomes) else 0)


def _match(engine: Any, place: Any, worker: str) -> None:
    """New items are compared with the plans at once, so that the queue is ready when the command ends."""
    from sqlalchemy.orm import Session

    with Session(engine) as session, session.begin():
        add_missing_jobs(session, clock.now())
    (job,) = (job for job in JOBS if job.name == "suggest-matches")
    run_job(engine, place, job, worker, clock.now, at_once=True)


def _silent(_outcome: Outcome) -> None:
    """JSON is printed whole at the end."""


def _print_line(outcome: Outcome) -> None:
    words = " ".join(phrase.text % phrase.params for phrase in sentence(attempt_of(outcome)))
    advice = f" {ADVICE[FetchProblem(outcome.problem)]}" if outcome.problem else ""
    why = WHY_NEXT.get(outcome.next_why, outcome.next_why)
    click.echo(f"{outcome.name}: {words}{advice} Lần sau: {date_time(outcome.next_at, settings().zone)} ({why}).")


def attempt_of(outcome: Outcome) -> Attempt:
    """The outcome as the values the sentence is made from."""
    tally = outcome.tally
    return Attempt(
        problem=outcome.problem,
        status=outcome.status,
        not_modified=outcome.status == 304,
        same_body=False,
        new=tally.new,
        changed=tally.changed,
        same=tally.same,
        bad=tally.bad,
    )


def _report(outcomes: list[Outcome]) -> dict[str, Any]:
    rows = [
        {
            "id": outcome.source_id,
            "name": outcome.name,
            "url": outcome.url,
            "ok": not outcome.problem,
            "reason": outcome.problem,
            "status": outcome.status,
            **asdict(outcome.tally),
            "next_at": outcome.next_at.isoformat(),
            "next_why": outcome.next_why,
        }
        for outcome in sorted(outcomes, key=lambda outcome: outcome.source_id)
    ]
    return {
        "ok": all(row["ok"] for row in rows),
        "new": sum(outcome.tally.new for outcome in outcomes),
        "failed": sum(bool(outcome.problem) for outcome in outcomes),
        "sources": rows,
    }
