"""Sitemaps and list pages polled over real HTTP, into the same items feeds bring."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from planner.config import Settings
from planner.jobs.polling import Poller, poll_round
from planner.models import Fetch, PublishedItem, Sighting
from planner.newsdesk.ingest import Outcome
from planner.vocabulary import Provenance, SourceKind, SourceState
from tests.factories import NOW, make_source, make_unit
from tests.feeds.newspaper import Newspaper

KINDS = Path(__file__).parent.parent / "feeds/documents/kinds"
TITLES = {"Mười hai hợp tác xã chuyển đổi số", "Lớp học robot ở vùng cao"}
Poll = Callable[..., list[Outcome]]


def document(name: str) -> bytes:
    return (KINDS / name).read_bytes()


@pytest.fixture
def poll(engine: Engine, settings: Settings, newspaper: Newspaper, session: Session) -> Poll:
    """One round, some hours after the factories' moment."""
    allowed = replace(
        settings, fetch_allow=(f"127.0.0.1:{newspaper.port}",), contact="https://toasoan.example.vn/lien-he"
    )

    def run(hours: int = 0) -> list[Outcome]:
        session.commit()
        at = NOW.replace(hour=NOW.hour + hours)
        outcomes = poll_round(Poller(engine, allowed, "thử", now=lambda: at), everything=True)
        session.expire_all()
        return outcomes

    return run


def stored(session: Session) -> list[tuple[str, str, str | None, Provenance]]:
    rows = session.scalars(select(PublishedItem).order_by(PublishedItem.published_at.desc()))
    return [(row.title, row.link, str(row.published_at), row.provenance) for row in rows]


def test_every_kind_of_source_stores_the_same_fields(session: Session, poll: Poll, newspaper: Newspaper) -> None:
    """S-1: title, link, instant, day, canonical; only what is known of where it comes from differs."""
    kinds = {
        "rss.xml": (SourceKind.FEED, Provenance.FEED),
        "rdf.xml": (SourceKind.FEED, Provenance.FEED),
        "atom.xml": (SourceKind.FEED, Provenance.FEED),
        "feed.json": (SourceKind.FEED, Provenance.FEED),
        "news-sitemap.xml": (SourceKind.SITEMAP, Provenance.SITEMAP),
        "list.html": (SourceKind.WEB_LIST, Provenance.WEB_LIST),
    }
    newspaper.answer("/robots.txt", 404)
    for name, (kind, _provenance) in kinds.items():
        page = document(name).replace(b'href="/', b'href="https://bao.example.vn/')
        newspaper.answer(f"/{name}", body=page)
        selector = "li.bai" if kind is SourceKind.WEB_LIST else ""
        make_source(session, make_unit(session), newspaper.url(f"/{name}"), kind=kind, item_selector=selector)

    outcomes = poll()

    assert [(outcome.problem, outcome.tally.new) for outcome in outcomes] == [("", 2)] * len(kinds)
    rows = session.scalars(select(PublishedItem)).all()
    facts = {(row.title, row.link, row.canonical, row.published_at, row.published_on) for row in rows}
    assert len(rows) == 2 * len(kinds)
    assert len(facts) == 2
    assert {row.title for row in rows} == TITLES
    assert {row.provenance for row in rows} == {provenance for _kind, provenance in kinds.values()}


