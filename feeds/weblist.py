"""A web page that lists articles, read by CSS selectors or, without any, by what its links look like.

Lexbor (selectolax) builds the tree as browsers do; a page that leaves its tags open still gives every entry.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from feeds.dates import read_date
from feeds.identity import canonical_link, web_link
from feeds.items import Entry, Reader, build_items
from feeds.recipes import Recipe
from feeds.records import TOO_MANY_ITEMS, FeedDocument
from feeds.repair import ITEMS_MAX
from feeds.slugs import LEAST_WORDS, looks_like_article
from feeds.walls import is_wall

# How far above its link the rest of an entry may stand.
CLIMB = 4
TEXT_MAX = 120
LINKS_MAX = 5_000
_DATED = re.compile(
    r"(?:\d{1,2}[:h]\d{2}(?::\d{2})?\s*(?:[ap]m|sa|ch)?\W{1,5})?"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2})"
    r"(?:\W{1,5}\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s*(?:[ap]m|sa|ch)\b)?(?:\s*\(?(?:gmt|utc)?\s*[+-]\d{1,2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)


def read_list(text: str, reader: Reader, recipe: Recipe, notes: tuple[str, ...]) -> FeedDocument:
    """The entries of a page in its order; several links to one article are one entry. Error ``bad-selector`` for a
    selector nobody can read, ``empty`` when nothing was found.
    """
    tree = LexborHTMLParser(text)
    base = _base(tree, reader.base_url)
    try:
        entries = _merged(_entries(tree, base, recipe, reader), base)
    except SelectolaxError:
        return FeedDocument("list", "", "", (), 0, notes, "bad-selector", "")
    built = build_items(entries[:ITEMS_MAX], reader)
    more = (TOO_MANY_ITEMS,) if len(entries) > ITEMS_MAX else ()
    title = tree.css_first("title")
    return FeedDocument(
        kind="list",
        title=_words(title)[:200] if title else "",
        link=reader.base_url,
        items=built.items,
        bad=built.bad,
        notes=tuple(dict.fromkeys((*notes, *more, *built.notes))),
        error="" if built.items else "bot-wall" if is_wall(text) else "empty",
        day_order=built.day_order,
    )


def _entries(tree: LexborHTMLParser, base: str, recipe: Recipe, reader: Reader) -> Iterator[Entry]:
    if recipe.item:
        for node in tree.css(recipe.item):
            link = node if node.tag == "a" else _main_link(node, base)
            if link is not None:
                yield _entry(link, node, base, recipe, reader)
        return
    links = list(_article_links(tree, base))
    owners = _owners(links)
    seen: set[int] = set()
    for link, key in links:
        box = _around(link, key, owners)
        # What stands around several links to one article is looked at once.
        yield _entry(link, link if box.mem_id in seen else box, base, recipe, reader)
        seen.add(box.mem_id)


def _article_links(tree: LexborHTMLParser, base: str) -> Iterator[tuple[LexborNode, str]]:
    """Links of the page's own site that look like articles, each with the comparing form of its address."""
    host = urlsplit(base).hostname
    for link in tree.css("a[href]")[:LINKS_MAX]:
        address = web_link(link.attributes.get("href") or "", base)
        if address and urlsplit(address).hostname == host and looks_like_article(address):
            yield link, canonical_link(address)


def _owners(links: Sequence[tuple[LexborNode, str]]) -> dict[int, set[str]]:
    """Which articles stand in each element near a link, by the element's number."""
    owners: dict[int, set[str]] = {}
    for link, key in links:
        node = link.parent
        for _step in range(2 * CLIMB):
            if node is None:
                break
            owners.setdefault(node.mem_id, set()).add(key)
            node = node.parent
    return owners


def _entry(link: LexborNode, box: LexborNode, base: str, recipe: Recipe, reader: Reader) -> Entry:
    address = web_link(link.attributes.get("href") or "", base) or (link.attributes.get("href") or "")
    found = _first(box, recipe.title)
    title = _words(found) if found is not None else _link_words(link)
    date = _date(box, recipe, reader)
    return Entry(title=title, link=address, guid="", summary="", author="", dates=(date,) if date else ())


def _merged(entries: Iterator[Entry], base: str) -> list[Entry]:
    """One entry for each article: the picture's link and the headline's lead to the same place."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        key = canonical_link(web_link(entry.link, base)) or entry.title
        before = kept.get(key)
        if before is None:
            kept[key] = entry
        else:
            title = max(before.title, entry.title, key=len)
            kept[key] = Entry(title, before.link, "", "", "", before.dates or entry.dates)
    return [entry for entry in kept.values() if entry.title]


def _main_link(box: LexborNode, base: str) -> LexborNode | None:
    """The link with most to read."""
    links = [link for link in box.css("a[href]") if web_link(link.attributes.get("href") or "", base)]
    return max(links, key=lambda link: len(_link_words(link)), default=None)


def _around(link: LexborNode, key: str, owners: Mapping[int, set[str]]) -> LexborNode:
    """The largest element about this article alone: above it, links lead to others as well."""
    box = link
    for _step in range(CLIMB):
        parent = box.parent
        if parent is None or parent.tag in ("body", "html") or owners.get(parent.mem_id) != {key}:
            break
        box = parent
    return box


def _date(box: LexborNode, recipe: Recipe, reader: Reader) -> tuple[str, str] | None:
    """(field, value) of the first date in an entry: where the recipe says, a <time>, or any short text that is one."""
    if recipe.when:
        found = _first(box, recipe.when)
        return (recipe.when, _dated(found, reader)) if found is not None else None
    for node in box.css("time"):
        if value := _dated(node, reader):
            return "time", value
    for node in box.css("*"):
        own = " ".join(node.text(deep=False, separator=" ").split())
        if 6 <= len(own) <= TEXT_MAX and any(letter.isdigit() for letter in own):
            value = date_in(own)
            if value and _readable(value, reader):
                return "text", value
    return None


def _dated(node: LexborNode, reader: Reader) -> str:
    """What a date's element says: its machine-readable value, else its text."""
    stated = next((value for name in ("datetime", "content") if (value := node.attributes.get(name))), "")
    if stated and _readable(stated, reader):
        return stated
    words = _words(node)[:TEXT_MAX]
    return words if _readable(words, reader) else date_in(words) or words


def date_in(text: str) -> str:
    """The part of a text that is a date with its time, as written; empty when there is none."""
    found = _DATED.search(text)
    return found[0].strip() if found else ""


def _readable(value: str, reader: Reader) -> bool:
    reading = read_date(value, field="", zone=reader.zone, day_order=reader.day_order)
    return reading.utc is not None or reading.confidence == "ambiguous"


def _first(box: LexborNode, selector: str) -> LexborNode | None:
    return box.css_first(selector) if selector else None


def _link_words(link: LexborNode) -> str:
    """What a link says: its text, its title, or its picture's description."""
    words = _words(link)
    if len(words.split()) >= LEAST_WORDS:
        return words
    picture = link.css_first("img[alt]")
    said = link.attributes.get("title") or (picture.attributes.get("alt") if picture else "") or ""
    return max(words, " ".join(said.split()), key=len)


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


def _base(tree: LexborHTMLParser, base_url: str) -> str:
    found = tree.css_first("base[href]")
    return (web_link(found.attributes.get("href") or "", base_url) if found else "") or base_url
