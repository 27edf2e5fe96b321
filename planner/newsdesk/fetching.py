"""How this house asks other servers: what it may connect to, how it introduces itself, how an answer is read."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from feeds.addresses import AllowList
from feeds.isolated import parse_isolated
from feeds.records import FetchResult
from planner import __version__
from planner.config import Settings
from planner.errors import Invalid
from planner.newsdesk.ingest import Received
from planner.vocabulary import N_


@dataclass(frozen=True, slots=True)
class Manners:
    """Places in the house's own network that may be fetched, and the User-Agent."""

    allow: AllowList
    user_agent: str


def manners(settings: Settings) -> Manners:
    """From the administrator's settings only; a demonstration may read its own feed. Raises Invalid on a bad entry."""
    own = (f"127.0.0.1:{settings.port}",) if settings.demo else ()
    try:
        allow = AllowList.parse((*settings.fetch_allow, *own))
    except ValueError as error:
        message = N_("PLANNER_FETCH_ALLOW sai: mỗi mục có dạng địa-chỉ:cổng, ví dụ 10.1.2.3:8080 (%(error)s).")
        raise Invalid(message, {"error": error}) from error
    contact = settings.contact or settings.base_url
    return Manners(allow, f"campaign-planner/{__version__}" + (f" (+{contact})" if contact else ""))


def understood(
    result: FetchResult, *, zone: str, day_order: str, now: datetime, body_hash: str = "", url: str = ""
) -> Received:
    """Read an answer in the parser's own process. The same body as last time (``body_hash``) is not read again."""
    if result.error or result.not_modified or (body_hash and result.sha256 == body_hash):
        return Received(result)
    document = parse_isolated(
        result.body,
        content_type=result.content_type,
        base_url=result.final_url or url,
        zone=ZoneInfo(zone),
        now=now,
        day_order=day_order,
    )
    return Received(result, document)
