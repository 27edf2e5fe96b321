"""Looking for what can be read on a site whose address turned out to be no feed itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from feeds.discovery import MOST, other_feeds, usual_places
from feeds.recipes import FEED, Recipe
from feeds.records import FeedDocument, FetchResult
from planner.newsdesk.asking import Asker, Deadline
from planner.vocabulary import N_, SourceKind

# A person waits for the answer; what is not found by then is left for another press of the button.
PATIENCE = 20.0
LEAST_ARTICLES = 3

Read = Callable[[FetchResult, Recipe], FeedDocument]


@dataclass(frozen=True, slots=True)
class Found:
    """An address to try. ``items``: how many were read there, None when nobody has asked for it yet."""

    address: str
    kind: SourceKind
    how: str
    items: int | None = None


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found and what it cost: ``asked`` addresses besides the one that was tried."""

    found: tuple[Found, ...] = ()
    asked: tuple[str, ...] = ()


NOTHING = Discovery()


async def discover(page: FetchResult, asker: Asker, read: Read) -> Discovery:
    """Feeds the page declares cost nothing and end the search; else the usual places are asked, until one is a feed;
    then the sitemaps robots.txt names. The page itself is offered as a list when articles can be told on it.
    """
    declared = [Found(url, SourceKind.FEED, N_("trang này giới thiệu")) for url in _declared(page)]
    asked: list[str] = []
    found = declared or await _usual(page, asker, read, asked)
    if not found:
        found = [
            Found(url, SourceKind.SITEMAP, N_("robots.txt giới thiệu")) for url in await _sitemaps(page, asker, asked)
        ]
    found += list(_as_list(page, read))
    return Discovery(tuple(found[: MOST + 1]), tuple(asked))


def _declared(page: FetchResult) -> tuple[str, ...]:
    if not page.body:
        return ()
    return tuple(url for url in other_feeds(page.body, page.content_type, page.final_url) if url != page.requested_url)


async def _usual(page: FetchResult, asker: Asker, read: Read, asked: list[str]) -> list[Found]:
    deadline = Deadline(PATIENCE)
    for address in usual_places(page.final_url):
        if deadline.over:
            return []
        asked.append(address)
        answer = await asker.ask(address)
        if answer.error or not answer.body:
            continue
        document = read(answer, FEED)
        if not document.error:
            kind = SourceKind.SITEMAP if "sitemap" in document.kind else SourceKind.FEED
            return [Found(address, kind, N_("thấy ở địa chỉ thường dùng"), len(document.items))]
        if document.error == "not-a-feed" and (named := _declared(answer)):
            return [Found(url, SourceKind.FEED, N_("trang danh mục RSS giới thiệu")) for url in named]
    return []


async def _sitemaps(page: FetchResult, asker: Asker, asked: list[str]) -> tuple[str, ...]:
    asked.append("robots.txt")
    return await asker.sitemaps(page.final_url)


def _as_list(page: FetchResult, read: Read) -> Iterator[Found]:
    if not page.body or page.error:
        return
    document = read(page, Recipe("list"))
    if not document.error and len(document.items) >= LEAST_ARTICLES:
        words = N_("đọc chính trang này như một danh sách bài")
        yield Found(page.final_url, SourceKind.WEB_LIST, words, len(document.items))
