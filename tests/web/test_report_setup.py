"""The page of how a campaign reports: bad input is answered with a sentence and changes nothing."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import Campaign, Person, ReportSchedule, StoredReport, WordTemplate
from planner.vocabulary import Role, UnitKind
from tests.documents.test_word_template import template
from tests.factories import make_person, make_unit
from tests.pages import fill, send, sign_in
from tests.small_campaign import make_small_campaign

pytestmark = pytest.mark.usefixtures("factories_day")

PAGE = "/bao-cao/dot/thu-nghiem"


@pytest.fixture
def board(session: Session) -> Person:
    make_small_campaign(session)
    return make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)


def upload(client: FlaskClient, name: str, content: bytes) -> Any:
    fields = fill(client, PAGE, f"{PAGE}/mau", {}, "mau-") | {"mau-file": (BytesIO(content), name)}
    return client.post(f"{PAGE}/mau", data=fields, content_type="multipart/form-data")


def with_macro(content: bytes) -> bytes:
    file = BytesIO(content)
    with ZipFile(file, "a", ZIP_DEFLATED) as package:
        package.writestr("word/vbaProject.bin", b"Attribute VB_Name")
    return file.getvalue()


def test_a_template_replaces_the_prescribed_form(client: FlaskClient, session: Session, board: Person) -> None:
    sign_in(client, board)
    assert upload(client, "mau.docx", template("Mẫu riêng: {{ ky_bao_cao }}")).status_code == 303
    started = {"campaign": "thu-nghiem", "period": "2026-11-01/2026-11-30"}
    send(client, "/bao-cao/lap", "/bao-cao/lap", started)
    report = session.scalars(select(StoredReport)).one()
    document: Any = docx.Document(BytesIO(client.get(f"/bao-cao/{report.id}/bao-cao.docx").get_data()))
    assert [line.text for line in document.paragraphs] == ["Mẫu riêng: tháng 11 năm 2026"]

    assert send(client, PAGE, f"{PAGE}/mau/bo", {}).status_code == 303
    document = docx.Document(BytesIO(client.get(f"/bao-cao/{report.id}/bao-cao.docx").get_data()))
    assert "BÁO CÁO" in [line.text for line in document.paragraphs]


def test_a_bad_template_is_refused_with_what_is_wrong(client: FlaskClient, session: Session, board: Person) -> None:
    sign_in(client, board)
    good = template("{{ tieu_de }}")
    for name, content, sentence in (
        ("mau.docx", template("Một", "{{ sai }}"), "Đoạn 2: không có chỗ điền “sai”"),
        ("mau.docx", with_macro(good), "macro"),
        ("mau.docm", with_macro(good), "macro"),
        ("mau.pdf", b"%PDF-1.7", "phải là tệp Word"),
        ("", b"", "Chọn tệp .docx"),
    ):
        answer = upload(client, name, content)
        assert answer.status_code == 400
        assert sentence in answer.get_data(as_text=True)
    assert session.scalars(select(WordTemplate)).all() == []


def test_schedule_and_accents_are_chosen(client: FlaskClient, session: Session, board: Person) -> None:
    sign_in(client, board)
    assert send(client, PAGE, f"{PAGE}/lich", {"day": "31", "enabled": "y"}, "lich-").status_code == 400
    assert send(client, PAGE, f"{PAGE}/lich", {"day": "5", "enabled": "y"}, "lich-").status_code == 303
    assert send(client, PAGE, f"{PAGE}/dau", {"tones": "cuoi"}, "dau-").status_code == 303

    row = session.scalars(select(ReportSchedule)).one()
    assert (row.day, row.enabled) == (5, True)
    assert session.scalars(select(Campaign.report)).one()["tones_last"] is True
