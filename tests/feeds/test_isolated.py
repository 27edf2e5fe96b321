"""A document that would hurt the parser hurts only the parser's own process."""

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeds.isolated import ParserProcess, parse_isolated
from feeds.records import FeedDocument
from feeds.wire import zone_from, zone_name

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
GOOD = (
    b"<rss version='2.0'><channel><item><title>Tin</title><link>https://bao.example.vn/1</link></item></channel></rss>"
)
# feedparser looks for an address in an author's name by a pattern that takes time by the square of the length.
SLOW = GOOD.replace(b"</link>", b"</link><author>a@" + b"a." * 40_000 + b"!</author>")


def isolated(body: bytes) -> FeedDocument:
    return parse_isolated(
        body, content_type="text/xml", base_url="https://bao.example.vn/", zone=ZoneInfo("Asia/Ho_Chi_Minh"), now=NOW
    )


@pytest.mark.parametrize("sample", ["wrapped-lines.xml", "month-first-without-zone.xml", "feed.json", "login.html"])
def test_the_child_gives_the_record_the_parser_gives(
    documents: Path, read: Callable[..., FeedDocument], sample: str
) -> None:
    body = (documents / sample).read_bytes()
    assert isolated(body) == read(body, base_url="https://bao.example.vn/", content_type="text/xml")


def test_a_document_that_eats_time_is_a_result_and_the_next_one_is_read() -> None:
    assert isolated(SLOW).error == "internal"
    assert [item.title for item in isolated(GOOD).items] == ["Tin"]


REQUEST = {
    "content_type": "text/xml",
    "base_url": "https://bao.example.vn/",
    "zone": "25200",
    "now": NOW.isoformat(),
    "day_order": "",
    "policy": "guid",
}


def test_a_child_that_dies_is_replaced() -> None:
    parser = ParserProcess(wall_seconds=10)
    assert parser.parse(GOOD, REQUEST).error == ""
    assert parser._process is not None
    os.kill(parser._process.pid, signal.SIGKILL)
    parser._process.wait()
    assert parser.parse(GOOD, REQUEST).notes == ("parser-killed",)
    assert parser.parse(GOOD, REQUEST).error == ""
    parser.close()


def test_a_silent_child_is_given_up() -> None:
    parser = ParserProcess(wall_seconds=10)
    parser.parse(GOOD, REQUEST)
    assert parser._process is not None
    os.kill(parser._process.pid, signal.SIGSTOP)
    parser._wall_seconds = 0.2
    assert parser.parse(GOOD, REQUEST).notes == ("parser-hung",)
    parser.close()


def test_a_fault_in_the_parser_is_named_and_survived() -> None:
    parser = ParserProcess()
    assert parser.parse(GOOD, {**REQUEST, "now": "no date"}).notes == ("parser-failed-ValueError",)
    assert parser.parse(GOOD, REQUEST).error == ""
    parser.close()


def test_the_child_knows_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_SECRET_KEY", "canary")
    parser = ParserProcess()
    parser.parse(GOOD, REQUEST)
    assert parser._process is not None
    assert b"canary" not in Path(f"/proc/{parser._process.pid}/environ").read_bytes()
    parser.close()


@pytest.mark.parametrize("zone", [ZoneInfo("Asia/Ho_Chi_Minh"), UTC, timezone(timedelta(hours=-3, minutes=-30))])
def test_a_zone_survives_the_way_to_the_child(zone: ZoneInfo | timezone) -> None:
    moved = zone_from(zone_name(zone, NOW))
    assert NOW.astimezone(moved).utcoffset() == NOW.astimezone(zone).utcoffset()
