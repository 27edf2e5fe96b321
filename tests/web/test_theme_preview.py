"""Changing a theme's words shows first what it would add and drop, and saves nothing until asked."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from planner.vocabulary import Role
from tests.factories import make_campaign, make_person, make_published, make_theme, make_unit, newsroom_today
from tests.pages import send, sign_in


def test_the_preview_names_what_comes_and_goes_and_saves_nothing(client: FlaskClient, session: Session) -> None:
    unit, day = make_unit(session), newsroom_today()
    campaign = make_campaign(session, unit)
    theme = make_theme(session, campaign, "Ứng dụng", strong=["hội chợ"])
    make_published(session, unit, "Máy sấy nấm tự chế", published_on=day)
    make_published(session, unit, "Khai mạc hội chợ cuối năm", published_on=day - timedelta(3))
    make_published(session, unit, "Máy sấy từ năm ngoái", published_on=day - timedelta(90))
    sign_in(client, make_person(session, role=Role.BOARD))
    page = f"/chu-de/{theme.id}/sua"
    given = {"name": theme.name, "task": theme.task_id, "strong": "máy sấy", "normal": "", "enabled": "y"}

    shown = send(client, page, page, given | {"xem-truoc": "1"}).get_data(as_text=True)
    assert "Nếu lưu: thêm 1, bớt 1 tin, bài" in shown
    assert "Máy sấy nấm tự chế" in shown
    assert "Máy sấy từ năm ngoái" not in shown
    session.refresh(theme)
    assert theme.strong == ["hội chợ"]

    assert send(client, page, page, given).status_code == 303
    session.refresh(theme)
    assert theme.strong == ["máy sấy"]
