"""What was published for a campaign as Atom, behind a private link."""

import re
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import Campaign, Match, Person, Relevance, Subscription
from planner.newsdesk.subscribing import LinkChoice, create_link, revoke
from planner.vocabulary import CalendarContent, CalendarScope, MatchState, RelevanceState, Role
from tests.factories import NOW, TODAY, actor, make_campaign, make_item, make_person, make_published, make_unit
from tests.pages import send, sign_in

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def editor(session: Session) -> Person:
    return make_person(session, make_unit(session), Role.EDITOR)


@pytest.fixture
def campaign(session: Session, editor: Person) -> Campaign:
    """Two links confirmed or counted, one only suggested, one of no campaign."""
    unit = editor.unit_on(TODAY)
    assert unit is not None
    made = make_campaign(session, unit)
    item = make_item(session, unit, campaign=made)
    titles = ("Đã xác nhận <&>", "Mới gợi ý", "Ngoài kế hoạch", "Không liên quan")
    confirmed, suggested, counted, _other = (make_published(session, unit, title) for title in titles)
    for published, state in ((confirmed, MatchState.CONFIRMED), (suggested, MatchState.SUGGESTED)):
        session.add(Match(item=item, published_item=published, state=state, score=0.9, rule="thu", suggested_at=NOW))
    session.add(
        Relevance(
            campaign=made, published_item=counted, state=RelevanceState.COUNTED, score=0.9, rule="thu", suggested_at=NOW
        )
    )
    session.flush()
    return made


def path_of(session: Session, person: Person, campaign: Campaign) -> str:
    choice = LinkChoice(scope=CalendarScope.CAMPAIGN, content=CalendarContent.PUBLISHED, campaign=campaign)
    _link, token = create_link(session, actor(), person, label="Cổng", today=TODAY, choice=choice)
    return f"/lich/{token}/dot.atom"


def test_it_holds_what_a_person_decided_and_answers_not_modified(
    client: FlaskClient, session: Session, editor: Person, campaign: Campaign
) -> None:
    path = path_of(session, editor, campaign)
    answer = client.get(path)
    root = ET.fromstring(answer.data)  # noqa: S314 - our own bytes
    assert [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")] == [
        "Ngoài kế hoạch",
        "Đã xác nhận <&>",
    ]
    assert root.findtext(f"{ATOM}title") == f"Tin, bài đã đăng, phát – {campaign.short_title}"
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert "Set-Cookie" not in answer.headers
    assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_taken_back_it_is_gone_and_its_token_opens_no_calendar(
    client: FlaskClient, session: Session, editor: Person, campaign: Campaign
) -> None:
    path = path_of(session, editor, campaign)
    assert client.get(path.replace("dot.atom", "lich.ics")).status_code == 404
    revoke(session, actor(), session.scalars(select(Subscription)).one())
    assert client.get(path).status_code == 410
    _link, token = create_link(session, actor(), editor, label="Máy", today=TODAY)
    assert client.get(f"/lich/{token}/dot.atom").status_code == 404


def test_only_a_campaign_has_one(client: FlaskClient, session: Session, editor: Person, campaign: Campaign) -> None:
    sign_in(client, editor)
    values = {"label": "Cổng", "scope": "mine", "content": "published"}
    refused = send(client, "/dang-ky-lich", "/dang-ky-lich", values)
    assert refused.status_code == 400
    assert "Chọn một đợt" in refused.get_data(as_text=True)
    values["scope"] = f"campaign-{campaign.id}"
    page = send(client, "/dang-ky-lich", "/dang-ky-lich", values).get_data(as_text=True)
    found = re.search(r'value="http://[^"]+(/lich/[\w-]{43}/[\w-]+\.atom)"', page)
    assert found
    assert client.get(found[1]).status_code == 200
