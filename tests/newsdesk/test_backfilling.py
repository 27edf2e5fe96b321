"""Old periods over real HTTP: from an index of sitemaps, from the pages of a list; marked, stoppable, never double."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from feeds.isolated import parse_isolated
from planner.config import Settings
from planner.errors import Conflict, Invalid
from planner.jobs.backfilling import read_on
from planner.models import Backfill, History, PublishedItem, Sighting, Source
from planner.newsdesk.backfilling import Period, begin, cancel, go_on
from planner.vocabulary import BackfillState, BackfillWay, Provenance, SourceKind
from tests.factories import NOW, actor, make_source, make_unit
from tests.feeds.newspaper import Newspaper

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
ReadOn = Callable[..., int]


@pytest.fixture
def read(engine: Engine, settings: Settings, newspaper: Newspaper, session: Session) -> ReadOn:
    """The worker's turn, of so many seconds."""
    allowed = replace(settings, fetch_allow=(f"127.0.0.1:{newspaper.port}",))

    def run(seconds: float = 30.0) -> int:
        session.commit()
        count = read_on(engine, allowed, now=lambda: NOW, seconds=seconds)
        session.expire_all()
        return count

    return run


def sitemap(paper: Newspaper, month: int, days: int) -> bytes:
    rows = "".join(
        f"<url><loc>{paper.url(f'/xa-hoi/2026{month:02}/bai-viet-ngay-{day}-{2_000_000 + month * 100 + day}/')}</loc>"
        f"<lastmod>2026-{month:02}-{day:02}T08:00:00+07:00</lastmod></url>"
        for day in range(1, days + 1)
    )
    return f"<urlset>{rows}</urlset>".encode()


def listing(paper: Newspaper, days: list[date]) -> bytes:
    rows = "".join(
        f'<li><a href="{paper.url(f"/xa-hoi/{day:%Y%m}/bai-viet-ngay-do-{day:%Y%m%d}/")}">Bài viết ngày {day.day}</a>'
        f"<span>{day:%d/%m/%Y} 08:00</span></li>"
        for day in days
    )
    return f"<!doctype html><ul>{rows}</ul>".encode()


