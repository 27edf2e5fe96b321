"""A life of a private calendar as a person sees it: vdirsyncer subscribes over HTTP, khal shows what it got."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy.orm import Session

from planner.models import Person
from planner.newsdesk import planning
from planner.newsdesk.subscribing import create_link, revoke
from planner.vocabulary import Role
from tests.factories import NOW, TODAY, actor, make_item, make_person, make_unit
from tooling import calendar_clients

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LONG = "Phóng sự dài về mô hình hay ở hợp tác xã " * 4 + "hết"
HOSTILE = "A, b; c\nEND:VEVENT \x07“d” 👩‍🌾 Hậu"
SHOWN = "{title}@@{start-long}@@{end-long}@@{status}"


@dataclass(frozen=True)
class Desk:
    """A folder with the two programs' settings, subscribed to one address."""

    folder: Path
    programs: calendar_clients.Clients

    def sync(self) -> None:
        self.run(self.programs.vdirsyncer, "-c", self.folder / "vdirsyncer", "sync")

    def list(self) -> set[tuple[str, str, str, str]]:
        """Title, start, end and status of everything in the fortnight."""
        shown = self.run(
            self.programs.khal, "-c", self.folder / "khal", "list", "-df", "", "--format", SHOWN, "2026-11-20", "14d"
        )
        rows = [tuple(line.strip().split("@@")) for line in shown.splitlines() if "@@" in line]
        return {(title, start, end, status) for title, start, end, status in rows}

    def run(self, *words: str | Path) -> str:
        place = {**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "NO_PROXY": "*", "no_proxy": "*"}
        line = [str(word) for word in words]
        done = subprocess.run(line, env=place, input="y\n", capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def subscribed(folder: Path, url: str) -> Desk:
    return settled(folder, f'type = "http"\nurl = "{url}"\n')


def with_caldav(folder: Path, site: str, token: str) -> Desk:
    """The same by CalDAV: the site's address alone, any name, the token as password."""
    where = f'url = "{site}/"\nusername = "thang"\npassword = "{token}"\n'
    return settled(folder, f'type = "caldav"\nread_only = true\n{where}', collections='["from a"]')


def settled(folder: Path, remote: str, collections: str = "null") -> Desk:
    programs = calendar_clients.find()
    assert programs, "vdirsyncer and khal are missing: ./test installs them"
    found = ("/*", "discover") if collections != "null" else ("", "calendar")
    (folder / "vdirsyncer").write_text(
        f'[general]\nstatus_path = "{folder}/status"\n'
        '[pair desk]\na = "remote"\nb = "local"\n'
        f'collections = {collections}\nconflict_resolution = "a wins"\n'
        f"[storage remote]\n{remote}"
        f'[storage local]\ntype = "filesystem"\npath = "{folder}/events"\nfileext = ".ics"\n',
        "utf-8",
    )
    (folder / "khal").write_text(
        f"[calendars]\n[[desk]]\npath = {folder}/events{found[0]}\ntype = {found[1]}\n"
        "[locale]\nlocal_timezone = Asia/Ho_Chi_Minh\ndefault_timezone = Asia/Ho_Chi_Minh\ntimeformat = %H:%M\n"
        "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        f"longdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {folder}/khal.db\n",
        "utf-8",
    )
    (folder / "events").mkdir()
    desk = Desk(folder, programs)
    desk.run(programs.vdirsyncer, "-c", folder / "vdirsyncer", "discover")
    return desk


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The programs see bytes, which do not depend on the engine."""
    return sqlite_url


@pytest.fixture
def reporter(session: Session) -> Iterator[Person]:
    with time_machine.travel(NOW):
        yield make_person(session, make_unit(session), Role.REPORTER, name="Nguyễn Hữu Thắng")


@pytest.mark.parametrize("way", ["iCalendar", "CalDAV"])
def test_subscribe_change_cancel_reassign_revoke(
    session: Session, address: str, reporter: Person, tmp_path: Path, way: str
) -> None:
    unit = reporter.unit_on(TODAY)
    assert unit is not None
    moved = make_item(session, unit, "Bài dời giờ", (reporter,), publish_at=NOW + timedelta(hours=5))
    cancelled = make_item(session, unit, "Bài bị hủy", (reporter,), publish_at=NOW + timedelta(hours=6))
    given = make_item(session, unit, "Bài giao người khác", (reporter,), publish_on=TODAY + timedelta(days=1))
    make_item(session, unit, LONG, (reporter,), publish_on=TODAY + timedelta(days=2))
    make_item(session, unit, HOSTILE, (reporter,), publish_on=TODAY + timedelta(days=3))
    link, token = create_link(session, actor(), reporter, label="Máy", today=TODAY)
    session.commit()
    by_file = way == "iCalendar"
    desk = (
        subscribed(tmp_path, f"{address}/lich/{token}/lich-thang.ics")
        if by_file
        else with_caldav(tmp_path, address, token)
    )

    desk.sync()
    assert desk.list() == {
        ("Bài dời giờ", "2026-11-23 14:00", "2026-11-23 15:00", "CONFIRMED"),
        ("Bài bị hủy", "2026-11-23 15:00", "2026-11-23 16:00", "CONFIRMED"),
        ("Bài giao người khác", "2026-11-24", "2026-11-24", "CONFIRMED"),
        (LONG, "2026-11-25", "2026-11-25", "CONFIRMED"),
        ("A, b; c END:VEVENT “d” 👩‍🌾 Hậu", "2026-11-26", "2026-11-26", "CONFIRMED"),
    }

    later = actor(now=NOW + timedelta(minutes=5))
    other = make_person(session, unit, Role.REPORTER)
    planning.reschedule(session, later, moved, TODAY, (NOW + timedelta(hours=7)).astimezone(ZONE).time(), zone=ZONE)
    planning.cancel(session, later, cancelled, reason="Trùng đề tài")
    planning.assign(session, later, given, [(other, "")])
    session.commit()
    desk.sync()
    assert desk.list() == {
        ("✳ Bài dời giờ", "2026-11-23 16:00", "2026-11-23 17:00", "CONFIRMED"),
        ("[HỦY] ✳ Bài bị hủy", "2026-11-23 15:00", "2026-11-23 16:00", "CANCELLED"),
        (LONG, "2026-11-25", "2026-11-25", "CONFIRMED"),
        ("A, b; c END:VEVENT “d” 👩‍🌾 Hậu", "2026-11-26", "2026-11-26", "CONFIRMED"),
    }

    revoke(session, actor(now=NOW), link)
    session.commit()
    desk.sync()
    assert desk.list() == {("Đường dẫn lịch này đã bị thu hồi", "2026-11-23", "2026-11-23", "CONFIRMED")}
