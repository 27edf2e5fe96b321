"""The register of exemplars on screen."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from planner.domain.access import Visibility
from planner.models import Exemplar, Unit
from planner.newsdesk.exemplars import ExemplarEntry, add_exemplar
from planner.queries.exemplars import exemplar_lines
from planner.vocabulary import ExemplarKind, Role, Status
from tests.factories import actor, make_item, make_person, make_unit
from tests.pages import fill, send, sign_in
from tests.queries.counting import statements

NEW = "/dien-hinh/moi"
EVERYTHING = Visibility(everything=True, unit_ids=frozenset())


def make_exemplar(session: Session, unit: Unit, name: str = "Nuôi tôm hai giai đoạn") -> Exemplar:
    return add_exemplar(session, actor(), unit, ExemplarEntry(ExemplarKind.MODEL, name, place="Xã Thử Nghiệm"))


def test_a_reporter_adds_one_and_it_is_found_without_accents(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session), Role.REPORTER))
    assert "Sổ còn trống" in client.get("/dien-hinh").get_data(as_text=True)
    values = {"kind": "cach_lam", "name": "Tổ số cộng đồng", "place": "Thôn Thử", "result": "120 hộ"}
    added = send(client, NEW, NEW, values)
    assert added.status_code == 303
    page = client.get(added.location).get_data(as_text=True)
    assert "120 hộ" in page
    assert "Chưa có tin, bài nào" in page
    assert "Tổ số cộng đồng" in client.get("/dien-hinh?q=to+so&loai=cach_lam").get_data(as_text=True)
    assert "Không có điển hình nào khớp" in client.get("/dien-hinh?loai=mo_hinh").get_data(as_text=True)


def test_its_page_lists_what_is_planned_about_it(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    row = make_exemplar(session, unit)
    make_item(session, unit, "Vụ tôm được giá", exemplar_id=row.id)
    sign_in(client, make_person(session, unit))
    assert "Vụ tôm được giá" in client.get(f"/dien-hinh/{row.id}").get_data(as_text=True)


def test_an_overtaken_form_shows_what_changed(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    row = make_exemplar(session, unit, "Cũ")
    sign_in(client, make_person(session, unit))
    page = f"/dien-hinh/{row.id}/sua"
    values = fill(client, page, page, {"kind": "mo_hinh", "name": "Tôi gõ", "place": "Xã Thử Nghiệm"})
    row.name = "Người kia lưu"
    session.commit()
    refused = client.post(page, data=values)
    assert refused.status_code == 409
    assert "<td>Người kia lưu</td><td>Tôi gõ</td>" in refused.get_data(as_text=True)
    values = fill(client, page, page, {"kind": "mo_hinh", "name": "Tôi gõ", "place": "Xã Thử Nghiệm"})
    assert client.post(page, data=values).status_code == 303


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "a" * 10_000}, "Dài tối đa 200 ký tự"),
        ({"name": ""}, "Bắt buộc nhập"),
        ({"kind": "khac"}, "Chọn một mục trong danh sách"),
    ],
)
def test_one_that_cannot_be_is_refused(
    client: FlaskClient, session: Session, fields: dict[str, str], sentence: str
) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    refused = send(client, NEW, NEW, {"kind": "mo_hinh", "name": "Tên"} | fields)
    assert refused.status_code == 400
    assert sentence in refused.get_data(as_text=True)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Exemplar)) == 0


def test_one_form_sent_twice_adds_one(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    values = fill(client, NEW, NEW, {"kind": "mo_hinh", "name": "Một lần"})
    assert len({client.post(NEW, data=values).location for _again in range(2)}) == 1
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Exemplar)) == 1


def test_the_register_of_another_unit_is_its_own(client: FlaskClient, session: Session) -> None:
    row = make_exemplar(session, make_unit(session), "Của nhà khác")
    sign_in(client, make_person(session, make_unit(session)))
    assert "Của nhà khác" not in client.get("/dien-hinh").get_data(as_text=True)
    assert client.get(f"/dien-hinh/{row.id}").status_code == 404
    assert client.get(f"/dien-hinh/{row.id}/sua").status_code == 404


def test_the_board_reads_every_register_and_changes_none(client: FlaskClient, session: Session) -> None:
    row = make_exemplar(session, make_unit(session))
    sign_in(client, make_person(session, role=Role.BOARD))
    assert row.name in client.get("/dien-hinh").get_data(as_text=True)
    assert client.get(f"/dien-hinh/{row.id}/sua").status_code == 403


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_register_takes_one_statement_for_any_number(session: Session, engine: Engine, rows: int) -> None:
    unit = make_unit(session)
    for number in range(rows):
        row = make_exemplar(session, unit, f"Mô hình {number}")
        make_item(session, unit, exemplar_id=row.id, status=Status.PUBLISHED)
        make_item(session, unit, exemplar_id=row.id, status=Status.CANCELLED)
    session.commit()
    with Session(engine) as reader, statements(engine) as sent:
        found = [(line.items, line.published) for line in exemplar_lines(reader, EVERYTHING)]
    assert (found, len(sent)) == ([(1, 1)] * rows, 1)
