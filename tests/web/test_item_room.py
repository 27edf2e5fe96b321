"""Around an item on screen: comments, checklist, files, answers, own steps, one work in several media."""

import io
import zipfile
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from planner.config import Settings
from planner.domain.file_types import MOST_BYTES, media_type
from planner.errors import Invalid
from planner.extensions import db
from planner.models import Attachment, CheckLine, Comment, History, Person, PlannedItem, UnitStep
from planner.vocabulary import Answer, Medium, Role, Status, StepMedia
from tests.factories import NOW, TODAY, make_item, make_person, make_unit
from tests.pages import fill, send, sign_in, token_of
from tests.queries.counting import statements

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def package(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return data.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")


def become(client: FlaskClient, person: Person) -> FlaskClient:
    """Another person at the same browser."""
    client.delete_cookie("planner")
    return sign_in(client, person)


def say(client: FlaskClient, item: PlannedItem, body: str) -> TestResponse:
    page = f"/tin-bai/{item.id}"
    return send(client, page, f"{page}/y-kien", {"body": body}, prefix="y-kien-")


def attach(client: FlaskClient, item: PlannedItem, name: str, data: bytes) -> TestResponse:
    page = f"/tin-bai/{item.id}"
    return send(client, page, f"{page}/tep", {"file": (io.BytesIO(data), name)}, prefix="tep-")


def count(session: Session, model: type[Comment | Attachment | CheckLine | PlannedItem]) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_comment_mentions_colleagues_of_the_unit_only(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session))
    colleague = make_person(session, item.unit, Role.REPORTER, "Lê Thị Nghiệm")
    make_person(session, make_unit(session), name="Người Nơi Khác")
    sign_in(client, make_person(session, item.unit))
    response = say(client, item, "Nhờ @le thi nghiem và @Người Nơi Khác xem lại số liệu")
    assert response.location == f"/tin-bai/{item.id}#comments"
    comment = session.scalars(select(Comment)).one()
    assert [mention.person for mention in comment.mentions] == [colleague]
    page = client.get(f"/tin-bai/{item.id}").get_data(as_text=True)
    for words in ("xem lại số liệu", "Nhắc tới: Lê Thị Nghiệm", "viết ý kiến"):
        assert words in page, words


def test_a_comment_is_shown_as_text_and_only_its_author_takes_it_back(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session))
    author, other = make_person(session, item.unit), make_person(session, item.unit)
    sign_in(client, author)
    say(client, item, "<b>đậm</b>")
    assert "&lt;b&gt;đậm&lt;/b&gt;" in client.get(f"/tin-bai/{item.id}").get_data(as_text=True)
    comment = session.scalars(select(Comment)).one()
    address = f"/tin-bai/{item.id}/y-kien/{comment.id}/go"
    become(client, other)
    assert client.post(address, data={"csrf_token": token_of(client)}).status_code == 409
    become(client, author)
    assert client.post(address, data={"csrf_token": token_of(client)}).status_code == 303
    page = client.get(f"/tin-bai/{item.id}").get_data(as_text=True)
    assert "Ý kiến đã được người viết gỡ" in page
    assert "đậm" not in page


@pytest.mark.parametrize(("body", "sentence"), [("  ", "Bắt buộc nhập"), ("a" * 10_000, "Dài tối đa 3000 ký tự")])
def test_a_comment_that_cannot_be_is_refused_beside_its_field(
    client: FlaskClient, session: Session, body: str, sentence: str
) -> None:
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    response = say(client, item, body)
    assert response.status_code == 400
    assert sentence in response.get_data(as_text=True)
    assert count(session, Comment) == 0


def test_a_comment_posted_twice_is_said_once(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    page = f"/tin-bai/{item.id}"
    values = fill(client, page, f"{page}/y-kien", {"body": "một lần"}, prefix="y-kien-")
    assert [client.post(f"{page}/y-kien", data=values).status_code for _ in range(2)] == [303, 303]
    assert count(session, Comment) == 1


def test_the_checklist_is_filled_ticked_and_emptied(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit, name="Trần Văn Thử"))
    page = f"/tin-bai/{item.id}"
    send(client, page, f"{page}/viec", {"words": "Chụp ảnh nhân vật"}, prefix="viec-")
    line = session.scalars(select(CheckLine)).one()
    client.post(f"{page}/viec/{line.id}", data={"csrf_token": token_of(client), "done": "1"})
    assert "<del>Chụp ảnh nhân vật</del>" in client.get(page).get_data(as_text=True)
    client.post(f"{page}/viec/{line.id}", data={"csrf_token": token_of(client), "done": "0"})
    session.refresh(line)
    assert line.done_at is None
    client.post(f"{page}/viec/{line.id}/xoa", data={"csrf_token": token_of(client)})
    assert count(session, CheckLine) == 0
    actions = session.scalars(select(History.action).order_by(History.id)).all()
    assert actions == ["thêm việc cần làm", "đánh dấu đã xong", "bỏ đánh dấu đã xong", "xóa việc cần làm"]


