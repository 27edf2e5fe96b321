"""``make bench``: the calendar with a million planned items against a bare page; ends with 1 on a missed target.

The small unit's rows are the same in every database while those of the others grow a hundredfold, so that its page
shows what others' rows cost.
"""

import math
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import click
from flask import Flask, render_template
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from planner.app import create_app
from planner.config import Settings
from planner.domain.access import Action
from planner.extensions import db
from planner.web.access import public, requires
from tests.bench.measure import BARE, Row, measure, show
from tests.bench.newsroom import build
from tests.factories import PASSWORD
from tests.pages import hidden_fields

SMALLER = (10_000, 100_000)
MOST_KILOBYTES, MOST_STATEMENTS = 60.0, 4
MOST_GROWTH, MOST_FOR_OTHERS = 0.15, 1.15
MOST_B = {
    "bare page behind login": 5.0,
    "month, 8 a day": 30.0,
    "search in the list": 75.0,
    "list of 50 notices": 15.0,
    "save with history": 20.0,
}
MONTH = "month"
VIEWS = {
    MONTH: "/lich?thang=2026-11",
    "month by deadline": "/lich?thang=2026-11&dong-ho=han-nop",
    "week": "/lich/tuan?ngay=2026-11-23",
    "list": "/lich/danh-sach?thang=2026-11",
    "board": "/lich/bang?thang=2026-11",
    "day": "/lich/ngay?ngay=2026-11-23",
}
SEARCH = "/lich/danh-sach?thang=2026-11&q=mo hinh 72"


@dataclass(frozen=True, slots=True)
class House:
    """An application over one database, with an editor of a busy and of a small unit signed in."""

    app: Flask
    engine: Engine
    busy: FlaskClient
    small: FlaskClient
    item: int

    def page(self, client: FlaskClient, path: str) -> Callable[[], bytes]:
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return lambda: client.get(path).get_data()


@click.command()
@click.argument("names", nargs=-1)
@click.option("--items", default=1_000_000, show_default=True, help="Planned items in the biggest database.")
def main(names: tuple[str, ...], items: int) -> None:
    """Measure the calendar's pages. B is a bare page of the same program in the same run.

    NAMES: measure only the pages whose names hold one of these words.
    """
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        houses = {size: _house(Path(folder), size) for size in (*SMALLER, items)}
        click.echo(f"{items:,} items in {time.monotonic() - started:.0f} s; load {os.getloadavg()[0]:.1f}")
        met = show(_rows(houses, items, names)) or show(_rows(houses, items, names))  # a busy machine gets a second try
        for house in houses.values():
            house.engine.dispose()
    sys.exit(0 if met else 1)


def _rows(houses: dict[int, House], items: int, names: Sequence[str] = ()) -> list[Row]:
    house = houses[items]
    calls = _calls(houses, house)
    wanted = {name for name in calls if not names or name == BARE or any(word in name for word in names)}
    cost = measure({name: call for name, call in calls.items() if name in wanted})
    bare = cost.pop(BARE)
    rows = [Row("B, a bare page", bare * 1000, "ms")]
    rows += [Row(name, seconds / bare, "B", MOST_B.get(name)) for name, seconds in cost.items()]
    rows += _sizes(house)
    if not all(_in(size) in cost for size in houses):
        return rows
    small, middle, big = (cost[_in(size)] for size in houses)
    growth = math.log(big / middle) / math.log(items / SMALLER[1]) if items > SMALLER[1] else 0.0
    rows.append(Row("growth of the month, exponent", growth, "", MOST_GROWTH))
    rows.append(Row("the month with others' rows × 100", big / small, "times", MOST_FOR_OTHERS))
    return rows


def _calls(houses: dict[int, House], house: House) -> dict[str, Callable[[], object]]:
    bare = house.app.test_client()
    calls: dict[str, Callable[[], object]] = {BARE: house.page(bare, "/bare")}
    calls["bare page behind login"] = house.page(house.small, "/behind")
    for view, path in VIEWS.items():
        calls[_named(view, "8 a day")] = house.page(house.small, path)
        calls[_named(view, "busy unit")] = house.page(house.busy, path)
    calls["search in the list"] = house.page(house.busy, SEARCH)
    calls["list of 50 notices"] = house.page(house.small, "/thong-bao")
    calls["save with history"] = _saving(house)
    return calls | {_in(size): one.page(one.small, VIEWS[MONTH]) for size, one in houses.items()}


def _sizes(house: House) -> list[Row]:
    rows: list[Row] = []
    for name, client, is_aimed in (("8 a day", house.small, True), ("busy unit", house.busy, False)):
        for view in (MONTH, "week"):
            size = len(house.page(client, VIEWS[view])()) / 1024
            aimed = is_aimed and view == MONTH
            rows.append(Row(f"{_named(view, name)}, HTML", size, "KB", MOST_KILOBYTES if aimed else None))
        sent = _statements(house, client)
        rows.append(Row(f"{_named(MONTH, name)}, about plans", sent, "statements", MOST_STATEMENTS))
    return rows


def _named(view: str, unit: str) -> str:
    return f"{view}, {unit}"


def _in(size: int) -> str:
    return f"month, 8 a day, of {size:,} items"


def _house(folder: Path, items: int) -> House:
    made = build(folder / f"{items}.sqlite", items)
    app = create_app(Settings(data_dir=folder, database_url=made.url, secret_key="bench", cheap_passwords=True))
    app.add_url_rule("/bare", "bare", public(lambda: render_template("print.html")))
    app.add_url_rule("/behind", "behind", requires(Action.OWN_ACCOUNT)(lambda: render_template("print.html")))
    with app.app_context():
        engine = db.engine
    return House(app, engine, _signed_in(app, made.busy), _signed_in(app, made.small), made.item)


def _saving(house: House) -> Callable[[], object]:
    """Move an item to another day and back as the calendar's scripts do: its row, history, move and versions."""
    client, path, versions = house.small, f"/tin-bai/{house.item}/ngay", count(1)
    token = hidden_fields(client.get("/lich").get_data(as_text=True), "/dang-xuat")["csrf_token"]

    def save() -> None:
        version = next(versions)
        fields = {"csrf_token": token, "version": version, "publish_on": f"2026-11-{10 + version % 2}", "hour_sent": ""}
        answer = client.post(path, data=fields, headers={"Accept": "application/json"})
        if answer.status_code != 200:
            raise RuntimeError(answer.get_data(as_text=True))

    return save


def _statements(house: House, client: FlaskClient) -> int:
    """How many statements a month sends about plans; the few that say who is asking apart."""
    sent: list[str] = []

    def note(*arguments: object) -> None:
        if "planned_item" in str(arguments[2]) or "slot" in str(arguments[2]):
            sent.append(str(arguments[2]))

    event.listen(house.engine, "before_cursor_execute", note)
    client.get(VIEWS[MONTH])
    event.remove(house.engine, "before_cursor_execute", note)
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
