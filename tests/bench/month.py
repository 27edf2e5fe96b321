"""``make bench``: the calendar with a million planned items against a bare page; ends with 1 on a missed target."""

import os
import sys
import tempfile
import time
from pathlib import Path

import click
from flask import Flask, render_template
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from planner.app import create_app
from planner.config import Settings
from planner.extensions import db
from planner.web.access import public
from tests.bench.measure import BARE, measure
from tests.bench.newsroom import build
from tests.factories import PASSWORD
from tests.pages import hidden_fields

MOST_TIMES, MOST_KILOBYTES, MOST_STATEMENTS = 30.0, 60.0, 4
PAGES = {
    "month": "/lich?thang=2026-11",
    "month by deadline": "/lich?thang=2026-11&dong-ho=han-nop",
    "week": "/lich/tuan?ngay=2026-11-23",
    "day": "/lich/ngay?ngay=2026-11-23",
}


@click.command()
@click.option("--items", default=1_000_000, show_default=True, help="Planned items in the database.")
def main(items: int) -> None:
    """Measure the calendar's pages. B is a bare page of the same program in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        url, big, small = build(Path(folder) / "bench.sqlite", items)
        click.echo(f"{items:,} items in {time.monotonic() - started:.0f} s; load {os.getloadavg()[0]:.1f}")
        app = create_app(Settings(data_dir=Path(folder), database_url=url, secret_key="bench", cheap_passwords=True))
        app.add_url_rule("/bare", "bare", public(lambda: render_template("print.html")))
        clients = {
            f"{name}, {size}": (_signed_in(app, email), path)
            for size, email in (("busy unit", big), ("8 a day", small))
            for name, path in PAGES.items()
        }
        ok = report(app, clients)
    sys.exit(0 if ok else 1)


def report(app: Flask, pages: dict[str, tuple[FlaskClient, str]]) -> bool:
    """Print each page's cost, size and statements; whether the busy unit's month meets all its targets."""
    bare = app.test_client()
    calls = {BARE: lambda: bare.get("/bare").get_data()}
    for name, (client, path) in pages.items():
        calls[name] = lambda client=client, path=path: client.get(path).get_data()
    with app.app_context():
        engine = db.engine
    cost = measure(calls)
    click.echo(f"B = {cost[BARE] * 1000:.2f} ms")
    for name, (client, path) in pages.items():
        sent = _statements(engine, client, path)
        size = len(client.get(path).get_data()) / 1024
        click.echo(f"{name:32} {cost[name] / cost[BARE]:6.1f} B  {size:6.1f} KB  {sent} statements on plans")
    month = next(iter(pages))
    client, path = pages[month]
    return (
        cost[month] / cost[BARE] <= MOST_TIMES
        and len(client.get(path).get_data()) / 1024 <= MOST_KILOBYTES
        and _statements(engine, client, path) <= MOST_STATEMENTS
    )


def _statements(engine: Engine, client: FlaskClient, path: str) -> int:
    """How many statements a page sends about plans; the few that say who is asking apart."""
    sent: list[str] = []

    def note(*arguments: object) -> None:
        if "planned_item" in str(arguments[2]) or "slot" in str(arguments[2]):
            sent.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    client.get(path)
    event.remove(engine, "before_cursor_execute", note)
    return len(sent)


def _signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    page = client.get("/dang-nhap").get_data(as_text=True)
    answer = client.post("/dang-nhap", data=hidden_fields(page, "/dang-nhap") | {"email": email, "password": PASSWORD})
    if answer.status_code != 303:
        raise RuntimeError("could not sign in")
    return client


if __name__ == "__main__":
    main()
