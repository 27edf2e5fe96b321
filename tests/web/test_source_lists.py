"""Lists of sources out and in on screen: looked at before anything is added, the same list twice adds nothing."""

import io
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.domain.source_lists import Line, read_list, to_opml
from planner.models import History, Source
from planner.vocabulary import Medium, Role, SourceKind
from tests.factories import NOW, make_channel, make_person, make_source, make_unit
from tests.pages import fill, sign_in

PAGE = "/nguon-tin/nhap"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Reading a list does not depend on the engine; what is stored is tried on both elsewhere."""
    return sqlite_url


@pytest.fixture(autouse=True)
def administrator(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))


def looked(client: FlaskClient, body: bytes, **values: object) -> tuple[dict[str, object], int, str]:
    """The fields of the form and what the page says after the file was looked at."""
    fields = fill(client, PAGE, PAGE, {"unit": "", **values})
    answer = client.post(PAGE, data=fields | {"file": (io.BytesIO(body), "nguon.opml")})
    return fields, answer.status_code, answer.get_data(as_text=True)


def test_a_list_is_exported_looked_at_elsewhere_and_taken_in_whole(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session, "Báo Thử")
    channel = make_channel(session, unit, Medium.TELEVISION, "Truyền hình Thử")
    source = make_source(
        session, unit, kind=SourceKind.WEB_LIST, item_selector="ul li", page_param="trang", counts=False, note="Ghi chú"
    )
    source.periods[0].channel, source.periods[0].valid_from = channel, date(2026, 7, 1)
    make_source(session, unit, kind=SourceKind.SITEMAP)
    session.commit()
    exported = {name: client.get(f"/nguon-tin/danh-sach.{name}").data for name in ("opml", "csv")}
    lines = read_list(exported["opml"])
    assert read_list(exported["csv"]) == lines
    for line in session.scalars(select(Source)):
        session.delete(line)
    session.commit()

    fields, status, text = looked(client, exported["opml"])
    assert (status, session.scalar(select(func.count()).select_from(Source))) == (200, 0)
    assert "Mới: 2 · đã có: 0 · không nhận: 0." in text
    taken = client.post(PAGE, data=fields | {"viec": "ghi"})

    assert taken.status_code == 303
    assert read_list(client.get("/nguon-tin/danh-sach.opml").data) == lines
    assert {source.next_poll_at > NOW for source in session.scalars(select(Source))} == {True}
    again = client.post(PAGE, data=fields | {"viec": "ghi"})
    assert (again.status_code, session.scalar(select(func.count()).select_from(Source))) == (303, 2)
    assert session.scalar(select(func.count()).select_from(History).where(History.action == "thêm nguồn tin")) == 2


def test_every_line_says_what_becomes_of_it_and_why(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session, "Báo Thử")
    here = make_source(session, unit)
    lines = [
        Line("Mới", "https://moi.example.vn/rss", "báo thử"),
        Line("Đã có", here.url, "Báo Thử"),
        Line("Lặp", "https://moi.example.vn/rss", "Báo Thử"),
        Line("Sai địa chỉ", "ftp://moi.example.vn/rss", "Báo Thử"),
        Line("Lạ đơn vị", "https://la.example.vn/rss", "Báo Không Có"),
        Line("Lạ kênh", "https://kenh.example.vn/rss", "Báo Thử", "Kênh không có"),
        Line("Lạ loại", "https://loai.example.vn/rss", "Báo Thử", kind="gopher"),
        Line("Lạ ngày", "https://ngay.example.vn/rss", "Báo Thử", since="hôm qua"),
        Line("Lạ giờ", "https://gio.example.vn/rss", "Báo Thử", zone="Nowhere/Land"),
        Line("Dài", "https://dai.example.vn/rss", "Báo Thử", item_selector="x" * 301),
    ]
    session.commit()

    fields, _status, text = looked(client, to_opml(lines, NOW))

    assert "Mới: 1 · đã có: 1 · không nhận: 8." in text
    for sentence in (
        "Trùng địa chỉ với một dòng ở trên.",
        "Địa chỉ phải bắt đầu bằng http://",
        "Không có đơn vị này.",
        "Đơn vị không có kênh này.",
        "Cột kind, day_order hoặc counts có giá trị lạ.",
        "Cột since phải là ngày dạng 2026-11-23.",
        "Cột zone chỉ nhận",
        "Có ô dài quá mức cho phép.",
        f"“{here.name}”",
    ):
        assert sentence in text
    # With a unit chosen for them, lines of an unknown one are taken as well.
    answer = client.post(PAGE, data=fields | {"viec": "ghi", "unit": unit.id})
    assert answer.status_code == 303
    assert session.scalar(select(func.count()).select_from(Source)) == 3


@pytest.mark.parametrize(
    ("body", "sentence"),
    [(b"", "Chọn một tệp OPML hoặc CSV."), (b"xin chao", "Tệp cần là OPML, hoặc CSV có dòng đầu ghi tên cột")],
)
def test_a_file_that_is_no_list_is_refused(client: FlaskClient, session: Session, body: bytes, sentence: str) -> None:
    _fields, status, text = looked(client, body) if body else (None, *without_file(client))
    assert (status, sentence in text) == (400, True)
    assert session.scalar(select(func.count()).select_from(Source)) == 0


def without_file(client: FlaskClient) -> tuple[int, str]:
    answer = client.post(PAGE, data=fill(client, PAGE, PAGE, {"unit": ""}))
    return answer.status_code, answer.get_data(as_text=True)


def test_confirming_what_is_no_longer_kept_or_brings_nothing_asks_for_the_file(
    client: FlaskClient, session: Session
) -> None:
    fields = fill(client, PAGE, PAGE, {"unit": "", "viec": "ghi"})
    answer = client.post(PAGE, data=fields)
    assert answer.status_code == 400
    assert "Tệp đã xem không còn được giữ." in answer.get_data(as_text=True)
    source = make_source(session, make_unit(session))
    session.commit()
    fields, _status, text = looked(client, to_opml([Line("x", source.url)], NOW))
    assert "Thêm 0 nguồn tin" not in text
    assert client.post(PAGE, data=fields | {"viec": "ghi"}).status_code == 400
