"""The command line over a real server and a real database file: poll, try-feed, serve, and being killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from planner.jobs.table import JOBS
from planner.models import Fetch, Job, PublishedItem, Sighting, Source
from planner.newsdesk.leases import SOURCES
from tests.factories import make_source, make_unit
from tests.feeds.newspaper import Newspaper

ROOT = Path(__file__).parents[2]
ENTRY = "<item><title>Bài {0}</title><link>https://bao.example.vn/xa-hoi/202611/bai-{0}/</link>{1}</item>"


def feed(*numbers: int) -> bytes:
    day = "<pubDate>Mon, 23 Nov 2026 08:00:00 GMT+7</pubDate>"
    items = "".join(ENTRY.format(number, day) for number in numbers)
    return f'<rss version="2.0"><channel><title>Báo</title>{items}</channel></rss>'.encode()


@pytest.fixture
def environment(database_url: str, newspaper: Newspaper, tmp_path: Path) -> dict[str, str]:
    """What a process of the program is started with."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PLANNER_DATA_DIR": str(tmp_path / "data"),
        "PLANNER_DATABASE_URL": database_url,
        "PLANNER_FETCH_ALLOW": f"127.0.0.1:{newspaper.port}",
    }


@pytest.fixture
def planner(environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "planner", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)

    return run


def count(session: Session, table: Any) -> int:
    found = session.scalar(select(func.count()).select_from(table))
    session.commit()
    return found or 0


def test_poll_prints_one_report_and_its_exit_code_tells_of_failures(
    planner: Callable[..., subprocess.CompletedProcess[str]], session: Session, newspaper: Newspaper
) -> None:
    newspaper.answer("/rss", body=feed(1, 2))
    source_id = make_source(session, make_unit(session), newspaper.url("/rss")).id
    session.commit()

    first, second = planner("poll", "--json"), planner("poll", "--json")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    (row,) = json.loads(first.stdout)["sources"]
    assert (row["id"], row["ok"], row["new"], row["reason"]) == (source_id, True, 2, "")
    assert [json.loads(second.stdout)[name] for name in ("ok", "new", "failed")] == [True, 0, 0]
    assert (count(session, PublishedItem), count(session, Sighting), count(session, Fetch)) == (2, 2, 2)
    assert session.scalars(select(PublishedItem.matched_at).where(PublishedItem.matched_at.is_(None))).all() == []
    newspaper.answer("/rss", status=500)
    session.commit()
    failed = planner("poll")
    assert failed.returncode == 1
    assert "Không lấy được: Máy chủ đang lỗi." in failed.stdout


def test_try_feed_says_exactly_what_would_be_read(
    planner: Callable[..., subprocess.CompletedProcess[str]], newspaper: Newspaper, tmp_path: Path
) -> None:
    newspaper.answer("/rss", body=feed(1))
    newspaper.answer("/trang", body=b"<!doctype html><html><body>Chao</body></html>")
    path = tmp_path / "tin.xml"
    path.write_bytes(feed(1))

    from_web, from_file = planner("try-feed", newspaper.url("/rss"), "--json"), planner("try-feed", str(path), "--json")
    page = planner("try-feed", newspaper.url("/trang"), "--json")

    expected = {
        "ok": True,
        "reason": "",
        "items": [
            {
                "title": "Bài 1",
                "link": "https://bao.example.vn/xa-hoi/202611/bai-1/",
                "guid": "",
                "published": "2026-11-23T01:00:00+00:00",
                "date_rule": "month-name",
            }
        ],
    }
    assert (json.loads(from_web.stdout), from_web.returncode) == (expected, 0)
    assert (json.loads(from_file.stdout), from_file.returncode) == (expected, 0)
    assert (json.loads(page.stdout), page.returncode) == ({"ok": False, "reason": "not-a-feed", "items": []}, 1)
    assert planner("try-feed", str(tmp_path / "khong-co.xml")).returncode == 1


def test_a_poller_killed_in_mid_round_stores_all_or_nothing_and_the_next_one_goes_on(
    environment: dict[str, str], engine: Engine, session: Session, newspaper: Newspaper
) -> None:
    unit = make_unit(session)
    for place in range(4):
        newspaper.answer(f"/{place}", body=feed(*range(place * 10, place * 10 + 15)))
        make_source(session, unit, newspaper.url(f"/{place}"))
    session.commit()
    command = [sys.executable, "-m", "planner", "poll"]
    for _round in range(4):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seen = len(newspaper.asked)
        while process.poll() is None and len(newspaper.asked) < seen + 2:
            time.sleep(0.01)
        process.kill()
        process.wait()
        # Time passes until the killed one's leases are over.
        with engine.begin() as connection:
            connection.execute(update(SOURCES).values(lease_until=None, lease_by="", body_hash="", etag=""))

    subprocess.run(command, env=environment, capture_output=True, check=True, timeout=120)

    # Fifteen items each, five shared by neighbours: one row each, one sighting for every source that shows it.
    assert (count(session, PublishedItem), count(session, Sighting)) == (45, 60)
    assert set(session.scalars(select(Source.lease_by))) == {""}
    stored = sum(session.scalars(select(Fetch.new)))
    assert stored == 45


@pytest.fixture
def site(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """``planner serve`` in a process of its own, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "planner", "serve"],
        env=environment | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    yield process, f"http://127.0.0.1:{port}"
    if process.poll() is None:
        process.kill()
    process.communicate()


def wait_until(holds: Callable[[], bool]) -> None:
    for _try in range(600):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen within thirty seconds")


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def test_serve_runs_web_and_worker_and_sigterm_finishes_the_running_step(
    site: tuple[subprocess.Popen[bytes], str], session: Session, newspaper: Newspaper
) -> None:
    process, address = site
    asked: list[str] = []

    def slow(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.path)
        time.sleep(1.5)
        body = feed(1, 2, 3)
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    newspaper.answers["/cham"] = slow
    make_source(session, make_unit(session), newspaper.url("/cham"))
    session.commit()
    wait_until(lambda: answers(address) and bool(asked))

    process.send_signal(signal.SIGTERM)
    _out, log = process.communicate(timeout=60)

    assert process.returncode == 0, log.decode()
    assert count(session, PublishedItem) == 3
    assert set(session.scalars(select(Source.lease_by))) == {""}
    assert b"GET /healthz 200" in log


def test_the_worker_does_the_periodic_jobs(site: tuple[subprocess.Popen[bytes], str], session: Session) -> None:
    def done() -> bool:
        rows = session.execute(select(Job.name, Job.last_done_at, Job.last_error)).all()
        session.commit()
        finished = {name for name, at, error in rows if at is not None and not error}
        return finished == {job.name for job in JOBS}

    wait_until(done)
    session.commit()
    assert site[0].poll() is None
    later = session.scalars(select(Job.next_at)).all()
    assert max(later) - min(later) > timedelta(hours=1)
