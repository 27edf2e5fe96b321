"""The page on which a campaign is compared anew."""

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import Rematch
from planner.vocabulary import Role
from tests.factories import make_campaign, make_item, make_person, make_unit
from tests.pages import send, sign_in, token_of

PAGE = "/doi-chieu/doi-chieu-lai"


def test_it_is_asked_for_watched_and_stopped(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit)
    make_item(session, unit, campaign=campaign)
    sign_in(client, make_person(session, role=Role.BOARD))
    assert PAGE in client.get("/doi-chieu").get_data(as_text=True)

    assert send(client, PAGE, f"{PAGE}/{campaign.id}", {}).status_code == 303
    assert "0 trong 1 kế hoạch" in client.get(PAGE).get_data(as_text=True)

    row = session.scalars(select(Rematch)).one()
    assert send(client, PAGE, f"{PAGE}/{row.id}/dung", {}).status_code == 303
    assert "đã dừng" in client.get(PAGE).get_data(as_text=True)


def test_an_unknown_campaign_or_run_is_not_found(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, role=Role.BOARD))
    given = {"csrf_token": token_of(client)}
    assert client.post(f"{PAGE}/99999", data=given).status_code == 404
    assert client.post(f"{PAGE}/99999/dung", data=given).status_code == 404
