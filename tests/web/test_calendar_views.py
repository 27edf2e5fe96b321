"""The five views over one filter, two clocks, the sheet and the files: the same items, and nothing hidden."""

import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

import docx
import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from planner.domain.crowding import MOST_TITLES
from planner.extensions import db
from planner.models import History, PlannedItem, SavedFilter, Unit
from planner.vocabulary import Medium, Role, Status
from tests.factories import (
    NOW,
    make_channel,
    make_column,
    make_genre,
    make_item,
    make_person,
    make_slot,
    make_unit,
)
from tests.pages import another_visitor, send, sign_in, token_of
from tests.queries.counting import statements

DAY = date(2026, 11, 23)
EVENING = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)  # 20:00 in the newsroom
VIEWS = {
    "month": "/lich?thang=2026-11",
    "week": "/lich/tuan?ngay=2026-11-23",
    "list": "/lich/danh-sach?thang=2026-11",
    "board": "/lich/bang?thang=2026-11",
    "day": "/lich/ngay?ngay=2026-11-23",
    "paper": "/lich/in?thang=2026-11",
}
FORMULA = '=HYPERLINK("https://xau.example.vn","bấm") + 1'


def text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_data(as_text=True)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_items_and_empty_slots_of_its_days(client: FlaskClient, session: Session, view: str) -> None:
    unit = make_unit(session, "Báo Thử Nghiệm")
    make_item(session, unit, "Giống lúa mới", publish_on=DAY)
    make_item(session, unit, "Tin của năm sau", publish_on=date(2027, 3, 1))
    make_slot(session, make_column(session, unit, name="Khoa học quanh ta"), DAY)
    page = text(sign_in(client, make_person(session, unit)), VIEWS[view])
    for words in ("Giống lúa mới", "Khoa học quanh ta", "còn trống", "Báo Thử Nghiệm"):
        assert words in page, words
    assert "Tin của năm sau" not in page


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_narrows_by_the_same_words_in_the_address(client: FlaskClient, session: Session, view: str) -> None:
    unit, other = make_unit(session), make_unit(session)
    channel = make_channel(session, unit, Medium.RADIO)
    column = make_column(session, unit, channel, name="Chuyên mục chọn")
    genre, person = make_genre(session), make_person(session, unit)
    late = {"deadline_at": NOW - timedelta(days=300), "status": Status.IN_PROGRESS, "medium": Medium.RADIO}
    make_item(session, unit, "Bài được chọn", (person,), column=column, genre=genre, **late)
    make_item(session, other, "Bài bị lọc ra")
    sign_in(client, make_person(session, unit, Role.BOARD))
    for query in (
        f"don-vi={unit.id}",
        f"chuyen-muc={column.id}",
        f"the-loai={genre.id}",
        "phuong-tien=phat_thanh",
        "trang-thai=in_progress",
        "don-vi-toi=1",
        "qua-han=1",
        f"nguoi={person.id}",
        "q=bai duoc",
    ):
        page = text(client, f"{VIEWS[view]}&{query}")
        assert "Bài được chọn" in page, query
        assert "Bài bị lọc ra" not in page, query


