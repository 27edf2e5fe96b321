"""A newspaper's server on loopback, and the source whose documents the tests read."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeds.identity import Policy
from feeds.records import FeedDocument
from feeds.rss import parse_document
from tests.feeds.newspaper import Newspaper

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def documents() -> Path:
    return Path(__file__).parent / "documents"


@pytest.fixture
def read(documents: Path) -> Callable[..., FeedDocument]:
    """Parse bytes, text or the name of a sample, as a source of this newsroom."""

    def parse(
        body: bytes | str,
        *,
        content_type: str = "text/xml; charset=utf-8",
        base_url: str = "https://bao.example.vn/rss/moi.rss",
        policy: Policy = "guid",
    ) -> FeedDocument:
        if isinstance(body, str) and "<" not in body:
            body = (documents / body).read_bytes()
        sent = body.encode() if isinstance(body, str) else body
        return parse_document(sent, content_type=content_type, base_url=base_url, zone=ZONE, now=NOW, policy=policy)

    return parse


@pytest.fixture
def newspaper() -> Iterator[Newspaper]:
    paper = Newspaper()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paper.asked.append((self.path, dict(self.headers.items())))
            try:
                paper.answers[self.path](self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing: the tests read ``asked``."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    paper.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield paper
    server.shutdown()
    server.server_close()
