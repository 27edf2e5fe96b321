"""The menu of the page's head: one line, the rest in a fold of plain HTML, and always the place one is at."""

from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from planner.vocabulary import Role
from tests.factories import make_person, make_unit
from tests.pages import sign_in


def nav_of(client: FlaskClient, address: str) -> html.HtmlElement:
    tree = html.fromstring(client.get(address, follow_redirects=True).get_data(as_text=True))
    return tree.get_element_by_id("nav")


def test_what_does_not_fit_the_line_stands_in_a_fold_that_says_where_one_is(
    client: FlaskClient, session: Session
) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    at_calendar, at_sources = nav_of(client, "/lich"), nav_of(client, "/nguon-tin")

    assert len(at_calendar.xpath("ul/li/a")) == 6
    assert "/nguon-tin" in at_calendar.xpath(".//details/ul/li/a/@href")
    assert at_calendar.xpath("string(ul/li/a[@aria-current])") == "Lịch"
    assert at_calendar.xpath(".//summary/@class") == []
    assert at_sources.xpath("string(.//details//a[@aria-current])") == "Nguồn tin"
    assert at_sources.xpath(".//summary/@class") == ["nav__current"]


def test_few_entries_need_no_fold(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session), role=Role.REPORTER))
    nav = nav_of(client, "/viec-cua-toi")

    assert nav.xpath(".//details") == []
    assert "/nguon-tin" in nav.xpath("ul/li/a/@href")


def test_a_page_without_an_entry_of_its_own_marks_the_one_it_belongs_to(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session)))

    places = {page: nav_of(client, page).xpath("string(.//a[@aria-current])") for page in ("/tin-bai/moi", "/bang-ke")}

    assert places == {"/tin-bai/moi": "Lịch", "/bang-ke": "Tin, bài đã đăng"}
