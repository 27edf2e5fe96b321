"""Old periods on screen: asked for, followed, stopped, or read at once from a file."""

import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import Backfill, PublishedItem
from planner.vocabulary import BackfillState, Provenance, Role, SourceKind
from tests.factories import make_person, make_source, make_unit
from tests.pages import fill, send, sign_in

KINDS = Path(__file__).parent.parent / "feeds/documents/kinds"
DAYS = {"first": "2026-10-01", "last": "2026-11-22"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What the page shows does not depend on the engine; what is stored is tried on both elsewhere."""
    return sqlite_url


@pytest.fixture
def page(client: FlaskClient, session: Session) -> str:
    sign_in(client, make_person(session, role=Role.ADMINISTRATOR))
    source = make_source(session, make_unit(session, "Báo Thử"), kind=SourceKind.SITEMAP)
    session.commit()
    return f"/nguon-tin/{source.id}/lay-bu"


def test_a_run_is_asked_for_followed_and_stopped(client: FlaskClient, session: Session, page: str) -> None:
    assert "Lấy bù bài cũ" in client.get(page.removesuffix("/lay-bu")).get_data(as_text=True)
    assert send(client, page, page, {"way": "sitemap", **DAYS}).status_code == 303
    run = session.scalars(select(Backfill)).one()
    run.pages, run.found, run.new, run.known, run.waiting = 3, 1_500, 1_400, 100, ["a", "b"]
    session.commit()

    text = client.get(page).get_data(as_text=True)
    assert "Đã đọc 3 trang, thấy 1.500 bài của thời kỳ này: 1.400 bài mới, 100 bài đã có." in text
    assert "Còn 2 tệp." in text
    assert '<progress max="5" value="3"' in text
    second = client.post(page, data=fill(client, page, f"{page}/{run.id}/dung", {"way": "sitemap", **DAYS}))
    assert second.status_code == 409
    assert send(client, page, f"{page}/{run.id}/dung", {}).status_code == 303
    session.expire_all()
    assert run.state is BackfillState.CANCELLED
    assert send(client, page, page, {"way": "sitemap", **DAYS}).status_code == 303
    assert client.post(f"{page}9/{run.id}/dung").status_code in (400, 404)


def test_a_saved_file_is_read_at_once_and_only_its_days_of_the_period(
    client: FlaskClient, session: Session, page: str
) -> None:
    for name in ("rss.xml", "news-sitemap.xml"):
        fields = fill(client, page, page, {"way": "file", **DAYS})
        body = io.BytesIO((KINDS / name).read_bytes())
        answer = client.post(page, data=fields | {"file": (body, "../../tin cũ.xml")}, follow_redirects=True)
        assert "Đã lấy bù từ tệp." in answer.get_data(as_text=True)

    item = session.scalars(select(PublishedItem)).one()
    assert (item.title, item.provenance) == ("Lớp học robot ở vùng cao", Provenance.BACKFILL)
    runs = session.scalars(select(Backfill).order_by(Backfill.id)).all()
    assert [(run.state, run.new, run.known) for run in runs] == [
        (BackfillState.DONE, 1, 0),
        (BackfillState.DONE, 0, 1),
    ]
    assert "lấy bù sau" in client.get(f"/da-dang/{item.id}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"way": "file"}, "Chọn tệp cần đọc."),
        ({"way": "file", "file": b"<html></html>"}, "Địa chỉ trả về trang web, không phải nguồn tin"),
        ({"first": "2026-11-23"}, "Ngày cuối phải từ ngày đầu trở đi."),
        ({"last": "2126-11-23"}, "Năm phải nằm trong khoảng 1990 đến 2100."),
        ({"first": ""}, "Bắt buộc nhập mục này."),
        ({"way": "pages"}, "Cách này cần nguồn là trang danh sách"),
        ({"way": "khac"}, "Chọn một mục trong danh sách."),
    ],
)
def test_bad_input_is_refused_with_a_sentence(
    client: FlaskClient, session: Session, page: str, values: dict[str, object], sentence: str
) -> None:
    fields = fill(client, page, page, {"way": "sitemap", **DAYS})
    body = values.get("file")
    sent = values | ({"file": (io.BytesIO(body), "a.xml")} if isinstance(body, bytes) else {})
    answer = client.post(page, data=fields | sent)
    assert answer.status_code == 400
    assert sentence in answer.get_data(as_text=True)
    assert session.scalars(select(Backfill)).all() == []
