"""Requests of calendar programs and of people who are none: understood, or refused as a whole."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from feeds.caldav import CALDAV, DAV, BadRequest, Resource, last_part, multistatus, name, read_request

QUERY = b"""<?xml version="1.0"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="20261101T000000Z" end="20261201T000000Z"/></C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""


def test_a_query_names_its_component_its_time_and_what_it_wants() -> None:
    asked = read_request(QUERY)
    assert (asked.kind, asked.props, asked.component) == ("calendar-query", (name(DAV, "getetag"),), "VEVENT")
    assert (asked.first, asked.last) == (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))


def test_an_empty_request_asks_for_everything() -> None:
    assert read_request(b" \r\n").props is None


@pytest.mark.parametrize(
    "body",
    [
        b"khong phai xml",
        b"<a>" * 10 + b"</a>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><D:propfind xmlns:D="DAV:"><D:allprop/></D:propfind>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><D:propfind xmlns:D="DAV:"/>',
        b'<D:version-tree xmlns:D="DAV:"/>',
        QUERY.replace(b"20261101T000000Z", b"hom nay"),
        b"<D:propfind xmlns:D='DAV:'>" + b" " * 300_000 + b"</D:propfind>",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_request_is_refused(body: bytes) -> None:
    with pytest.raises(BadRequest):
        read_request(body)


def test_an_answer_says_what_it_has_and_what_it_has_not() -> None:
    held = Resource("/dav/lich/a.ics", {name(DAV, "getetag"): '"1"', name(CALDAV, "calendar-data"): "A & <B>\r\n"})
    body = multistatus(
        [held], (name(CALDAV, "calendar-data"), name(DAV, "quota")), missing=["/dav/lich/b.ics"], token="urn:x"
    )
    root = etree.fromstring(body)
    assert root.findtext(f".//{name(CALDAV, 'calendar-data')}") == "A & <B>\r\n"
    statuses = [one.text for one in root.iter(name(DAV, "status"))]
    assert statuses == ["HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found", "HTTP/1.1 404 Not Found"]
    assert root.findtext(name(DAV, "sync-token")) == "urn:x"


def test_names_of_resources_are_taken_from_paths_and_whole_addresses() -> None:
    assert last_part("/dav/lich/item-1.ics") == "item-1.ics"
    assert last_part("https://lich.example.vn/dav/lich/item%2D1.ics?x=1") == "item-1.ics"
