"""``make bench``: a campaign's report among a million published items, as a multiple of the statements it sends.

The statements are caught on their way and sent once more through the bare driver, every row fetched and thrown away:
what is above 1 is the program's own work on the rows. Ends with 1 on a missed target.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from planner.database import open_engine
from planner.domain.periods import Period
from planner.models import Campaign
from planner.queries.board import figures_of
from planner.queries.coverage import Scope
from planner.queries.reports import drafted
from tests.bench.measure import Row, measure, show
from tests.bench.published import PublishedHouse, build
from tests.factories import NOW, TODAY

MOST, ROUNDS = 1.3, 5
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
Sent = list[tuple[str, Any]]


@click.command()
@click.option("--items", default=1_000_000, show_default=True, help="Published items in the database.")
def main(items: int) -> None:
    """Measure the figures and the drafted report of one month and of one year."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        house = build(Path(folder) / "board.sqlite", items)
        click.echo(f"{items:,} items in {time.monotonic() - started:.0f} s; load {os.getloadavg()[0]:.1f}")
        engine = open_engine(house.url)
        met = show(_rows(engine, house)) or show(_rows(engine, house))  # a busy machine gets a second try
        engine.dispose()
    sys.exit(0 if met else 1)


def _rows(engine: Engine, house: PublishedHouse) -> list[Row]:
    rows: list[Row] = []
    for name, period in (("a month", house.month), ("a year", house.year)):
        figures, report = _figures(engine, house, period), _report(engine, house, period)
        sent = {"figures": statements(engine, figures), "report": statements(engine, report)}
        calls = {"figures": figures, "report": report}
        cost = measure(calls | {f"{kind}, SQL": _bare(engine, sent[kind]) for kind in sent}, ROUNDS)
        rows.append(Row(f"facts of {name}", figures(), "facts"))
        for kind in calls:
            bare = cost[f"{kind}, SQL"]
            rows.append(Row(f"{kind} of {name}, its SQL alone", bare * 1000, "ms"))
            rows.append(Row(f"{kind} of {name}", cost[kind] / bare, "times", MOST))
            rows.append(Row(f"{kind} of {name}, sent", len(sent[kind]), "statements"))
    return rows


def _figures(engine: Engine, house: PublishedHouse, period: Period) -> Callable[[], int]:
    def figures() -> int:
        with Session(engine) as session:
            campaign = session.get_one(Campaign, house.campaign_id)
            scope = Scope(campaign.id, period)
            return len(figures_of(session, campaign, scope, today=TODAY, zone=ZONE, now=NOW).facts)

    return figures


def _report(engine: Engine, house: PublishedHouse, period: Period) -> Callable[[], int]:
    def report() -> int:
        with Session(engine) as session:
            campaign = session.get_one(Campaign, house.campaign_id)
            scope = Scope(campaign.id, period)
            return len(drafted(session, campaign, scope, today=TODAY, zone=ZONE, now=NOW).annex)

    return report


def statements(engine: Engine, call: Callable[[], object]) -> Sent:
    """What a call sends, with the values as the driver gets them."""
    sent: Sent = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        sent.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    call()
    event.remove(engine, "before_cursor_execute", note)
    return sent


def _bare(engine: Engine, sent: Sent) -> Callable[[], object]:
    """The same statements through the bare driver."""

    def send() -> None:
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            for statement, values in sent:
                cursor.execute(statement, values)
                cursor.fetchall()
        finally:
            connection.close()

    return send


if __name__ == "__main__":
    main()
