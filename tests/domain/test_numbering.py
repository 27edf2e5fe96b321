"""Holes in a site's own numbers are named, and only where the numbers are a counter."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.numbering import Missing, by_day, numbers_of, possibly_missing

MONDAY = date(2026, 11, 23)


def link(number: int) -> str:
    return f"https://bao.example.vn/xa-hoi/202611/ten-bai-{number}/"


def test_the_numbers_1_to_10_without_4_and_7_to_8_have_two_holes() -> None:
    seen = [1, 2, 3, 5, 6, 9, 10]
    known = {1000 + number: MONDAY + timedelta(days=number // 6) for number in seen}

    holes = possibly_missing(known)

    assert [(hole.first - 1000, hole.last - 1000, hole.on) for hole in holes] == [
        (4, 4, MONDAY),
        (7, 8, MONDAY + timedelta(days=1)),
    ]
    assert list(by_day(holes)) == [MONDAY + timedelta(days=1), MONDAY]


def test_the_number_is_the_end_of_the_slug_whatever_follows_it() -> None:
    links = [
        (link(2222751), MONDAY),
        ("https://bao.example.vn/kinh-te/ten-bai-2222752.html?utm_source=rss", MONDAY),
        ("https://bao.example.vn/kinh-te/ten-bai-9344c18/", MONDAY),
        ("https://bao.example.vn/video/202611/", MONDAY),
    ]

    assert sorted(numbers_of(links)) == [2222751, 2222752]
    assert numbers_of([("https://bao.example.vn/?id=77", MONDAY)], r"id=(\d+)") == {}
    assert numbers_of([("https://bao.example.vn/tin/77-ten-bai", MONDAY)], r"/(\d+)-") == {77: MONDAY}


def test_numbers_that_are_no_counter_have_no_holes() -> None:
    assert possibly_missing(dict.fromkeys((5, 900, 12000, 70000, 800000), MONDAY)) == []
    assert possibly_missing({1: MONDAY, 3: MONDAY}) == []


@given(st.sets(st.integers(1, 60), min_size=5))
def test_holes_and_known_numbers_never_meet_and_fill_the_counter(seen: set[int]) -> None:
    holes = possibly_missing(dict.fromkeys(seen, MONDAY))
    missing = {number for hole in holes for number in range(hole.first, hole.last + 1)}

    assert not missing & seen
    assert not holes or missing | seen == set(range(min(seen), max(seen) + 1))
    assert all(isinstance(hole, Missing) for hole in holes)
