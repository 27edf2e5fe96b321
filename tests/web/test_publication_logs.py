"""Publication logs on screen: upload, columns, dry run, store; and what must not get in."""

import io
import zipfile
from datetime import datetime

import pytest
import xlsxwriter
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from planner.models import Channel, Person, PublicationLog, PublishedItem, Unit
from planner.vocabulary import LogState, Medium, Provenance, Role
from tests.factories import make_channel, make_person, make_unit
from tests.pages import another_visitor, fill, send, sign_in

PAGE = "/bang-ke"
CSV = (
    "Ngày phát;Giờ phát;Chương trình;Nội dung;Thời lượng;Phát lại\n"
    "20/11/2026;20:00;Khoa học;Máy sấy lúa của tổ hợp tác;10:30;\n"
    "21/11/2026;06:00;Khoa học;Máy sấy lúa của tổ hợp tác;10:30;phát lại\n"
    "hôm qua;20:00;Khoa học;Dòng hỏng;10;\n"
)

pytestmark = pytest.mark.usefixtures("factories_day")


def upload(client: FlaskClient, data: bytes, name: str = "nhat-ky.csv", **fields: object) -> TestResponse:
    values = {"kind": "broadcast", "file": (io.BytesIO(data), name)} | fields
    return client.post(PAGE, data=fill(client, PAGE, PAGE, values), content_type="multipart/form-data")


def station(session: Session) -> tuple[Unit, Person, Channel]:
    unit = make_unit(session)
    return unit, make_person(session, unit), make_channel(session, unit, Medium.TELEVISION)


def stored(session: Session) -> list[PublishedItem]:
    session.rollback()
    return list(session.scalars(select(PublishedItem).order_by(PublishedItem.published_on)))


def store(client: FlaskClient, address: str) -> TestResponse:
    return send(client, address, f"{address}/ghi-nhan", {})


def test_a_log_is_looked_at_first_and_stored_on_command(client: FlaskClient, session: Session) -> None:
    unit, editor, channel = station(session)
    sign_in(client, editor)
    address = upload(client, CSV.encode(), unit=unit.id, channel=channel.id).location
    page = client.get(address).get_data(as_text=True)
    assert "Chạy thử: chưa ghi nhận gì" in page
    assert "Không đọc được ngày “hôm qua”. Ghi dạng 23/11/2026." in page
    assert stored(session) == []
    done = client.get(store(client, address).location).get_data(as_text=True)
    assert "Đã ghi nhận 2 tin, bài mới, sửa 0; 1 dòng bị từ chối." in done
    first, again = stored(session)
    assert (first.title, first.programme) == ("Máy sấy lúa của tổ hợp tác", "Khoa học")
    assert (first.duration_seconds, first.is_repeat, again.is_repeat) == (630, False, True)
    assert (first.provenance, first.medium) == (Provenance.BROADCAST_LOG, Medium.TELEVISION)
    assert first.published_at == datetime.fromisoformat("2026-11-20T20:00+07:00")
    shown = client.get(f"/da-dang/{again.id}").get_data(as_text=True)
    assert "phát lại" in shown
    assert f'href="{address}"' in shown


def test_the_same_file_again_changes_nothing_and_a_mended_one_only_what_differs(
    client: FlaskClient, session: Session
) -> None:
    unit, editor, channel = station(session)
    sign_in(client, editor)
    store(client, upload(client, CSV.encode(), unit=unit.id, channel=channel.id).location)
    again = upload(client, CSV.encode(), unit=unit.id, channel=channel.id).location
    assert "Mọi dòng đọc được đều đã có" in client.get(again).get_data(as_text=True)
    mended = CSV.replace("hôm qua", "22/11/2026").replace(
        "20:00;Khoa học;Máy sấy lúa", "20:00;Khoa học;Máy sấy thóc", 1
    )
    address = upload(client, mended.encode(), unit=unit.id, channel=channel.id).location
    assert "Máy sấy lúa của tổ hợp tác → Máy sấy thóc của tổ hợp tác" in client.get(address).get_data(as_text=True)
    store(client, address)
    rows = stored(session)
    assert [row.title for row in rows] == [
        "Máy sấy thóc của tổ hợp tác",
        "Máy sấy lúa của tổ hợp tác",
        "Dòng hỏng",
    ]
    assert [version.before for version in rows[0].versions] == ["Máy sấy lúa của tổ hợp tác"]


