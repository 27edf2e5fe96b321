"""Rounds of fetching over real HTTP: stored once, dated right, every attempt with its reason."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from planner.config import Settings
from planner.jobs.polling import Poller, poll_round
from planner.models import Fetch, History, PublishedItem, PublishedVersion, Sighting, Source, SourcePeriod
from planner.newsdesk.ingest import Outcome
from planner.newsdesk.leases import LEASE, claim_source
from planner.newsdesk.storing import carry_seen
from planner.vocabulary import SourceState
from tests.factories import NOW, make_source, make_unit
from tests.feeds.newspaper import Newspaper

Items = Sequence[tuple[str, str, str]]
THREE: Items = (
    ("Bài một", "https://bao.example.vn/xa-hoi/202611/bai-mot-1000001/", "Mon, 23 Nov 2026 08:00:00 +0700"),
    ("Bài hai", "https://bao.example.vn/xa-hoi/202611/bai-hai-1000002/", "Sun, 22 Nov 2026 23:30:00 GMT+7"),
    ("Bài ba", "https://bao.example.vn/xa-hoi/202611/bai-ba-1000003/", "11/21/2026 8:00:00 PM"),
)


def rss(items: Items) -> bytes:
    entries = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid><pubDate>{day}</pubDate></item>"
        for title, link, day in items
    )
    head = "<title>Báo</title><link>https://bao.example.vn/</link><description>Tin</description>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'.encode()


@pytest.fixture
def poll(engine: Engine, settings: Settings, newspaper: Newspaper, session: Session) -> Callable[..., list[Outcome]]:
    """One round at a moment, by a worker of its own."""
    allowed = replace(settings, fetch_allow=(f"127.0.0.1:{newspaper.port}",))

    def run(at: datetime = NOW, worker: str = "thử") -> list[Outcome]:
        session.commit()
        outcomes = poll_round(Poller(engine, allowed, worker, now=lambda: at))
        session.expire_all()
        return outcomes

    return run


def count(session: Session, table: type[PublishedItem] | type[Sighting] | type[Fetch] | type[PublishedVersion]) -> int:
    found = session.scalar(select(func.count()).select_from(table))
    session.commit()
    return found or 0


def test_a_feed_is_stored_with_the_dates_it_means(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    newspaper.answer("/rss", body=rss(THREE))
    source = make_source(session, make_unit(session, "Báo Thử"), newspaper.url("/rss"))

    (outcome,) = poll()

    assert (outcome.problem, outcome.tally.new, outcome.tally.bad) == ("", 3, 0)
    stored = session.scalars(select(PublishedItem).order_by(PublishedItem.published_at.desc())).all()
    assert [(item.title, item.published_on, item.unit_name) for item in stored] == [
        ("Bài một", date(2026, 11, 23), "Báo Thử"),
        ("Bài hai", date(2026, 11, 22), "Báo Thử"),
        ("Bài ba", date(2026, 11, 21), "Báo Thử"),
    ]
    assert [f"{item.published_at:%d %H:%M}" for item in stored] == ["23 01:00", "22 16:30", "21 13:00"]
    assert (source.state, source.lease_by, source.next_poll_at > NOW) == (SourceState.OK, "", True)


def test_polling_again_stores_nothing_twice_and_an_unchanged_server_answers_304(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    def tagged(request: BaseHTTPRequestHandler) -> None:
        known = request.headers.get("If-None-Match") == '"v1"'
        body = b"" if known else rss(THREE)
        request.send_response(304 if known else 200)
        request.send_header("ETag", '"v1"')
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    newspaper.answers["/rss"] = tagged
    source = make_source(session, make_unit(session), newspaper.url("/rss"))

    poll()
    (second,) = poll(NOW + timedelta(hours=7))

    assert (second.status, second.tally.new, second.tally.same) == (304, 0, 3)
    assert (count(session, PublishedItem), count(session, Sighting), count(session, Fetch)) == (3, 3, 2)
    assert source.etag == '"v1"'
    # A day later the validators stay at home: a server with a stuck ETag would otherwise be silent for ever.
    (third,) = poll(NOW + timedelta(hours=26))
    assert (third.status, "If-None-Match" in newspaper.asked[-1][1]) == (200, False)
    assert count(session, PublishedItem) == 3


def test_the_same_body_is_not_read_again_but_its_items_were_seen(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    newspaper.answer("/rss", body=rss(THREE))
    make_source(session, make_unit(session), newspaper.url("/rss"))
    poll()
    later = NOW + timedelta(hours=7)

    (again,) = poll(later)

    assert (again.tally.new, again.tally.same) == (0, 3)
    carry_seen(session)
    assert set(session.scalars(select(PublishedItem.last_seen_at))) == {later}
    assert set(session.scalars(select(Sighting.last_seen_at))) == {later}


def test_overlapping_feeds_of_a_unit_give_one_article_with_two_sightings(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    elsewhere = tuple(
        (title, link.replace("https://", "http://www.") + "?utm_source=rss", day) for title, link, day in THREE
    )
    newspaper.answer("/moi", body=rss(THREE))
    newspaper.answer("/xa-hoi", body=rss(elsewhere[:2]))
    unit = make_unit(session)
    make_source(session, unit, newspaper.url("/moi"))
    make_source(session, unit, newspaper.url("/xa-hoi"))

    poll()
    poll(NOW + timedelta(hours=7))

    assert (count(session, PublishedItem), count(session, Sighting)) == (3, 5)
    assert count(session, PublishedVersion) == 0


def test_a_reworded_title_is_kept_as_a_version_and_matched_again(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    newspaper.answer("/rss", body=rss(THREE))
    make_source(session, make_unit(session), newspaper.url("/rss"))
    poll()
    item = session.scalars(select(PublishedItem).where(PublishedItem.title == "Bài một")).one()
    item.matched_at = NOW
    newspaper.answer("/rss", body=rss((("Bài một, sửa lại", *THREE[0][1:]), *THREE[1:])))

    (outcome,) = poll(NOW + timedelta(hours=7))

    assert (outcome.tally.new, outcome.tally.changed, outcome.tally.same) == (0, 1, 2)
    (version,) = item.versions
    assert (version.field, version.before, version.after) == ("title", "Bài một", "Bài một, sửa lại")
    assert (item.title, item.title_fold, item.matched_at) == ("Bài một, sửa lại", "bai mot sua lai", None)


def test_an_item_belongs_to_the_unit_that_owned_the_source_on_its_day(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    newspaper.answer("/rss", body=rss(THREE))
    paper, merged = make_unit(session, "Báo Cũ"), make_unit(session, "Báo và Đài Mới")
    source = make_source(session, paper, newspaper.url("/rss"))
    source.periods[0].valid_to = date(2026, 11, 22)
    source.periods.append(SourcePeriod(unit=merged, valid_from=date(2026, 11, 23)))

    poll()

    found = dict(session.execute(select(PublishedItem.title, PublishedItem.unit_name)).all())
    assert found == {"Bài một": "Báo và Đài Mới", "Bài hai": "Báo Cũ", "Bài ba": "Báo Cũ"}


def test_a_date_in_the_future_counts_for_the_day_it_was_seen(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    newspaper.answer("/rss", body=rss((("Mai mới có", THREE[0][1], "Thu, 26 Nov 2026 08:00:00 +0700"),)))
    make_source(session, make_unit(session), newspaper.url("/rss"))

    poll()

    item = session.scalars(select(PublishedItem)).one()
    assert (f"{item.published_at:%d}", item.published_on) == ("26", date(2026, 11, 23))


HTML = b"<!doctype html><html><head><title>Trang</title></head><body>Xin chao</body></html>"


@pytest.mark.parametrize(
    ("status", "body", "problem", "state"),
    [
        (200, HTML, "not-a-feed", SourceState.NOT_A_FEED),
        (200, rss(()), "empty", SourceState.EMPTY),
        (200, b"", "empty", SourceState.EMPTY),
        (404, b"", "http-4xx", SourceState.FAILING),
        (500, b"", "http-5xx", SourceState.FAILING),
        (410, b"", "gone", SourceState.GONE),
        (429, b"", "rate-limited", SourceState.FAILING),
    ],
)
def test_an_answer_without_a_feed_is_a_state_with_a_reason_and_touches_nothing_else(
    session: Session,
    poll: Callable[..., list[Outcome]],
    newspaper: Newspaper,
    status: int,
    body: bytes,
    problem: str,
    state: SourceState,
) -> None:
    newspaper.answer("/tot", body=rss(THREE))
    unit = make_unit(session)
    good, bad = make_source(session, unit, newspaper.url("/tot")), make_source(session, unit, newspaper.url("/hong"))
    newspaper.answer("/hong", body=rss(THREE[:1]))
    poll()
    newspaper.answer("/hong", status=status, body=body)

    outcomes = {outcome.source_id: outcome for outcome in poll(NOW + timedelta(hours=7))}

    assert (outcomes[bad.id].problem, outcomes[good.id].problem) == (problem, "")
    assert (bad.state, bool(bad.state_reason), bad.last_good_at, good.state) == (state, True, NOW, SourceState.OK)
    assert count(session, PublishedItem) == 3
    lines = session.scalars(select(History).where(History.subject == "source", History.subject_id == bad.id)).all()
    assert [line.changes[0]["after"] for line in lines] == [SourceState.OK.label, state.label]


def test_dead_hosts_and_refused_addresses_are_results(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    unit = make_unit(session)
    newspaper.answer("/vong", status=302, Location="/vong")
    addresses = {
        "blocked-address": "http://127.0.0.1:9/rss",
        "dns": "http://khong-co.invalid/rss",
        "too-many-redirects": newspaper.url("/vong"),
    }
    sources = {problem: make_source(session, unit, url) for problem, url in addresses.items()}

    found = {outcome.source_id: outcome.problem for outcome in poll()}

    assert found == {source.id: problem for problem, source in sources.items()}
    assert {source.state for source in sources.values()} == {SourceState.FAILING}


def test_a_redirect_is_followed_and_kept_in_the_record(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    newspaper.answer("/moi", body=rss(THREE))
    newspaper.answer("/cu", status=301, Location="/moi")
    source = make_source(session, make_unit(session), newspaper.url("/cu"))

    (outcome,) = poll()

    fetch = session.scalars(select(Fetch)).one()
    assert (outcome.tally.new, fetch.final_url, fetch.redirects) == (3, newspaper.url("/moi"), [newspaper.url("/cu")])
    assert "moved-for-good" in fetch.notes
    assert source.url == newspaper.url("/cu")


def test_a_server_that_asks_for_patience_is_left_alone_for_all_its_feeds(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    newspaper.answer("/ban", status=429, Retry_After="7200")
    unit = make_unit(session)
    make_source(session, unit, newspaper.url("/ban"))
    soon = NOW + timedelta(minutes=10)
    other = make_source(session, unit, newspaper.url("/khac"), next_poll_at=soon)
    sister = make_source(session, unit, newspaper.url("/khac", host="tin.bao.example.vn"), next_poll_at=soon)

    poll()

    assert other.next_poll_at >= NOW + timedelta(hours=2)
    # A host is not its whole domain: the sister goes on.
    assert sister.next_poll_at == soon


def test_a_server_that_keeps_its_etag_while_its_feed_moves_on_is_found_out_within_a_day(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    body = [rss(THREE)]

    def frozen(request: BaseHTTPRequestHandler) -> None:
        known = "If-None-Match" in request.headers
        request.send_response(304 if known else 200)
        request.send_header("ETag", '"v1"')
        request.send_header("Content-Length", "0" if known else str(len(body[0])))
        request.end_headers()
        request.wfile.write(b"" if known else body[0])

    newspaper.answers["/rss"] = frozen
    make_source(session, make_unit(session), newspaper.url("/rss"))
    poll()
    body[0] = rss((("Bài bốn", "https://bao.example.vn/xa-hoi/202611/bai-bon-1000004/", THREE[0][2]), *THREE))

    found = [poll(NOW + timedelta(hours=hours))[0].tally.new for hours in (7, 14, 21, 28)]

    assert found == [0, 0, 0, 1]


def test_a_feed_that_was_gone_and_comes_back_is_read_again(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    newspaper.answer("/rss", status=410)
    source = make_source(session, make_unit(session), newspaper.url("/rss"))

    (gone,) = poll()
    assert (source.state, gone.next_at) == (SourceState.GONE, NOW + timedelta(days=1))
    newspaper.answer("/rss", body=rss(THREE))
    (back,) = poll(NOW + timedelta(days=1))

    assert (source.state, back.tally.new) == (SourceState.OK, 3)


def test_two_workers_never_fetch_one_source_at_once(
    session: Session, engine: Engine, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    newspaper.answer("/rss", body=rss(THREE))
    source_id = make_source(session, make_unit(session), newspaper.url("/rss")).id
    session.commit()
    with Session(engine) as other, other.begin():
        taken = [claim_source(other, source_id, worker, NOW) for worker in ("một", "hai")]

    assert taken == [True, False]
    assert (poll(), newspaper.asked) == ([], [])
    # The one who took it was killed: when the lease is over the next worker goes on.
    assert len(poll(NOW + LEASE + timedelta(seconds=1))) == 1


def test_an_answer_that_comes_after_the_lease_was_lost_is_thrown_away(
    session: Session, engine: Engine, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    source = make_source(session, make_unit(session), newspaper.url("/rss"))

    def slow(request: BaseHTTPRequestHandler) -> None:
        with Session(engine) as other, other.begin():
            assert claim_source(other, source_id, "hai", NOW + LEASE * 2)
        body = rss(THREE)
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    source_id, newspaper.answers["/rss"] = source.id, slow

    assert poll(worker="một") == []
    assert (count(session, PublishedItem), count(session, Fetch), source.lease_by) == (0, 0, "hai")


def test_fetching_never_moves_the_version_people_edit_against(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    newspaper.answer("/rss", body=rss(THREE))
    source = make_source(session, make_unit(session), newspaper.url("/rss"))
    version = source.version

    poll()

    assert source.version == version


def test_a_paused_source_is_not_fetched(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    make_source(session, make_unit(session), newspaper.url("/rss"), state=SourceState.PAUSED)

    assert poll() == []
    assert session.scalar(select(Source.state)) is SourceState.PAUSED


def test_an_item_without_a_date_is_dated_by_when_it_was_seen(
    session: Session, poll: Callable[..., list[Outcome]], newspaper: Newspaper
) -> None:
    newspaper.answer("/rss", body=rss((("Không ngày", THREE[0][1], ""),)))
    make_source(session, make_unit(session), newspaper.url("/rss"))

    poll()

    item = session.scalars(select(PublishedItem)).one()
    assert (item.published_at, item.published_on, item.date_confidence) == (None, date(2026, 11, 23), "fetched")
