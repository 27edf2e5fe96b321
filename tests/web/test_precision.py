"""The page of how right matching has been: taken back is wrong, pasted and undecided are left out."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from planner.newsdesk import reconciling
from planner.queries.precision import verdicts
from planner.vocabulary import MatchState
from tests.factories import NOW, actor, make_item, make_person, make_published, make_unit
from tests.pages import sign_in
from tests.web.test_coverage import make_pair

PAGE = "/doi-chieu/do-chinh-xac"


def test_decisions_are_counted_with_their_bounds(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    editor = make_person(session, unit)
    sign_in(client, editor)
    assert "Chưa có quyết định nào để tính" in client.get(PAGE).get_data(as_text=True)

    suggested, taken = make_pair(session, unit), make_pair(session, unit, "Nhà màng trồng dưa lưới của thanh niên")
    reconciling.confirm(session, actor(editor), suggested)
    taken.state, taken.accepted_at = MatchState.ACCEPTED, NOW
    session.flush()
    assert len(verdicts(session, None, NOW)) == 1
    reconciling.undo(session, actor(editor), taken)
    reconciling.link_pasted(session, actor(editor), make_item(session, unit), make_published(session, unit))

    page = client.get(PAGE).get_data(as_text=True)
    assert "0 trong 1 đúng (0%; khoảng tin cậy 0–79%)" in page
    assert "1 trong 1 đúng (100%; khoảng tin cậy 21–100%)" in page
    assert 'class="precision__rule"' in page
