"""Published items on screen: filters, everything known about one, pasting a link, classifying."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from planner.models import Match, PublishedItem, PublishedVersion, Sighting
from planner.vocabulary import MatchState, Medium, Provenance, Role
from tests.factories import NOW, make_genre, make_item, make_person, make_published, make_source, make_unit
from tests.pages import hidden_fields, send, sign_in, token_of

PASTE = "/da-dang/dan-duong-dan"
LINK = "https://bao.example.vn/xa-hoi/202611/bai-dan-2000001/"


def test_the_list_is_narrowed_by_unit_month_genre_and_words(client: FlaskClient, session: Session) -> None:
    unit, other = make_unit(session), make_unit(session)
    genre = make_genre(session)
    make_published(session, unit, "Trồng rừng gỗ lớn", genre=genre)
    make_published(session, unit, "Nuôi tôm trên cát", published_on=date(2026, 10, 31))
    make_published(session, other, "Nước sạch về bản", provenance=Provenance.PASTED)
    sign_in(client, make_person(session, unit))

    def titles(query: str) -> list[str]:
        text = client.get(f"/da-dang?{query}").get_data(as_text=True)
        return [title for title in ("Trồng rừng gỗ lớn", "Nuôi tôm trên cát", "Nước sạch về bản") if title in text]

    assert titles("") == ["Trồng rừng gỗ lớn", "Nuôi tôm trên cát", "Nước sạch về bản"]
    assert titles(f"don-vi={unit.id}") == ["Trồng rừng gỗ lớn", "Nuôi tôm trên cát"]
    assert titles("thang=2026-10") == ["Nuôi tôm trên cát"]
    assert titles(f"the-loai={genre.id}") == ["Trồng rừng gỗ lớn"]
    assert titles("can-cu=pasted") == ["Nước sạch về bản"]
    assert titles("tim=rung+go") == ["Trồng rừng gỗ lớn"]


@pytest.mark.parametrize("query", ["don-vi=999999", "don-vi=x", "thang=2026-13", "thang=0001-01", "can-cu=nghe-noi"])
def test_a_filter_that_means_nothing_is_refused(client: FlaskClient, session: Session, query: str) -> None:
    sign_in(client, make_person(session, make_unit(session)))

    assert client.get(f"/da-dang?{query}").status_code == 400


def test_the_page_of_an_item_shows_how_its_date_is_known_and_what_it_said_before(
    client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session)
    source = make_source(session, unit)
    item = make_published(session, unit, "Tên mới", date_raw="23/11/2026 09:00", date_rule="numeric")
    session.add_all(
        [
            Sighting(published_item_id=item.id, source_id=source.id, key="k", first_seen_at=NOW, last_seen_at=NOW),
            PublishedVersion(published_item_id=item.id, seen_at=NOW, field="title", before="Tên cũ", after="Tên mới"),
        ]
    )
    sign_in(client, make_person(session, role=Role.BOARD))

    text = client.get(f"/da-dang/{item.id}").get_data(as_text=True)

    for words in ("23/11/2026 09:00", "nguồn ghi rõ", "Tên cũ", source.name, "thứ Hai, 23/11/2026"):
        assert words in text


def test_another_units_plan_is_not_named_on_a_published_item(client: FlaskClient, session: Session) -> None:
    unit, other = make_unit(session), make_unit(session)
    published, secret = make_published(session, unit), make_item(session, unit, "Kế hoạch còn kín")
    session.add(
        Match(
            item=secret,
            published_item=published,
            state=MatchState.SUGGESTED,
            score=0.7,
            reasons=[],
            rule="thử",
            suggested_at=NOW,
        )
    )
    insider, outsider = make_person(session, unit), make_person(session, other)

    sign_in(client, insider)
    assert "Kế hoạch còn kín" in client.get(f"/da-dang/{published.id}").get_data(as_text=True)
    client.delete_cookie("planner")
    sign_in(client, outsider)
    assert "Kế hoạch còn kín" not in client.get(f"/da-dang/{published.id}").get_data(as_text=True)


def test_a_reporter_pastes_the_link_of_their_item_and_it_is_matched(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    reporter = make_person(session, unit, Role.REPORTER)
    item = make_item(session, unit, people=(reporter,))
    sign_in(client, reporter)
    page = f"{PASTE}?tin-bai={item.id}"
    values = {"link": LINK, "title": "Bài đã lên trang", "unit": unit.id, "on": "2026-11-20", "hour": "08:30"}
    hidden = hidden_fields(client.get(page).get_data(as_text=True), PASTE)

    answers = [
        client.post(page, data=hidden | values | {"medium": "bao_dien_tu", "genre": str(item.genre_id)})
        for _ in range(2)
    ]

    assert [(answer.status_code, answer.location) for answer in answers] == [(303, f"/tin-bai/{item.id}")] * 2
    published = session.scalars(select(PublishedItem)).one()
    assert (published.provenance, published.added_by_id) == (Provenance.PASTED, reporter.id)
    assert (f"{published.published_at:%d %H:%M}", published.published_on) == ("20 01:30", date(2026, 11, 20))
    match = session.scalars(select(Match)).one()
    assert (match.item_id, match.published_item_id, match.pasted) == (item.id, published.id, True)


def test_a_link_known_from_a_feed_is_not_stored_again(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    known = make_published(session, unit, canonical=LINK.rstrip("/"), link=LINK)
    sign_in(client, make_person(session, unit))
    values = {"link": LINK.replace("https://", "http://www."), "title": "Bài", "unit": unit.id, "on": "2026-11-20"}

    answer = send(client, PASTE, PASTE, values | {"medium": "bao_dien_tu"})

    assert (answer.status_code, answer.location) == (303, f"/da-dang/{known.id}")
    assert session.scalar(select(func.count()).select_from(PublishedItem)) == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"link": "javascript:alert(1)"}, "Đường dẫn phải bắt đầu bằng http://"),
        ({"title": "x" * 10_000}, "Dài tối đa 500 ký tự"),
        ({"on": "2199-01-01"}, "Năm phải nằm trong khoảng"),
        ({"on": "2099-01-01"}, "Ngày đăng, phát không thể ở tương lai."),
        ({"unit": "999999"}, "Chọn một mục trong danh sách"),
        ({"genre": "999999"}, "Chọn một mục trong danh sách"),
    ],
)
def test_a_bad_pasted_link_is_refused_with_a_sentence(
    client: FlaskClient, session: Session, values: dict[str, str], sentence: str
) -> None:
    unit = make_unit(session)
    sign_in(client, make_person(session, unit))
    good = {"link": LINK, "title": "Bài", "unit": unit.id, "on": "2026-11-20", "medium": "bao_dien_tu", "genre": ""}

    answer = send(client, PASTE, PASTE, good | values)

    assert answer.status_code == 400
    assert sentence in answer.get_data(as_text=True)
    assert session.scalar(select(func.count()).select_from(PublishedItem)) == 0


def test_colleagues_of_other_units_and_strangers_cannot_paste_for_an_item(
    client: FlaskClient, session: Session
) -> None:
    unit, other = make_unit(session), make_unit(session)
    item = make_item(session, unit, people=(make_person(session, unit, Role.REPORTER),))
    page = f"{PASTE}?tin-bai={item.id}"
    colleague, foreigner = make_person(session, unit, Role.REPORTER), make_person(session, other)

    assert client.post(page, data={"csrf_token": token_of(client)}).status_code == 303
    sign_in(client, colleague)
    assert client.get(page).status_code == 403
    client.delete_cookie("planner")
    sign_in(client, foreigner)
    assert client.get(page).status_code == 404
    assert client.get(f"{PASTE}?tin-bai=abc").status_code == 404
    client.delete_cookie("planner")
    sign_in(client, make_person(session, role=Role.BOARD))
    assert client.get(PASTE).status_code == 403


def test_an_editor_of_the_unit_classifies_an_item_and_others_cannot(client: FlaskClient, session: Session) -> None:
    unit, other = make_unit(session), make_unit(session)
    genre, item = make_genre(session), make_published(session, unit)
    page = f"/da-dang/{item.id}"
    sign_in(client, make_person(session, unit))
    values = {"genre": genre.id, "medium": "truyen_hinh"}

    assert send(client, page, f"{page}/phan-loai", values).status_code == 303

    session.expire_all()
    assert (item.genre_id, item.medium) == (genre.id, Medium.TELEVISION)
    client.delete_cookie("planner")
    sign_in(client, make_person(session, other))
    hidden = hidden_fields(client.get(PASTE).get_data(as_text=True), PASTE)
    foreign = {"csrf_token": hidden["csrf_token"], "version": item.version, "genre": "", "medium": "bao_in"}
    assert client.post(f"{page}/phan-loai", data=foreign).status_code == 403
    session.expire_all()
    assert item.medium is Medium.TELEVISION


def test_a_stale_classification_is_refused_with_what_changed(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    item = make_published(session, unit)
    page = f"/da-dang/{item.id}"
    sign_in(client, make_person(session, unit))
    typed = hidden_fields(client.get(page).get_data(as_text=True), f"{page}/phan-loai")
    item.medium = Medium.RADIO
    session.commit()

    answer = client.post(f"{page}/phan-loai", data=typed | {"genre": "", "medium": "truyen_hinh"})

    assert answer.status_code == 409
    assert "phát thanh" in answer.get_data(as_text=True)
    session.expire_all()
    assert item.medium is Medium.RADIO


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    from planner.extensions import db

    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_the_list_costs_the_same_with_one_three_and_thirty_items(
    client: FlaskClient, session: Session, statements: list[str]
) -> None:
    unit = make_unit(session)
    sign_in(client, make_person(session, unit))
    costs = []
    for more in (1, 2, 27):
        for _ in range(more):
            make_published(session, unit, genre=make_genre(session), source=make_source(session, unit))
        statements.clear()
        assert client.get("/da-dang").status_code == 200
        costs.append(len(statements))

    assert len(set(costs)) == 1


def test_pages_of_fifty_keep_the_filter(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    for _ in range(51):
        make_published(session, unit)
    sign_in(client, make_person(session, unit))

    first = client.get(f"/da-dang?don-vi={unit.id}&_external=1").get_data(as_text=True)

    assert "1–50 trong 51 tin, bài" in first
    assert f"/da-dang?don-vi={unit.id}&amp;_external=1&amp;trang=2" in first
    assert "51–51 trong 51 tin, bài" in client.get(f"/da-dang?don-vi={unit.id}&trang=2").get_data(as_text=True)
