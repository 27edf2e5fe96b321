"""The demonstration's feed as data: which articles it shows at a moment, counted from the day it was set up."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from feeds.rss_writer import OutItem, write_rss
from planner.domain.data_file import Entry, read_data_file
from planner.domain.demo_day import demo_day


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """``day``: as ``demo_day`` reads it; ``slug``: the article's key and the end of its address."""

    title: str
    summary: str
    author: str
    day: str
    time: time
    slug: str

    def published(self, day_zero: date, zone: tzinfo) -> datetime:
        """When it came out, given the day the demonstration was set up."""
        return datetime.combine(demo_day(self.day, day_zero), self.time, tzinfo=zone)


@dataclass(frozen=True, slots=True)
class DemoFeed:
    """``name``: the last part of the feed's address without ``.rss``; ``host``: where its links point."""

    name: str
    title: str
    description: str
    host: str
    articles: tuple[DemoArticle, ...]

    def link(self, article: DemoArticle) -> str:
        return f"{self.host}/{article.slug}/"

    def out(self, day_zero: date, now: datetime, zone: tzinfo) -> list[tuple[DemoArticle, datetime]]:
        """The articles out by ``now`` with their moments, newest first."""
        dated = [(article, article.published(day_zero, zone)) for article in self.articles]
        return sorted((pair for pair in dated if pair[1] <= now), key=lambda pair: pair[1], reverse=True)

    def document(self, day_zero: date, now: datetime, zone: tzinfo) -> bytes:
        """The RSS document served at ``now``."""
        items = [
            OutItem(article.title, self.link(article), self.link(article), article.summary, article.author, moment)
            for article, moment in self.out(day_zero, now, zone)
        ]
        return write_rss(title=self.title, link=self.host, description=self.description, items=items)


def parse_demo_feed(text: str) -> DemoFeed:
    """The feed in a data file; raises Invalid naming the place of a mistake."""
    return read_data_file(text).read(_feed)


def _feed(entry: Entry) -> DemoFeed:
    entry.number("layout")
    return DemoFeed(
        name=entry.text("name"),
        title=entry.text("title"),
        description=entry.text("description"),
        host=entry.text("host"),
        articles=entry.entries("items", _article, required=True),
    )


def _article(entry: Entry) -> DemoArticle:
    return DemoArticle(
        title=entry.text("title"),
        summary=entry.text("summary"),
        author=entry.text("author"),
        day=entry.text("day"),
        time=time.fromisoformat(entry.text("time")),
        slug=entry.text("slug"),
    )
