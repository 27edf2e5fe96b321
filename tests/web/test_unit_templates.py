"""The page of a unit's own Word file: its writers keep it, bad files are refused, other units are kept out."""

from io import BytesIO
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import StoredReport, UnitTemplate
from planner.vocabulary import Role, UnitKind
from tests.documents.test_word_template import template
from tests.factories import make_person, make_unit
from tests.pages import fill, send, sign_in
from tests.small_campaign import SmallCampaign, make_small_campaign

pytestmark = pytest.mark.usefixtures("factories_day")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The verbs are held on both engines in ``tests/newsdesk``."""
    return sqlite_url


@pytest.fixture
def small(session: Session) -> SmallCampaign:
    return make_small_campaign(session)


def page_of(small: SmallCampaign) -> str:
    return f"/don-vi/{small.paper.id}/mau-bao-cao"


def upload(client: FlaskClient, page: str, content: bytes, name: str = "mau.docx") -> Any:
    fields = fill(client, page, page, {}, "mau-") | {"mau-file": (BytesIO(content), name)}
    return client.post(page, data=fields, content_type="multipart/form-data")


def lines_of_report(client: FlaskClient, report: StoredReport) -> list[str]:
    document: Any = docx.Document(BytesIO(client.get(f"/bao-cao/{report.id}/bao-cao.docx").get_data()))
    return [line.text for line in document.paragraphs]


def test_an_editor_gives_the_units_reports_a_form_of_their_own(
    client: FlaskClient, session: Session, small: SmallCampaign
) -> None:
    sign_in(client, make_person(session, small.paper, Role.EDITOR))
    page = page_of(small)
    assert f'href="{page}"' in client.get(f"/don-vi/{small.paper.id}").get_data(as_text=True)
    assert upload(client, page, template("Mẫu của báo: {{ ky_bao_cao }}")).status_code == 303
    assert "Đang dùng mẫu “mau.docx”" in client.get(page).get_data(as_text=True)
    started = {"campaign": "thu-nghiem", "period": "2026-11-01/2026-11-30", "unit": small.paper.id}
    send(client, "/bao-cao/lap", "/bao-cao/lap", started)
    report = session.scalars(select(StoredReport)).one()
    assert lines_of_report(client, report) == ["Mẫu của báo: tháng 11 năm 2026"]

    assert send(client, page, f"{page}/bo", {}).status_code == 303
    assert "BÁO CÁO" in lines_of_report(client, report)


def test_a_bad_file_is_refused_and_the_good_one_stays(
    client: FlaskClient, session: Session, small: SmallCampaign
) -> None:
    sign_in(client, make_person(session, small.paper, Role.EDITOR))
    good = template("{{ tieu_de }}")
    upload(client, page_of(small), good)
    for content, name, sentence in (
        (template("Một", "{{ sai }}"), "mau.docx", "Đoạn 2: không có chỗ điền “sai”"),
        (b"%PDF-1.7", "mau.pdf", "phải là tệp Word"),
        (b"", "", "Chọn tệp .docx"),
    ):
        answer = upload(client, page_of(small), content, name)
        assert answer.status_code == 400
        assert sentence in answer.get_data(as_text=True)
    assert session.scalars(select(UnitTemplate.content)).one() == good


def test_nobody_from_another_unit_comes_near_it(client: FlaskClient, session: Session, small: SmallCampaign) -> None:
    sign_in(client, make_person(session, small.station, Role.EDITOR))
    page, own = page_of(small), f"/don-vi/{small.station.id}/mau-bao-cao"
    fields = fill(client, own, own, {}, "mau-") | {"mau-file": (BytesIO(template("{{ tieu_de }}")), "mau.docx")}
    assert client.get(page).status_code == 403
    assert client.post(page, data=fields, content_type="multipart/form-data").status_code == 403
    assert f'href="{page}"' not in client.get(f"/don-vi/{small.paper.id}").get_data(as_text=True)
    assert session.scalars(select(UnitTemplate)).all() == []


def test_only_press_units_have_one(client: FlaskClient, session: Session, small: SmallCampaign) -> None:
    head = make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD)
    sign_in(client, make_person(session, head, Role.BOARD))
    assert client.get(f"/don-vi/{head.id}/mau-bao-cao").status_code == 404
    assert client.get(page_of(small)).status_code == 200
