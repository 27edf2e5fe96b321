"""``planner user``, ``planner subscribe``, ``planner preset`` and ``planner doctor`` as scripts call them."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.cli import commands
from planner.config import Settings
from planner.models import Campaign, Genre, Person, Source
from planner.vocabulary import Role, SourceState
from tests.factories import make_item, make_person, make_source, make_unit
from tests.fixtures.mail import Mailbox
from tests.pages import sign_in


class Planner:
    """The command line on the test's database; the test's own session lets go of its lock first."""

    def __init__(self, session: Session, url: str, folder: Path) -> None:
        self.session, self.environment = session, {"PLANNER_DATABASE_URL": url, "PLANNER_DATA_DIR": str(folder)}
        self.on_sqlite = url.startswith("sqlite")

    def __call__(self, *words: str) -> Result:
        self.session.commit()
        return CliRunner(env=self.environment).invoke(commands, words)


@pytest.fixture
def planner(session: Session, database_url: str, tmp_path: Path) -> Planner:
    return Planner(session, database_url, tmp_path)


def test_the_printed_password_of_a_new_account_works(planner: Planner, client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    done = planner(
        "user", "add", "Moi@toasoan.example.vn", "--name", "Phạm Mới", "--role", "reporter", "--unit", unit.key
    )

    assert done.exit_code == 0, done.output
    email, password = done.output.strip().split("\t")
    assert email == "moi@toasoan.example.vn"
    sign_in(client, session.scalars(select(Person).where(Person.email == email)).one(), password=password)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--role", "reporter"], "phải thuộc một đơn vị"),
        (["--role", "reporter", "--unit", "khong-co"], "Không có đơn vị mang mã"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_exit_code_1(
    planner: Planner, session: Session, words: list[str], sentence: str
) -> None:
    done = planner("user", "add", "moi@toasoan.example.vn", "--name", "Phạm Mới", *words)
    assert done.exit_code == 1
    assert sentence in done.output
    assert session.scalars(select(Person)).all() == []


def test_subscribe_prints_a_path_that_serves_that_persons_calendar(
    planner: Planner, app: Flask, session: Session
) -> None:
    unit = make_unit(session)
    person = make_person(session, unit, Role.REPORTER, name="Nguyễn Hữu Thắng")
    done = planner("subscribe", person.email)

    assert re.fullmatch(r"/lich/[\w-]{43}/lich-nguyen-huu-thang\.ics\n", done.output)
    session.commit()
    answer = app.test_client().get(done.output.strip())
    assert answer.status_code == 200
    assert "Nguyễn Hữu Thắng" in answer.get_data(as_text=True)


def test_the_demo_reporter_is_one_with_work(planner: Planner, session: Session) -> None:
    unit = make_unit(session)
    make_person(session, unit, Role.REPORTER, name="Người Rảnh")
    busy = make_person(session, unit, Role.REPORTER, name="Người Bận")
    make_item(session, unit, people=(busy,))
    assert "/lich-nguoi-ban.ics" in planner("subscribe", "--demo-reporter").output


@pytest.mark.parametrize("words", [[], ["khong-co@toasoan.example.vn"], ["--demo-reporter"]])
def test_subscribe_without_a_person_ends_with_exit_code_1(planner: Planner, words: list[str]) -> None:
    done = planner("subscribe", *words)
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")


def test_a_preset_is_loaded_once_with_the_genres(planner: Planner, session: Session) -> None:
    name = planner("preset", "list").output.split()[0]
    first, again = planner("preset", "load", name), planner("preset", "load", name)

    assert (first.exit_code, again.exit_code) == (0, 1)
    assert session.scalars(select(Campaign.key)).all() == [name]
    assert session.scalars(select(Genre.id)).all()
    assert planner("preset", "load", "/khong/co.yaml").exit_code == 1


def test_the_doctor_finds_a_sound_installation_well(planner: Planner) -> None:
    """The test run's PostgreSQL is set up to forget everything when the power fails, and the doctor says so."""
    done = planner("doctor")
    bad = [line for line in done.output.splitlines() if line.startswith("SỬA")]
    unsafe = "SỬA   Ghi bền xuống đĩa (fsync): TẮT, mất điện sẽ mất dữ liệu."
    assert bad == ([] if planner.on_sqlite else [unsafe]), done.output
    assert done.exit_code == len(bad)


def test_the_doctor_names_a_failing_source_and_ends_with_exit_code_1(planner: Planner, session: Session) -> None:
    source: Source = make_source(
        session, make_unit(session), state=SourceState.FAILING, state_reason="Máy chủ đang lỗi"
    )
    done = planner("doctor")
    assert done.exit_code == 1
    assert f"SỬA   Nguồn tin “{source.name}”: Máy chủ đang lỗi" in done.output


def test_the_doctor_tries_the_mail_server_without_sending(
    planner: Planner, mail_settings: Settings, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_MAIL_FROM", mail_settings.mail_from)
    monkeypatch.setenv("PLANNER_SMTP_URL", mail_settings.smtp_url)
    assert "tốt   Máy chủ thư 127.0.0.1 nhận kết nối" in planner("doctor").output
    monkeypatch.setenv("PLANNER_SMTP_URL", "smtp://lich:mat-khau@127.0.0.1:1")
    done = planner("doctor")
    assert "SỬA   Máy chủ thư 127.0.0.1 không nhận kết nối" in done.output
    assert "mat-khau" not in done.output
    assert done.exit_code > 0
    assert mailbox.letters == []


def test_the_doctor_says_when_tables_are_missing(empty_database_url: str, tmp_path: Path) -> None:
    environment = {"PLANNER_DATABASE_URL": empty_database_url, "PLANNER_DATA_DIR": str(tmp_path)}
    done = CliRunner(env=environment).invoke(commands, ["doctor"])
    assert done.exit_code == 1
    assert "chạy planner upgrade" in done.output


def test_the_doctor_says_when_the_database_does_not_answer(tmp_path: Path) -> None:
    url = "sqlite:////khong/co/thu/muc.sqlite"
    environment = {"PLANNER_DATABASE_URL": url, "PLANNER_DATA_DIR": str(tmp_path)}
    done = CliRunner(env=environment).invoke(commands, ["doctor"])
    assert done.exit_code == 1
    assert "không mở được" in done.output
