"""The month page: who sees what, filters in the address, and how few statements it takes."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from planner.extensions import db
from planner.models import KeyDate
from planner.vocabulary import Role, Status
from tests.factories import (
    make_campaign,
    make_column,
    make_genre,
    make_item,
    make_person,
    make_slot,
    make_theme,
    make_unit,
)
from tests.pages import sign_in
from tests.queries.counting import statements

NOVEMBER = "/lich?thang=2026-11"
DAY = date(2026, 11, 23)


def text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_data(as_text=True)


def test_a_month_shows_items_empty_slots_key_dates_and_lunar_days(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session, "Báo Thử Nghiệm")
    campaign = make_campaign(session, unit)
    campaign.key_dates.append(KeyDate(name="Ngày Thử Nghiệm", rule="11-18"))
    make_item(session, unit, "Giống lúa mới", publish_on=DAY)
    make_slot(session, make_column(session, unit, name="Khoa học quanh ta"), date(2026, 11, 26))
    page = text(sign_in(client, make_person(session, unit)), NOVEMBER)
    for words in ("Giống lúa mới", "Khoa học quanh ta", "Kỳ còn trống", "Ngày Thử Nghiệm", "Báo Thử Nghiệm", "15/10"):
        assert words in page, words
    assert "Lịch tin, bài tháng 11/2026" in page


def test_an_empty_month_says_what_to_do(client: FlaskClient, session: Session) -> None:
    page = text(sign_in(client, make_person(session, make_unit(session))), NOVEMBER)
    assert "Chưa có tin, bài nào trong khoảng này" in page
    assert "Kho đang trống." in page


def test_other_units_plans_are_not_on_the_page(client: FlaskClient, session: Session) -> None:
    unit, other = make_unit(session), make_unit(session)
    make_item(session, other, "Bí mật của đơn vị khác", publish_on=DAY)
    make_item(session, other, "Ý tưởng của đơn vị khác", publish_on=None)
    make_slot(session, make_column(session, other, name="Cột của đơn vị khác"), DAY)
    page = text(sign_in(client, make_person(session, unit)), NOVEMBER)
    assert "của đơn vị khác" not in page


def test_the_board_sees_all_units_but_may_move_nothing(client: FlaskClient, session: Session) -> None:
    make_item(session, make_unit(session), "Bài của một đơn vị", publish_on=DAY)
    page = text(sign_in(client, make_person(session, role=Role.BOARD)), NOVEMBER)
    assert "Bài của một đơn vị" in page
    assert "data-move-url" not in page
    assert "Thêm tin, bài" not in page


def test_an_editor_may_drag_own_items_but_not_published_ones(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    mine = make_item(session, unit, publish_on=DAY)
    make_item(session, unit, publish_on=DAY, status=Status.PUBLISHED)
    page = text(sign_in(client, make_person(session, unit)), NOVEMBER)
    assert re.findall(r'data-move-url="([^"]+)"', page) == [f"/tin-bai/{mine.id}/ngay"]


def test_filters_are_words_in_the_address_and_can_be_dropped(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit, key="dot-thu")
    theme = make_theme(session, campaign)
    person = make_person(session, unit)
    make_item(session, unit, "Bài được chọn", (person,), publish_on=DAY, campaign=campaign, themes=[theme])
    make_item(session, unit, "Bài bị lọc ra", publish_on=DAY, status=Status.IDEA)
    sign_in(client, person)
    for query in (
        f"chu-de={theme.id}",
        "dot=dot-thu",
        "trang-thai=planned",
        "cua-toi=1",
        f"nguoi={person.id}",
        "q=duoc chon",
    ):
        page = text(client, f"{NOVEMBER}&{query}")
        assert "Bài được chọn" in page, query
        assert "Bài bị lọc ra" not in page, query
        assert 'href="/lich?thang=2026-11"' in page, "Bỏ lọc"
    assert "Bỏ lọc" not in text(client, NOVEMBER)


def test_the_next_month_keeps_the_filter_and_nothing_else(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    page = text(
        sign_in(client, make_person(session, unit)), f"/lich?thang=2026-12&don-vi={unit.id}&_external=1&_anchor=x"
    )
    assert f'href="/lich?thang=2027-01&amp;don-vi={unit.id}"' in page
    assert re.findall(r'href="/lich[^"]*_(?:external|anchor)', page) == []


@pytest.mark.parametrize(
    "query", ["thang=2026-13", "thang=x", "thang=0001-01", "don-vi=99999", "don-vi=x", "trang-thai=x", "q=" + "a" * 300]
)
def test_a_filter_that_cannot_be_is_refused_with_a_sentence(client: FlaskClient, session: Session, query: str) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    response = client.get(f"/lich?{query}")
    assert response.status_code == 400
    assert "Chưa thực hiện được" in response.get_data(as_text=True)


def test_warnings_stand_on_the_cards(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    person = make_person(session, unit, name="Nguyễn Thị Thử")
    column = make_column(session, unit)
    slot = make_slot(session, column, DAY)
    for _number in range(2):
        make_item(session, unit, people=(person,), publish_on=DAY, column=column, slot=slot)
    page = text(sign_in(client, person), NOVEMBER)
    assert page.count("Trùng kỳ") == 2


def test_an_administrator_without_plans_is_turned_away_and_a_stranger_asked_to_sign_in(
    client: FlaskClient, session: Session
) -> None:
    assert client.get("/lich").status_code == 303
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))
    assert client.get("/lich").status_code == 403


def test_the_page_takes_the_same_statements_for_1_3_and_30_items(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit)
    column, genre = make_column(session, unit), make_genre(session)
    sign_in(client, make_person(session, unit))
    text(client, NOVEMBER)
    with app.app_context():
        engine = db.engine
    counts: list[int] = []
    done = 0
    for rows in (1, 3, 30):
        for number in range(done, rows):
            day = date(2026, 11, 1) + timedelta(days=number)
            make_slot(session, column, day)
            person = make_person(session, unit)
            make_item(session, unit, "", (person,), publish_on=day, genre=genre, themes=[make_theme(session, campaign)])
        done = rows
        session.commit()
        with statements(engine) as sent:
            page = text(client, NOVEMBER)
        assert page.count("data-item=") == rows
        counts.append(len(sent))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 12, "four of the month, its days, what clashes; the rest says who is asking"
