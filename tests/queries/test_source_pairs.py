"""A sitemap beside a feed: what only one of them shows is listed, and silence before either was read says nothing."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.models import PublishedItem, Sighting, Source, SourcePeriod, Unit
from planner.queries.source_pairs import Pair, pair_of
from planner.vocabulary import SourceKind
from tests.factories import NOW, TODAY, make_published, make_source, make_unit
from tests.queries.counting import statements

HOUR = timedelta(hours=1)


def seen(session: Session, unit: Unit, title: str, at: datetime, *sources: Source) -> PublishedItem:
    item = make_published(session, unit, title, published_at=at, published_on=at.date())
    for source in sources:
        key = f"{source.id}:{item.id}"
        session.add(
            Sighting(published_item_id=item.id, source_id=source.id, key=key, first_seen_at=NOW, last_seen_at=NOW)
        )
    session.flush()
    return item


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def pair(session: Session, unit: Unit) -> tuple[Source, Source]:
    """A sitemap and a feed of one site, both read just now."""
    return (
        make_source(session, unit, "https://www.bao.example.vn/sitemap.xml", kind=SourceKind.SITEMAP, last_good_at=NOW),
        make_source(session, unit, "https://bao.example.vn/rss", last_good_at=NOW),
    )


def sides(found: Pair | None) -> tuple[list[str], list[str]]:
    assert found is not None
    return [item.title for item in found.only_sitemap], [item.title for item in found.only_other]


def test_one_item_missing_on_each_side_is_named(session: Session, unit: Unit, pair: tuple[Source, Source]) -> None:
    """S-3."""
    sitemap, feed = pair
    for hours in (30, 20, 10):
        seen(session, unit, f"Cả hai {hours}", NOW - hours * HOUR, sitemap, feed)
    seen(session, unit, "Chỉ sơ đồ", NOW - 12 * HOUR, sitemap)
    seen(session, unit, "Chỉ RSS", NOW - 14 * HOUR, feed)
    # Too fresh to have been seen in both; and from before the feed was ever read.
    seen(session, unit, "Vừa đăng", NOW - HOUR, feed)
    seen(session, unit, "Trước khi đọc RSS", NOW - 60 * HOUR, sitemap)

    assert sides(pair_of(session, sitemap, TODAY)) == (["Chỉ sơ đồ"], ["Chỉ RSS"])
    assert sides(pair_of(session, feed, TODAY)) == (["Chỉ sơ đồ"], ["Chỉ RSS"])


def test_sources_of_another_site_unit_or_time_are_not_compared(
    session: Session, unit: Unit, pair: tuple[Source, Source]
) -> None:
    sitemap, feed = pair
    other = make_unit(session)
    make_source(session, unit, "https://khac.example.vn/rss", last_good_at=NOW)
    feed.periods[0].valid_to = date(2026, 6, 30)
    feed.periods.append(SourcePeriod(unit=other, valid_from=date(2026, 7, 1)))
    session.flush()
    assert pair_of(session, sitemap, TODAY) is None
    assert pair_of(session, sitemap, date(2026, 6, 1)) is not None


def test_nothing_is_claimed_before_both_were_read(session: Session, pair: tuple[Source, Source]) -> None:
    sitemap, feed = pair
    feed.last_good_at = None
    session.flush()
    assert pair_of(session, sitemap, TODAY) is None


def test_the_comparison_costs_the_same_however_much_was_seen(
    session: Session, engine: Engine, unit: Unit, pair: tuple[Source, Source]
) -> None:
    sitemap, feed = pair
    costs = []
    for number in (1, 30):
        for place in range(number):
            seen(session, unit, f"Bài {number}-{place}", NOW - (5 + place) * HOUR, sitemap if place % 2 else feed)
        session.expire_all()
        with statements(engine) as sent:
            pair_of(session, sitemap, TODAY)
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 5
