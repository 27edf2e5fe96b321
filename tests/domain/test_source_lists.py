"""Lists of sources as files: what is written can be read, what others write as well, and what is neither is refused."""

import pytest

from feeds.opml import Outline, write_opml
from planner.domain.source_lists import Line, read_list, to_csv, to_opml
from planner.errors import Invalid
from tests.factories import NOW

LINES = [
    Line("Tin mới & “nóng” <b>", "https://bao.example.vn/rss?a=1&b=2", "Báo Thử", since="2026-07-01"),
    Line(
        "=1+1",
        "https://dai.example.vn/tin",
        "Đài Thử",
        "Truyền hình",
        "",
        "web_list",
        "no",
        "UTC",
        "day-first",
        "ul > li:has(a)",
        "h3",
        ".gio",
        "trang",
        "Ghi chú,\nhai dòng; có “dấu”",
    ),
    Line("Không đơn vị", "https://khac.example.vn/sitemap.xml", kind="sitemap", zone="Asia/Ho_Chi_Minh"),
]


def test_what_is_written_as_opml_or_csv_is_read_again_whole() -> None:
    assert read_list(to_opml(LINES, NOW)) == named(LINES)
    assert read_list(to_csv(LINES)) == LINES


def named(lines: list[Line]) -> list[Line]:
    """Titles are plain text in OPML: markup in them is no part of a name."""
    first = lines[0]
    return [Line("Tin mới & “nóng”", first.url, first.unit, since=first.since), *lines[1:]]


def test_no_cell_of_the_csv_is_a_formula_and_spreadsheets_know_its_letters() -> None:
    text = to_csv(LINES)
    assert text.startswith(b"\xef\xbb\xbf")
    assert "'=1+1" in text.decode()


OTHERS = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE opml [<!ENTITY a "aaaa">]>
<opml version="1.0"><head><title>Của tôi</title></head><body>
<outline text="Báo chí"><outline text="Báo Thử"><outline text="Tin &a; mới" type="rss" xmlUrl="https://bao.example.vn/rss"
htmlUrl="https://bao.example.vn/"/></outline></outline>
<outline title="Ngoài nhóm" xmlUrl="https://khac.example.vn/feed & x"/><outline text="Không phải nguồn"/>
<outline text="Cụt" xmlUrl="https://cut.exam"""


def test_other_readers_lists_are_read_up_to_a_fault_and_nothing_in_them_grows() -> None:
    assert [(line.name, line.url, line.unit, line.kind) for line in read_list(OTHERS.encode())] == [
        ("Tin &a; mới", "https://bao.example.vn/rss", "Báo Thử", "feed"),
        ("Ngoài nhóm", "https://khac.example.vn/feed & x", "", "feed"),
    ]


def test_a_spreadsheets_semicolons_and_old_letters_are_understood() -> None:
    text = "name;URL;unit\r\nTin mới;https://bao.example.vn/rss;Báo Thử\r\n;;\r\n"
    expected = [Line("Tin mới", "https://bao.example.vn/rss", "Báo Thử")]
    assert read_list(text.encode("utf-16")) == expected
    assert read_list(text.encode("utf-8-sig")) == expected


@pytest.mark.parametrize(
    "body", [b"", b"\x00\xff" * 50, b"<html><body>x</body></html>", b"<opml><", b"a,b\n1,2", b'"' * 500_000]
)
def test_anything_else_is_refused_with_what_to_do(body: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        read_list(body)
    assert refused.value.field == "file"


def test_a_list_has_an_end() -> None:
    many = write_opml("x", NOW, [Outline(f"n{number}", f"https://bao.example.vn/{number}") for number in range(2_500)])
    assert len(read_list(many)) == 2_000
