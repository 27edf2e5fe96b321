"""What a site lets programs read (RFC 9309), asked once a day for each host through the same guarded fetch.

Protego reads the rules: the standard library's reader knows no wildcards and takes the first rule that fits instead of
the longest, so it reads "Disallow: /*?page=" as nothing at all.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from feeds.addresses import NOTHING_ALLOWED, AllowList
from feeds.encoding import decode
from feeds.fetch import Limits, fetch
from feeds.records import FetchResult

KEPT = timedelta(hours=24)
HOSTS_MAX = 2_000
SITEMAPS_MAX = 20
REFUSED = "robots"
_LIMITS = Limits(body=1_000_000)


@dataclass(frozen=True, slots=True)
class _Rules:
    """``rules`` is empty when the site has none; ``error`` when nobody could say."""

    until: datetime
    rules: Protego | None
    error: str = ""


class RobotsDesk:
    """Remembers the rules of each host for a day. Safe to share between threads: the worst is asking twice."""

    def __init__(self) -> None:
        self._kept: dict[str, _Rules] = {}

    async def refusal(self, url: str, *, user_agent: str, now: datetime, allow: AllowList = NOTHING_ALLOWED) -> str:
        """Empty when the site lets us read ``url``; ``robots`` when it does not; the error class of asking when the
        answer is not known: RFC 9309 §2.3.1.4 then says no. A site without the file (4xx) lets everybody read.
        """
        known = await self._rules(url, user_agent, now, allow)
        if known.error:
            return known.error
        allowed = known.rules is None or known.rules.can_fetch(url, user_agent)
        return "" if allowed else REFUSED

    async def sitemaps(
        self, url: str, *, user_agent: str, now: datetime, allow: AllowList = NOTHING_ALLOWED
    ) -> tuple[str, ...]:
        """The addresses of the site's ``Sitemap:`` lines, at most twenty."""
        known = await self._rules(url, user_agent, now, allow)
        return tuple(dict.fromkeys(known.rules.sitemaps))[:SITEMAPS_MAX] if known.rules else ()

    async def _rules(self, url: str, user_agent: str, now: datetime, allow: AllowList) -> _Rules:
        parts = urlsplit(url)
        place = f"{parts.scheme.lower()}://{parts.netloc.lower()}"
        known = self._kept.get(place)
        if known and known.until > now:
            return known
        result = await fetch(f"{place}/robots.txt", user_agent=user_agent, now=now, allow=allow, limits=_LIMITS)
        found = _read(result, now)
        if not found.error:
            # An answer nobody gave is asked for again at the source's next attempt.
            if len(self._kept) >= HOSTS_MAX:
                self._kept.clear()
            self._kept[place] = found
        return found


def _read(result: FetchResult, now: datetime) -> _Rules:
    absent = result.status is not None and 400 <= result.status < 500 and result.status != 429
    if absent:
        return _Rules(now + KEPT, None)
    if result.error:
        return _Rules(now, None, result.error)
    text, _notes = decode(result.body, result.content_type)
    return _Rules(now + KEPT, Protego.parse(text))


def refused(result: FetchResult, error: str) -> FetchResult:
    """The attempt that was not made because the rules forbid it, or because nobody could say what they are."""
    detail = "robots.txt" if error == REFUSED else f"robots.txt: {error}"
    return replace(result, error=error, detail=detail)