def test_a_file_is_kept_under_our_own_name_and_comes_back_only_as_a_download(
    client: FlaskClient, session: Session, settings: Settings
) -> None:
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    assert attach(client, item, "../Đề cương.docx", DOCX).status_code == 303
    file = session.scalars(select(Attachment)).one()
    assert (file.name, file.size) == ("Đề cương.docx", len(DOCX))
    kept = [path for path in (settings.data_dir / "attachments").rglob("*") if path.is_file()]
    assert [path.name for path in kept] == [file.stored_as]
    answer = client.get(f"/tep-dinh-kem/{file.id}")
    assert answer.data == DOCX
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Không đưa tài liệu mật" in client.get(f"/tin-bai/{item.id}").get_data(as_text=True)


def test_a_file_that_changed_on_disk_is_not_handed_out_and_a_removed_one_is_gone(
    client: FlaskClient, session: Session, settings: Settings
) -> None:
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    attach(client, item, "ảnh.png", PNG)
    file = session.scalars(select(Attachment)).one()
    path = settings.data_dir / "attachments" / file.stored_as[:2] / file.stored_as
    path.write_bytes(PNG + b"x")
    assert client.get(f"/tep-dinh-kem/{file.id}").status_code == 404
    client.post(f"/tin-bai/{item.id}/tep/{file.id}/go", data={"csrf_token": token_of(client)})
    assert not path.exists()
    assert client.get(f"/tep-dinh-kem/{file.id}").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.docm", DOCX, "macro"),
        ("a.docx", package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macro"),
        ("a.xlsx", package("xl/workbook.xml", "xl/activeX/activeX1.bin"), "macro"),
        ("a.ods", package("content.xml", "Basic/Standard/Module1.xml"), "macro"),
        ("a.docx", PNG, "không đúng với đuôi"),
        ("a.png", DOCX, "không đúng với đuôi"),
        ("a.pdf", b"<html>", "không đúng với đuôi"),
        ("a.txt", b"\0\1\2", "không đúng với đuôi"),
        ("a.html", b"<script>", "Chỉ nhận PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "Chỉ nhận PDF"),
        ("a.svg", b"<svg/>", "Chỉ nhận PDF"),
        ("a.txt", b"", "Tệp trống"),
    ],
)
def test_a_file_that_may_not_be_attached_is_refused_with_what_to_do(
    client: FlaskClient, session: Session, settings: Settings, name: str, data: bytes, sentence: str
) -> None:
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    response = attach(client, item, name, data)
    assert response.status_code == 400
    assert sentence in response.get_data(as_text=True)
    assert count(session, Attachment) == 0
    assert not list((settings.data_dir / "attachments").rglob("*"))


def test_a_body_larger_than_any_file_is_refused_before_it_is_read(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    kind = "multipart/form-data; boundary=x"
    for megabytes, status in ((10, 400), (11, 413)):
        body = b'--x\r\nContent-Disposition: form-data; name="tep-file"; filename="a.mp4"\r\n\r\n'
        body += b"a" * (megabytes * 1024 * 1024) + b"\r\n--x--\r\n"
        assert client.post(f"/tin-bai/{item.id}/tep", data=body, content_type=kind).status_code == status
    assert client.post(f"/tin-bai/{item.id}/y-kien", data=b"a" * 3 * 1024 * 1024, content_type=kind).status_code == 413


def test_ten_megabytes_are_the_most() -> None:
    assert media_type("a.txt", b"a" * MOST_BYTES) == "text/plain"
    with pytest.raises(Invalid, match="tối đa 10 MB"):
        media_type("a.txt", b"a" * (MOST_BYTES + 1))


def test_colleagues_of_another_unit_get_no_file_and_say_nothing(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session), status=Status.PUBLISHED)
    sign_in(client, make_person(session, item.unit))
    attach(client, item, "a.png", PNG)
    file = session.scalars(select(Attachment)).one()
    become(client, make_person(session, make_unit(session)))
    token = token_of(client)
    assert client.get(f"/tep-dinh-kem/{file.id}").status_code == 404
    for action in ("y-kien", "viec", "tep", "tac-pham", "hien-dien", "khoa", "ban-nhap", "gop", "buoc"):
        answer = client.post(f"/tin-bai/{item.id}/{action}", data={"csrf_token": token, "y-kien-csrf_token": token})
        assert answer.status_code in (403, 404), action
    page = client.get(f"/tin-bai/{item.id}").get_data(as_text=True)
    assert "a.png" not in page
    assert "Ý kiến" not in page


