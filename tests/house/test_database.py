"""What the database must hold under kills, concurrent writers and readers. Real files, real processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from planner.database import engine_options, has_wal_reset_fix, open_engine, prepare, read_only
from planner.errors import Unavailable
from planner.models import Genre, History, Unit
from planner.newsdesk.history import record
from tests.factories import actor, make_unit

WRITER = """
import sys
from sqlalchemy.orm import Session
from planner.database import open_engine
from planner.models import Genre
engine = open_engine(sys.argv[1])
number = 0
while True:
    number += 1
    with Session(engine) as session, session.begin():
        session.add(Genre(key=f"{sys.argv[2]}-{number}", name="x", group="tin"))
    print(number, flush=True)
"""


@pytest.mark.parametrize(
    ("version", "fixed"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_sqlite_releases_with_the_wal_reset_bug_are_known(version: tuple[int, int, int], fixed: bool) -> None:
    assert has_wal_reset_fix(version) is fixed


def test_the_program_refuses_an_sqlite_with_the_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.database.sqlite.sqlite_version", "3.40.1")

    with pytest.raises(Unavailable, match=r"3\.40\.1"):
        engine_options("sqlite:///any")


def test_sqlite_is_opened_with_the_measured_settings(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "journal_size_limit")
        }
    engine.dispose()

    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "journal_size_limit": 67108864,
    }


def test_a_writer_takes_the_lock_before_it_reads(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement))
    with engine.begin() as connection:
        connection.execute(text("SELECT 1"))
    engine.dispose()

    assert "BEGIN IMMEDIATE" in said


def test_reading_does_not_wait_for_a_writer_and_cannot_write(engine: Engine) -> None:
    with Session(engine) as writer, read_only(engine).connect() as reader:
        writer.add(Genre(key="đang ghi", name="x", group="tin"))
        writer.flush()

        assert reader.execute(select(func.count()).select_from(Genre)).scalar_one() == 0
        with pytest.raises(DBAPIError):
            reader.execute(text("DELETE FROM genre"))


def test_a_connection_used_for_reading_can_write_again(engine: Engine) -> None:
    with read_only(engine).connect() as reader:
        reader.execute(text("SELECT 1"))
    with Session(engine) as session, session.begin():
        session.add(Genre(key="ghi sau", name="x", group="tin"))
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Genre)) == 1


def test_the_second_of_two_saves_of_one_version_is_refused(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        unit_id = make_unit(session).id
    with Session(engine, expire_on_commit=False) as first, Session(engine, expire_on_commit=False) as second:
        here = first.get_one(Unit, unit_id)
        first.commit()
        there = second.get_one(Unit, unit_id)
        second.commit()
        here.note = "người thứ nhất"
        first.commit()
        there.note = "người thứ hai"

        with pytest.raises(StaleDataError):
            second.commit()


def _change_cut_short(engine: Engine, unit_id: int) -> None:
    with Session(engine) as session, session.begin():
        unit = session.get_one(Unit, unit_id)
        unit.note = "dở dang"
        record(session, actor(), unit, "sửa")
        session.flush()
        raise RuntimeError("mất điện")


def test_a_change_and_its_history_line_stand_or_fall_together(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        unit_id = make_unit(session).id

    with pytest.raises(RuntimeError):
        _change_cut_short(engine, unit_id)

    with Session(engine) as session:
        assert session.get_one(Unit, unit_id).note == ""
        assert session.scalar(select(func.count()).select_from(History)) == 0


def test_acknowledged_saves_survive_kill_minus_nine(database_url: str, tmp_path: Path) -> None:
    for round_number in range(3):
        out = tmp_path / f"acknowledged-{round_number}"
        with out.open("w") as sink:
            process = subprocess.Popen(
                [sys.executable, "-c", WRITER, database_url, f"k{round_number}"],
                stdout=sink,
                cwd=Path(__file__).parents[2],
                env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            )
            while out.stat().st_size < 40 and process.poll() is None:
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            process.wait()
        acknowledged = [int(line) for line in out.read_text().split()]
        engine = open_engine(database_url)
        with Session(engine) as session:
            kept = set(session.scalars(select(Genre.key).where(Genre.key.startswith(f"k{round_number}-"))))
            if database_url.startswith("sqlite"):
                assert session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        engine.dispose()
        assert len(acknowledged) >= 5
        assert {f"k{round_number}-{number}" for number in acknowledged} <= kept


def test_naive_times_are_refused(engine: Engine) -> None:
    from datetime import datetime

    with Session(engine) as session:
        unit = make_unit(session)
        line = record(session, actor(), unit, "thử")
        line.at = datetime(2026, 11, 23, 8, 0)  # noqa: DTZ001  (the mistake under test)
        with pytest.raises(Exception, match="naive datetime refused"):
            session.flush()


def test_prepare_leaves_postgres_alone(postgres_url: str) -> None:
    engine = prepare(create_engine(postgres_url, **engine_options(postgres_url)))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()
