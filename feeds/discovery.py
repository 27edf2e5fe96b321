"""Other feeds named by a page that turned out not to be one itself. Reads the bytes at hand, asks nobody."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

from feeds.encoding import decode
from feeds.identity import web_link

MOST = 20
# The links to feeds stand in the head or in a short index page; more of a page is not worth reading.
_READ = 400_000
_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
_ENDINGS = (".rss", "/rss", "/feed", "/rss_feed", "/atom.xml", "/rss.xml", "/feed.xml")


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
