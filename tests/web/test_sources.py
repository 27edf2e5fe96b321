"""Sources on screen: trying and adding with one request, the record in sentences, pausing, handing over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from planner.config import Settings
from planner.models import Fetch, History, Person, PublishedItem, Source
from planner.vocabulary import Medium, Role, SourceState
from tests.factories import NOW, make_channel, make_person, make_source, make_unit
from tests.feeds.newspaper import Newspaper
from tests.pages import hidden_fields, send, sign_in, token_of

LINK = "https://bao.example.vn/xa-hoi/202611/bai-mot-1000001/"
FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Báo Thử: tin mới</title>'
    f"<item><title>Bài một</title><link>{LINK}</link><pubDate>Mon, 23 Nov 2026 08:00:00 GMT+7</pubDate></item>"
    "</channel></rss>"
).encode()
PAGE = (
    b"<!doctype html><html><head><title>Trang chu</title>"
    b'<link rel="alternate" type="application/rss+xml" href="/rss/home.rss"></head>'
    b'<body><a href="/rss/xa-hoi.rss">RSS</a></body></html>'
)


@pytest.fixture
def settings(settings: Settings, newspaper: Newspaper) -> Settings:
    return replace(settings, fetch_allow=(f"127.0.0.1:{newspaper.port}",))


@pytest.fixture
def administrator(client: FlaskClient, session: Session) -> Person:
    person = make_person(session, role=Role.ADMINISTRATOR)
    sign_in(client, person)
    return person


def filled(client: FlaskClient, url: str, **values: object) -> dict[str, object]:
    hidden = hidden_fields(client.get("/nguon-tin/moi").get_data(as_text=True), "/nguon-tin/moi")
    return {**hidden, "url": url, "zone": "Asia/Ho_Chi_Minh", "day_order": "", "counts": "y", **values}


@pytest.mark.usefixtures("administrator")
def test_trying_and_then_adding_an_address_costs_one_request(
    client: FlaskClient, session: Session, newspaper: Newspaper
) -> None:
    unit = make_unit(session, "Báo Thử")
    channel = make_channel(session, unit, Medium.RADIO)
    newspaper.answer("/rss", body=FEED)
    values = filled(client, newspaper.url("/rss"))

    tried = client.post("/nguon-tin/moi", data=values | {"viec": "thu"}).get_data(as_text=True)

    assert "23/11/2026, 08:00" in tried
    assert "GMT+7" in tried
    assert "tháng viết bằng chữ" in tried
    assert 'value="Báo Thử: tin mới"' in tried
    assert session.scalar(select(func.count()).select_from(Source)) == 0
    added = client.post("/nguon-tin/moi", data=values | {"name": "Tin mới", "unit": unit.id, "channel": channel.id})
    assert added.status_code == 303
    assert len(newspaper.asked) == 1
    source = session.scalars(select(Source)).one()
    item = session.scalars(select(PublishedItem)).one()
    assert (source.state, source.next_poll_at > NOW, item.title) == (SourceState.OK, True, "Bài một")
    assert (item.unit_name, item.medium) == ("Báo Thử", Medium.RADIO)
    shown = client.get(added.location).get_data(as_text=True)
    assert "Đọc được 1 bài mới, 0 bài có sửa, 0 bài đã có." in shown


@pytest.mark.usefixtures("administrator")
def test_a_form_sent_twice_adds_one_source(client: FlaskClient, session: Session, newspaper: Newspaper) -> None:
    unit_id = make_unit(session).id
    values = filled(client, newspaper.url("/rss"), name="Tin mới", unit=unit_id)

    answers = [client.post("/nguon-tin/moi", data=values) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert session.scalar(select(func.count()).select_from(Source)) == 1
    assert newspaper.asked == []


@pytest.mark.usefixtures("administrator")
def test_an_html_page_is_named_and_the_feeds_it_mentions_are_offered(client: FlaskClient, newspaper: Newspaper) -> None:
    newspaper.answer("/", body=PAGE, Content_Type="text/html; charset=utf-8")

    tried = client.post("/nguon-tin/moi", data=filled(client, newspaper.url("/")) | {"viec": "thu"})

    text = tried.get_data(as_text=True)
    assert "Địa chỉ trả về trang web, không phải nguồn tin." in text
    assert newspaper.url("/rss/home.rss") in text
    assert newspaper.url("/rss/xa-hoi.rss") in text
    assert len(newspaper.asked) == 1


@pytest.mark.usefixtures("administrator")
def test_a_refused_address_tells_open_from_closed_ports_to_nobody(client: FlaskClient, newspaper: Newspaper) -> None:
    texts = []
    for url in (f"http://127.0.0.2:{newspaper.port}/", "http://127.0.0.1:9/"):
        text = client.post("/nguon-tin/moi", data=filled(client, url) | {"viec": "thu"}).get_data(as_text=True)
        texts.append(text[text.index('id="tried"') : text.index('name="name"')])

    assert "Địa chỉ này không được phép truy cập" in texts[0]
    assert texts[0] == texts[1]
    assert newspaper.asked == []


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"url": "ftp://bao.example.vn/rss"}, "Đường dẫn phải bắt đầu bằng http://"),
        ({"url": "https://a:b@bao.example.vn/rss"}, "Đường dẫn phải bắt đầu bằng http://"),
        ({"url": "https://bao.example.vn/" + "a" * 3000}, "Dài tối đa 2048 ký tự"),
        ({"name": "x" * 10_000}, "Dài tối đa 200 ký tự"),
        ({"unit": "999999"}, "Chọn một mục trong danh sách"),
        ({"zone": "Nowhere/Land"}, "Chọn một mục trong danh sách"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(
    client: FlaskClient, session: Session, values: dict[str, object], sentence: str
) -> None:
    unit_id = make_unit(session).id
    good = filled(client, "https://bao.example.vn/rss", name="Tin mới", unit=unit_id)

    answer = client.post("/nguon-tin/moi", data=good | values)

    assert answer.status_code == 400
    assert sentence in answer.get_data(as_text=True)
    assert session.scalar(select(func.count()).select_from(Source)) == 0


@pytest.mark.usefixtures("administrator")
def test_an_address_already_followed_is_refused_by_name(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    source = make_source(session, unit)
    values = filled(client, source.url, name="Lại lần nữa", unit=unit.id)

    answer = client.post("/nguon-tin/moi", data=values)

    assert answer.status_code == 400
    assert f"Địa chỉ này đã có trong nguồn tin “{source.name}”." in answer.get_data(as_text=True)


WRITES = ("tam-dung", "tiep-tuc", "lay-ngay", "chuyen-don-vi", "dia-chi-moi", "sua")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REPORTER, Role.BOARD])
def test_only_administrators_change_or_test_sources(client: FlaskClient, session: Session, role: Role) -> None:
    unit = make_unit(session)
    source = make_source(session, unit)
    sign_in(client, make_person(session, unit, role))
    token = token_of(client)
    session.commit()

    for path in [f"/nguon-tin/{source.id}/{write}" for write in WRITES] + ["/nguon-tin/moi"]:
        assert client.post(path, data={"csrf_token": token, "url": "https://bao.example.vn"}).status_code == 403
    page = client.get(f"/nguon-tin/{source.id}")
    assert page.status_code == 200
    assert "Tạm dừng lấy tin" not in page.get_data(as_text=True)
    assert session.scalar(select(func.count()).select_from(History)) == 0


def test_a_stranger_is_asked_to_sign_in(client: FlaskClient, session: Session) -> None:
    source_id = make_source(session, make_unit(session)).id
    token = token_of(client)

    assert client.get("/nguon-tin").status_code == 303
    for write in WRITES:
        assert client.post(f"/nguon-tin/{source_id}/{write}", data={"csrf_token": token}).status_code == 303
    assert session.scalar(select(Source.state)) is SourceState.NEW


def test_pausing_needs_a_reason_and_resuming_fetches_at_once(
    client: FlaskClient, session: Session, administrator: Person
) -> None:
    source = make_source(session, make_unit(session), state=SourceState.OK)
    page = f"/nguon-tin/{source.id}"

    assert send(client, page, f"{page}/tam-dung", {"reason": ""}, prefix="dung-").status_code == 400
    assert send(client, page, f"{page}/tam-dung", {"reason": "Trang đang sửa"}, prefix="dung-").status_code == 303
    session.expire_all()
    assert (source.state, source.state_reason) == (SourceState.PAUSED, f"{administrator.name}: Trang đang sửa")
    assert send(client, page, f"{page}/tiep-tuc", {}).status_code == 303
    session.expire_all()
    assert source.state is SourceState.NEW
    assert [line.action for line in session.scalars(select(History).order_by(History.id))] == [
        "tạm dừng lấy tin",
        "tiếp tục lấy tin",
    ]


@pytest.mark.usefixtures("administrator")
def test_fetch_now_makes_the_source_due_and_wakes_the_worker(client: FlaskClient, session: Session, app: Flask) -> None:
    source = make_source(session, make_unit(session), next_poll_at=NOW.replace(year=2030))
    version, woken = source.version, list[str]()
    app.config["WAKE"] = lambda: woken.append("now")
    page = f"/nguon-tin/{source.id}"

    assert send(client, page, f"{page}/lay-ngay", {}).status_code == 303

    session.expire_all()
    assert (source.next_poll_at < NOW.replace(year=2030), source.version, woken) == (True, version, ["now"])


@pytest.mark.usefixtures("administrator")
def test_handing_over_keeps_the_days_before(client: FlaskClient, session: Session) -> None:
    old, new = make_unit(session, "Báo Cũ"), make_unit(session, "Báo Mới")
    source = make_source(session, old)
    page = f"/nguon-tin/{source.id}"

    answer = send(client, page, f"{page}/chuyen-don-vi", {"unit": new.id, "on": "2026-07-01"}, prefix="chuyen-")

    assert answer.status_code == 303
    session.expire_all()
    assert [(p.unit_id, p.valid_from, p.valid_to) for p in source.periods] == [
        (old.id, None, date(2026, 6, 30)),
        (new.id, date(2026, 7, 1), None),
    ]
    again = send(client, page, f"{page}/chuyen-don-vi", {"unit": old.id, "on": "2026-06-01"}, prefix="chuyen-")
    assert again.status_code == 400
    assert "Chọn ngày sau ngày nguồn tin về đơn vị hiện nay." in again.get_data(as_text=True)


@pytest.mark.usefixtures("administrator")
def test_a_stale_edit_is_refused_with_what_changed_and_keeps_the_typed_text(
    client: FlaskClient, session: Session
) -> None:
    source = make_source(session, make_unit(session))
    page = f"/nguon-tin/{source.id}/sua"
    typed = hidden_fields(client.get(page).get_data(as_text=True), page) | {
        "url": source.url,
        "name": "Tên tôi gõ",
        "zone": "UTC",
        "day_order": "",
        "counts": "y",
    }
    source.name = "Tên người khác đặt"
    session.commit()

    answer = client.post(page, data=typed)

    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Tên tôi gõ" in text
    assert "Tên người khác đặt" in text
    session.expire_all()
    assert (source.name, source.zone) == ("Tên người khác đặt", "Asia/Ho_Chi_Minh")


@pytest.mark.usefixtures("administrator")
def test_ten_permanent_redirects_propose_an_address_that_a_person_accepts(
    client: FlaskClient, session: Session
) -> None:
    source = make_source(session, make_unit(session))
    page, new = f"/nguon-tin/{source.id}", "https://moi.example.vn/rss"
    assert send_bare(client, f"{page}/dia-chi-moi") == 409
    session.add_all(
        Fetch(source_id=source.id, started_at=NOW, seconds=0.1, url=source.url, final_url=new, notes=["moved-for-good"])
        for _ in range(10)
    )

    assert new in client.get(page).get_data(as_text=True)
    assert send(client, page, f"{page}/dia-chi-moi", {}).status_code == 303

    session.expire_all()
    assert source.url == new


def send_bare(client: FlaskClient, path: str) -> int:
    page = client.get("/nguon-tin/moi").get_data(as_text=True)
    token = hidden_fields(page, "/nguon-tin/moi")["csrf_token"]
    return client.post(path, data={"csrf_token": token}).status_code


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


@pytest.mark.usefixtures("administrator")
def test_the_list_costs_the_same_with_one_and_with_thirty_sources(
    client: FlaskClient, session: Session, statements: list[str]
) -> None:
    costs = []
    for more in (1, 29):
        for _ in range(more):
            make_source(session, make_unit(session))
        statements.clear()
        assert client.get("/nguon-tin").status_code == 200
        costs.append(len(statements))

    assert costs[0] == costs[1]


@pytest.mark.usefixtures("administrator")
def test_an_empty_list_says_what_to_do_next(client: FlaskClient) -> None:
    text = client.get("/nguon-tin").get_data(as_text=True)

    assert "Chưa có nguồn tin nào" in text
    assert 'href="/nguon-tin/moi"' in text
