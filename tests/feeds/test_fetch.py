"""One GET against a newspaper on loopback, kind or hostile: always a result, always in time."""

import asyncio
import gzip
import socket
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from feeds.addresses import AllowList
from feeds.fetch import Limits, fetch, fetch_once
from feeds.inflate import Body, TooBig
from feeds.records import FetchResult
from tests.feeds.newspaper import Newspaper, saying

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
AGENT = "planner-test/1 (+https://toasoan.example.vn/)"
BODY = b"<rss version='2.0'><channel></channel></rss>"
SPELLINGS = (Path(__file__).parent / "addresses" / "spellings-of-loopback.txt").read_text("utf-8").split()
QUICK = Limits(total=1.0, connect=0.5, body=100_000)


def get(
    newspaper: Newspaper, path: str = "/rss", *, etag: str = "", last_modified: str = "", limits: Limits = QUICK
) -> FetchResult:
    return fetch_once(
        newspaper.url(path),
        user_agent=AGENT,
        now=NOW,
        allow=newspaper.allowed,
        etag=etag,
        last_modified=last_modified,
        limits=limits,
    )


def test_a_document_arrives_with_all_that_is_kept_for_the_next_time(newspaper: Newspaper) -> None:
    newspaper.answer(
        "/rss", body=BODY, Content_Type="text/xml", ETag='"v1"', Last_Modified="Mon, 23 Nov 2026 01:00:00 GMT"
    )
    result = get(newspaper)
    assert (result.status, result.error, result.body, result.content_type) == (200, "", BODY, "text/xml")
    assert (result.etag, result.last_modified) == ('"v1"', "Mon, 23 Nov 2026 01:00:00 GMT")
    assert (result.wire_bytes, len(result.sha256), result.started) == (len(BODY), 64, NOW)
    assert (result.redirects, result.not_modified) == ((), False)


def test_the_program_says_who_it_is_and_asks_for_nothing_odd(newspaper: Newspaper) -> None:
    newspaper.answer("/rss", body=BODY)
    get(newspaper)
    ((_, headers),) = newspaper.asked
    assert headers["User-Agent"] == AGENT
    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert not {"Cookie", "If-None-Match", "If-Modified-Since"} & set(headers)


def test_a_known_document_is_asked_for_conditionally_and_may_be_unchanged(newspaper: Newspaper) -> None:
    newspaper.answer("/rss", status=304, ETag='"v2"')
    result = get(newspaper, etag='"v1"', last_modified="Mon, 23 Nov 2026 01:00:00 GMT")
    ((_, headers),) = newspaper.asked
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"v1"', "Mon, 23 Nov 2026 01:00:00 GMT")
    assert (result.status, result.error, result.not_modified, result.etag) == (304, "", True, '"v2"')


def test_an_unasked_304_is_a_fault_not_good_news(newspaper: Newspaper) -> None:
    newspaper.answer("/rss", status=304)
    result = get(newspaper)
    assert (result.error, result.not_modified) == ("malformed", False)


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, "http-4xx"), (403, "http-4xx"), (410, "gone"), (429, "rate-limited"), (500, "http-5xx"), (503, "http-5xx")],
)
def test_a_refusal_has_its_class_and_brings_no_body(newspaper: Newspaper, status: int, error: str) -> None:
    newspaper.answer("/rss", status=status, body=b"<p>khong co</p>", ETag='"v1"')
    result = get(newspaper)
    assert (result.status, result.error, result.body, result.etag) == (status, error, b"", "")


def test_a_challenge_page_is_named_whatever_its_status(newspaper: Newspaper) -> None:
    newspaper.answer("/rss", status=403, body=b"<html><title>Just a moment...</title></html>")
    newspaper.answer("/khac", status=503, cf_mitigated="challenge")
    assert get(newspaper).error == "bot-wall"
    assert get(newspaper, "/khac").error == "bot-wall"


@pytest.mark.parametrize(
    ("wish", "span"),
    [
        ("120", timedelta(minutes=2)),
        ("Tue, 24 Nov 2026 04:00:00 GMT", timedelta(hours=1)),
        ("999999", timedelta(hours=24)),
        ("Mon, 23 Nov 2026 04:00:00 GMT", timedelta(0)),
        ("soon", None),
    ],
)
def test_a_wish_to_wait_is_read_as_seconds_or_as_a_date(
    newspaper: Newspaper, wish: str, span: timedelta | None
) -> None:
    head = f"HTTP/1.0 429 X\r\nDate: Tue, 24 Nov 2026 03:00:00 GMT\r\nRetry-After: {wish}\r\n\r\n"
    newspaper.answers["/rss"] = saying(head.encode())
    assert get(newspaper).retry_after == span


