"""The demonstration's published items: links pasted years ago, a feed that has been read for some weeks, decisions."""

from collections.abc import Iterable
from datetime import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from feeds.rss import parse_document
from planner.domain.demo_day import demo_day
from planner.domain.demo_feed import DemoFeed
from planner.domain.demo_parts import Demo, DemoItem, DemoSource
from planner.models import Channel, Observation, PlannedItem, PublishedItem, Relevance, Source
from planner.newsdesk.demo_place import Place
from planner.newsdesk.history import Actor
from planner.newsdesk.observing import observe
from planner.newsdesk.published import PastedLink, paste_link
from planner.newsdesk.reconciling import confirm, count_as_unplanned, link_pasted, suggest_for_new
from planner.newsdesk.sources import SourceFacts, accept_address
from planner.newsdesk.sources import add_source as follow
from planner.newsdesk.storing import store_items
from planner.queries.demo import demo_source
from planner.queries.matches import match_of

DAY_ENDS = time(23, 59)


def paste_links(place: Place, items: Iterable[DemoItem]) -> None:
    """Give the plans of earlier years the links that were pasted for them."""
    for part in items:
        if part.link is None:
            continue
        item = _plan(place.session, part.title)
        day = demo_day(part.link.day, place.today) if part.link.day else item.publish_on or place.today
        pasted = PastedLink(part.link.url, part.link.title, day, None, item.medium, item.genre)
        by = place.editor_of(item.unit, min(place.at(day, time(17)), place.now))
        paste_link(place.session, by, item.unit, pasted, item=item)


def add_source(place: Place, part: DemoSource, channel: Channel, url: str) -> Source:
    facts = SourceFacts(part.name, url, str(place.zone), day_order="", counts=True, note="")
    period = channel.periods[0]
    return follow(place.session, place.actor, facts, unit=period.unit, channel=channel, since=period.valid_from)


def move_source(session: Session, actor: Actor, name: str, url: str) -> bool:
    """Point the demonstration's source to where the program answers now; whether it had to move."""
    source = demo_source(session, name)
    if source is None or source.url == url:
        return False
    accept_address(session, actor, source, url)
    return True


def read_earlier(place: Place, source: Source, demo: Demo, feed: DemoFeed) -> None:
    """Store what the feed had served by ``read_until``, through the same door as any document."""
    until = place.at(demo_day(demo.read_until, place.today), DAY_ENDS)
    document = parse_document(
        feed.document(place.today, until, place.zone),
        content_type="application/rss+xml",
        base_url=source.url,
        zone=place.zone,
        now=place.now,
    )
    store_items(place.session, source, document, now=place.now, zone=place.zone, source_zone=place.zone)
    # The feed is said to have been read since the newsroom began with its columns; the first poll goes on from there.
    source.periods[0].valid_from = demo_day(demo.starts, place.today)
    begun = place.at(demo_day(demo.starts, place.today), time.min)
    place.session.add(Observation(source_id=source.id, begins_at=begun, ends_at=until, written_at=until))
    sight = observe(place.session, source, document, now=until, full=True, late=False)
    source.anchor_at, source.anchor_newest = sight.columns["anchor_at"], sight.columns["anchor_newest"]
    while suggest_for_new(place.session, place.now):
        pass
    place.session.expire_all()


def decide(place: Place, demo: Demo, feed: DemoFeed) -> None:
    """What the editor has decided before the newcomer comes: pairs confirmed, articles counted outside the plan."""
    found = {article.slug: _published(place.session, feed.link(article)) for article in feed.articles}
    for part in demo.items:
        published = found.get(part.covered)
        if published is not None:
            _confirm(place, _plan(place.session, part.title), published)
    for outside in demo.unplanned:
        published = found[outside.slug]
        if published is not None:
            _count(place, published, place.themes[outside.theme].id, outside.genre)


def _confirm(place: Place, item: PlannedItem, published: PublishedItem) -> None:
    match, editor = match_of(place.session, item.id, published.id), place.editor_of(item.unit)
    if match is None:
        link_pasted(place.session, editor, item, published)
    else:
        confirm(place.session, editor, match)


def _count(place: Place, published: PublishedItem, theme_id: int, genre: str) -> None:
    judged = place.session.scalar(
        select(Relevance).where(Relevance.published_item_id == published.id, Relevance.campaign_id == place.campaign.id)
    )
    theme = next(theme for theme in place.campaign.themes if theme.id == theme_id)
    if judged is not None:
        count_as_unplanned(place.session, place.editor_of(published.unit), judged, theme, place.genres[genre])


def _plan(session: Session, title: str) -> PlannedItem:
    return session.scalars(select(PlannedItem).where(PlannedItem.title == title)).one()


def _published(session: Session, link: str) -> PublishedItem | None:
    return session.scalar(select(PublishedItem).where(PublishedItem.link == link))
