"""A whole site polled as it would be: feeds by category, sitemaps, a list; and what the program says of its holes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from planner.config import Settings
from planner.jobs.backfilling import read_on
from planner.jobs.polling import Poller, poll_round
from planner.models import PublishedItem, Sighting, Source, Unit
from planner.newsdesk.backfilling import Period, begin
from planner.newsdesk.units import merge_unit
from planner.queries.source_health import source_lines
from planner.queries.source_pairs import pair_of
from planner.vocabulary import BackfillWay, Provenance, SourceKind
from tests.factories import NOW, TODAY, actor, make_source, make_unit
from tests.feeds.newspaper import Newspaper
from tests.feeds.newssite import CATEGORIES, HIDDEN, NewsSite

Poll = Callable[..., None]


@pytest.fixture
def site(newspaper: Newspaper) -> NewsSite:
    site = NewsSite(newspaper, NOW - timedelta(hours=6))
    site.publish()
    return site


@pytest.fixture
def house(settings: Settings, newspaper: Newspaper) -> Settings:
    return replace(settings, fetch_allow=(f"127.0.0.1:{newspaper.port}",))


@pytest.fixture
def poll(engine: Engine, house: Settings, session: Session) -> Poll:
    def run(at: datetime = NOW) -> None:
        session.commit()
        poll_round(Poller(engine, house, "thử", now=lambda: at), everything=True)
        session.expire_all()

    return run


def count(session: Session, table: type[PublishedItem] | type[Sighting]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def feeds_of(session: Session, unit: Unit, paper: Newspaper) -> list[Source]:
    return [make_source(session, unit, paper.url(f"/rss/{name}.rss")) for name in ("moi", *CATEGORIES)]


def test_category_feeds_sitemap_and_list_give_each_article_once_and_the_two_hidden_gaps_are_named(
    session: Session, poll: Poll, site: NewsSite, newspaper: Newspaper, settings: Settings
) -> None:
    unit = make_unit(session)
    feeds = feeds_of(session, unit, newspaper)
    sitemap = make_source(session, unit, newspaper.url("/sitemap.xml"), kind=SourceKind.SITEMAP)
    page = make_source(session, unit, newspaper.url("/tin"), kind=SourceKind.WEB_LIST)

    poll()
    poll()

    items = session.scalars(select(PublishedItem)).all()
    assert sorted(item.title for item in items) == sorted(article.title for article in site.articles)
    assert {item.title_guessed for item in items} == {False}
    # Every article in the whole feed, in its category's and in the sitemap; the six newest on the page as well.
    assert count(session, Sighting) == 3 * len(site.articles) + 6
    holes = {line.source.id: line.holes for line in source_lines(session, NOW, settings.zone)}
    gaps = [hole for found in holes[feeds[0].id].values() for hole in found]
    named = {number for hole in gaps for number in range(hole.first, hole.last + 1)}
    assert named == HIDDEN
    assert holes[sitemap.id].keys() == holes[feeds[0].id].keys()
    # A category's own numbers have holes by nature: another source of the unit showed them.
    assert {hole.first for found in holes[feeds[1].id].values() for hole in found} <= HIDDEN
    assert page.state_reason == ""


def test_what_only_the_sitemap_or_only_the_feeds_show_is_listed(
    session: Session, poll: Poll, site: NewsSite, newspaper: Newspaper
) -> None:
    """S-3: one item missing each way."""
    untold, unmapped = site.articles[3], site.articles[8]
    site.not_in_feeds, site.not_in_sitemap = {untold.number}, {unmapped.number}
    site.publish()
    unit = make_unit(session)
    feeds_of(session, unit, newspaper)
    sitemap = make_source(session, unit, newspaper.url("/sitemap.xml"), kind=SourceKind.SITEMAP)

    poll()

    found = pair_of(session, sitemap, TODAY)
    assert found is not None
    assert [item.link for item in found.only_sitemap] == [untold.link(newspaper)]
    assert [item.link for item in found.only_other] == [unmapped.link(newspaper)]


def test_old_pages_of_the_list_are_fetched_afterwards_and_named_so(
    session: Session, poll: Poll, site: NewsSite, newspaper: Newspaper, engine: Engine, house: Settings
) -> None:
    unit = make_unit(session)
    url = newspaper.url("/tin")
    page = make_source(session, unit, url, kind=SourceKind.WEB_LIST, page_param="trang")
    poll()
    begin(session, actor(), page, BackfillWay.PAGES, Period(date(2026, 11, 1), TODAY))
    session.commit()

    read_on(engine, house, now=lambda: NOW, seconds=30)

    session.expire_all()
    counted = select(PublishedItem.provenance, func.count()).group_by(PublishedItem.provenance)
    told = {row[0]: row[1] for row in session.execute(counted)}
    assert told == {Provenance.WEB_LIST: 6, Provenance.BACKFILL: len(site.articles) - 6}


def test_a_source_moves_with_its_unit_and_its_history_stays(
    session: Session, poll: Poll, site: NewsSite, newspaper: Newspaper
) -> None:
    """S-2: items before and after the merger are each under the name of their day."""
    old, new = make_unit(session, "Báo Cũ"), make_unit(session, "Báo và Đài Mới")
    (source, *_categories) = feeds_of(session, old, newspaper)
    poll()
    before = {item.id: (item.unit_id, item.unit_name) for item in session.scalars(select(PublishedItem))}
    merged_on = TODAY + timedelta(days=1)
    merge_unit(session, actor(), old, new, on=merged_on, basis="Quyết định thử")

    # Twelve more, four hours apart: the counter and the clock go on.
    NewsSite(newspaper, site.newest + timedelta(hours=48), count=36).publish()
    poll(NOW + timedelta(hours=48))

    items = session.scalars(select(PublishedItem)).all()
    assert {item.id: (item.unit_id, item.unit_name) for item in items if item.id in before} == before
    assert {item.unit_name for item in items if item.published_on < merged_on} == {"Báo Cũ"}
    assert {(item.unit_id, item.unit_name) for item in items if item.published_on >= merged_on} == {
        (new.id, "Báo và Đài Mới")
    }
    assert [(period.unit_id, period.valid_to is None) for period in source.periods] == [(old.id, False), (new.id, True)]
