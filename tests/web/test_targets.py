"""Targets on screen: the board sets them, the unit sees its own, nobody else changes them."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from planner.models import Person, Target
from planner.vocabulary import Role, UnitKind
from tests.factories import make_person, make_target, make_unit
from tests.pages import another_visitor, send, sign_in
from tests.small_campaign import SmallCampaign, day, make_small_campaign

pytestmark = pytest.mark.usefixtures("factories_day")
NEW = "/chi-tieu/moi"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Progress is held on both engines in ``tests/queries``."""
    return sqlite_url


@pytest.fixture
def small(session: Session) -> SmallCampaign:
    return make_small_campaign(session)


@pytest.fixture
def board(session: Session, small: SmallCampaign) -> Person:
    return make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)


def values(small: SmallCampaign, **more: str) -> dict[str, str]:
    return {
        "unit": str(small.paper.id),
        "group": "",
        "theme": "",
        "first": "2026-11-01",
        "last": "2026-11-30",
        "amount": "6",
    } | more


def test_the_board_sets_a_target_and_reads_where_the_pace_leads(
    client: FlaskClient, session: Session, board: Person, small: SmallCampaign
) -> None:
    sign_in(client, board)
    answer = send(client, NEW, NEW, values(small, note="Công văn thử"))
    assert answer.status_code == 303

    page = client.get(answer.headers["Location"]).get_data(as_text=True)
    # A and F out in 15 of 21 working days, C to come
    assert "Theo nhịp này thiếu 4." in page
    assert "Nếu kế hoạch còn lại đều đăng, phát vẫn thiếu 3." in page
    assert "Căn cứ: 2 tác phẩm hoặc kỳ đã xác nhận" in page
    assert "đặt chỉ tiêu" in page
    assert "Theo nhịp này thiếu 4." in client.get("/chi-tieu", query_string={"dot": "thu-nghiem"}).get_data(
        as_text=True
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount": "0"}, "Nhập một số từ 1 đến 100.000."),
        ({"amount": "nhiều"}, "Nhập một số nguyên."),
        ({"last": "2026-10-01"}, "Ngày cuối phải sau ngày đầu"),
        ({"unit": ""}, "Bắt buộc nhập mục này."),
        ({"unit": "999999"}, "Chọn một mục trong danh sách."),
        ({"group": "lạ"}, "Chọn một mục trong danh sách."),
    ],
)
def test_a_wrong_target_is_refused_at_its_field(
    client: FlaskClient, session: Session, board: Person, small: SmallCampaign, wrong: dict[str, str], sentence: str
) -> None:
    answer = send(sign_in(client, board), NEW, NEW, values(small, **wrong))

    assert answer.status_code == 400
    assert sentence in answer.get_data(as_text=True)
    assert session.query(Target).count() == 0


def test_a_target_is_changed_withdrawn_and_keeps_its_history(
    client: FlaskClient, session: Session, board: Person, small: SmallCampaign
) -> None:
    row = make_target(session, small.campaign, small.paper)
    session.commit()
    page, edit = f"/chi-tieu/{row.id}", f"/chi-tieu/{row.id}/sua"
    sign_in(client, board)
    assert send(client, edit, edit, values(small, amount="12", version="1")).status_code == 303
    stale = send(client, edit, edit, values(small, amount="13", version="1"))
    assert stale.status_code == 409
    assert "Người khác vừa sửa chỉ tiêu này" in stale.get_data(as_text=True)
    assert send(client, page, f"{page}/thoi", {"thoi-reason": ""}).status_code == 400
    assert send(client, page, f"{page}/thoi", {"thoi-reason": "Có văn bản mới"}).status_code == 303

    shown = client.get(page).get_data(as_text=True)
    assert "Chỉ tiêu này đã thôi áp dụng" in shown
    assert "Có văn bản mới" in shown
    assert "Chưa có chỉ tiêu nào trong kỳ này" in client.get("/chi-tieu").get_data(as_text=True)


def test_a_unit_sees_its_own_targets_and_changes_none(
    client: FlaskClient, session: Session, small: SmallCampaign
) -> None:
    own = make_target(session, small.campaign, small.paper, amount=11)
    other = make_target(session, small.campaign, small.station, amount=222)
    sign_in(client, make_person(session, small.paper, Role.EDITOR))

    listed = client.get("/chi-tieu").get_data(as_text=True)
    assert "/ 11" in listed
    assert "222" not in listed
    assert client.get(f"/chi-tieu/{own.id}").status_code == 200
    assert client.get(f"/chi-tieu/{other.id}").status_code == 404
    assert client.get(f"/chi-tieu/{own.id}/sua").status_code == 403


def test_progress_stands_on_the_boards_page_and_on_the_units_start_page(
    client: FlaskClient, session: Session, board: Person, small: SmallCampaign
) -> None:
    make_target(session, small.campaign, small.paper, amount=6)
    make_target(session, small.campaign, small.paper, amount=7, first=day(1, 12), last=day(31, 12))
    november = {"dot": "thu-nghiem", "tu": "2026-11-01", "den": "2026-11-30"}
    page = sign_in(client, board).get("/bang-theo-doi", query_string=november).get_data(as_text=True)
    assert "Theo nhịp này thiếu 4." in page
    assert "Chỉ tiêu đang chạy" not in client.get("/lich?thang=2026-11").get_data(as_text=True)

    unit = another_visitor(client.application, session)
    start = sign_in(unit, make_person(session, small.paper, Role.EDITOR)).get("/lich?thang=2026-11")
    assert "Mọi thể loại: 2 / 6" in start.get_data(as_text=True)
    assert "/ 7" not in start.get_data(as_text=True)
