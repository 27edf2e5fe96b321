"""Which articles are one, which vanished, and when they came out, through a source's whole life."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feeds.records import FetchResult
from feeds.rss import parse_document
from planner.errors import Conflict, Invalid
from planner.models import History, PublishedItem, Sighting, Source, Tombstone
from planner.newsdesk.ingest import Desk, Outcome, Received, take_in
from planner.newsdesk.observing import DOUBTED
from planner.newsdesk.reading import Reading, correct_clock, reading_of, set_reading
from planner.queries.published import same_story
from tests.factories import NOW, actor, make_source, make_unit

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)


@pytest.fixture
def source(session: Session) -> Source:
    return make_source(session, make_unit(session), "https://bao.example.vn/rss")


def item(number: int, at: datetime, *, link: str = "", guid: str = "", title: str = "") -> str:
    link = link or f"https://bao.example.vn/xa-hoi/bai-so-{1000000 + number}/"
    identity = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    when = at.astimezone(ZONE).strftime("%a, %d %b %Y %H:%M:%S +0700")
    words = title or f"Bài đặc biệt số {number} của tòa soạn"
    return f"<item><title>{words}</title><link>{link}</link>{identity}<pubDate>{when}</pubDate></item>"


def read(session: Session, source: Source, at: datetime, *items: str) -> Outcome:
    body = f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()
    document = parse_document(
        body,
        content_type="text/xml",
        base_url=source.url,
        zone=ZONE,
        now=at,
        day_order=source.day_order,
        policy=source.policy,  # type: ignore[arg-type]
    )
    whole = source.url, source.url, (), 200, "", "", body, "text/xml", f"{hash(body):x}"
    result = FetchResult(*whole, "", "", None, None, at, 0.1, len(body), False)
    outcome = take_in(session, source.id, Received(result, document), Desk("", at, ZONE))
    session.flush()
    session.expire_all()
    assert outcome is not None
    return outcome


def titles(session: Session) -> list[str]:
    return list(session.scalars(select(PublishedItem.title).order_by(PublishedItem.id)))


def test_an_article_moved_to_another_section_and_host_is_the_same_article(session: Session, source: Source) -> None:
    rule = Reading("guid", r"-(\d{7})(?:/|\.html)$", "", None)
    set_reading(session, actor(), source, rule, version=source.version)
    read(session, source, NOW, item(1, NOW - DAY))
    moved = "http://giaitri.bao.example.vn/moi/ten-khac-1000001.html"

    outcome = read(session, source, NOW + DAY, item(1, NOW - DAY, link=moved))

    assert (outcome.tally.new, outcome.tally.changed) == (0, 1)
    assert session.scalars(select(PublishedItem.link)).all() == [moved]


def test_a_rule_found_later_names_what_is_stored_already(session: Session, source: Source) -> None:
    read(session, source, NOW, item(1, NOW - DAY), item(2, NOW - DAY))
    rule = Reading("guid", r"-(\d{7})(?:/|\.html)$", "", None)
    set_reading(session, actor(), source, rule, version=source.version)

    moved = [item(n, NOW - DAY, link=f"https://moi.bao.example.vn/x-{1000000 + n}.html") for n in (1, 2)]
    assert read(session, source, NOW + DAY, *moved).tally.new == 0


@pytest.mark.parametrize(
    "pattern", [r"(a+)+$", r"(\d+)-(\d+)", "(", r"\d+", r"(?=(\d+)).*.*x", r"(\d{1,400})", "(a*)b*c*"]
)
def test_a_pattern_that_is_none_or_could_run_away_is_refused(session: Session, source: Source, pattern: str) -> None:
    with pytest.raises(Invalid):
        set_reading(session, actor(), source, Reading("guid", pattern, "", None), version=source.version)


def test_guids_that_change_at_each_fetch_are_given_up_and_nothing_is_stored_twice(
    session: Session, source: Source
) -> None:
    for number in range(10):
        at = NOW + number * timedelta(hours=1)
        read(session, source, at, *(item(n, NOW - DAY, guid=f"{n}-{number}") for n in range(20)))

    assert len(titles(session)) == 20
    assert source.policy == "link"
    assert session.scalars(select(History.action)).all().count("đổi cách nhận ra bài") == 1
    # An administrator may take it back, and the program says so again when it must.
    set_reading(session, actor(), source, Reading("guid", "", "", None), version=source.version)
    assert reading_of(source).policy == "guid"


def test_one_corrected_guid_is_no_habit(session: Session, source: Source) -> None:
    read(session, source, NOW, *(item(n, NOW - DAY, guid=f"g{n}") for n in range(20)))
    read(session, source, NOW + DAY, *(item(n, NOW - DAY, guid="moi" if n == 3 else f"g{n}") for n in range(20)))

    assert (source.policy, len(titles(session))) == ("guid", 20)


def test_an_item_taken_out_of_the_middle_vanished_and_one_pushed_out_at_the_end_did_not(
    session: Session, source: Source
) -> None:
    before = [item(n, NOW - n * timedelta(hours=1)) for n in range(6)]
    read(session, source, NOW, *before)
    read(session, source, NOW + DAY, item(9, NOW + timedelta(hours=20)), *before[:2], *before[3:5])

    vanished = session.scalars(
        select(PublishedItem.title).join(Sighting).where(Sighting.vanished_at.is_not(None))
    ).all()
    assert vanished == ["Bài đặc biệt số 2 của tòa soạn"]
    # It is back: nothing vanished.
    read(session, source, NOW + 2 * DAY, item(9, NOW + timedelta(hours=20)), *before[:5])
    assert session.scalar(select(func.count()).where(Sighting.vanished_at.is_not(None))) == 0


def test_what_was_removed_for_good_does_not_come_back(session: Session, source: Source) -> None:
    read(session, source, NOW, item(1, NOW - DAY), item(2, NOW - DAY))
    sighting = session.scalars(select(Sighting).order_by(Sighting.id)).first()
    assert sighting is not None
    removed = session.get_one(PublishedItem, sighting.published_item_id)
    session.add(Tombstone(source_id=source.id, key=sighting.key, removed_at=NOW))
    session.delete(sighting)
    session.flush()
    session.delete(removed)
    session.flush()

    outcome = read(session, source, NOW + DAY, item(1, NOW - DAY), item(2, NOW - DAY))

    assert (outcome.tally.new, titles(session)) == (0, ["Bài đặc biệt số 2 của tòa soạn"])


def test_local_time_under_another_label_is_noticed_after_three_fetches_and_corrected_on_request(
    session: Session, source: Source
) -> None:
    for number in range(3):
        at = NOW + number * timedelta(hours=3)
        assert source.zone_doubts == number
        read(session, source, at, item(number, at + timedelta(hours=7)), item(50, NOW - DAY))
    assert source.zone_doubts == DOUBTED

    moved = correct_clock(session, actor(), source, zone=ZONE)

    assert (moved, source.shift_hours, source.zone_doubts) == (4, -7, 0)
    moments = session.scalars(select(PublishedItem.published_at).order_by(PublishedItem.id)).all()
    assert moments[0] == NOW
    # From now on the error is taken out before anything is stored.
    later = NOW + timedelta(hours=12)
    read(session, source, later, item(8, later + timedelta(hours=7)))
    newest = session.scalars(select(PublishedItem).order_by(PublishedItem.id.desc())).first()
    assert newest is not None
    assert (newest.published_at, newest.published_on, source.zone_doubts) == (later, date(2026, 11, 23), 0)
    with pytest.raises(Conflict):
        correct_clock(session, actor(), source, zone=ZONE)


def test_a_clock_seven_hours_behind_is_noticed_while_the_source_is_read_often_and_corrected_on_request(
    session: Session, source: Source
) -> None:
    # The first reading cannot tell a slow clock from an old item.
    for number, doubts in enumerate([0, -1, -2, -DOUBTED]):
        at = NOW + number * timedelta(hours=1)
        read(session, source, at, item(number, at - timedelta(hours=7)), item(50, NOW - DAY))
        assert source.zone_doubts == doubts

    moved = correct_clock(session, actor(), source, zone=ZONE)

    assert (moved, source.shift_hours, source.zone_doubts) == (5, 7, 0)
    first = session.scalars(select(PublishedItem.published_at).order_by(PublishedItem.id)).first()
    assert first is not None
    assert first == NOW


def test_an_item_that_waited_seven_hours_for_a_source_rarely_read_is_no_sign_of_a_wrong_clock(
    session: Session, source: Source
) -> None:
    for number in range(4):
        at = NOW + number * timedelta(hours=8)
        read(session, source, at, item(number, at - timedelta(hours=7)), item(50, NOW - DAY))

    assert source.zone_doubts == 0


def test_the_pages_for_telephones_viewers_and_printers_are_the_same_article(session: Session, source: Source) -> None:
    link = "bao.example.vn/xa-hoi/bai-so-1000001"
    variants = (f"https://{link}/", f"https://m.{link}/", f"https://{link}/amp/", f"https://{link}?print=1")
    for number, variant in enumerate(variants):
        read(session, source, NOW + number * timedelta(hours=1), item(1, NOW - DAY, link=variant))

    assert titles(session) == ["Bài đặc biệt số 1 của tòa soạn"]


def test_an_order_an_administrator_fixed_is_not_moved_by_a_document(session: Session, source: Source) -> None:
    set_reading(session, actor(), source, Reading("guid", "", "day-first", None), version=source.version)
    read(session, source, NOW, item(1, NOW).replace("Mon, 23 Nov 2026", "11/20/2026").replace(" +0700", ""))

    assert (source.day_order, source.order_fixed) == ("day-first", True)


def test_the_same_text_on_another_site_is_linked_and_never_merged(session: Session, source: Source) -> None:
    other = make_source(session, make_unit(session), "https://khac.example.vn/rss")
    names = ["Trọn bộ phim truyền hình TVB 4", "Trọn bộ phim truyền hình TVB 2"]
    read(session, source, NOW, *(item(n, NOW - DAY, title=name) for n, name in enumerate(names)))
    read(session, other, NOW, item(7, NOW - DAY, title=names[0], link="https://khac.example.vn/phim-77/"))
    read(session, source, NOW + DAY, item(9, NOW - 30 * DAY, title=names[0]))

    first = session.scalars(select(PublishedItem).order_by(PublishedItem.id)).first()
    assert first is not None
    assert [one.unit_id for one in same_story(session, first)] == [other.periods[0].unit_id]
    assert len(titles(session)) == 4
