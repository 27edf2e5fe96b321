"""The page of the rules of reminders, and what the preview says then."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from planner.domain.reminders import RULES
from planner.forms.reminder_rules import rule_values
from planner.models import Person
from planner.vocabulary import Role, UnitKind
from tests.factories import make_campaign, make_column, make_person, make_slot, make_unit, make_urging
from tests.pages import send, sign_in
from tests.small_campaign import day

pytestmark = pytest.mark.usefixtures("factories_day")
PAGE = "/thong-bao/quy-tac"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The rules are held on both engines in ``tests/newsdesk``."""
    return sqlite_url


@pytest.fixture
def board(session: Session) -> Person:
    return make_person(session, make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD), Role.BOARD)


def values(**more: str) -> dict[str, str]:
    """The form as it stands, ticks only where they are set."""
    shown = {name: value for name, value in rule_values(RULES).items() if value is not False}
    return {name: "y" if value is True else str(value) for name, value in shown.items()} | more


def test_the_board_turns_a_rule_on_and_sees_what_it_will_send(
    client: FlaskClient, session: Session, board: Person
) -> None:
    unit = make_unit(session)
    make_person(session, unit, Role.EDITOR, name="Biên Tập Thử")
    make_slot(session, make_column(session, unit, name="Khoa học và đời sống"), day(27))
    make_urging(session, make_campaign(session, unit), unit, due_on=day(25), title="Còn thiếu kỳ")
    sign_in(client, board)
    before = client.get("/thong-bao/ngay-mai").get_data(as_text=True)
    assert "Còn thiếu kỳ" in before
    assert "Khoa học và đời sống" not in before

    answer = send(client, PAGE, PAGE, values(empty_slot_enabled="y", version="0"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/thong-bao/ngay-mai")
    after = client.get("/thong-bao/ngay-mai").get_data(as_text=True)
    assert "Khoa học và đời sống" in after
    assert "Biên Tập Thử" in after
    assert "sửa quy tắc nhắc việc" in client.get(PAGE).get_data(as_text=True)


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"deadline_days": "15"}, 400, "Nhập số ngày từ 0 đến 14."),
        ({"empty_slot_to": "makers"}, 400, "Chọn một mục trong danh sách."),
        ({"version": "7"}, 409, "Người khác vừa sửa quy tắc nhắc việc"),
    ],
)
def test_a_wrong_rule_changes_nothing(
    client: FlaskClient, board: Person, wrong: dict[str, str], status: int, sentence: str
) -> None:
    answer = send(sign_in(client, board), PAGE, PAGE, values(**wrong))

    assert answer.status_code == status
    assert sentence in answer.get_data(as_text=True)
    assert "Chưa có thay đổi nào được ghi." in client.get(PAGE).get_data(as_text=True)


def test_editors_preview_and_do_not_set(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session), Role.EDITOR))

    assert client.get(PAGE).status_code == 403
    assert PAGE not in client.get("/thong-bao/ngay-mai").get_data(as_text=True)