@pytest.mark.parametrize(
    ("headers", "span"),
    [
        ({"Cache_Control": "public, max-age=600"}, timedelta(minutes=10)),
        ({"Cache_Control": "max-age=0", "Expires": "0"}, None),
        ({"Cache_Control": "max-age=9999999"}, timedelta(hours=24)),
        ({"Date": "Tue, 24 Nov 2026 03:00:00 GMT", "Expires": "Tue, 24 Nov 2026 03:30:00 GMT"}, timedelta(minutes=30)),
    ],
)
def test_freshness_is_read_from_the_headers(
    newspaper: Newspaper, headers: dict[str, str], span: timedelta | None
) -> None:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    newspaper.answers["/rss"] = saying(f"HTTP/1.0 200 OK\r\n{lines}\r\n".encode() + BODY)
    assert get(newspaper).max_age == span


def test_redirects_are_followed_and_remembered(newspaper: Newspaper) -> None:
    newspaper.answer("/rss", status=301, Location="/moi")
    newspaper.answer("/moi", status=308, Location=newspaper.url("/moi-nua"))
    newspaper.answer("/moi-nua", body=BODY)
    result = get(newspaper)
    assert (result.error, result.final_url) == ("", newspaper.url("/moi-nua"))
    assert result.redirects == (newspaper.url("/rss"), newspaper.url("/moi"))
    assert result.moved_for_good


def test_one_temporary_redirect_makes_the_move_temporary(newspaper: Newspaper) -> None:
    newspaper.answer("/rss", status=302, Location="/moi")
    newspaper.answer("/moi", body=BODY)
    assert not get(newspaper).moved_for_good


def test_a_loop_and_a_long_chain_end_as_too_many_redirects(newspaper: Newspaper) -> None:
    newspaper.answer("/rss", status=302, Location="/rss")
    for hop in range(7):
        newspaper.answer(f"/{hop}", status=302, Location=f"/{hop + 1}")
    assert get(newspaper).error == "too-many-redirects"
    assert get(newspaper, "/0").error == "too-many-redirects"
    assert [path for path, _ in newspaper.asked] == ["/rss", "/0", "/1", "/2", "/3", "/4", "/5"]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}/x",
        "http://[::1]:{port}/x",
        "ftp://127.0.0.1/x",
        "//user@127.0.0.1:{port}/x",
        "http://[",
    ],
)
def test_every_hop_is_judged_anew(newspaper: Newspaper, target: str) -> None:
    newspaper.answer("/rss", status=302, Location=target.format(port=newspaper.port))
    newspaper.answer("/x", body=BODY)
    assert get(newspaper).error == "blocked-address"
    assert [path for path, _ in newspaper.asked] == ["/rss"]


def test_loopback_is_closed_without_an_entry_and_open_and_closed_ports_look_alike(newspaper: Newspaper) -> None:
    newspaper.answer("/rss", body=BODY)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        shut = fetch_once(f"http://127.0.0.1:{port}/rss", user_agent=AGENT, now=NOW)
    opened = fetch_once(newspaper.url("/rss"), user_agent=AGENT, now=NOW)
    assert (opened.error, opened.detail, opened.status) == (shut.error, shut.detail, shut.status)
    assert opened.error == "blocked-address"
    assert newspaper.asked == []


