"""Which links and which items are the same."""

import re

import pytest

from feeds.identity import Marks, article_id, canonical_link, guids_degraded, item_keys, web_link

BASE = "https://bao.example.vn/a/b-12.html"


@pytest.mark.parametrize(
    "other",
    [
        "http://bao.example.vn/a/b-12.html",
        "https://www.bao.example.vn/a/b-12.html",
        "https://BAO.example.VN/a/b-12.html",
        "https://bao.example.vn:443/a/b-12.html",
        "http://bao.example.vn:80/a/b-12.html/",
        "https://bao.example.vn/a/b-12.html#binh-luan",
        "https://bao.example.vn/a/b-12.html?utm_source=rss&utm_medium=x&fbclid=1&zarsrc=30",
        "https://m.bao.example.vn/a/b-12.html",
        "https://amp.bao.example.vn/a/b-12.html",
        "https://bao.example.vn/a/b-12.html/amp/",
        "https://bao.example.vn/amp/a/b-12.html",
        "https://bao.example.vn/a/b-12.amp.html",
        "https://bao.example.vn/a/b-12.html/print",
        "https://bao.example.vn/a/b-12.html?amp=1",
        "https://bao.example.vn/a/b-12.html?outputType=amp&print=1",
        "https://m.bao.example.vn/a/b-12.html?view=mobile",
    ],
)
def test_ways_to_write_one_address_compare_equal(other: str) -> None:
    assert canonical_link(other) == canonical_link(BASE)


@pytest.mark.parametrize(
    "other",
    [
        "https://bao.example.vn/a/b-13.html",
        "https://bao.example.vn/A/b-12.html",
        "https://bao.example.vn/a/b-12.html?id=3",
        "https://bao.example.vn:8443/a/b-12.html",
        "https://kinhte.bao.example.vn/a/b-12.html",
        "https://bao.example.vn/a/print-12.html",
        "https://bao.example.vn/a/b-12.html?view=3",
        "https://bao.example.vn/a/b-12.html?print=2",
        "https://bao.example.vn/print",
        "https://m.vn/a/b-12.html",
    ],
)
def test_other_addresses_compare_different(other: str) -> None:
    assert canonical_link(other) != canonical_link(BASE)


def test_parameters_are_sorted_and_kept() -> None:
    assert canonical_link("https://x.example.vn/?b=2&a=1&b=1") == "https://x.example.vn?a=1&b=1&b=2"


def test_a_vietnamese_host_and_path_have_one_form() -> None:
    assert canonical_link("https://báo.example.vn/tin-mới") == canonical_link(
        "https://xn--bo-mia.example.vn/tin-m%e1%bb%9bi"
    )


def test_another_name_of_the_host_is_the_host() -> None:
    aliases = {"m.bao.example.vn": "bao.example.vn"}
    assert canonical_link("https://m.bao.example.vn/a/b-12.html", aliases) == canonical_link(BASE)


@pytest.mark.parametrize("link", ["", "ftp://x.example.vn/", "https://[::1", "https://x.example.vn:99999/", "tin"])
def test_what_is_no_web_address_has_no_comparing_form(link: str) -> None:
    assert canonical_link(link) == ""


def test_a_relative_link_is_resolved_against_the_feed() -> None:
    assert web_link(" /tin moi.html\n", "https://bao.example.vn/rss/a.rss") == "https://bao.example.vn/tin%20moi.html"


def test_the_article_number_survives_a_move_to_another_section() -> None:
    pattern = re.compile(r"-(\d{7})\.html$")
    moved = "http://giaitri.bao.example.vn/moi/ten-khac-1234567.html"
    assert article_id(moved, pattern) == article_id("https://bao.example.vn/ten-cu-1234567.html", pattern) == "1234567"
    assert article_id("https://bao.example.vn/", pattern) == ""


def keys(*marks: tuple[str, str, str]) -> list[str]:
    return item_keys([Marks(guid, link, title, "hôm nay") for guid, link, title in marks])


def test_a_guid_of_its_own_is_the_key_whatever_else_changes() -> None:
    assert keys(("g", "https://a", "cũ")) == keys(("g", "https://b", "mới"))


def test_a_repeated_guid_needs_the_link_too() -> None:
    first, second = keys(("g", "https://a", "một"), ("g", "https://b", "hai"))
    assert first != second


def test_without_guid_the_link_is_the_key() -> None:
    assert keys(("", "https://a", "cũ")) == keys(("", "https://a", "mới"))


def test_a_link_all_items_share_is_no_identity() -> None:
    first, second = keys(("", "https://a", "một"), ("", "https://a", "hai"))
    assert first != second


def test_near_equal_titles_under_different_links_stay_two() -> None:
    first, second = keys(("", "https://a/2", "Kỳ 2"), ("", "https://a/4", "Kỳ 4"))
    assert first != second


def test_more_than_one_repeated_guid_in_twenty_means_guids_cannot_be_trusted() -> None:
    fine = [Marks(str(number), "", "", "") for number in range(20)]
    assert not guids_degraded([*fine, Marks("0", "", "", "")])
    assert guids_degraded([*fine, Marks("0", "", "", ""), Marks("0", "", "", "")])
