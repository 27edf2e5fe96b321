"""Units on screen: names of a day, mergers, channels; only administrators change them."""

from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.models import ChannelPeriod, Membership, Unit
from planner.newsdesk.units import rename_unit
from planner.vocabulary import Role
from tests.factories import actor, make_channel, make_person, make_unit
from tests.pages import fill, send, sign_in


def test_the_list_shows_the_names_of_the_day_asked_for(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session, "Báo Tên Cũ")
    rename_unit(session, actor(), unit, name="Báo Tên Mới", short="", on=date(2026, 7, 1), reason="Quyết định số 1")
    sign_in(client, make_person(session, unit))

    assert "Báo Tên Mới" in client.get("/don-vi?ngay=2026-07-01").get_data(as_text=True)
    before = client.get("/don-vi?ngay=2026-06-30").get_data(as_text=True)
    assert "Báo Tên Cũ" in before
    assert client.get("/don-vi?ngay=hom-qua").status_code == 400


def test_an_administrator_renames_a_unit_and_history_keeps_the_old_name(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session, "Đài Thử")
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))
    page = f"/don-vi/{unit.id}"

    response = send(
        client, page, f"{page}/ten", {"name": "Đài Thử Mới", "on": "2026-07-01", "reason": "QĐ 9"}, prefix="ten-"
    )

    assert response.status_code == 303
    shown = client.get(page).get_data(as_text=True)
    assert "Đài Thử Mới" in shown
    assert "đến 30/06/2026" in shown
    assert "QĐ 9" in shown


def test_a_name_that_would_start_before_the_present_one_is_refused(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session, "Đài Thử")
    rename_unit(session, actor(), unit, name="Đài Hai", short="", on=date(2026, 7, 1), reason="QĐ 1")
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))
    page = f"/don-vi/{unit.id}"

    response = send(
        client, page, f"{page}/ten", {"name": "Đài Ba", "on": "2026-06-01", "reason": "QĐ 2"}, prefix="ten-"
    )

    assert response.status_code == 400
    assert "phải có hiệu lực sau ngày 01/07/2026" in response.get_data(as_text=True)
    session.expire_all()
    assert [name.name for name in unit.names] == ["Đài Thử", "Đài Hai"]


def test_a_merger_hands_over_people_and_channels_from_that_day(client: FlaskClient, session: Session) -> None:
    paper, merged = make_unit(session), make_unit(session, "Báo và Đài Thử")
    channel, reporter = make_channel(session, paper), make_person(session, paper, Role.REPORTER)
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))
    page = f"/don-vi/{paper.id}"
    values = {"into": merged.id, "on": "2026-07-01", "basis": "Đề án hợp nhất"}

    assert send(client, page, f"{page}/hop-nhat", values, prefix="hop-nhat-").status_code == 303

    session.expire_all()
    periods = session.scalars(select(ChannelPeriod).where(ChannelPeriod.channel_id == channel.id)).all()
    assert [(p.unit_id, p.valid_from, p.valid_to) for p in periods] == [
        (paper.id, None, date(2026, 6, 30)),
        (merged.id, date(2026, 7, 1), None),
    ]
    units = {member.unit_id for member in session.scalars(select(Membership).where(Membership.person == reporter))}
    assert units == {paper.id, merged.id}
    assert reporter.unit_on(date(2026, 6, 30)) is paper
    assert reporter.unit_on(date(2026, 7, 1)) is merged


def test_a_unit_cannot_be_merged_into_what_it_grew_out_of(client: FlaskClient, session: Session) -> None:
    paper, merged = make_unit(session), make_unit(session)
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))
    values = {"into": merged.id, "on": "2026-07-01", "basis": "Đề án"}
    send(client, f"/don-vi/{paper.id}", f"/don-vi/{paper.id}/hop-nhat", values, prefix="hop-nhat-")

    page = f"/don-vi/{merged.id}"
    response = send(client, page, f"{page}/hop-nhat", values | {"into": paper.id}, prefix="hop-nhat-")

    assert response.status_code == 400
    assert "đơn vị tiền thân" in response.get_data(as_text=True)


def test_adding_a_unit_twice_with_one_form_adds_one(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))
    before = session.scalar(select(func.count()).select_from(Unit))
    fields = fill(client, "/don-vi/moi", "/don-vi/moi", {"name": "Báo Mới", "kind": "press_unit"})
    first, again = client.post("/don-vi/moi", data=fields), client.post("/don-vi/moi", data=fields)

    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["Location"] == again.headers["Location"]
    assert session.scalar(select(func.count()).select_from(Unit)) == (before or 0) + 1


def test_editors_look_but_do_not_change_units(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    sign_in(client, make_person(session, unit))
    page = client.get(f"/don-vi/{unit.id}")

    assert page.status_code == 200
    assert "Đổi tên" not in page.get_data(as_text=True)
    assert client.get("/don-vi/moi").status_code == 403
    assert client.get("/don-vi/999999").status_code == 404


def test_an_editor_sets_how_early_the_own_unit_is_warned(client: FlaskClient, session: Session) -> None:
    unit, other = make_unit(session), make_unit(session)
    sign_in(client, make_person(session, unit))
    page = f"/don-vi/{unit.id}"
    assert send(client, page, f"{page}/canh-bao", {"assign_days": 99}, prefix="canh-bao-").status_code == 400
    values = fill(client, page, f"{page}/canh-bao", {"assign_days": 3}, prefix="canh-bao-")
    assert client.post(f"/don-vi/{other.id}/canh-bao", data=values).status_code == 403
    assert client.post(f"{page}/canh-bao", data=values).status_code == 303
    session.rollback()
    session.refresh(unit)
    session.refresh(other)
    assert (unit.assign_days, other.assign_days) == (3, 7)
    assert "đổi mức cảnh báo" in client.get(page).get_data(as_text=True)
