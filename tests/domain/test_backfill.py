"""Where reading an old period goes on and where it ends."""

from datetime import UTC, date, datetime, timedelta

import pytest

from feeds.records import DateReading, FeedDocument, FeedItem
from planner.domain.backfill import ENOUGH, PAGES_MAX, REPEATED, UNDATED, Taken, next_page, take
from planner.vocabulary import BackfillWay

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
PAGE = "https://bao.example.vn/tin?trang=3"


def item(number: int, day: date | None) -> FeedItem:
    utc = datetime(day.year, day.month, day.day, 5, tzinfo=UTC) if day else None
    reading = DateReading("", "", utc, "day", "", "stated")
    link = f"https://bao.example.vn/a/bai-{number}.html"
    return FeedItem(f"Bài {number}", link, "", "", "", reading, number, f"k{number}", link)


def taken(days: list[date | None], *, keys: str = "", pages: int = 2, children: tuple[str, ...] = ()) -> Taken:
    items = tuple(item(number, day) for number, day in enumerate(days))
    way = BackfillWay.SITEMAP if children else BackfillWay.PAGES
    document = FeedDocument("list", "", "", items, 0, (), "", "", children=children)
    return take(
        way,
        document,
        first=FIRST,
        last=LAST,
        zone=UTC,
        waiting=[PAGE, "b"],
        keys=keys,
        pages=pages,
        page_param="trang",
    )


def falling(newest: date, count: int) -> list[date | None]:
    return [newest - timedelta(days=number) for number in range(count)]


def test_a_page_inside_or_above_the_period_leads_to_the_next_and_only_its_own_days_are_taken() -> None:
    above, across = taken(falling(date(2026, 11, 20), 10)), taken(falling(date(2026, 11, 4), 10))

    assert (above.document.items, above.waiting, above.ended) == ((), ("https://bao.example.vn/tin?trang=4",), False)
    assert len(across.document.items) == 6
    assert not across.ended


def test_a_page_mostly_older_than_the_period_ends_it_though_a_pinned_new_item_stands_on_it() -> None:
    last = taken([date(2026, 11, 23), *falling(date(2026, 10, 3), 10)])
    assert (len(last.document.items), last.waiting, last.ended, last.why) == (3, (), True, "")


def test_a_site_that_answers_every_number_alike_a_page_without_dates_and_an_endless_list_end_it_with_a_reason() -> None:
    days = falling(date(2026, 10, 20), 3)
    assert (taken(days, keys=taken(days).keys).why, taken([None, None]).why) == (REPEATED, UNDATED)
    assert taken([None]).failed
    assert taken(days, pages=PAGES_MAX - 1).why == ENOUGH


def test_files_of_an_index_are_read_before_those_that_waited() -> None:
    assert taken([], children=("x", "y")).waiting == ("x", "y", "b")


@pytest.mark.parametrize(
    ("url", "following"),
    [
        ("https://bao.example.vn/tin", "https://bao.example.vn/tin?trang=2"),
        ("https://bao.example.vn/tin?a=1&trang=9#x", "https://bao.example.vn/tin?a=1&trang=10#x"),
        ("https://bao.example.vn/tin?trang=chin", "https://bao.example.vn/tin?trang=2"),
    ],
)
def test_pages_are_turned_by_the_sites_own_parameter(url: str, following: str) -> None:
    assert next_page(url, "trang") == following
