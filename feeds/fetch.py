"""Fetching one address. Whatever happens is a ``FetchResult`` with an error class, never an exception."""

import asyncio
import hashlib
import time
from dataclasses import dataclass, field, replace
from datetime import datetime

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from feeds.addresses import NOTHING_ALLOWED, AllowList
from feeds.failures import TooManyRedirects, error_class
from feeds.guard import checked_url, guarded_connector
from feeds.headers import ETAG_MAX, MODIFIED_MAX, kept, max_age, retry_after
from feeds.identity import URL_MAX
from feeds.inflate import STEP, BadEncoding, Body
from feeds.records import FetchResult
from feeds.walls import is_wall

_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_REDIRECTS = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_GOOD = {200, 304}
# Of a refusal only the beginning is read: enough to recognise a wall.
_ERROR_BODY_MAX = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes one fetch may cost; ``total`` covers all redirects, names and bytes together."""

    total: float = 20.0
    connect: float = 5.0
    body: int = 5_000_000
    redirects: int = 5


STANDARD = Limits()


@dataclass(slots=True)
class _Attempt:
    """What is known so far; survives a failure at any point."""

    allow: AllowList
    limits: Limits
    now: datetime
    headers: dict[str, str]
    result: FetchResult
    visited: list[str] = field(default_factory=list)
    permanent: bool = True


async def fetch(
    url: str,
    *,
    user_agent: str,
    now: datetime,
    allow: AllowList = NOTHING_ALLOWED,
    etag: str = "",
    last_modified: str = "",
    limits: Limits = STANDARD,
    resolver: AbstractResolver | None = None,
    door: aiohttp.ClientSession | None = None,
) -> FetchResult:
    """GET ``url`` once, following at most five redirects, each judged anew. Never raises.

    ``door``: of ``open_door`` with the same ``allow``, for many fetches in a row; without it one is opened and closed.

    ``etag`` and ``last_modified`` make the request conditional (304 → ``not_modified``); leave both empty for a full
    one. ``now`` becomes ``started``. ``resolver`` replaces the system's own name look-up and is judged the same.
    """
    attempt = _Attempt(allow, limits, now, _headers(user_agent, etag, last_modified), unanswered(url, now))
    begun = time.monotonic()
    try:
        async with asyncio.timeout(limits.total):
            await _through(attempt, door, resolver)
    except Exception as error:  # noqa: BLE001 - one bad source is a result, not a crash of the round
        name, detail = error_class(error)
        attempt.result = replace(attempt.result, error=name, detail=detail, body=b"", sha256="")
    return replace(
        attempt.result,
        redirects=tuple(attempt.visited),
        moved_for_good=bool(attempt.visited) and attempt.permanent,
        seconds=time.monotonic() - begun,
    )


def fetch_once(
    url: str,
    *,
    user_agent: str,
    now: datetime,
    allow: AllowList = NOTHING_ALLOWED,
    etag: str = "",
    last_modified: str = "",
    limits: Limits = STANDARD,
) -> FetchResult:
    """``fetch`` for callers without an event loop, such as the page that tries an address."""
    return asyncio.run(
        fetch(
            url,
            user_agent=user_agent,
            now=now,
            allow=allow,
            etag=etag,
            last_modified=last_modified,
            limits=limits,
        )
    )


def _headers(user_agent: str, etag: str, last_modified: str) -> dict[str, str]:
    headers = {"User-Agent": user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": last_modified} if last_modified else {}
    return headers


def unanswered(url: str, now: datetime) -> FetchResult:
    return FetchResult(
        requested_url=url,
        final_url=url,
        redirects=(),
        status=None,
        error="",
        detail="",
        body=b"",
        content_type="",
        sha256="",
        etag="",
        last_modified="",
        retry_after=None,
        max_age=None,
        started=now,
        seconds=0.0,
        wire_bytes=0,
        not_modified=False,
    )


def open_door(allow: AllowList = NOTHING_ALLOWED, resolver: AbstractResolver | None = None) -> aiohttp.ClientSession:
    """The guarded way out for many fetches; close it with ``async with``. Nothing is kept from one to the next."""
    return aiohttp.ClientSession(
        connector=guarded_connector(allow, resolver),
        trust_env=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
    )


async def _through(attempt: _Attempt, door: aiohttp.ClientSession | None, resolver: AbstractResolver | None) -> None:
    url = checked_url(attempt.result.requested_url, attempt.allow, URL_MAX)
    if door is not None:
        return await _follow(attempt, door, url)
    async with open_door(attempt.allow, resolver) as session:
        return await _follow(attempt, session, url)


async def _follow(attempt: _Attempt, session: aiohttp.ClientSession, url: URL) -> None:
    while (following := await _hop(attempt, session, url)) is not None:
        url = following


async def _hop(attempt: _Attempt, session: aiohttp.ClientSession, url: URL) -> URL | None:
    """One request; the address to go on with when it answers with a redirect."""
    attempt.result = replace(attempt.result, final_url=str(url))
    limit = aiohttp.ClientTimeout(total=None, connect=attempt.limits.connect, sock_connect=attempt.limits.connect)
    async with session.get(url, headers=attempt.headers, allow_redirects=False, timeout=limit) as response:
        attempt.result = replace(
            attempt.result,
            status=response.status,
            content_type=response.headers.get("Content-Type", "")[:200],
            retry_after=retry_after(response.headers, attempt.now),
            max_age=max_age(response.headers, attempt.now),
            etag=kept(response.headers, "ETag", ETAG_MAX) if response.status in _GOOD else "",
            last_modified=kept(response.headers, "Last-Modified", MODIFIED_MAX) if response.status in _GOOD else "",
        )
        location = response.headers.get("Location", "")
        if response.status in _REDIRECTS and location:
            return _next_url(attempt, url, location, response.status)
        if response.status == 304 and _was_conditional(attempt):
            attempt.result = replace(attempt.result, not_modified=True)
        elif 200 <= response.status < 300:
            await _take_body(attempt, response)
        else:
            await _take_refusal(attempt, response)
    return None


def _next_url(attempt: _Attempt, url: URL, location: str, status: int) -> URL:
    attempt.visited.append(str(url))
    attempt.permanent = attempt.permanent and status in _FOR_GOOD
    if len(attempt.visited) > attempt.limits.redirects:
        raise TooManyRedirects
    try:
        joined = str(url.join(URL(location)))
    except ValueError:
        joined = location
    following = checked_url(joined, attempt.allow, URL_MAX)
    if str(following) in attempt.visited:
        raise TooManyRedirects
    if url.scheme == "https" and following.scheme == "http":
        attempt.result = replace(attempt.result, detail="redirected from https to http")
    return following


def _was_conditional(attempt: _Attempt) -> bool:
    return "If-None-Match" in attempt.headers or "If-Modified-Since" in attempt.headers


async def _take_body(attempt: _Attempt, response: aiohttp.ClientResponse) -> None:
    body = Body(",".join(response.headers.getall("Content-Encoding", [])), attempt.limits.body)
    try:
        await _read(body, response)
    finally:
        attempt.result = replace(attempt.result, wire_bytes=body.wire_bytes)
    decoded = body.decoded()
    attempt.result = replace(attempt.result, body=decoded, sha256=hashlib.sha256(decoded).hexdigest())


async def _read(body: Body, response: aiohttp.ClientResponse) -> None:
    async for chunk in response.content.iter_chunked(STEP):
        body.feed(chunk)


async def _take_refusal(attempt: _Attempt, response: aiohttp.ClientResponse) -> None:
    """Name the refusal; a challenge page is a wall whatever its status."""
    status, walled = response.status, response.headers.get("cf-mitigated", "") == "challenge"
    if not walled and status in (403, 429, 503):
        walled = is_wall(await _beginning(attempt, response))
    attempt.result = replace(
        attempt.result,
        error="bot-wall" if walled else _status_class(status),
        detail=f"status {status}",
    )


async def _beginning(attempt: _Attempt, response: aiohttp.ClientResponse) -> str:
    try:
        body = Body(response.headers.get("Content-Encoding", ""), attempt.limits.body)
        body.feed(await response.content.read(_ERROR_BODY_MAX))
        return body.decoded().decode("utf-8", "replace")
    except BadEncoding:
        return ""


def _status_class(status: int) -> str:
    named = {410: "gone", 429: "rate-limited"}
    if status in named:
        return named[status]
    if status >= 500:
        return "http-5xx"
    # A redirect without an address, or a 304 nobody asked for, breaks the protocol.
    return "http-4xx" if status >= 400 else "malformed"
