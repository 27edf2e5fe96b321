"""Walking through the pages as a person could: every link that is offered is followed, each kind of page once."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import html
from playwright.sync_api import APIRequestContext

NUMBER = re.compile(r"/(?:\d[\d-]*)(?=/|$)")
FILE = re.compile(r"\.(?:docx|xlsx|pdf|json|ics|atom|rss|svg|csv|opml|xml)$")
NOT_WALKED = ("/dang-xuat", "/dang-nhap", "/static/", "/lich/*/", "/tep-dinh-kem/")


@dataclass(frozen=True, slots=True)
class Stop:
    """A page met on the way: its kind, its address, and what stands in it as "parent's tag and class > own"."""

    kind: str
    address: str
    parts: frozenset[str]


def kind(address: str) -> str:
    """The page's path with numbers and days left out: ``/tin-bai/17/sua`` and ``/tin-bai/4/sua`` are one kind."""
    return NUMBER.sub("/*", urlsplit(address).path)


def walk(visitor: APIRequestContext, start: str) -> Iterator[Stop]:
    """Fetch page after page with the visitor's own cookies, breadth first; files and other hosts are passed over."""
    home = urlsplit(start).netloc
    seen, ahead = {kind(start)}, deque([start])
    while ahead:
        response = visitor.get(ahead.popleft())
        if not response.headers.get("content-type", "").startswith("text/html"):
            continue
        tree = html.fromstring(response.body())
        for link in (urljoin(response.url, str(target)) for target in tree.xpath("//a/@href")):
            if urlsplit(link).netloc != home or FILE.search(urlsplit(link).path):
                continue
            if (one := kind(link)) not in seen and not one.startswith(NOT_WALKED):
                seen.add(one)
                ahead.append(link)
        yield Stop(kind(response.url), response.url, _parts(tree))


def _parts(tree: html.HtmlElement) -> frozenset[str]:
    inside = tree.xpath("//main//*")
    return frozenset(f"{_name(one.getparent())}>{_name(one)}" for one in inside if isinstance(one.tag, str))


def _name(element: html.HtmlElement) -> str:
    return f"{element.tag}.{element.get('class', '')}"
