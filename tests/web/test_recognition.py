"""An exemplar's page names what speaks of it, and a published item's page the exemplars it names."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from planner.models import Exemplar
from planner.newsdesk.reconciling import suggest_for_new
from planner.vocabulary import ExemplarKind
from tests.factories import NOW, make_person, make_published, make_unit
from tests.pages import sign_in


def test_exemplar_and_item_lead_to_each_other(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    exemplar = Exemplar(unit=unit, kind=ExemplarKind.MODEL, name="Hợp tác xã Nấm Thử")
    session.add(exemplar)
    published = make_published(session, unit, "Ngày mới", summary="Về hợp tác xã nấm Thử hôm nay.")
    other = make_published(session, unit, "Hợp tác xã trồng nấm ở xã bên")
    suggest_for_new(session, NOW)
    sign_in(client, make_person(session, unit))

    page = client.get(f"/dien-hinh/{exemplar.id}").get_data(as_text=True)
    assert f"/da-dang/{published.id}" in page
    assert f"/da-dang/{other.id}" not in page
    assert f"/dien-hinh/{exemplar.id}" in client.get(f"/da-dang/{published.id}").get_data(as_text=True)
    assert f"/dien-hinh/{exemplar.id}" not in client.get(f"/da-dang/{other.id}").get_data(as_text=True)
