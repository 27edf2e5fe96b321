"""A source that hangs or drips costs only itself: the others of its round are stored while it keeps us waiting."""

from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from threading import Event

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.config import Settings
from planner.jobs.polling import Poller, poll_round
from planner.newsdesk.ingest import Outcome
from tests.factories import NOW, make_source, make_unit
from tests.feeds.newspaper import Answer, Newspaper
from tests.fixtures.newspapers import open_newspaper

FEED = (
    b'<rss version="2.0"><channel><title>B</title><item><title>Tin</title><link>https://bao.example.vn/tin-1</link>'
    b"<pubDate>Mon, 23 Nov 2026 08:00:00 +0700</pubDate></item></channel></rss>"
)
# Reached only by a poller that makes the others wait: the test fails then, by the order of the outcomes.
PATIENCE = 6.0


def hanging(others_done: Event) -> Answer:
    def respond(request: BaseHTTPRequestHandler) -> None:
        others_done.wait(PATIENCE)
        request.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n" + FEED)

    return respond


def dripping(others_done: Event) -> Answer:
    def respond(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
        for _ in range(round(PATIENCE / 0.02)):
            if others_done.wait(0.02):
                break
            request.wfile.write(b" ")
            request.wfile.flush()
        request.wfile.write(FEED)

    return respond


@pytest.mark.parametrize("slow", [hanging, dripping])
def test_a_slow_source_delays_neither_another_host_nor_the_next_source_of_its_own(
    session: Session,
    engine: Engine,
    settings: Settings,
    newspaper: Newspaper,
    slow: Callable[[Event], Answer],
) -> None:
    others_done, ended = Event(), list[str]()

    def told(outcome: Outcome) -> None:
        ended.append(outcome.name)
        if {"anh em", "báo khác"} <= set(ended):
            others_done.set()

    with open_newspaper() as other:
        newspaper.answers["/cham"] = slow(others_done)
        newspaper.answer("/rss", body=FEED)
        other.answer("/rss", body=FEED.replace(b"tin-1", b"tin-2"))
        unit = make_unit(session)
        # The slow one is the first in the round.
        for name, url in (
            ("chậm", newspaper.url("/cham")),
            ("anh em", newspaper.url("/rss")),
            ("báo khác", other.url("/rss")),
        ):
            make_source(session, unit, url).name = name
        session.commit()
        allowed = replace(settings, fetch_allow=tuple(f"127.0.0.1:{paper.port}" for paper in (newspaper, other)))
        outcomes = poll_round(Poller(engine, allowed, "thử", told=told, now=lambda: NOW))

    assert ended[-1] == "chậm"
    assert sorted(outcome.name for outcome in outcomes if not outcome.problem) == ["anh em", "báo khác", "chậm"]