def test_a_reporter_takes_work_on_or_declines_with_a_reason_the_editor_reads(
    client: FlaskClient, session: Session
) -> None:
    reporter = make_person(session, make_unit(session), Role.REPORTER)
    unit = reporter.memberships[0].unit
    first, second = (make_item(session, unit, people=(reporter,)) for _ in range(2))
    others = make_item(session, unit)
    sign_in(client, reporter)
    page = f"/tin-bai/{first.id}"
    assert send(client, page, f"{page}/nhan-viec", {}).status_code == 303
    page = f"/tin-bai/{second.id}"
    assert send(client, page, f"{page}/tu-choi", {"reason": ""}, prefix="tu-choi-").status_code == 400
    assert send(client, page, f"{page}/tu-choi", {"reason": "trùng lịch"}, prefix="tu-choi-").status_code == 303
    token = token_of(client)
    assert client.post(f"/tin-bai/{others.id}/nhan-viec", data={"csrf_token": token}).status_code == 404
    session.rollback()
    assert (first.assignments[0].answer, second.assignments[0].answer) == (Answer.ACCEPTED, Answer.DECLINED)
    become(client, make_person(session, unit))
    shown = client.get(page).get_data(as_text=True)
    assert "từ chối" in shown
    assert "trùng lịch" in shown


