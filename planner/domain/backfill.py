"""Reading an old period of a source: what a document of it brings, and where to read on. Pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from feeds.records import TOO_MANY_ITEMS, FeedDocument, FeedItem
from planner.vocabulary import N_, BackfillWay

LONGEST_DAYS = 1_100
PAGES_MAX = 500
UNDATED = N_(
    "Trang danh sách không ghi ngày nên không biết bài nào thuộc thời kỳ này. Nhập mẫu chọn ngày cho nguồn tin."
)
REPEATED = N_("Trang sau giống hệt trang trước: trang web không còn trang cũ hơn.")
ENOUGH = N_("Đã đọc 500 trang. Chọn thời kỳ ngắn hơn để lấy bù tiếp.")
NOT_ALL = N_(
    "Một tệp sơ đồ trang có quá nhiều bài; chỉ lấy 10.000 bài mới nhất của tệp đó. Chia nhỏ thời kỳ để lấy đủ."
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a document means for a run: the items to store, the addresses still to read, and whether it has ended.

    ``ended``: nothing more is to be read; ``why``: the sentence for people, empty when all went as asked. ``failed``:
    the period could not be read.
    """

    document: FeedDocument
    waiting: tuple[str, ...]
    keys: str
    ended: bool
    why: str = ""
    failed: bool = False


def take(
    way: BackfillWay,
    document: FeedDocument,
    *,
    first: date,
    last: date,
    zone: tzinfo,
    waiting: Sequence[str],
    keys: str,
    pages: int,
    page_param: str,
) -> Taken:
    """``waiting[0]`` is the address ``document`` came from; ``keys`` is what the page before showed."""
    dated = [(item, item.date.utc.astimezone(zone).date()) for item in document.items if item.date.utc]
    inside = tuple(item for item, day in dated if first <= day <= last)
    narrowed = replace(document, items=inside)
    if way is BackfillWay.SITEMAP:
        rest = (*document.children, *waiting[1:])
        why = NOT_ALL if TOO_MANY_ITEMS in document.notes else ""
        return Taken(narrowed, rest, "", not rest, why)
    shown = _hash(document.items)
    if not dated:
        return Taken(narrowed, (), shown, ended=True, why=UNDATED, failed=True)
    if shown == keys:
        return Taken(narrowed, (), shown, ended=True, why=REPEATED)
    # A page mostly older than the period ends it: single items, pinned or beside the list, stand on every page.
    days = sorted(day for _item, day in dated)
    if days[len(days) // 2] < first:
        return Taken(narrowed, (), shown, ended=True)
    if pages + 1 >= PAGES_MAX:
        return Taken(narrowed, (), shown, ended=True, why=ENOUGH)
    return Taken(narrowed, (next_page(waiting[0], page_param),), shown, ended=False)


def next_page(url: str, param: str) -> str:
    """The address of the page after ``url``, whose number stands in the query parameter ``param``; the first has 1."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    now = next((value for name, value in query if name == param), "1")
    number = int(now) + 1 if now.isascii() and now.isdecimal() and len(now) < 7 else 2
    others = [(name, value) for name, value in query if name != param]
    return urlunsplit(parts._replace(query=urlencode([*others, (param, number)])))


def _hash(items: Sequence[FeedItem]) -> str:
    return hashlib.sha256("\n".join(item.key for item in items).encode()).hexdigest()