class Answers(AbstractResolver):
    """A name server under somebody else's control: the same addresses for every name."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        if not self.addresses:
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
            for address in self.addresses
        ]

    async def close(self) -> None:
        """Nothing is held."""


def named(newspaper: Newspaper, host: str, resolver: Answers) -> FetchResult:
    """Fetch by name while only another loopback address is allowed at this port."""
    allow = AllowList.parse([f"127.0.0.2:{newspaper.port}"])
    return asyncio.run(
        fetch(newspaper.url("/rss", host), user_agent=AGENT, now=NOW, allow=allow, limits=QUICK, resolver=resolver)
    )


@pytest.mark.parametrize("addresses", [("127.0.0.1",), ("8.8.8.8", "10.0.0.1"), ("::1",), ("169.254.169.254",)])
def test_a_name_with_one_refused_address_is_refused(newspaper: Newspaper, addresses: tuple[str, ...]) -> None:
    assert named(newspaper, "tin.example.vn", Answers(*addresses)).error == "blocked-address"
    assert newspaper.asked == []


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_loopback_reaches_it(newspaper: Newspaper, host: str) -> None:
    result = named(newspaper, host, Answers("127.0.0.1"))
    assert (result.error, result.body) == ("blocked-address", b"")
    assert newspaper.asked == []


def test_an_allowed_name_is_reached_at_the_address_that_was_judged(newspaper: Newspaper) -> None:
    newspaper.answer("/rss", body=BODY)
    url = newspaper.url("/rss", "tin.example.vn")
    resolver = Answers("127.0.0.1")
    result = asyncio.run(
        fetch(url, user_agent=AGENT, now=NOW, allow=newspaper.allowed, limits=QUICK, resolver=resolver)
    )
    assert (result.error, result.body, resolver.asked) == ("", BODY, ["tin.example.vn"])


def test_proxies_of_the_environment_are_not_used(newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.2:9/")
    newspaper.answer("/rss", body=BODY)
    assert get(newspaper).body == BODY


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("gzip", gzip.compress(BODY)),
        ("gzip", gzip.compress(BODY[:10]) + gzip.compress(BODY[10:])),
        ("gzip", gzip.compress(BODY) + b"\0\0\0"),
        ("deflate", zlib.compress(BODY)),
        ("deflate", zlib.compress(BODY, wbits=-15)),
        ("identity", BODY),
    ],
    ids=["gzip", "gzip in two members", "gzip and padding", "deflate with head", "bare deflate", "as it is"],
)
def test_a_compressed_body_is_unpacked_and_its_wire_size_kept(newspaper: Newspaper, name: str, packed: bytes) -> None:
    newspaper.answer("/rss", body=packed, Content_Encoding=name)
    result = get(newspaper)
    assert (result.error, result.body, result.wire_bytes) == ("", BODY, len(packed))


@pytest.mark.parametrize("name", ["br", "gzip, gzip", "gzip,deflate", "x"])
def test_an_encoding_nobody_asked_for_is_refused(newspaper: Newspaper, name: str) -> None:
    newspaper.answer("/rss", body=gzip.compress(BODY), Content_Encoding=name)
    assert get(newspaper).error == "malformed"


def test_bytes_that_are_not_what_they_claim_are_malformed(newspaper: Newspaper) -> None:
    newspaper.answer("/rss", body=BODY, Content_Encoding="gzip")
    assert get(newspaper).error == "malformed"


def test_a_bomb_ends_as_too_big(newspaper: Newspaper) -> None:
    newspaper.answer("/rss", body=gzip.compress(b"\0" * 60_000_000), Content_Encoding="gzip")
    result = get(newspaper, limits=Limits(total=10))
    assert (result.error, result.body) == ("too-big", b"")


def test_a_bomb_never_takes_more_memory_than_the_limit_and_a_step() -> None:
    bomb = gzip.compress(b"\0" * 60_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(TooBig):
            Body("gzip", 1_000_000).feed(bomb)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3_000_000


def drip(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while not Event().wait(0.05):
        request.wfile.write(b"x")


def drip_header(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while not Event().wait(0.05):
        request.wfile.write(b"x")


def endless(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        request.wfile.write(b"x" * 65_536)


def hang(request: BaseHTTPRequestHandler) -> None:
    Event().wait(3)


HOSTILE = {
    "one byte at a time": (drip, {"timeout"}),
    "a header without end": (drip_header, {"timeout"}),
    "a body without end": (endless, {"too-big"}),
    "silence": (hang, {"timeout"}),
    "garbage": (saying(b"\x00\x01garbage\r\n\r\n"), {"malformed", "connect"}),
    "a body shorter than said": (
        saying(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<rss>"),
        {"connect"},
    ),
    "a header of 70 KB": (
        saying(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n"),
        {"malformed", "connect"},
    ),
    "a connection closed at once": (saying(b""), {"connect"}),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_server_costs_at_most_the_deadline(newspaper: Newspaper, case: str) -> None:
    behaviour, errors = HOSTILE[case]
    newspaper.answers["/rss"] = behaviour
    result = get(newspaper, limits=Limits(total=0.6, connect=0.5, body=100_000))
    assert result.error in errors
    assert result.body == b""


def test_two_hundred_headers_are_no_fault(newspaper: Newspaper) -> None:
    headers = b"".join(b"X-%d: y\r\n" % number for number in range(100))
    newspaper.answers["/rss"] = saying(b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n" + BODY)
    assert get(newspaper).body == BODY


def test_a_closed_port_is_a_failed_connection() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        allow = AllowList.parse([f"127.0.0.1:{port}"])
        result = fetch_once(f"http://127.0.0.1:{port}/", user_agent=AGENT, now=NOW, allow=allow, limits=QUICK)
    assert (result.error, result.status) == ("connect", None)


def test_a_server_without_tls_behind_https_is_a_tls_fault(newspaper: Newspaper) -> None:
    url = newspaper.url("/rss").replace("http:", "https:")
    result = fetch_once(url, user_agent=AGENT, now=NOW, allow=newspaper.allowed, limits=QUICK)
    assert result.error == "tls"


def test_a_name_that_does_not_exist_is_a_dns_fault() -> None:
    result = asyncio.run(
        fetch("http://khong-co.example.vn/", user_agent=AGENT, now=NOW, limits=QUICK, resolver=Answers())
    )
    assert (result.error, result.detail) == ("dns", "temporary")
