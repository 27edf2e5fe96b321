"""A private calendar over CalDAV: found, listed, synced, read; never written; dark when the link is."""

from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feeds.caldav import CALDAV, DAV, SERVER, name
from planner.models import Person, PlannedItem, Subscription
from planner.newsdesk.people import close_account
from planner.newsdesk.planning import assign
from planner.newsdesk.subscribing import LinkChoice, create_link, move_feed_day, revoke
from planner.vocabulary import CalendarContent, Role
from tests.factories import NOW, TODAY, actor, make_item, make_person, make_unit
from tests.queries.counting import statements

SYNC = (
    '<D:sync-collection xmlns:D="DAV:"><D:sync-token>%s</D:sync-token><D:prop><D:getetag/></D:prop></D:sync-collection>'
)
PROPS = (
    '<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/">'
    "<D:prop><D:resourcetype/><D:current-user-principal/><C:calendar-home-set/><D:displayname/><S:getctag/>"
    "<D:sync-token/><D:getetag/><D:current-user-privilege-set/><D:quota-used-bytes/></D:prop></D:propfind>"
)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What programs are told does not depend on the engine; the selects have tests of their own on both."""
    return sqlite_url


@pytest.fixture
def reporter(session: Session) -> Person:
    return make_person(session, make_unit(session), Role.REPORTER, name="Nguyễn Hữu Thắng")


@pytest.fixture
def item(session: Session, reporter: Person) -> PlannedItem:
    unit = reporter.unit_on(TODAY)
    assert unit is not None
    return make_item(session, unit, "Bài riêng của đơn vị", (reporter,), publish_at=NOW + timedelta(hours=5))


def link_of(session: Session, person: Person, choice: LinkChoice | None = None) -> tuple[Subscription, str]:
    return create_link(session, actor(), person, label="Máy", today=TODAY, choice=choice or LinkChoice())


def ask(
    client: FlaskClient, token: str, method: str, path: str = "/dav/lich/", body: str = "", depth: str = "0"
) -> TestResponse:
    key = b64encode(f"thang:{token}".encode()).decode()
    headers = {"Authorization": f"Basic {key}", "Depth": depth, "User-Agent": "DAVx5/4.5"}
    return client.open(path, method=method, data=body, headers=headers, content_type="application/xml")


def read(answer: TestResponse) -> Any:
    assert answer.status_code == 207, answer.get_data(as_text=True)
    return etree.fromstring(answer.data)


def hrefs(root: Any) -> list[str]:
    return [one.text for one in root.findall(f"{name(DAV, 'response')}/{name(DAV, 'href')}")]


def test_a_program_finds_its_way_from_the_well_known_address_to_the_calendar(
    client: FlaskClient, session: Session, reporter: Person
) -> None:
    _link, token = link_of(session, reporter)
    assert client.get("/.well-known/caldav").headers["Location"] == "/dav/"
    who = client.open("/dav/", method="PROPFIND")
    assert (who.status_code, who.headers["WWW-Authenticate"].split()[0]) == (401, "Basic")
    options = client.open("/dav/", method="OPTIONS")
    assert "calendar-access" in options.headers["DAV"]

    root = read(ask(client, token, "PROPFIND", "/dav/", PROPS, depth="1"))
    assert hrefs(root) == ["/dav/", "/dav/lich/"]
    home, calendar = root.findall(name(DAV, "response"))
    assert home.findtext(f".//{name(CALDAV, 'calendar-home-set')}/{name(DAV, 'href')}") == "/dav/"
    assert home.findtext(f".//{name(DAV, 'current-user-principal')}/{name(DAV, 'href')}") == "/dav/"
    assert calendar.find(f".//{name(DAV, 'resourcetype')}/{name(CALDAV, 'calendar')}") is not None
    assert calendar.findtext(f".//{name(DAV, 'displayname')}") == "Lịch tòa soạn – Nguyễn Hữu Thắng"
    privileges = [one.tag for one in calendar.iterfind(f".//{name(DAV, 'privilege')}/*")]
    assert privileges == [name(DAV, "read")]
    missing = calendar.findall(name(DAV, "propstat"))[1]
    assert missing.find(f".//{name(DAV, 'quota-used-bytes')}") is not None


def test_entries_are_listed_fetched_by_name_and_by_time_and_answered_with_304(
    client: FlaskClient, session: Session, reporter: Person, item: PlannedItem
) -> None:
    _link, token = link_of(session, reporter)
    place = f"/dav/lich/item-{item.id}.ics"
    listed = read(ask(client, token, "PROPFIND", body=PROPS, depth="1"))
    assert hrefs(listed) == ["/dav/lich/", place]

    multiget = (
        '<C:calendar-multiget xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/>'
        f"<C:calendar-data/></D:prop><D:href>{place}</D:href><D:href>/dav/lich/khong-co.ics</D:href></C:calendar-multiget>"
    )
    got = read(ask(client, token, "REPORT", body=multiget))
    data = got.findtext(f".//{name(CALDAV, 'calendar-data')}")
    assert data.startswith("BEGIN:VCALENDAR")
    assert "SUMMARY:Bài riêng của đơn vị" in data
    assert hrefs(got) == [place, "/dav/lich/khong-co.ics"]
    assert got.findall(name(DAV, "response"))[1].findtext(name(DAV, "status")) == "HTTP/1.1 404 Not Found"

    plain = ask(client, token, "GET", place)
    assert plain.get_data(as_text=True) == data
    key = {
        "Authorization": f"Basic {b64encode(f'x:{token}'.encode()).decode()}",
        "If-None-Match": plain.headers["ETag"],
    }
    assert client.get(place, headers=key).status_code == 304

    query = (
        '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop>'
        '<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
        '<C:time-range start="%s" end="%s"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>'
    )
    inside, outside = query % ("20261123T000000Z", "20261124T000000Z"), query % ("20261001T000000Z", "20261002T000000Z")
    assert hrefs(read(ask(client, token, "REPORT", body=inside))) == [place]
    assert hrefs(read(ask(client, token, "REPORT", body=outside))) == []
    assert hrefs(read(ask(client, token, "REPORT", body=inside.replace("VEVENT", "VTODO")))) == []


def test_a_sync_brings_what_changed_and_what_is_gone_since_its_token(
    client: FlaskClient, session: Session, reporter: Person, item: PlannedItem
) -> None:
    unit = reporter.unit_on(TODAY)
    assert unit is not None
    _link, token = link_of(session, reporter)
    other = make_item(session, unit, "Bài khác", (reporter,), publish_on=TODAY)
    first = read(ask(client, token, "REPORT", body=SYNC % ""))
    assert sorted(hrefs(first)) == sorted(f"/dav/lich/item-{number}.ics" for number in (item.id, other.id))
    mark = first.findtext(name(DAV, "sync-token"))
    again = read(ask(client, token, "REPORT", body=SYNC % mark))
    assert (hrefs(again), again.findtext(name(DAV, "sync-token"))) == ([], mark)

    item.title = "Bài đổi tên"
    assign(session, actor(now=NOW + timedelta(minutes=1)), other, [])
    session.commit()
    changed = read(ask(client, token, "REPORT", body=SYNC % mark))
    assert hrefs(changed) == [f"/dav/lich/item-{item.id}.ics", f"/dav/lich/item-{other.id}.ics"]
    assert [one.findtext(name(DAV, "status")) for one in changed.findall(name(DAV, "response"))][1] is not None
    refused = ask(client, token, "REPORT", body=SYNC % "urn:lich:khong-biet")
    assert refused.status_code == 403
    assert b"valid-sync-token" in refused.data


def test_the_tag_of_the_calendar_costs_the_one_prepared_statement_and_moves_only_with_it(
    client: FlaskClient, session: Session, reporter: Person, item: PlannedItem, app: Any
) -> None:
    _link, token = link_of(session, reporter)

    def tag() -> str:
        return str(read(ask(client, token, "PROPFIND", body=PROPS)).findtext(f".//{name(SERVER, 'getctag')}"))

    first = tag()
    with app.app_context():
        from planner.extensions import db

        with statements(db.engine) as sent:
            assert tag() == first
    assert sent == []  # beside the one that goes by the driver itself
    item.place = "Hội trường"
    assert tag() != first


@pytest.mark.parametrize("method", ["PUT", "DELETE", "MKCALENDAR", "PROPPATCH", "MOVE", "POST", "MKCOL"])
def test_nothing_can_be_written(client: FlaskClient, session: Session, reporter: Person, method: str) -> None:
    _link, token = link_of(session, reporter)
    for path in ("/dav/", "/dav/lich/", "/dav/lich/item-1.ics", "/dav/moi/"):
        assert ask(client, token, method, path).status_code == 403


def test_a_wrong_password_opens_nothing_and_a_dark_link_holds_its_notice_only(
    client: FlaskClient, session: Session, reporter: Person, item: PlannedItem
) -> None:
    link, token = link_of(session, reporter)
    atom = LinkChoice(content=CalendarContent.PUBLISHED)
    for wrong in ("", "khong-co", token[:-1], link_of(session, reporter, atom)[1]):
        assert ask(client, wrong, "PROPFIND").status_code == 401
    before = read(ask(client, token, "REPORT", body=SYNC % "")).findtext(name(DAV, "sync-token"))
    revoke(session, actor(now=NOW), link)
    session.commit()
    after = read(ask(client, token, "REPORT", body=SYNC % before))
    assert sorted(hrefs(after)) == sorted([f"/dav/lich/item-{item.id}.ics", f"/dav/lich/link-{link.id}.ics"])
    assert ask(client, token, "GET", f"/dav/lich/item-{item.id}.ics").status_code == 404
    move_feed_day(session, TODAY + timedelta(days=120))
    assert ask(client, token, "PROPFIND").status_code == 401


def test_a_closed_account_darkens_the_calendar_at_once(
    client: FlaskClient, session: Session, reporter: Person, item: PlannedItem
) -> None:
    link, token = link_of(session, reporter)
    close_account(session, actor(), reporter)
    assert hrefs(read(ask(client, token, "PROPFIND", body=PROPS, depth="1")))[1:] == [f"/dav/lich/link-{link.id}.ics"]


def test_a_broken_body_is_refused_in_words(client: FlaskClient, session: Session, reporter: Person) -> None:
    _link, token = link_of(session, reporter)
    assert ask(client, token, "PROPFIND", body="<a").status_code == 400
