"""How this house asks other servers: what it may connect to, how it introduces itself, how an answer is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from feeds.addresses import AllowList
from feeds.identity import Policy
from feeds.isolated import parse_isolated
from feeds.recipes import FEED, Recipe
from feeds.records import FeedDocument, FetchResult
from planner import __version__
from planner.config import Settings
from planner.errors import Invalid
from planner.newsdesk.ingest import Received
from planner.vocabulary import N_

# Of a sitemap index only the files changed last are read in a round; a backfill reads the others.
CHILDREN_READ = 3


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
    result: FetchResult,
    *,
    zone: str,
    day_order: str,
    now: datetime,
    body_hash: str = "",
    url: str = "",
    recipe: Recipe = FEED,
    policy: Policy = "guid",
    ask: Callable[[str], FetchResult] | None = None,
) -> Received:
    """Read an answer in the parser's own process. The same body as last time (``body_hash``) is not read again.

    ``ask`` fetches what the document only lists, the files of a sitemap index; without it they stay ``children``.
    """
    if result.error or result.not_modified or (body_hash and result.sha256 == body_hash):
        return Received(result)

    def read(answer: FetchResult) -> FeedDocument:
        return parse_isolated(
            answer.body,
            content_type=answer.content_type,
            base_url=answer.final_url or url,
            zone=ZoneInfo(zone),
            now=now,
            day_order=day_order,
            policy=policy,
            recipe=recipe,
        )

    document = read(result)
    if ask is None or not document.children:
        return Received(result, document)
    return _followed(result, document, body_hash, ask, read)


def _followed(
    result: FetchResult,
    index: FeedDocument,
    body_hash: str,
    ask: Callable[[str], FetchResult],
    read: Callable[[FetchResult], FeedDocument],
) -> Received:
    """The newest files of a sitemap index as one document. One of them unread and the whole attempt has failed: what
    it held might be just what somebody looks for. The index's own validators say nothing about its files, so none is
    kept, and the hash is that of all bodies together.
    """
    answers = [result]
    for address in index.children[:CHILDREN_READ]:
        answer = ask(address)
        if answer.error:
            return Received(replace(result, error=answer.error, detail=f"{address}: {answer.detail}", body=b""))
        answers.append(answer)
    whole = replace(
        result,
        sha256=sha256("".join(answer.sha256 for answer in answers).encode()).hexdigest(),
        wire_bytes=sum(answer.wire_bytes for answer in answers),
        etag="",
        last_modified="",
    )
    if whole.sha256 == body_hash:
        return Received(whole)
    return Received(whole, _together(index, [read(answer) for answer in answers[1:]]))


def _together(index: FeedDocument, files: Sequence[FeedDocument]) -> FeedDocument:
    items = {item.key: item for one in files for item in one.items}
    wrong = next((one.error for one in files if one.error not in ("", "empty")), "")
    return replace(
        index,
        items=tuple(replace(item, position=place) for place, item in enumerate(items.values())),
        bad=sum(one.bad for one in files),
        notes=tuple(dict.fromkeys(note for one in (index, *files) for note in one.notes)),
        error=wrong or ("" if items else "empty"),
        children=(),
    )
