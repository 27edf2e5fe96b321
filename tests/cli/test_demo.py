"""``planner demo`` from the outside: once, whole, and the passwords readable by the owner only."""

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.cli import commands
from planner.models import History, Person, PlannedItem, Source
from planner.newsdesk.signing_in import password_matches
from planner.queries.people import person_by_email
from planner.vocabulary import Role
from tests.factories import make_person


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    return made


def run(folder: Path, url: str, port: int = 8000) -> Result:
    environ = {"PLANNER_DATA_DIR": str(folder), "PLANNER_DATABASE_URL": url, "PORT": str(port)}
    return CliRunner().invoke(commands, ["demo"], env=environ)


def rows(session: Session) -> tuple[int, ...]:
    counts = tuple(session.scalar(select(func.count()).select_from(table)) or 0 for table in (Person, PlannedItem))
    session.rollback()
    return counts


def test_the_first_call_prints_accounts_that_open(folder: Path, database_url: str, session: Session) -> None:
    result = run(folder, database_url)

    assert result.exit_code == 0, result.output
    shown = [line for line in result.output.splitlines() if "@" in line]
    assert len(shown) == rows(session)[0]
    for line in shown:
        words = line.split()
        place = next(number for number, word in enumerate(words) if "@" in word)
        email, password = words[place : place + 2]
        person = person_by_email(session, email)
        assert person is not None
        assert password_matches(person.password_hash, password)


def test_the_accounts_are_kept_for_the_owner_only(folder: Path, database_url: str) -> None:
    result = run(folder, database_url)

    kept = folder / "demo-accounts.txt"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert kept.read_text("utf-8") in result.output


def test_a_second_call_keeps_everything_and_follows_the_port(folder: Path, database_url: str, session: Session) -> None:
    run(folder, database_url)
    before, accounts = rows(session), (folder / "demo-accounts.txt").read_text("utf-8")

    result = run(folder, database_url, port=8123)

    assert result.exit_code == 0, result.output
    assert rows(session) == before
    assert (folder / "demo-accounts.txt").read_text("utf-8") == accounts
    assert session.scalars(select(Source.url)).one() == "http://127.0.0.1:8123/trinh-dien/bao-dien-tu.rss"


def test_a_third_call_on_the_same_port_leaves_no_line(folder: Path, database_url: str, session: Session) -> None:
    run(folder, database_url)
    before = session.scalar(select(func.count()).select_from(History))
    session.rollback()

    run(folder, database_url)

    assert session.scalar(select(func.count()).select_from(History)) == before


def test_a_database_of_somebody_else_is_left_alone(folder: Path, database_url: str, session: Session) -> None:
    make_person(session, role=Role.ADMINISTRATOR)
    session.commit()

    result = run(folder, database_url)

    assert result.exit_code == 0, result.output
    assert rows(session) == (1, 0)
    assert not (folder / "demo-accounts.txt").exists()


def test_an_interrupted_seed_leaves_nothing(
    folder: Path, database_url: str, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(self: Path, *_args: object, **_kwargs: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "write_text", full_disk)
        result = run(folder, database_url)

    assert result.exit_code != 0
    assert rows(session) == (0, 0)
    assert run(folder, database_url).exit_code == 0
    assert rows(session)[1] > 0
