"""Documents damaged at random: whatever arrives, the parser answers."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.rss import parse_document

SAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parent / "documents").glob("*.*"))]
SCRAPS = [
    b"<",
    b">",
    b"&",
    b"]]>",
    b"<![CDATA[",
    b"</item>",
    b"<item>",
    b"\x00",
    b"\xff\xfe",
    b"<!ENTITY",
    b"<?xml",
    b"\xe1\xbb",
]
ERRORS = {"", "not-a-feed", "bot-wall", "empty", "malformed"}


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    body = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(body)))
        length = draw(st.integers(0, 40))
        body[at : at + length] = draw(st.sampled_from(SCRAPS) | st.binary(max_size=20))
    return bytes(body)


@settings(max_examples=300, deadline=None)
@given(damaged())
def test_a_damaged_document_is_read_or_named_and_never_raises(body: bytes) -> None:
    document = parse_document(
        body,
        content_type="text/xml",
        base_url="https://bao.example.vn/",
        zone=ZoneInfo("Asia/Ho_Chi_Minh"),
        now=datetime(2026, 11, 24, tzinfo=UTC),
    )
    assert document.error in ERRORS
    assert bool(document.items) == (document.error == "")
    assert len({item.key for item in document.items}) == len(document.items)
    assert all(item.link == "" or item.link.startswith(("http://", "https://")) for item in document.items)
