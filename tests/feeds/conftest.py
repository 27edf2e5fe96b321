"""The source whose documents the tests read."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeds.identity import Policy
from feeds.records import FeedDocument
from feeds.rss import parse_document

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