def test_columns_nobody_guesses_are_chosen_and_remembered(client: FlaskClient, session: Session) -> None:
    unit, editor, channel = station(session)
    sign_in(client, editor)
    data = "A,B,C\n20/11/2026,20:00,Máy gặt\n".encode()
    address = upload(client, data, unit=unit.id, channel=channel.id).location
    page = client.get(address).get_data(as_text=True)
    assert "Chạy thử" not in page
    refused = send(client, address, f"{address}/cot", {"on": "0", "at": "0", "title": "2"})
    assert refused.status_code == 400
    assert "được chọn cho cả" in refused.get_data(as_text=True)
    assert send(client, address, f"{address}/cot", {"on": "0", "at": "1", "title": "2"}).status_code == 303
    store(client, address)
    assert [row.title for row in stored(session)] == ["Máy gặt"]
    later = upload(client, data.replace(b"20:00", b"21:00"), unit=unit.id, channel=channel.id).location
    assert "Chạy thử: chưa ghi nhận gì" in client.get(later).get_data(as_text=True)


def test_columns_chosen_anew_elsewhere_stop_a_dry_run_from_being_stored(client: FlaskClient, session: Session) -> None:
    unit, editor, channel = station(session)
    sign_in(client, editor)
    address = upload(client, CSV.encode(), unit=unit.id, channel=channel.id).location
    seen = fill(client, address, f"{address}/ghi-nhan", {})
    chosen = {"on": "0", "at": "1", "title": "3", "programme": "", "duration": "", "repeat": "", "author": ""}
    assert send(client, address, f"{address}/cot", chosen).status_code == 303
    assert client.post(f"{address}/ghi-nhan", data=seen).status_code == 409
    assert stored(session) == []


def test_refused_rows_come_back_as_a_file_with_the_reason(client: FlaskClient, session: Session) -> None:
    unit, editor, channel = station(session)
    sign_in(client, editor)
    hostile = CSV.replace("Dòng hỏng", "=HYPERLINK(1)")
    address = upload(client, hostile.encode(), unit=unit.id, channel=channel.id).location
    file = client.get(f"{address}/dong-loi.xlsx").get_data()
    rows = load_workbook(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    assert rows[0][-1] == "Lỗi"
    assert rows[1][0] == "hôm qua"
    assert rows[1][3] == "=HYPERLINK(1)"
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_a_page_list_from_a_workbook(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    channel = make_channel(session, unit, Medium.PRINT)
    sign_in(client, make_person(session, unit))
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["DANH MỤC TIN, BÀI"])
    sheet.write_row(2, 0, ["Ngày", "Số báo", "Trang", "Tên bài", "Tác giả"])
    sheet.write_datetime(3, 0, datetime(2026, 11, 5), day)  # noqa: DTZ001 - a cell has no zone
    sheet.write_row(3, 1, [4512, 3, "Lúa trên cát", "Thu Hà"])
    book.close()
    address = upload(client, file.getvalue(), "bao-in.xlsx", kind="print", unit=unit.id, channel=channel.id).location
    store(client, address)
    row = stored(session)[0]
    assert (row.title, row.print_page, row.author) == ("Lúa trên cát", "số 4512, trang 3", "Thu Hà")
    assert (row.published_on.isoformat(), row.published_at, row.date_precision) == ("2026-11-05", None, "day")


def macro_book() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/vbaProject.bin", b"code")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Chọn tệp Excel"),
        (b"mot dong duy nhat", "không có dòng nào"),
        (b"PK\x03\x04 khong phai tep", "Không đọc được tệp"),
        (macro_book(), "có mã lệnh (macro)"),
        (b"Ng\xc3\xa0y,Gi\xe1\xbb\x9d\n" + b"1,2\n" * 20_100, "quá 20.000 dòng"),
    ],
)
def test_what_is_no_table_is_refused_beside_the_file(
    client: FlaskClient, session: Session, data: bytes, sentence: str
) -> None:
    unit, editor, _channel = station(session)
    sign_in(client, editor)
    refused = upload(client, data, "tep" if data else "", unit=unit.id)
    assert refused.status_code == 400
    assert sentence in refused.get_data(as_text=True)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(PublicationLog)) == 0


def test_another_unit_sees_nothing_of_it(app: Flask, client: FlaskClient, session: Session) -> None:
    unit, editor, channel = station(session)
    stranger = make_person(session, make_unit(session))
    sign_in(client, editor)
    address = upload(client, CSV.encode(), unit=unit.id, channel=channel.id).location
    other = sign_in(another_visitor(app, session), stranger)
    assert other.get(address).status_code == 404
    assert other.get(f"{address}/dong-loi.xlsx").status_code == 404


def test_a_discarded_log_stores_nothing(client: FlaskClient, session: Session) -> None:
    unit, editor, channel = station(session)
    sign_in(client, editor)
    address = upload(client, CSV.encode(), unit=unit.id, channel=channel.id).location
    ready = fill(client, address, f"{address}/ghi-nhan", {})
    assert send(client, address, f"{address}/bo", {}).status_code == 303
    assert client.post(f"{address}/ghi-nhan", data=ready).status_code == 409
    assert stored(session) == []
    assert session.scalars(select(PublicationLog.state)).one() is LogState.DISCARDED


def test_a_reporter_keeps_no_logs(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session), Role.REPORTER))
    assert client.get(PAGE).status_code == 403
