"""One article's page to one item: title, date, author, summary, as its metadata state them.

Order of trust: JSON-LD, Open Graph and other meta elements, <time>, then what is printed on the page.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from feeds.items import Entry, Reader, build_items
from feeds.records import FeedDocument
from feeds.walls import is_wall
from feeds.weblist import date_in

_TITLES = ("og:title", "twitter:title")
_DATES = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dc.date",
    "date",
)
_AUTHORS = ("author", "dc.creator", "article:author", "dable:author")
_SUMMARIES = ("og:description", "description")
_SCRIPTS_MAX, _SCRIPT_MAX, _NODES_MAX = 20, 300_000, 500


@dataclass(slots=True)
class _Said:
    """What a page says, by where it says so."""

    meta: dict[str, str] = field(default_factory=dict)
    linked: dict[str, str] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        return next((value for name in names if (value := self.meta.get(name, ""))), "")


def read_article(text: str, reader: Reader, notes: tuple[str, ...]) -> FeedDocument:
    """A document of one item; error ``bot-wall`` or ``empty`` for a page that names no title."""
    tree = LexborHTMLParser(text)
    said = _Said(_meta(tree), _linked(tree))
    title = said.linked.get("headline") or said.first(*_TITLES) or _text(tree, "h1") or _text(tree, "title")
    entry = Entry(
        title=title,
        link=reader.base_url,
        guid="",
        summary=said.linked.get("description") or said.first(*_SUMMARIES),
        author=_author(said),
        dates=tuple(_dates(tree, said)),
    )
    built = build_items([entry] if title else [], reader)
    error = "" if title else "bot-wall" if is_wall(text) else "empty"
    return FeedDocument("page", title, reader.base_url, built.items, 0, notes, error, built.day_order)


def _dates(tree: LexborHTMLParser, said: _Said) -> Iterator[tuple[str, str]]:
    if published := said.linked.get("datePublished"):
        yield "JSON-LD datePublished", published
    for name in _DATES:
        if value := said.meta.get(name):
            yield name, value
    for node in tree.css("time"):
        value = node.attributes.get("datetime") or " ".join(node.text(separator=" ").split())
        if value:
            yield "time", value[:120]
    for node in tree.css("[class*=date], [class*=time], [class*=publish]"):
        words = " ".join(node.text(separator=" ").split())
        if len(words) <= 120 and (value := date_in(words)):
            yield "text", value


def _author(said: _Said) -> str:
    """A name; some sites put the address of a profile there."""
    named = said.linked.get("author") or said.first(*_AUTHORS)
    return "" if named.startswith(("http://", "https://", "/")) else named


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """The first value of each meta element, under its name in lower case."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content], [itemprop=datePublished][content]"):
        values = node.attributes
        name = (values.get("property") or values.get("name") or values.get("itemprop") or "").strip().lower()
        content = (values.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _linked(tree: LexborHTMLParser) -> dict[str, str]:
    """Headline, date, author and description of the first article JSON-LD describes."""
    for script in tree.css('script[type="application/ld+json"]')[:_SCRIPTS_MAX]:
        try:
            data = json.loads(script.text()[:_SCRIPT_MAX], strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            if _is_article(node):
                return _of_article(node)
    return {}


def _nodes(data: object) -> Iterator[Mapping[str, object]]:
    """Every object of a JSON-LD document that may be a thing of its own: the whole, lists, graphs."""
    waiting, seen = [data], 0
    while waiting and seen < _NODES_MAX:
        node, seen = waiting.pop(0), seen + 1
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            waiting.append(node.get("@graph"))
            waiting.append(node.get("mainEntity"))


def _is_article(node: Mapping[str, object]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.endswith(("Article", "BlogPosting", "VideoObject")) for name in names)


def _of_article(node: Mapping[str, object]) -> dict[str, str]:
    authors = node.get("author")
    people = authors if isinstance(authors, list) else [authors]
    names = [_name(person) for person in people]
    said = {
        "headline": _string(node.get("headline")) or _string(node.get("name")),
        "datePublished": _string(node.get("datePublished")) or _string(node.get("uploadDate")),
        "description": _string(node.get("description")),
        "author": ", ".join(name for name in names if name),
    }
    return {name: value for name, value in said.items() if value}


def _name(person: object) -> str:
    return _string(person.get("name")) if isinstance(person, dict) else _string(person)


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return " ".join(node.text(separator=" ").split()) if node else ""
