"""A small paper's whole site on loopback: category feeds, sitemaps, a list with pages, a counter with holes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.feeds.newspaper import Newspaper

FIRST_NUMBER = 1_000_001
# Two places in the counter that no document ever shows.
HIDDEN = frozenset({1_000_007, 1_000_015, 1_000_016})
CATEGORIES = ("kinh-te", "xa-hoi", "khoa-hoc")
ON_A_PAGE = 6


@dataclass(frozen=True)
class Article:
    number: int
    at: datetime

    @property
    def category(self) -> str:
        return CATEGORIES[self.number % 3]

    @property
    def title(self) -> str:
        return f"Bài viết số {self.number % 1000} về {self.category}"

    def link(self, paper: Newspaper) -> str:
        return paper.url(f"/{self.category}/{self.at:%Y%m}/bai-viet-ve-{self.category}-{self.number}/")


@dataclass
class NewsSite:
    """``articles`` newest first; call ``publish`` after changing what a document leaves out."""

    paper: Newspaper
    newest: datetime
    count: int = 24
    not_in_feeds: set[int] = field(default_factory=set)
    not_in_sitemap: set[int] = field(default_factory=set)

    @property
    def articles(self) -> list[Article]:
        """One every four hours; numbers rise with time."""
        numbers = range(FIRST_NUMBER + self.count - 1, FIRST_NUMBER - 1, -1)
        found = [Article(number, self.newest - place * timedelta(hours=4)) for place, number in enumerate(numbers)]
        return [article for article in found if article.number not in HIDDEN]

    def publish(self) -> None:
        """Put every document of the site on its server."""
        told = [article for article in self.articles if article.number not in self.not_in_feeds]
        self.paper.answer("/robots.txt", body=f"Sitemap: {self.paper.url('/sitemap.xml')}\n".encode())
        self.paper.answer("/rss/moi.rss", body=self._feed(told))
        for category in CATEGORIES:
            self.paper.answer(
                f"/rss/{category}.rss", body=self._feed([one for one in told if one.category == category])
            )
        mapped = [article for article in self.articles if article.number not in self.not_in_sitemap]
        month = f"/sitemap-{self.newest:%Y-%m}.xml"
        index = f"<sitemapindex><sitemap><loc>{self.paper.url(month)}</loc></sitemap></sitemapindex>"
        self.paper.answer("/sitemap.xml", body=index.encode())
        self.paper.answer(month, body=self._sitemap(mapped))
        for page in range(1, len(self.articles) // ON_A_PAGE + 2):
            shown = self.articles[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
            self.paper.answer("/tin" if page == 1 else f"/tin?trang={page}", body=self._page(shown))

    def _feed(self, articles: list[Article]) -> bytes:
        items = "".join(
            f"<item><title>{one.title}</title><link>{one.link(self.paper)}</link><guid>{one.link(self.paper)}</guid>"
            f"<pubDate>{one.at:%a, %d %b %Y %H:%M:%S +0000}</pubDate></item>"
            for one in articles
        )
        return f'<rss version="2.0"><channel><title>Báo</title>{items}</channel></rss>'.encode()

    def _sitemap(self, articles: list[Article]) -> bytes:
        rows = "".join(
            f"<url><loc>{one.link(self.paper)}</loc><lastmod>{one.at.isoformat()}</lastmod></url>" for one in articles
        )
        return f"<urlset>{rows}</urlset>".encode()

    def _page(self, articles: list[Article]) -> bytes:
        rows = "".join(
            f'<li><a href="{one.link(self.paper)}">{one.title}</a><time datetime="{one.at.isoformat()}">x</time></li>'
            for one in articles
        )
        return f"<!doctype html><html><body><ul>{rows}</ul></body></html>".encode()
