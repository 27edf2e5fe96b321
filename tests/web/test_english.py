"""The English interface: no Vietnamese word on any page that does not come from what people stored."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Session

from planner.documents.profile import shipped_profiles
from planner.language.catalogue import catalogue
from planner.models import Base, History, Person
from planner.vocabulary import Role
from planner.web.rendering import LANGUAGES
from tests.factories import make_person, make_source, make_unit
from tests.pages import sign_in, token_of
from tests.small_campaign import make_small_campaign

VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
SPOKEN = ("aria-label", "title", "alt", "placeholder", "value", "label")
UNREAD = {"script", "style", "template"}
MOST_PAGES = 150
NOWHERE = "/no-such-page"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Words do not depend on the engine."""
    return sqlite_url


@pytest.mark.parametrize("role", Role)
def test_every_page_is_english_while_there_is_no_data(client: FlaskClient, session: Session, role: Role) -> None:
    person = make_person(session, make_unit(session, "Test Paper"), role=role, name="Tester")
    assert foreign_words(client, session, person)[0] == []


@pytest.mark.parametrize("role", Role)
def test_every_page_is_english_around_the_data(client: FlaskClient, session: Session, role: Role) -> None:
    small = make_small_campaign(session)
    make_source(session, small.paper)
    person = make_person(session, small.paper, role=role, name="Tester")
    found, pages = foreign_words(client, session, person)
    assert found == []
    assert pages > 15


def test_the_sign_in_page_is_read_in_the_language_chosen_there(client: FlaskClient) -> None:
    client.post("/ngon-ngu", data={"csrf_token": token_of(client), "language": "en", "next": "/dang-nhap"})
    page = html5lib.parse(client.get("/dang-nhap").get_data(as_text=True), namespaceHTMLElements=False)
    assert page.get("lang") == "en"
    assert [text for text in words_of(page) if VIETNAMESE.search(text)] == []
    assert page.findtext("head/title", "").startswith("Sign in")


def test_a_mistake_is_explained_in_english(client: FlaskClient, session: Session) -> None:
    person = make_person(session, make_unit(session, "Test Paper"), role=Role.ADMINISTRATOR, name="Tester")
    person.language = "en"
    sign_in(client, person)
    answer = client.post("/don-vi/moi", data={"csrf_token": token_of_page(client, "/don-vi/moi"), "name": "x" * 10_000})
    page = html5lib.parse(answer.get_data(as_text=True), namespaceHTMLElements=False)
    assert answer.status_code == 400
    assert "At most 300 characters. Shorten the text, then save again." in list(words_of(page))


def foreign_words(client: FlaskClient, session: Session, person: Person) -> tuple[list[str], int]:
    """Vietnamese words that are nobody's data, with their page, on every page the links lead to; and how many pages."""
    person.language = "en"
    sign_in(client, person)
    data = re.compile("|".join(re.escape(text) for text in stored_texts(session)))
    waiting, seen, found = ["/", "/tai-khoan", "/dang-ky-lich", NOWHERE], set[str](), list[str]()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if (shape := re.sub(r"\d+", "1", address)) in seen:
            continue
        seen.add(shape)
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == (404 if address == NOWHERE else 200), f"{address}: {answer.status_code}"
        if answer.mimetype != "text/html":
            continue
        page = html5lib.parse(answer.get_data(as_text=True), namespaceHTMLElements=False)
        assert page.get("lang") == "en", address
        found += [f"{address}: {text}" for text in words_of(page) if VIETNAMESE.search(data.sub("", text))]
        waiting += links_of(page)
    return found, len(seen)


def words_of(element: Element) -> Iterator[str]:
    """What is read out of an element and what it holds, leaving out the parts marked as Vietnamese."""
    if not isinstance(element.tag, str) or element.tag in UNREAD or element.get("lang") == "vi":
        return
    spoken = [element.get(name) for name in SPOKEN] + [text for name, text in element.items() if "data-" in name]
    if element.find("mark") is not None:  # a title with the shared words marked is one text
        yield from (" ".join(text.split()) for text in [*spoken, "".join(element.itertext())] if text)
        return
    yield from (" ".join(text.split()) for text in [*spoken, element.text] if text)
    for child in element:
        yield from words_of(child)
        yield from (" ".join(text.split()) for text in [child.tail] if text)


def links_of(page: Element) -> list[str]:
    """The addresses of our own pages that a page leads to."""
    places = [urlsplit(link.get("href") or "") for link in page.iter("a")]
    return [
        place._replace(fragment="").geturl()
        for place in places
        if place.path.startswith("/") and not place.netloc and not place.scheme
    ]


def stored_texts(session: Session) -> list[str]:
    """Every text people stored, longest first.

    The history is told in the program's words and so is not data; nor is a stored text that the program itself says
    somewhere, such as why a source stands still, unless it is a title or a name.
    """
    texts, own = set(LANGUAGES.values()) | {profile.name for profile in shipped_profiles()}, catalogue("en").keys()
    for mapper in Base.registry.mappers:
        for column in mapper.columns if mapper.class_ is not History else ():
            if isinstance(column.type, String | JSON):
                found = {text for value in session.scalars(select(column)) for text in leaves(value)}
                texts |= found if column.key in ("title", "name") else found - own
    shown = {" ".join(text.split()) for text in texts}
    return sorted((text for text in shown if VIETNAMESE.search(text)), key=len, reverse=True)


def leaves(value: Any) -> Iterator[str]:
    """The texts in a stored value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from leaves(one)


def token_of_page(client: FlaskClient, address: str) -> str:
    """The CSRF token of a page's forms."""
    page = html5lib.parse(client.get(address).get_data(as_text=True), namespaceHTMLElements=False)
    return next(field.get("value", "") for field in page.iter("input") if field.get("name") == "csrf_token")
