"""Asking one site for several documents, one after the other: rules first, with a pause between two requests."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import ClientSession

from feeds.fetch import STANDARD, Limits, fetch, unanswered
from feeds.records import FetchResult
from feeds.robots import RobotsDesk, refused
from planner import clock
from planner.newsdesk.fetching import Manners

APART = 2.0
# One for the process: a host's rules are asked for once a day, whoever wants to know.
ROBOTS = RobotsDesk()


@dataclass(slots=True)
class Asker:
    """``obeys``: robots.txt is asked before each address. ``count``: requests made, without those for robots.txt.

    ``door``: the poller's, for the loop it was opened in; a call without a loop opens one of its own.
    """

    manners: Manners
    obeys: bool
    limits: Limits = STANDARD
    robots: RobotsDesk = field(default_factory=lambda: ROBOTS)
    now: Callable[[], datetime] = clock.now
    count: int = 0
    door: ClientSession | None = None

    def __call__(self, url: str) -> FetchResult:
        """GET one address; never raises. For callers without an event loop."""
        self.door = None
        return asyncio.run(self.ask(url))

    async def ask(self, url: str, *, etag: str = "", last_modified: str = "") -> FetchResult:
        """GET one address, conditionally with a validator; the rules and the pause between two requests come first."""
        now = self.now()
        if self.count:
            await asyncio.sleep(pause_for(url))
        if self.obeys and (why := await self.refusal(url)):
            return refused(unanswered(url, now), why)
        self.count += 1
        return await fetch(
            url,
            user_agent=self.manners.user_agent,
            now=now,
            allow=self.manners.allow,
            etag=etag,
            last_modified=last_modified,
            limits=self.limits,
            door=self.door,
        )

    async def refusal(self, url: str) -> str:
        return await self.robots.refusal(
            url, user_agent=self.manners.user_agent, now=self.now(), allow=self.manners.allow
        )

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        return await self.robots.sitemaps(
            url, user_agent=self.manners.user_agent, now=self.now(), allow=self.manners.allow
        )


@dataclass(slots=True)
class Deadline:
    """Seconds a person may be kept waiting for several requests."""

    seconds: float
    begun: float = field(default_factory=time.monotonic)

    @property
    def over(self) -> bool:
        return time.monotonic() - self.begun > self.seconds


def pause_for(url: str) -> float:
    """Seconds to leave between two requests to one host; our own machine need not be spared."""
    host = urlsplit(url).hostname or ""
    try:
        ours = ip_address(host).is_loopback
    except ValueError:
        ours = host == "localhost"
    return 0.0 if ours else APART