def test_only_empty_slots(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    make_item(session, unit, "Bài đã có", publish_on=DAY)
    make_slot(session, make_column(session, unit, name="Cột còn trống"), DAY)
    page = text(sign_in(client, make_person(session, unit)), VIEWS["list"] + "&ky-trong=1")
    assert "Cột còn trống" in page
    assert "Bài đã có" not in page


def test_views_link_to_each_other_with_filter_and_place(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    sign_in(client, make_person(session, unit))
    page = text(client, f"{VIEWS['week']}&trang-thai=idea&dong-ho=han-nop")
    for address in ("/lich?thang=2026-11", "/lich/danh-sach?thang=2026-11", "/lich/ngay?ngay=2026-11-23"):
        assert f'href="{address}&amp;trang-thai=idea&amp;dong-ho=han-nop"' in page, address
    assert 'href="/lich/tuan?ngay=2026-11-30&amp;trang-thai=idea&amp;dong-ho=han-nop"' in page
    assert page.count("Bỏ lọc") == 1
    assert 'href="/lich/tuan?ngay=2026-11-23"' in page


@pytest.mark.parametrize("view", VIEWS)
def test_by_the_deadline_clock_items_stand_on_their_deadline_and_cannot_be_dragged(
    client: FlaskClient, session: Session, view: str
) -> None:
    unit = make_unit(session)
    make_item(session, unit, "Hạn hôm nay", publish_on=date(2026, 12, 20), deadline_at=EVENING)
    make_item(session, unit, "Đăng hôm nay", publish_on=DAY)
    page = text(sign_in(client, make_person(session, unit)), VIEWS[view] + "&dong-ho=han-nop")
    assert "Hạn hôm nay" in page
    assert "20:00" in page
    assert "Đăng hôm nay" not in page
    assert "data-move-url" not in page


def make_many(session: Session, unit: Unit, days: Sequence[date], statuses: Sequence[Status]) -> None:
    """An item on every day of every status in the sequence, all at once."""
    like = {
        "unit_id": unit.id,
        "genre_id": make_genre(session).id,
        "medium": Medium.ONLINE,
        "created_at": NOW,
        "revised_at": NOW,
        "sequence": 0,
        "version": 1,
    }
    rows = [
        like | {"title": f"Bài {day:%d} số {number}", "title_fold": "bai", "publish_on": day, "status": status}
        for day in days
        for number, status in enumerate(statuses)
    ]
    session.execute(insert(PlannedItem), rows)


def lines_of(page: str) -> list[tuple[str, str, str]]:
    """(status, number, title) of the lines of crowded days."""
    found = re.findall(
        r"<li class=(\w+) data-v=1(?: data-fixed)?><a href=/tin-bai/(\d+)>(?:<em>[^<]*</em> )?([^<]*)</a>", page
    )
    return [(status, number, title) for status, number, title in found]


def test_a_full_day_shows_lines_and_names_every_item(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    items = [make_item(session, unit, f"Bài số {number} <b>", publish_on=DAY) for number in range(12)]
    page = text(sign_in(client, make_person(session, unit)), VIEWS["month"])
    assert lines_of(page) == [
        ("planned", str(item.id), f"Bài số {number} &lt;b&gt;") for number, item in enumerate(items)
    ]
    assert "lines--dense" not in page
    assert "nữa</" not in page


@pytest.mark.parametrize("view", ["month", "week"])
def test_a_crowded_month_or_week_still_names_every_item(client: FlaskClient, session: Session, view: str) -> None:
    unit = make_unit(session)
    make_many(session, unit, [DAY + timedelta(days=distance) for distance in range(7)], [Status.PLANNED] * 60)
    page = text(sign_in(client, make_person(session, unit)), VIEWS[view])
    assert len(lines_of(page)) == 420
    assert page.count("lines--dense") == 7
    assert "calendar__tally" not in page


def test_a_line_says_its_hour_its_unit_and_its_warnings_and_whether_it_may_move(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    unit, other = make_unit(session, "Báo Một"), make_unit(session, "Báo <Hai>")
    make_many(session, unit, [DAY], [Status.IDEA] * 5)
    make_item(session, unit, "Chưa ai làm", publish_on=DAY, publish_at=EVENING)
    make_item(session, unit, "Đã đăng", publish_on=DAY, status=Status.PUBLISHED)
    make_item(session, other, "Của báo khác", publish_on=DAY, status=Status.IDEA)
    page = text(sign_in(client, make_person(session, unit)), VIEWS["month"])
    assert "><time>20:00</time> <em>Chưa phân công</em> Chưa ai làm</a>" in page
    assert re.search(r"<li class=published data-v=1 data-fixed><a href=/tin-bai/\d+>Đã đăng</a>", page)
    assert 'data-move-path="/tin-bai/0/ngay"' in page
    board = sign_in(another_visitor(app, session), make_person(session, role=Role.BOARD))
    chip = r'<b class="chip chip--\d">Báo &lt;Hai&gt;</b>'
    line = rf"<li class=idea data-v=1 data-fixed><a href=/tin-bai/\d+>{chip} Của báo khác</a>"
    assert re.search(line, text(board, VIEWS["month"]))


def test_a_month_beyond_what_a_page_can_hold_counts_its_days_by_status_and_leads_to_their_items(
    client: FlaskClient, session: Session
) -> None:
    unit, days = make_unit(session), [date(2026, 11, day) for day in range(2, 28)]
    make_many(session, unit, days, [Status.IDEA] * (MOST_TITLES // len(days)) + [Status.APPROVED] * 2)
    make_item(session, unit, "Một bài ngày khác", publish_on=date(2026, 11, 29))
    page = text(sign_in(client, make_person(session, unit)), VIEWS["month"])
    tallies = re.findall(r'<a class="calendar__tally" href="([^"]+)">(.*?)</a>', page)
    assert len(tallies) == len(days)
    address, told = tallies[0]
    assert re.findall(r">(\d+) ([^<]+)<", told) == [("192", "Ý tưởng"), ("2", "Đã duyệt")]
    assert lines_of(page) == []
    assert "Một bài ngày khác" in page
    assert text(client, address.replace("&amp;", "&")).count("data-item=") == 194


def test_the_filters_form_is_a_page_of_its_own_that_leads_back_to_where_one_was(
    client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session, "Báo Thử Nghiệm")
    genre = make_genre(session)
    sign_in(client, make_person(session, unit))
    week = text(client, VIEWS["week"] + "&trang-thai=idea")
    assert genre.name not in week, "its lists are made only for those who open it"
    address = re.findall(r'data-fill="([^"]+)"', week)[0].replace("&amp;", "&")
    page = text(client, address)
    assert address == "/lich/loc?xem=week&ngay=2026-11-23&trang-thai=idea"
    assert genre.name in page
    assert 'action="/lich/tuan"' in page
    assert '<input type="hidden" name="ngay" value="2026-11-23">' in page
    assert client.get("/lich/loc?xem=khong-co&trang-thai=x").status_code == 400


def test_a_stations_day_has_rows_of_the_step_asked_for(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    column = make_column(session, unit, duration_min=20, airs_at=time(20))
    make_item(session, unit, "Phóng sự tối", publish_on=DAY, publish_at=EVENING, column=column)
    make_item(session, unit, "Chưa có giờ", publish_on=DAY)
    sign_in(client, make_person(session, unit))
    page = text(client, VIEWS["day"] + "&buoc=15")
    rows = dict(re.findall(r'<th scope="row">([^<]+)(?:<a [^>]*>[^<]*</a>)?</th>(.*?)</tr>', page, re.DOTALL))
    assert "Phóng sự tối" in rows["20:00"]
    assert "20:00–20:20" in rows["20:00"]
    assert "đang phát: Phóng sự tối" in rows["20:15"]
    assert "đang phát" not in rows["20:30"]
    assert "Chưa có giờ" in rows["Chưa rõ giờ"]
    assert [len(text(client, f"{VIEWS['day']}&buoc={step}").split('scope="row"')) - 2 for step in (5, 15, 30, 60)] == [
        216,
        72,
        36,
        18,
    ]


def test_an_hour_of_the_day_view_starts_an_item_at_that_hour(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    make_genre(session)
    sign_in(client, make_person(session, unit))
    assert 'href="/tin-bai/moi?ngay=2026-11-23&amp;gio=20:00"' in text(client, VIEWS["day"]).replace("%3A", ":")
    assert 'value="20:00"' in text(client, "/tin-bai/moi?ngay=2026-11-23&gio=20:00")
    assert client.get("/tin-bai/moi?gio=25:99").status_code == 200


@pytest.mark.parametrize("query", ["ngay=2026-02-30", "ngay=x", "ngay=0001-01-01", "dong-ho=x"])
@pytest.mark.parametrize("view", ["/lich/tuan", "/lich/ngay", "/lich/danh-sach", "/lich/bang"])
def test_a_place_or_clock_that_cannot_be_is_refused(
    client: FlaskClient, session: Session, view: str, query: str
) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    assert client.get(f"{view}?{query}").status_code == 400


def shown_rows(page: str) -> list[list[str]]:
    """The list view's table: day and cells of each row, as a reader sees them."""
    root, rows, day = html5lib.parse(page, namespaceHTMLElements=False), list[list[str]](), ["", ""]
    table = next(found for found in root.iter("table") if "agenda" in found.get("class", ""))
    for row in table.find("tbody").iter("tr"):  # type: ignore[union-attr]
        words = [" ".join("".join(cell.itertext()).split()) for cell in row]
        if "agenda__day" in row.get("class", ""):
            day = words[0].split(", ")
        else:
            rows.append([*day, *words])
    return rows


def sheet_rows(content: bytes) -> list[list[str]]:
    """Cells of an Excel file below its heads, days written as on the screen. A formula fails."""
    spaces = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(BytesIO(content)) as file:
        sheet = etree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    assert sheet.findall(".//m:f", spaces) == []
    rows: list[list[str]] = []
    for row in sheet.findall(".//m:row", spaces)[3:]:
        cells = []
        for cell in row.findall("m:c", spaces):
            number = cell.find("m:v", spaces)
            words = "".join(cell.itertext())
            if cell.get("t") is None and number is not None:
                words = f"{date(1899, 12, 30) + timedelta(days=int(number.text or '0')):%d/%m/%Y}"
            cells.append(" ".join(words.split()))
        rows.append(cells)
    return rows


def test_excel_and_word_hold_what_the_list_shows_and_no_formula(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session, "Báo Thử Nghiệm")
    person = make_person(session, unit, name="Nguyễn Thị Thử")
    quiet = {"status": Status.PUBLISHED}
    make_item(session, unit, FORMULA, (person,), publish_at=EVENING, deadline_at=EVENING, **quiet)
    make_item(session, unit, "@SUM(A1) <b>đậm</b>", publish_on=date(2026, 11, 3), **quiet)
    make_slot(session, make_column(session, unit, name="Khoa học"), DAY)
    sign_in(client, person)
    shown = shown_rows(text(client, VIEWS["list"]))
    assert [row[3] for row in shown] == ["@SUM(A1) <b>đậm</b>", FORMULA, "Lấp kỳ này"]
    expected = [["" if word == "Lấp kỳ này" else word for word in row] for row in shown]
    assert sheet_rows(client.get("/lich/lich-tin-bai.xlsx?thang=2026-11").data) == expected
    table = docx.Document(BytesIO(client.get("/lich/lich-tin-bai.docx?thang=2026-11").data)).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == expected


def test_a_file_carries_the_filter_of_the_page(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    make_item(session, unit, "Ý tưởng hay", status=Status.IDEA)
    make_item(session, unit, "Bài đã duyệt", status=Status.APPROVED)
    sign_in(client, make_person(session, unit))
    rows = sheet_rows(client.get("/lich/lich-tin-bai.xlsx?thang=2026-11&trang-thai=idea").data)
    assert [row[3] for row in rows] == ["Ý tưởng hay"]


def test_a_filter_is_saved_under_a_name_once_and_found_on_every_view(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    editor = make_person(session, unit)
    sign_in(client, editor)
    page = "/lich/loc?xem=week&ngay=2026-11-23&trang-thai=idea&q=lúa"
    for _twice in range(2):
        answer = send(client, page, "/bo-loc", {"name": "Ý tưởng về lúa"})
        assert answer.status_code == 303
    kept = session.scalars(select(SavedFilter)).all()
    assert len(kept) == 2, "each page has a key of its own"
    assert kept[0].query == "q=l%C3%BAa&trang-thai=idea"
    assert kept[0].unit_id is None
    assert session.scalars(select(History.action).where(History.subject == "saved_filter")).all() == ["lưu bộ lọc"] * 2
    assert 'href="/lich/bang?thang=2026-11&amp;q=l%C3%BAa&amp;trang-thai=idea"' in text(client, VIEWS["board"])


def test_the_same_form_sent_twice_saves_one_filter(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    data = {"csrf_token": token_of(client), "submission": "mot", "name": "Của tôi", "query": "cua-toi=1"}
    assert [client.post("/bo-loc", data=data).status_code for _twice in range(2)] == [303, 303]
    assert len(session.scalars(select(SavedFilter)).all()) == 1


def test_a_shared_filter_is_the_units_and_a_private_one_nobody_elses(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session)
    owner, colleague = make_person(session, unit, Role.REPORTER), make_person(session, unit, Role.REPORTER)
    editor, stranger = make_person(session, unit), make_person(session, make_unit(session))
    sign_in(client, owner)
    for name, shared in (("Bộ lọc chung", "1"), ("Bộ lọc riêng", "")):
        data = {"csrf_token": token_of(client), "name": name, "query": "cua-toi=1", "submission": name}
        client.post("/bo-loc", data=data | ({"shared": shared} if shared else {}))
    common, private = session.scalars(select(SavedFilter.id).order_by(SavedFilter.id)).all()
    for person, names, answers in (
        (colleague, {"Bộ lọc chung"}, {common: 403, private: 404}),
        (stranger, set(), {common: 404, private: 404}),
        (editor, {"Bộ lọc chung"}, {private: 404, common: 303}),
    ):
        other = sign_in(another_visitor(app, session), person)
        page = text(other, "/bo-loc") + text(other, VIEWS["month"])
        assert {name for name in ("Bộ lọc chung", "Bộ lọc riêng") if name in page} == names
        token = token_of(other)
        assert {
            number: other.post(f"/bo-loc/{number}/xoa", data={"csrf_token": token}).status_code for number in answers
        } == answers
    assert session.scalars(select(SavedFilter.name)).all() == ["Bộ lọc riêng"]


@pytest.mark.parametrize(
    "values",
    [
        {"name": "", "query": "cua-toi=1"},
        {"name": "a" * 10_000, "query": "cua-toi=1"},
        {"name": "Trống", "query": ""},
        {"name": "Chỉ có chỗ", "query": "thang=2026-11&ngay=2026-11-23"},
        {"name": "Quá dài", "query": "q=" + "a" * 600},
    ],
)
def test_a_filter_that_cannot_be_kept_is_refused_and_nothing_is_saved(
    client: FlaskClient, session: Session, values: dict[str, str]
) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    answer = client.post("/bo-loc", data={"csrf_token": token_of(client), "submission": "mot"} | values)
    assert answer.status_code == 400
    assert session.scalars(select(SavedFilter)).all() == []


@pytest.mark.parametrize("view", [*VIEWS.values(), "/lich/lich-tin-bai.xlsx?thang=2026-11"])
def test_every_view_takes_the_same_number_of_statements_for_1_3_and_30_items(
    app: Flask, client: FlaskClient, session: Session, view: str
) -> None:
    unit, genre = make_unit(session), make_genre(session)
    sign_in(client, make_person(session, unit))
    counts, done = list[int](), 0
    with app.app_context():
        engine = db.engine
    for rows in (1, 3, 30):
        for _new in range(done, rows):
            make_item(session, unit, "", (make_person(session, unit),), publish_on=DAY, genre=genre)
            make_slot(session, make_column(session, unit), DAY)
        done = rows
        session.commit()
        with statements(engine) as sent:
            client.get(view)
        counts.append(len(sent))
    assert counts[0] == counts[1] == counts[2]
