"""Many pairs at once: the preview says what is done and what is not, and only what still waits is confirmed."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from planner.newsdesk import reconciling
from planner.vocabulary import MatchState
from tests.factories import actor, make_person, make_unit
from tests.pages import send, sign_in, token_of
from tests.web.test_coverage import make_pair

PAGE = "/doi-chieu/hang-loat"


def test_the_chosen_pairs_are_confirmed_and_the_others_say_why_not(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    sure, doubtful = make_pair(session, unit), make_pair(session, unit, "Nhà màng trồng dưa lưới của thanh niên")
    sure.score, doubtful.score = 0.9, 0.3
    session.flush()
    sign_in(client, make_person(session, unit))
    page = client.get(PAGE).get_data(as_text=True)
    assert f'name="cap" value="{sure.id}" checked' in page
    assert f'value="{doubtful.id}"' not in page
    assert "chưa đủ giống kế hoạch" in page

    answer = send(client, PAGE, PAGE, {"cap": sure.id})
    assert (answer.status_code, answer.location) == (303, "/doi-chieu/da-quyet-dinh")
    session.refresh(sure)
    session.refresh(doubtful)
    assert (sure.state, doubtful.state) == (MatchState.CONFIRMED, MatchState.SUGGESTED)


def test_what_was_decided_meanwhile_stays_and_nothing_chosen_is_refused(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    match = make_pair(session, unit)
    reconciling.reject(session, actor(), match)
    sign_in(client, make_person(session, unit))
    given = {"csrf_token": token_of(client)}
    answer = client.post(PAGE, data=given | {"cap": match.id}, follow_redirects=True)
    assert "1 cặp đã được quyết định trước đó nên giữ nguyên" in answer.get_data(as_text=True)
    session.refresh(match)
    assert match.state is MatchState.REJECTED
    assert client.post(PAGE, data=given | {"cap": "x"}).status_code == 400


def test_another_units_pair_is_not_found(client: FlaskClient, session: Session) -> None:
    match = make_pair(session, make_unit(session))
    sign_in(client, make_person(session, make_unit(session)))
    assert client.post(PAGE, data={"csrf_token": token_of(client), "cap": match.id}).status_code == 404
    session.refresh(match)
    assert match.state is MatchState.SUGGESTED