def test_the_words_of_a_state_are_those_of_the_medium(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    paper, film = (make_item(session, unit, medium=medium) for medium in (Medium.PRINT, Medium.TELEVISION))
    sign_in(client, make_person(session, unit))
    assert "Đã duyệt đề tài, kịch bản" in client.get(f"/tin-bai/{film.id}").get_data(as_text=True)
    page = client.get(f"/tin-bai/{paper.id}").get_data(as_text=True)
    assert "Đã duyệt đề tài" in page
    assert "kịch bản" not in page


def test_a_unit_divides_its_states_into_steps_of_its_own(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    item = make_item(session, unit, medium=Medium.TELEVISION, status=Status.IN_PROGRESS)
    sign_in(client, make_person(session, unit))
    steps = f"/don-vi/{unit.id}/buoc"
    for label, state in (("Quay phim", "in_progress"), ("Dựng hình", "submitted")):
        values = {"label": label, "status": state, "media": StepMedia.BROADCAST.value, "position": 1}
        assert send(client, steps, steps, values).status_code == 303
    step = session.scalars(select(UnitStep).where(UnitStep.label == "Dựng hình")).one()
    page, go = f"/tin-bai/{item.id}", f"/tin-bai/{item.id}/buoc"
    values = {"csrf_token": token_of(client), "step": step.id, "version": item.version}
    assert client.post(go, data=values).status_code == 303
    session.refresh(item)
    assert (item.status, item.step) == (Status.SUBMITTED, step)
    assert client.post(go, data=values).status_code == 409
    assert "Dựng hình" in client.get(page).get_data(as_text=True)
    send(client, page, f"{page}/trang-thai", {"status": "approved"})
    session.refresh(item)
    assert item.step is None


def test_steps_are_their_own_units_and_the_administrators_business(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    step = UnitStep(unit_id=unit.id, label="Duyệt lần hai", status=Status.SUBMITTED)
    session.add(step)
    session.flush()
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    assert client.get(f"/buoc/{step.id}").status_code == 403
    values = {"csrf_token": token_of(client), "step": step.id, "version": item.version}
    assert client.post(f"/tin-bai/{item.id}/buoc", data=values).status_code == 400
    become(client, make_person(session, role=Role.ADMINISTRATOR))
    edit = f"/buoc/{step.id}"
    changed = {"label": "Duyệt lần ba", "status": "submitted", "media": "all", "position": 2}
    assert send(client, edit, edit, changed).status_code == 303
    assert client.post(f"/buoc/{step.id}/bo", data={"csrf_token": token_of(client)}).status_code == 303
    session.refresh(step)
    assert step.retired_at is not None


def test_one_work_is_planned_in_another_medium_joined_and_parted(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session), "Giống lúa mới", medium=Medium.PRINT)
    third, stranger = make_item(session, item.unit), make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    page = f"/tin-bai/{item.id}"
    values = {"medium": Medium.RADIO.value, "publish_on": "2026-11-30"}
    response = send(client, page, f"{page}/tac-pham", values, prefix="tac-pham-")
    copy = session.scalars(select(PlannedItem).order_by(PlannedItem.id.desc())).first()
    assert copy is not None
    assert response.location == f"/tin-bai/{copy.id}"
    session.refresh(item)
    assert (copy.work_id, copy.medium, copy.publish_on) == (item.work_id, Medium.RADIO, date(2026, 11, 30))
    assert send(client, page, f"{page}/tac-pham/gop", {"other": third.id}, prefix="gop-").status_code == 303
    refused = send(client, page, f"{page}/tac-pham/gop", {"other": stranger.id}, prefix="gop-")
    assert refused.status_code == 400
    assert "Không có tin, bài mang số này" in refused.get_data(as_text=True)
    session.refresh(third)
    assert third.work_id == item.work_id
    assert client.post(f"{page}/tac-pham/tach", data={"csrf_token": token_of(client)}).status_code == 303
    session.refresh(item)
    assert item.work_id is None


def test_the_history_is_read_field_by_field(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session))
    sign_in(client, make_person(session, item.unit))
    page = f"/tin-bai/{item.id}"
    send(client, page, f"{page}/trang-thai", {"status": "in_progress"})
    send(client, page, f"{page}/viec", {"words": "Gọi nhân vật"}, prefix="viec-")
    shown = client.get(f"{page}?muc=Trạng thái").get_data(as_text=True)
    assert "đổi trạng thái" in shown
    assert "thêm việc cần làm" not in shown


def test_the_pages_cost_the_same_statements_however_much_there_is(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session)
    reporter = make_person(session, unit, Role.REPORTER)
    item = make_item(session, unit, people=(reporter,))
    sign_in(client, reporter)
    costs: dict[str, list[int]] = {"/viec-cua-toi": [], f"/tin-bai/{item.id}": []}
    for rows in (1, 2, 27):
        for number in range(rows):
            session.add(Comment(item_id=item.id, author_id=reporter.id, body=f"ý kiến {number}", at=NOW))
            session.add(CheckLine(item_id=item.id, words=f"việc {number}"))
            make_item(session, unit, people=(reporter,))
        for page, found in costs.items():
            client.get(page)
            with app.app_context(), statements(db.engine) as sent:
                client.get(page)
            found.append(len(sent))
    assert [len(set(found)) for found in costs.values()] == [1, 1], costs


def test_my_work_lies_in_piles_and_leads_to_the_next_step(client: FlaskClient, session: Session) -> None:
    reporter = make_person(session, make_unit(session), Role.REPORTER)
    unit = reporter.memberships[0].unit
    asked = make_item(session, unit, "Chờ trả lời", people=(reporter,))
    doing = make_item(session, unit, "Đang viết", people=(reporter,), status=Status.IN_PROGRESS, deadline_at=NOW)
    make_item(session, unit, "Đã lên trang", people=(reporter,), status=Status.PUBLISHED, publish_on=TODAY)
    make_item(session, unit, "Việc người khác")
    sign_in(client, reporter)
    assert client.get("/").location == "/viec-cua-toi"
    page = client.get("/viec-cua-toi").get_data(as_text=True)
    for words in ("Chờ trả lời", "Đang viết", "Nộp bài", "Dán đường dẫn"):
        assert words in page, words
    assert "Việc người khác" not in page
    token = token_of(client)
    step = {"csrf_token": token, "version": doing.version, "status": "submitted", "back": "viec"}
    assert client.post(f"/tin-bai/{doing.id}/trang-thai", data=step).location == "/viec-cua-toi"
    answer = client.post(f"/tin-bai/{asked.id}/nhan-viec", data={"csrf_token": token, "back": "viec"})
    assert answer.location == "/viec-cua-toi"
    session.refresh(doing)
    assert doing.status is Status.SUBMITTED
