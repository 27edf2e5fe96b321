"""Urging on screen: from a gap to a note, the unit's start page and reply, who sees what."""

from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.models import Person, Slot, Urging
from planner.newsdesk.subscribing import LinkChoice, create_link
from planner.newsdesk.urging import Pen, Reply, answer_urging
from planner.vocabulary import CalendarScope, Role, SourceState, UnitKind, UrgingState
from tests.factories import TODAY, actor, make_person, make_source, make_target, make_unit, make_urging
from tests.pages import another_visitor, hidden_fields, send, sign_in
from tests.small_campaign import SmallCampaign, day, make_small_campaign

pytestmark = pytest.mark.usefixtures("factories_day")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The verbs are held on both engines in ``tests/newsdesk``."""
    return sqlite_url


@pytest.fixture
def small(session: Session) -> SmallCampaign:
    return make_small_campaign(session)


@pytest.fixture
def board(session: Session, small: SmallCampaign) -> Person:
    return make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)


@pytest.fixture
def editor(session: Session, small: SmallCampaign) -> Person:
    return make_person(session, small.station, Role.EDITOR, name="Biên Tập Đài")


def test_every_kind_of_gap_is_drafted_from_its_facts(
    client: FlaskClient, session: Session, board: Person, small: SmallCampaign
) -> None:
    slot = session.scalars(select(Slot).where(Slot.column_id == small.column.id, Slot.on == day(12))).one()
    target = make_target(session, small.campaign, small.paper, amount=6, theme=small.science, group="bai")
    source = make_source(session, small.paper, state=SourceState.FAILING)
    expected = {
        f"ve=missed_slot&so={slot.id}": "“Khoa học và đời sống” của Đài Thử Nghiệm có kỳ ngày 12/11/2026",
        f"ve=late_item&so={small.planned['B'].id}": "“Bài lỡ hẹn” của Báo Thử Nghiệm dự kiến",
        f"ve=shortfall&so={target.id}": "là 06 (bài, Khoa học). Đã xác nhận 01",
        f"ve=unhealthy_feed&so={source.id}": "chưa lần nào đọc được",
        f"ve=other&don-vi={small.paper.id}": "Đề nghị đơn vị cho biết nguyên nhân",
    }
    sign_in(client, board)
    for query, sentence in expected.items():
        page = client.get(f"/don-doc/moi?{query}")
        assert page.status_code == 200, query
        assert sentence in page.get_data(as_text=True), query
        assert 'value="2026-11-26"' in page.get_data(as_text=True), query


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("ve=la", 400),
        ("ve=late_item", 404),
        ("ve=late_item&so=999999", 404),
        ("ve=other", 404),
        ("ve=shortfall&so=x", 404),
    ],
)
def test_a_gap_there_is_not_gives_no_note(client: FlaskClient, board: Person, query: str, status: int) -> None:
    assert sign_in(client, board).get(f"/don-doc/moi?{query}").status_code == status


def test_a_note_goes_from_draft_to_closed_and_the_unit_answers(
    client: FlaskClient, session: Session, board: Person, editor: Person, small: SmallCampaign
) -> None:
    unit = another_visitor(client.application, session)
    sign_in(client, board)
    sign_in(unit, editor)
    address = f"/don-doc/moi?ve=other&don-vi={small.station.id}"
    note = {"title": "Gửi danh sách chuyên mục", "text": "Đề nghị gửi trước thứ Năm.", "due_on": "2026-11-26"}
    answer = client.post(address, data=_filled(client, address, note))
    page = answer.headers["Location"]

    assert answer.status_code == 303
    assert unit.get(page).status_code == 404
    assert "Ban đôn đốc" not in unit.get("/lich?thang=2026-11").get_data(as_text=True)
    assert send(client, page, f"{page}/gui", {}).status_code == 303
    start = unit.get("/lich?thang=2026-11").get_data(as_text=True)
    assert "Ban đôn đốc: 1 phiếu chờ phản hồi" in start
    assert "Gửi danh sách chuyên mục" in unit.get("/thong-bao").get_data(as_text=True)
    reply = {"text": "Đã gửi sáng nay.", "done": "Danh sách 3 chuyên mục", "done_by": "2026-11-24"}
    assert send(unit, page, f"{page}/phan-hoi", reply, "phan-hoi-").status_code == 303
    assert "Ban đôn đốc" not in unit.get("/lich?thang=2026-11").get_data(as_text=True)
    assert "Đã gửi sáng nay." in client.get(page).get_data(as_text=True)
    assert send(client, page, f"{page}/nhan", {"text": "Cảm ơn."}, "nhan-").status_code == 303
    assert send(client, page, f"{page}/dong", {"text": "Đã đủ."}, "dong-").status_code == 303
    assert (
        send(client, page, f"{page}/mo-lai", {"text": "Còn thiếu.", "due_on": "2026-11-01"}, "mo-lai-").status_code
        == 400
    )
    assert (
        send(client, page, f"{page}/mo-lai", {"text": "Còn thiếu.", "due_on": "2026-12-01"}, "mo-lai-").status_code
        == 303
    )
    row = session.scalars(select(Urging)).one()
    session.refresh(row)
    assert (row.state, row.due_on.isoformat()) == (UrgingState.OPEN, "2026-12-01")


def _filled(client: FlaskClient, address: str, values: dict[str, str]) -> dict[str, str]:
    return hidden_fields(client.get(address).get_data(as_text=True), address.split("?", maxsplit=1)[0]) | values


def test_a_draft_is_changed_and_sent_in_one_step(
    client: FlaskClient, session: Session, board: Person, small: SmallCampaign
) -> None:
    row = make_urging(session, small.campaign, small.paper, state=UrgingState.DRAFT, sent_at=None)
    session.commit()
    edit = f"/don-doc/{row.id}/sua"
    values = {"title": "Việc mới", "text": "Nội dung mới", "due_on": "2026-11-27"}
    sign_in(client, board)
    assert send(client, edit, edit, values | {"due_on": "2026-11-01"}).status_code == 400
    assert send(client, edit, edit, values | {"version": "9"}).status_code == 409
    assert send(client, edit, edit, values | {"gui": "1"}).status_code == 303
    session.refresh(row)
    assert (row.title, row.state) == ("Việc mới", UrgingState.OPEN)
    assert client.get(edit).status_code == 200
    assert send(client, edit, edit, values).status_code == 409


def test_other_units_reporters_and_administrators_see_no_note(
    client: FlaskClient, session: Session, small: SmallCampaign
) -> None:
    row = make_urging(session, small.campaign, small.paper, title="Chỉ của báo")
    for unit, role, status in (
        (small.station, Role.EDITOR, 404),
        (small.paper, Role.REPORTER, 403),
        (small.paper, Role.ADMINISTRATOR, 403),
        (small.paper, Role.EDITOR, 200),
    ):
        visitor = another_visitor(client.application, session)
        sign_in(visitor, make_person(session, unit, role))
        assert visitor.get(f"/don-doc/{row.id}").status_code == status, role
        if role is Role.EDITOR:
            assert ("Chỉ của báo" in visitor.get("/don-doc").get_data(as_text=True)) == (unit is small.paper)


def test_an_editor_cannot_close_or_write_and_a_board_cannot_answer(
    client: FlaskClient, session: Session, board: Person, editor: Person, small: SmallCampaign
) -> None:
    row = make_urging(session, small.campaign, small.station)
    unit = another_visitor(client.application, session)
    sign_in(unit, editor)
    sign_in(client, board)
    assert unit.get("/don-doc/moi?ve=other").status_code == 403
    assert "Gửi phản hồi" not in client.get(f"/don-doc/{row.id}").get_data(as_text=True)
    assert "Đóng phiếu" not in unit.get(f"/don-doc/{row.id}").get_data(as_text=True)


def test_the_lists_tell_open_late_answered_closed_and_drafts_apart(
    client: FlaskClient, session: Session, board: Person, small: SmallCampaign
) -> None:
    make_urging(session, small.campaign, small.paper, title="Còn hạn")
    make_urging(session, small.campaign, small.paper, title="Đã trễ", due_on=day(20))
    make_urging(session, small.campaign, small.paper, title="Có lời", state=UrgingState.ANSWERED)
    make_urging(session, small.campaign, small.paper, title="Xong rồi", state=UrgingState.CLOSED)
    make_urging(session, small.campaign, small.paper, title="Chưa gửi", state=UrgingState.DRAFT, sent_at=None)
    sign_in(client, board)
    expected = {
        "": {"Còn hạn", "Đã trễ", "Có lời"},
        "qua-han": {"Đã trễ"},
        "phan-hoi": {"Có lời"},
        "dong": {"Xong rồi"},
        "nhap": {"Chưa gửi"},
    }
    for view, titles in expected.items():
        page = client.get("/don-doc", query_string={"xem": view}).get_data(as_text=True)
        assert {one for one in set().union(*expected.values()) if f">{one}</a>" in page} == titles, view


def test_the_list_behind_missing_leads_to_a_note(client: FlaskClient, board: Person, small: SmallCampaign) -> None:
    query = {"dot": "thu-nghiem", "tu": "2026-11-01", "den": "2026-11-30", "so-lieu": "missing"}
    page = sign_in(client, board).get("/bang-theo-doi/danh-sach", query_string=query).get_data(as_text=True)
    slots = client.get("/bang-theo-doi/danh-sach", query_string=query | {"the-loai": "chuyen_muc"}).get_data(
        as_text=True
    )

    assert f"/don-doc/moi?ve=late_item&amp;so={small.planned['B'].id}" in page
    assert "/don-doc/moi?ve=missed_slot&amp;so=" in slots


def test_a_units_calendar_shows_when_a_reply_is_due_and_moves_with_every_step(
    client: FlaskClient, session: Session, board: Person, editor: Person, small: SmallCampaign
) -> None:
    row = make_urging(session, small.campaign, small.station, title="Lỡ kỳ 12/11")
    reporter = make_person(session, small.station, Role.REPORTER)
    choice = LinkChoice(scope=CalendarScope.UNIT)
    tokens = [
        create_link(session, actor(), person, label="Máy", today=TODAY, choice=choice)[1]
        for person in (editor, reporter)
    ]
    session.commit()
    feed = client.get(f"/lich/{tokens[0]}/lich.ics")
    shown = feed.get_data(as_text=True).replace("\r\n ", "")
    assert "SUMMARY:⏰ Hạn phản hồi đôn đốc: Lỡ kỳ 12/11" in shown
    assert "DTSTART;VALUE=DATE:20261126" in shown
    assert f"/don-doc/{row.id}" in shown
    assert "đôn đốc" not in client.get(f"/lich/{tokens[1]}/lich.ics").get_data(as_text=True)

    answer_urging(session, Pen(actor(editor), ZoneInfo("Asia/Ho_Chi_Minh")), row, Reply("Đã rõ."))
    session.commit()
    again = client.get(f"/lich/{tokens[0]}/lich.ics", headers={"If-None-Match": feed.headers["ETag"]})
    assert again.status_code == 200
    assert "Đã phản hồi đôn đốc: Lỡ kỳ 12/11" in again.get_data(as_text=True).replace("\r\n ", "")
