"""Where a site may keep its feeds. Reads the bytes at hand and names addresses; asks nobody."""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

from feeds.encoding import decode
from feeds.identity import web_link

MOST = 20
# The links to feeds stand in the head or in a short index page; more of a page is not worth reading.
_READ = 400_000
_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
_ENDINGS = (".rss", "/rss", "/feed", "/rss_feed", "/atom.xml", "/rss.xml", "/feed.xml")
# In the order in which the press's content systems are likely to answer; {cat} is the section the address stands in.
_USUAL = (
    "/rss",
    "/rss.html",
    "/rss/home.rss",
    "/rss/trang-chu.rss",
    "/rss/tin-moi-nhat.rss",
    "/{cat}.rss",
    "/{cat}/rss_feed/",
    "/rss_feed/",
    "/feed/",
)
_CHANNEL = re.compile(r"UC[\w-]{22}")
_VIDEO_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com"}
_VIDEO_FEED = "https://www.youtube.com/feeds/videos.xml?"


class _Links(HTMLParser):
    """Collects addresses: those declared as alternates first."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._base = base_url
        self.declared: list[str] = []
        self.linked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        address = web_link(values.get("href", ""), self._base)
        if not address:
            return
        if tag == "link" and "alternate" in values.get("rel", "").lower().split():
            if values.get("type", "").strip().lower() in _TYPES:
                self.declared.append(address)
        elif tag == "a" and urlsplit(address).path.lower().rstrip("/").endswith(_ENDINGS):
            self.linked.append(address)


def other_feeds(body: bytes, content_type: str, base_url: str) -> tuple[str, ...]:
    """Addresses of feeds an HTML page names, the declared ones first, each once, at most twenty."""
    text, _notes = decode(body[:_READ], content_type)
    links = _Links(base_url)
    links.feed(text)
    return tuple(dict.fromkeys((*links.declared, *links.linked)))[:MOST]


def usual_places(url: str) -> tuple[str, ...]:
    """Addresses worth asking for on the site of ``url``, the likeliest first, without ``url`` itself."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}/"
    section = parts.path.strip("/").partition("/")[0]
    fits = [place for place in _USUAL if "{cat}" not in place or (section and "." not in section)]
    addresses = (urljoin(root, place.format(cat=section)) for place in fits)
    return tuple(dict.fromkeys(address for address in addresses if address.rstrip("/") != url.rstrip("/")))


def feed_address(text: str) -> str:
    """The feed of a video channel named by its number, its page or a playlist; any other text as it is.

    A page under the channel's chosen name (``/@name``) declares its feed, as other pages do.
    """
    if _CHANNEL.fullmatch(text):
        return f"{_VIDEO_FEED}channel_id={text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return text
    if (parts.hostname or "") not in _VIDEO_HOSTS:
        return text
    found = re.match(r"/channel/(UC[\w-]{22})(?:/|$)", parts.path)
    if found:
        return f"{_VIDEO_FEED}channel_id={found[1]}"
    lists = parse_qs(parts.query).get("list", [])
    if parts.path == "/playlist" and lists and re.fullmatch(r"[\w-]{10,60}", lists[0]):
        return f"{_VIDEO_FEED}playlist_id={lists[0]}"
    return text
