"""What units report of themselves: written, proved, counted apart, taken back."""

import io
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.extensions import db
from planner.models import Activity, Campaign, Unit
from planner.vocabulary import Role
from tests.factories import NOW, make_campaign, make_person, make_unit
from tests.pages import another_visitor, fill, send, sign_in
from tests.queries.counting import statements

PAGE, NEW = "/hoat-dong", "/hoat-dong/moi"

pytestmark = pytest.mark.usefixtures("factories_day")


def values(campaign: Campaign, **fields: str) -> dict[str, str]:
    return {
        "campaign": str(campaign.id),
        "kind": "tuyen_truyen_mieng",
        "held_on": "2026-11-20",
        "place": "Thôn Thử Nghiệm",
        "count": "3",
        "audience": "120",
        "description": "Nói chuyện về máy sấy.",
    } | fields


def make_activity(session: Session, unit: Unit, campaign: Campaign) -> Activity:
    day = NOW.date()
    row = Activity(unit=unit, campaign=campaign, kind="pano", held_on=day, count=2, created_at=NOW)
    session.add(row)
    session.flush()
    return row


def test_an_editor_reports_proves_and_the_board_reads_it_beside_the_figures(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session, "Báo Thử Nghiệm")
    campaign = make_campaign(session, unit)
    board = make_person(session, make_unit(session), Role.BOARD)
    sign_in(client, make_person(session, unit))
    address = send(client, NEW, NEW, values(campaign)).location
    form = fill(client, address, f"{address}/minh-chung", {"file": (io.BytesIO(b"bien ban"), "bien-ban.txt")}, "proof-")
    assert client.post(f"{address}/minh-chung", data=form, content_type="multipart/form-data").status_code == 303
    visitor = sign_in(another_visitor(app, session), board)
    page = visitor.get(f"/bang-theo-doi?dot={campaign.key}&tu=2026-11-01&den=2026-11-30").get_data(as_text=True)
    assert "Đơn vị tự báo cáo" in page
    assert "1/1 lần báo cáo" in page
    figures = f"/bang-theo-doi/bao-cao.json?dot={campaign.key}&tu=2026-11-01&den=2026-11-30"
    own = json.loads(visitor.get(figures).get_data())["self_reported"]
    assert [(line["unit"], line["count"], line["measure"], line["proved"]) for line in own] == [
        ("Báo Thử Nghiệm", 3, "buổi", 1)
    ]
    listed = visitor.get(f"{PAGE}?dot={campaign.id}&don-vi={unit.id}&tu=2026-11-01&den=2026-11-30")
    assert f'href="{address}"' in listed.get_data(as_text=True)
    shown = visitor.get(address).get_data(as_text=True)
    assert "đơn vị tự báo cáo" in shown
    assert "3 buổi" in shown
    proof = next(part.split('"')[0] for part in shown.split('href="') if "minh-chung/" in part)
    assert visitor.get(proof).get_data() == b"bien ban"


def test_one_taken_back_is_kept_and_counted_no_more(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit)
    row = make_activity(session, unit, campaign)
    sign_in(client, make_person(session, unit))
    address = f"{PAGE}/{row.id}"
    assert send(client, address, f"{address}/rut", {"reason": ""}, "withdraw-").status_code == 400
    assert send(client, address, f"{address}/rut", {"reason": "Ghi nhầm đợt"}, "withdraw-").status_code == 303
    page = client.get(address).get_data(as_text=True)
    assert "đã rút" in page
    assert "Ghi nhầm đợt" in page
    board = client.get(f"/bang-theo-doi?dot={campaign.key}&tu=2026-11-01&den=2026-11-30").get_data(as_text=True)
    assert "Đơn vị tự báo cáo" not in board


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"held_on": "2026-11-24"}, "Ngày này chưa tới"),
        ({"count": "0"}, "Nhập số từ 1"),
        ({"kind": "khong_co"}, "Chọn một mục trong danh sách"),
        ({"description": "a" * 10_000}, "Dài tối đa 5000 ký tự"),
    ],
)
def test_one_that_cannot_be_is_refused_and_nothing_is_stored(
    client: FlaskClient, session: Session, fields: dict[str, str], sentence: str
) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit)
    sign_in(client, make_person(session, unit))
    refused = send(client, NEW, NEW, values(campaign, **fields))
    assert refused.status_code == 400
    assert sentence in refused.get_data(as_text=True)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Activity)) == 0


def test_an_overtaken_form_shows_what_changed(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit)
    row = make_activity(session, unit, campaign)
    sign_in(client, make_person(session, unit))
    page = f"{PAGE}/{row.id}/sua"
    typed = fill(client, page, page, values(campaign, place="Tôi gõ"))
    row.place = "Người kia lưu"
    session.commit()
    refused = client.post(page, data=typed)
    assert refused.status_code == 409
    assert "<td>Người kia lưu</td><td>Tôi gõ</td>" in refused.get_data(as_text=True)


def test_another_unit_sees_nothing_of_it_and_a_reporter_only_reads(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session)
    row = make_activity(session, unit, make_campaign(session, unit))
    sign_in(client, make_person(session, make_unit(session)))
    assert client.get(f"{PAGE}/{row.id}").status_code == 404
    reporter = sign_in(another_visitor(app, session), make_person(session, unit, Role.REPORTER))
    assert reporter.get(f"{PAGE}/{row.id}").status_code == 200
    assert reporter.get(NEW).status_code == 403


def test_the_list_costs_the_same_for_any_number(app: Flask, client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit)
    sign_in(client, make_person(session, unit))
    with app.app_context():
        served = db.engine
    costs = []
    for number in (1, 2, 27):
        for _ in range(number):
            make_activity(session, unit, campaign)
        with statements(served) as sent:
            client.get(PAGE)
        costs.append(len(sent))
    assert costs[0] == costs[1] == costs[2]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REPORTER, Role.BOARD])
def test_the_list_is_two_clicks_away_even_before_anything_was_reported(
    client: FlaskClient, session: Session, role: Role
) -> None:
    sign_in(client, make_person(session, make_unit(session), role=role))
    assert f'href="{PAGE}"' in client.get("/da-dang").get_data(as_text=True)
