"""What the small writer writes, the reader reads."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

from feeds.records import FeedDocument
from feeds.rss_writer import OutItem, write_rss

ITEM = OutItem(
    title="Tin <b> & \x0b thử",
    link="https://bao.example.vn/1?a=1&b=2",
    guid="https://bao.example.vn/1?a=1&b=2",
    summary="Tóm tắt ]]> & hết",
    author="Minh Thử",
    published=datetime(2026, 11, 23, 8, tzinfo=timezone(timedelta(hours=7))),
)


def test_a_written_feed_is_read_back_whole(read: Callable[..., FeedDocument]) -> None:
    body = write_rss(title="Báo Thử Nghiệm", link="https://bao.example.vn/", description="Mới", items=[ITEM])
    document = read(body)
    (item,) = document.items
    assert (document.title, document.ttl, document.notes) == ("Báo Thử Nghiệm", 15, ())
    assert (item.title, item.link, item.guid) == ("Tin & thử", ITEM.link, ITEM.guid)
    assert (item.summary, item.author) == ("Tóm tắt ]]> & hết", "Minh Thử")
    assert item.date.utc == datetime(2026, 11, 23, 1, tzinfo=UTC)


def test_a_guid_that_is_no_link_says_so() -> None:
    item = OutItem("Tin", "https://bao.example.vn/1", "bao:1", "", "", datetime(2026, 11, 23, tzinfo=UTC))
    assert b'<guid isPermaLink="false">bao:1</guid>' in write_rss(title="t", link="l", description="d", items=[item])
