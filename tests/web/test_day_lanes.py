"""The day by the hour: a lane for each channel, the unknown ones, and the hour that a drag gives."""

from datetime import UTC, date, datetime, time

import html5lib
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from planner.vocabulary import Medium
from tests.factories import make_channel, make_column, make_item, make_person, make_slot, make_unit
from tests.pages import sign_in, token_of

DAY = date(2026, 11, 23)
PAGE = "/lich/ngay?ngay=2026-11-23"
EIGHT = datetime(2026, 11, 23, 1, tzinfo=UTC)


def grid(client: FlaskClient, address: str = PAGE) -> dict[tuple[str, str], str]:
    """(hour, lane) → the words of each cell that says something."""
    root = html5lib.parse(client.get(address).get_data(as_text=True), namespaceHTMLElements=False)
    table = next(one for one in root.iter("table") if "hours" in one.get("class", ""))
    found: dict[tuple[str, str], str] = {}
    for row in table.iterfind("./tbody/tr"):
        head = "".join(row.findtext("./th") or "").strip()
        for cell in row.iter("td"):
            if words := " ".join("".join(cell.itertext()).split()):
                found[head, cell.get("data-label", "")] = words
    return found


def test_every_channel_has_its_lane_and_what_has_none_is_said_to_have_none(
    client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session)
    first, second = (make_channel(session, unit, Medium.TELEVISION, name) for name in ("Kênh Một", "Kênh Hai"))
    make_channel(session, unit, Medium.RADIO, "Sóng phát thanh")
    column = make_column(session, unit, first, name="Khoa học", duration_min=90)
    make_item(session, unit, "Phim", column=column, publish_on=DAY, publish_at=EIGHT, medium=Medium.TELEVISION)
    make_item(session, unit, "Tin truyền hình", publish_on=DAY, publish_at=EIGHT, medium=Medium.TELEVISION)
    make_item(session, unit, "Tin phát thanh", publish_on=DAY, medium=Medium.RADIO)
    make_slot(session, make_column(session, unit, second, name="Nông thôn", airs_at=time(20)), DAY)
    sign_in(client, make_person(session, unit))
    cells = grid(client)
    assert "Phim" in cells["08:00", "Kênh Một"]
    assert "đang phát: Phim" in cells["09:00", "Kênh Một"]
    assert "Nông thôn" in cells["20:00", "Kênh Hai"]
    assert "Tin truyền hình" in cells["08:00", "Chưa rõ kênh"]
    assert "Tin phát thanh" in cells["Chưa rõ giờ", "Sóng phát thanh"]


def test_a_drag_in_the_grid_changes_the_hour_and_can_be_taken_back(client: FlaskClient, session: Session) -> None:
    item = make_item(session, make_unit(session), publish_on=DAY, publish_at=EIGHT)
    sign_in(client, make_person(session, item.unit))
    fields = {"csrf_token": token_of(client), "version": item.version, "publish_on": DAY.isoformat()}
    fields |= {"publish_time": "20:15", "hour_sent": "1"}
    answer = client.post(f"/tin-bai/{item.id}/ngay", data=fields, headers={"Accept": "application/json"})
    assert "20:15" in answer.get_json()["message"]
    session.rollback()
    session.refresh(item)
    assert item.publish_at == datetime(2026, 11, 23, 13, 15, tzinfo=UTC)
    assert client.post(answer.get_json()["undo"], data={"csrf_token": token_of(client)}).status_code == 303
    session.rollback()
    session.refresh(item)
    assert item.publish_at == EIGHT