def test_a_sitemap_index_is_followed_into_its_newest_files_and_an_unchanged_one_not_read_twice(
    session: Session, poll: Poll, newspaper: Newspaper
) -> None:
    index = document("sitemap-index.xml").replace(b"https://bao.example.vn/", newspaper.url("/").encode())
    newspaper.answer("/sitemap.xml", body=index, ETag='"v1"')
    newspaper.answer("/sitemap-2026-11.xml.gz", body=gzip.compress(document("news-sitemap.xml")))
    for month in ("09", "10"):
        newspaper.answer(f"/sitemap-2026-{month}.xml", body=b"<urlset></urlset>")
    newspaper.answer("/robots.txt", body=b"User-agent: *\nAllow: /\n")
    source = make_source(session, make_unit(session), newspaper.url("/sitemap.xml"), kind=SourceKind.SITEMAP)

    (first,) = poll()
    (second,) = poll(hours=3)

    assert (first.problem, first.tally.new) == ("", 2)
    assert (second.problem, second.tally.new, second.tally.same, source.etag) == ("", 0, 2, "")
    assert source.body_hash in set(session.scalars(select(Fetch.body_hash)))
    assert [path for path, _headers in newspaper.asked].count("/robots.txt") == 1
    assert newspaper.asked[0][1]["User-Agent"].endswith("(+https://toasoan.example.vn/lien-he)")
    # One file that cannot be read and nothing is claimed to have been seen.
    newspaper.answer("/sitemap-2026-10.xml", 500)
    (third,) = poll(hours=6)
    assert (third.problem, source.state) == ("http-5xx", SourceState.FAILING)


def test_what_robots_txt_forbids_is_not_read_and_the_reason_named(
    session: Session, poll: Poll, newspaper: Newspaper
) -> None:
    newspaper.answer("/robots.txt", body=b"User-agent: *\nDisallow: /\n")
    newspaper.answer("/tin", body=document("list.html"))
    newspaper.answer("/rss", body=document("rss.xml"))
    listed = make_source(session, make_unit(session), newspaper.url("/tin"), kind=SourceKind.WEB_LIST)
    make_source(session, make_unit(session), newspaper.url("/rss"))

    problems = {outcome.url.rpartition("/")[2]: outcome.problem for outcome in poll()}

    assert problems == {"tin": "robots", "rss": ""}
    assert "/tin" not in [path for path, _headers in newspaper.asked]
    assert listed.state is SourceState.FAILING
    assert "robots.txt" in listed.state_reason


def test_a_title_made_from_an_address_gives_way_to_the_real_one_and_keeps_its_trail(
    session: Session, poll: Poll, newspaper: Newspaper
) -> None:
    unit = make_unit(session)
    newspaper.answer("/robots.txt", 404)
    newspaper.answer("/sitemap.xml", body=document("sitemap.xml"))
    make_source(session, unit, newspaper.url("/sitemap.xml"), kind=SourceKind.SITEMAP)
    poll()
    assert {row[0] for row in stored(session)} == {"Muoi hai hop tac xa chuyen doi so", "Lop hoc robot o vung cao"}

    newspaper.answer("/rss", body=document("rss.xml"))
    feed = make_source(session, unit, newspaper.url("/rss"))
    poll(hours=1)
    touched = document("sitemap.xml").replace(b"2026-11-23T08:00:00", b"2026-11-23T09:59:00")
    newspaper.answer("/sitemap.xml", body=touched)
    poll(hours=2)

    rows = session.scalars(select(PublishedItem)).all()
    assert {row.title for row in rows} == TITLES
    assert {(row.title_guessed, row.source_id, row.provenance) for row in rows} == {(False, feed.id, Provenance.FEED)}
    assert {f"{row.published_at:%d %H:%M}" for row in rows} == {"23 01:00", "22 13:30"}
    assert {row.versions[-1].before for row in rows} == {
        "Muoi hai hop tac xa chuyen doi so",
        "Lop hoc robot o vung cao",
    }
    assert session.scalar(select(func.count()).select_from(Sighting)) == 4


def test_a_podcasts_length_is_stored_in_seconds(session: Session, poll: Poll, newspaper: Newspaper) -> None:
    newspaper.answer("/p", body=document("podcast.xml"))
    make_source(session, make_unit(session), newspaper.url("/p"))

    poll()

    lengths = session.scalars(select(PublishedItem.duration_seconds).order_by(PublishedItem.published_at.desc())).all()
    assert lengths == [725, 3725, 3725, 90, None]
