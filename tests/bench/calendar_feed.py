"""``make bench``: a private calendar of 100 to 10,000 events; ratios within one run; ends with 1 on a missed target.

Against an empty view of the same program (304), and against building the same feed with icalendar each time (200).
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import click
from flask import Flask, Response
from sqlalchemy.orm import Session

from feeds.ical import BYTES_MAX, EVENTS_MAX, render
from planner.app import create_app
from planner.config import Settings
from planner.database import open_engine, upgrade
from planner.domain.agenda import calendar_of
from planner.extensions import db
from planner.models import Assignment, PlannedItem
from planner.newsdesk.signing_in import token_hash
from planner.newsdesk.subscribing import create_link
from planner.queries.subscriptions import agenda_items, opened_link
from planner.vocabulary import Medium, Role, Status
from planner.web import calendar_answers, calendar_kept
from planner.web.access import public
from tests.factories import NOW, TODAY, actor, make_genre, make_person, make_unit
from tests.queries.counting import statements

SIZES, AIMED = (100, 1_000, 10_000), 1_000
ROUNDS, HEAVY = 7, 3
MOST_NOT_MODIFIED, MOST_WARM, MOST_STATEMENTS = 2.0, 1 / 50, 2
BRIEF = "Gặp chủ nhiệm hợp tác xã, ghi hình mô hình mới; liên hệ trước một ngày. " * 4


def build(path: Path, events: int) -> tuple[str, str]:
    """A database in which one reporter has that many items; its address and the address of their calendar."""
    url = f"sqlite:///{path}"
    upgrade(url)
    engine = open_engine(url)
    with Session(engine) as session, session.begin():
        unit, genre = make_unit(session), make_genre(session)
        person = make_person(session, unit, Role.REPORTER)
        session.add_all(
            PlannedItem(
                unit=unit, genre=genre, medium=Medium.ONLINE, title=f"Mô hình hay số {number} của hợp tác xã",
                brief=BRIEF, place="Hội trường trung tâm", status=Status.PLANNED, created_at=NOW, revised_at=NOW,
                publish_on=TODAY + timedelta(days=number % 360),
                publish_at=NOW + timedelta(days=number % 360, minutes=number % 400),
                assignments=[Assignment(person=person)],
            )
            for number in range(events)
        )  # fmt: skip
        _link, token = create_link(session, actor(), person, label="Máy", today=TODAY)
    engine.dispose()
    return url, f"/lich/{token}/lich-thu.ics"


def seconds(call: Callable[[], object], repeats: int, rounds: int = ROUNDS) -> float:
    gc.collect()
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(repeats):
            call()
        best = min(best, (time.process_time() - start) / repeats)
    return best


def measured(folder: Path, events: int) -> dict[str, float]:
    """Seconds of CPU of each kind of answer, and the statements of a 304."""
    url, path = build(folder / f"{events}.sqlite", events)
    app = create_app(Settings(data_dir=folder, database_url=url, secret_key="bench", cheap_passwords=True))
    # The floor: a view that does nothing, at an address as long, asked with the same headers.
    app.add_url_rule("/leer/<token>/<name>.ics", "empty", public(lambda **_: Response(b"")))
    floor = path.replace("/lich/", "/leer/")
    client = app.test_client()
    tag = {"If-None-Match": client.get(path).headers["ETag"]}
    with app.app_context():
        # Kept open, as a busy server keeps it: the last close of an SQLite file costs more than the answer.
        held = db.engine.connect()
        found = {
            "empty": seconds(lambda: client.get(floor, headers=tag).get_data(), 60),
            "304": seconds(lambda: client.get(path, headers=tag).get_data(), 60),
            "200 warm": seconds(lambda: client.get(path).get_data(), 20),
            "200 after a restart": seconds(lambda: (forget(), client.get(path).get_data()), 1, HEAVY),
            "200 after one change": seconds(lambda: (calendar_kept.bodies.clear(), client.get(path).get_data()), 1),
            "icalendar": seconds(lambda: with_icalendar(app, path), 1, HEAVY),
        }
        with statements(db.engine) as sent:
            client.get(path, headers=tag)
        found["statements"] = len(sent) + 1  # the prepared one goes by the driver, past the listener
        found |= shape(client.get(path).get_data())
        held.close()
        db.engine.dispose()
    return found


def shape(body: bytes) -> dict[str, float]:
    """How long the calendar is, how many events it holds, and whether it says how many did not fit."""
    whole = body.replace(b"\r\n ", b"").decode()
    return {"bytes": len(body), "events": whole.count("BEGIN:VEVENT"), "said": "xa nhất chưa hiện" in whole}


def fits(cost: dict[str, float], events: int) -> bool:
    cut = cost["events"] < events
    return cost["bytes"] <= BYTES_MAX and cost["events"] <= EVENTS_MAX and cut == cost["said"]


def forget() -> None:
    calendar_kept.bodies.clear()
    calendar_kept.entries.clear()


def with_icalendar(app: Flask, path: str) -> bytes:
    """The same calendar read and written anew, as a program without any memory does."""
    with app.test_request_context(path):
        link = opened_link(db.session(), token_hash(path.split("/")[2]))
        if link is None:
            raise RuntimeError("the link is gone")
        return render(calendar_of(agenda_items(db.session(), link), calendar_answers.agenda_of(link)))


@click.command()
def main() -> None:
    """Measure a private calendar at three sizes."""
    ok = True
    with tempfile.TemporaryDirectory() as folder:
        for events in SIZES:
            cost = measured(Path(folder), events)
            not_modified, warm = cost["304"] / cost["empty"], cost["200 warm"] / cost["icalendar"]
            changed = cost["icalendar"] / cost["200 after one change"]
            click.echo(
                f"{events:>6} events: 304 = {not_modified:.2f} × empty view, {cost['statements']:.0f} statements; "
                f"200 warm = 1/{1 / warm:.0f}, after one change = 1/{changed:.1f}, "
                f"after a restart = {cost['200 after a restart'] / cost['icalendar']:.2f} × icalendar each time; "
                f"{cost['events']:.0f} events sent, {cost['bytes'] / 1000:.0f} KB"
                f"{', said to be cut' if cost['said'] else ''}"
            )
            ok = ok and fits(cost, events)
            if events == AIMED:
                ok = (
                    ok
                    and not_modified <= MOST_NOT_MODIFIED
                    and warm <= MOST_WARM
                    and cost["statements"] <= MOST_STATEMENTS
                )
    sys.exit(0 if ok else 1)


if __name__ == "__main__":
    main()
