"""Any document a source may send to a record, by its recipe. Runs in the parser's own process (``feeds.isolated``)."""

from dataclasses import replace
from datetime import datetime, tzinfo

from feeds.encoding import decode
from feeds.identity import Policy
from feeds.items import Reader
from feeds.nesting import too_deep
from feeds.recipes import FEED, Recipe
from feeds.records import FeedDocument
from feeds.rss import failure, parse_document
from feeds.sitemap import GZIP, is_sitemap, read_sitemap, unzipped


def read_document(
    body: bytes,
    *,
    content_type: str,
    base_url: str,
    zone: tzinfo,
    now: datetime,
    day_order: str = "",
    policy: Policy = "guid",
    recipe: Recipe = FEED,
) -> FeedDocument:
    """As ``parse_document``; a sitemap shows itself whatever the recipe says, web pages are read as it tells."""
    opened = unzipped(body)
    if opened is None:
        return failure("too-big", "")
    if not opened.strip(b" \t\r\n\x00"):
        return failure("malformed" if body.startswith(GZIP) else "empty", "")
    reader = Reader(base_url, zone, now, day_order, policy)
    if recipe.kind in ("list", "page"):
        return _from_page(opened, content_type, reader, recipe)
    if is_sitemap(opened):
        text, notes = decode(opened, content_type)
        return read_sitemap(text, reader, recipe, notes)
    found = parse_document(
        opened,
        content_type=content_type,
        base_url=base_url,
        zone=zone,
        now=now,
        day_order=day_order,
        policy=policy,
    )
    return narrowed(found, recipe, zone)


def narrowed(document: FeedDocument, recipe: Recipe, zone: tzinfo) -> FeedDocument:
    """Only the items of the days the recipe asks for."""
    if recipe.first is None and recipe.last is None:
        return document
    days = [(item, item.date.utc.astimezone(zone).date() if item.date.utc else None) for item in document.items]
    return replace(document, items=tuple(item for item, day in days if recipe.wants(day)))


def _from_page(body: bytes, content_type: str, reader: Reader, recipe: Recipe) -> FeedDocument:
    # Read only here: the HTML engine is not needed for feeds, and a parser's process starts faster without.
    from feeds.article import read_article
    from feeds.weblist import read_list

    text, notes = decode(body, content_type)
    if too_deep(text):
        return failure("malformed", "html", ("nested-too-deep",))
    if recipe.kind == "page":
        return read_article(text, reader, notes)
    return narrowed(read_list(text, reader, recipe, notes), recipe, reader.zone)
