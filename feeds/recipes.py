"""How a source's document is to be read: what kind it is, and what takes the items out of a web page."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

RecipeKind = Literal["feed", "sitemap", "list", "page"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """``feed`` is RSS, Atom, JSON Feed and whatever shows by itself to be a sitemap; ``list`` a page with links to
    articles; ``page`` one article, read from its metadata.

    ``item``: CSS selector of an item (or of its link) in a list, empty: links that look like articles. ``title`` and
    ``when``: selectors inside an item, empty: the link's text, the first date found. ``first``–``last``: only items
    of these civil days are wanted, both included; those without a date stay.
    """

    kind: RecipeKind = "feed"
    item: str = ""
    title: str = ""
    when: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def obeys_robots(self) -> bool:
        """Feeds are made for programs; sitemaps and pages are read only where the site's robots.txt lets them."""
        return self.kind in ("sitemap", "list")

    def wants(self, day: date | None) -> bool:
        """Whether an item of this day is asked for; one whose day is not known is."""
        if day is None:
            return True
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


FEED = Recipe()


def written(recipe: Recipe) -> str:
    """The recipe as text, for the line to the parser's process."""
    row: dict[str, Any] = asdict(recipe)
    return json.dumps(row | {name: row[name].isoformat() if row[name] else None for name in ("first", "last")})


def recipe_from(text: str) -> Recipe:
    """The recipe ``written`` wrote; an empty text is a feed."""
    if not text:
        return FEED
    row: dict[str, Any] = json.loads(text)
    row |= {name: date.fromisoformat(row[name]) if row[name] else None for name in ("first", "last")}
    return Recipe(**row)