def count(session: Session, table: type[PublishedItem] | type[Sighting]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def source(session: Session, newspaper: Newspaper) -> Source:
    """A source whose site has an index with three months, of which October holds five articles."""
    newspaper.answer("/robots.txt", 404)
    files = "".join(
        f"<sitemap><loc>{newspaper.url(f'/sitemap-2026-{month:02}.xml')}</loc></sitemap>" for month in (9, 10, 11)
    )
    newspaper.answer("/sitemap.xml", body=f"<sitemapindex>{files}</sitemapindex>".encode())
    for month in (9, 10, 11):
        newspaper.answer(f"/sitemap-2026-{month:02}.xml", body=sitemap(newspaper, month, 5))
    return make_source(session, make_unit(session), newspaper.url("/sitemap.xml"), kind=SourceKind.SITEMAP)


def test_an_index_gives_only_the_period_marked_as_fetched_afterwards_and_twice_brings_nothing_twice(
    session: Session, read: ReadOn, newspaper: Newspaper, source: Source
) -> None:
    run = begin(session, actor(), source, BackfillWay.SITEMAP, OCTOBER)

    assert read() == 2

    assert (run.state, run.pages, run.found, run.new, run.known) == (BackfillState.DONE, 2, 5, 5, 0)
    items = session.scalars(select(PublishedItem)).all()
    assert {(item.provenance, f"{item.published_on:%m}") for item in items} == {(Provenance.BACKFILL, "10")}
    asked = [path for path, _headers in newspaper.asked]
    assert asked == ["/robots.txt", "/sitemap.xml", "/sitemap-2026-10.xml"]
    again = begin(session, actor(), source, BackfillWay.SITEMAP, OCTOBER)
    read()
    assert (again.state, again.new, again.known, count(session, PublishedItem)) == (BackfillState.DONE, 0, 5, 5)
    lines = session.scalars(select(History.action).where(History.subject_id == source.id).order_by(History.id)).all()
    assert lines == ["lấy bù bài cũ", "kết thúc lấy bù bài cũ"] * 2


def test_what_was_polled_stays_as_it_is_known_and_nothing_vanishes(
    session: Session, read: ReadOn, source: Source
) -> None:
    known = begin(session, actor(), source, BackfillWay.SITEMAP, OCTOBER)
    read()
    session.execute(PublishedItem.__table__.update().values(provenance=Provenance.SITEMAP))  # type: ignore[attr-defined]
    begin(session, actor(), source, BackfillWay.SITEMAP, Period(date(2026, 9, 1), date(2026, 9, 30)))
    read()

    told = dict(
        session.execute(select(PublishedItem.provenance, func.count()).group_by(PublishedItem.provenance)).all()
    )
    assert told == {Provenance.SITEMAP: 5, Provenance.BACKFILL: 5}
    assert session.scalars(select(Sighting.vanished_at)).all() == [None] * 10
    assert known.new == 5


def test_the_pages_of_a_list_are_turned_until_the_period_is_over(
    session: Session, read: ReadOn, newspaper: Newspaper
) -> None:
    newspaper.answer("/robots.txt", 404)
    pages = {
        "/tin": [date(2026, 11, day) for day in (22, 21, 3)],
        "/tin?trang=2": [date(2026, 11, 1), date(2026, 10, 31), date(2026, 10, 20)],
        "/tin?trang=3": [date(2026, 10, 2), date(2026, 9, 30), date(2026, 9, 29)],
        "/tin?trang=4": [date(2026, 9, 1)],
    }
    for path, days in pages.items():
        newspaper.answer(path, body=listing(newspaper, days))
    source = make_source(
        session, make_unit(session), newspaper.url("/tin"), kind=SourceKind.WEB_LIST, page_param="trang"
    )
    run = begin(session, actor(), source, BackfillWay.PAGES, OCTOBER)

    read()

    assert (run.state, run.pages, run.new, run.ended_why) == (BackfillState.DONE, 3, 3, "")
    days = session.scalars(select(PublishedItem.published_on).order_by(PublishedItem.published_on)).all()
    assert days == [date(2026, 10, 2), date(2026, 10, 20), date(2026, 10, 31)]
    assert "/tin?trang=4" not in [path for path, _headers in newspaper.asked]


def test_a_stopped_run_reads_no_further_and_drops_the_document_that_was_under_way(
    session: Session, read: ReadOn, newspaper: Newspaper, source: Source
) -> None:
    run = begin(session, actor(), source, BackfillWay.SITEMAP, Period(date(2026, 9, 1), date(2026, 11, 20)))
    with pytest.raises(Conflict):
        begin(session, actor(), source, BackfillWay.SITEMAP, OCTOBER)
    assert read(seconds=0) == 0
    under_way = run.waiting[0]
    cancel(session, actor(), run)
    with pytest.raises(Conflict):
        cancel(session, actor(), run)

    body = (newspaper.url("/"), sitemap(newspaper, 10, 5))
    document = parse_isolated(body[1], content_type="", base_url=body[0], zone=ZoneInfo(source.zone), now=NOW)
    go_on(session, run.id, under_way, document, now=NOW, zone=ZoneInfo(source.zone))

    assert (run.state, run.waiting, run.pages) == (BackfillState.CANCELLED, [], 0)
    assert (read(), count(session, PublishedItem), newspaper.asked) == (0, 0, [])


def test_a_document_that_fails_or_is_forbidden_ends_the_run_with_its_reason(
    session: Session, read: ReadOn, newspaper: Newspaper, source: Source
) -> None:
    newspaper.answer("/sitemap-2026-10.xml", 500)
    run = begin(session, actor(), source, BackfillWay.SITEMAP, OCTOBER)
    read()
    assert (run.state, run.ended_why, count(session, PublishedItem)) == (
        BackfillState.FAILED,
        "Máy chủ đang lỗi",
        0,
    )


def test_the_site_decides_what_may_be_read(
    session: Session, read: ReadOn, newspaper: Newspaper, source: Source
) -> None:
    newspaper.answer("/robots.txt", body=b"User-agent: *\nDisallow: /sitemap-2026")
    run = begin(session, actor(), source, BackfillWay.SITEMAP, OCTOBER)
    read()
    assert run.state is BackfillState.FAILED
    assert "robots.txt" in run.ended_why
    assert [path for path, _headers in newspaper.asked] == ["/robots.txt", "/sitemap.xml"]


@pytest.mark.parametrize(
    ("way", "period", "url", "field"),
    [
        (BackfillWay.SITEMAP, Period(date(2026, 10, 2), date(2026, 10, 1)), "", "last"),
        (BackfillWay.SITEMAP, Period(date(2026, 10, 1), date(2027, 1, 1)), "", "last"),
        (BackfillWay.SITEMAP, Period(date(2016, 10, 1), date(2026, 1, 1)), "", "first"),
        (BackfillWay.SITEMAP, OCTOBER, "ftp://bao.example.vn/s.xml", "url"),
        (BackfillWay.SITEMAP, OCTOBER, "", "url"),
        (BackfillWay.PAGES, OCTOBER, "", "way"),
        (BackfillWay.FILE, OCTOBER, "", "file"),
    ],
)
def test_a_period_or_way_that_cannot_be_read_is_refused(
    session: Session, way: BackfillWay, period: Period, url: str, field: str
) -> None:
    feed = make_source(session, make_unit(session))
    with pytest.raises(Invalid) as refused:
        begin(session, actor(), feed, way, period, url=url)
    assert refused.value.field == field
    assert session.scalar(select(func.count()).select_from(Backfill)) == 0
