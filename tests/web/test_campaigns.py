"""The chain on screen: directive → task → campaign → theme → planned item → published link, and back."""

from itertools import pairwise

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.models import Campaign, Match, Theme
from planner.vocabulary import MatchState, Role, UnitKind
from tests.factories import (
    NOW,
    make_campaign,
    make_item,
    make_person,
    make_published,
    make_theme,
    make_unit,
)
from tests.pages import another_visitor, fill, send, sign_in


def confirmed(session: Session, item_id: int, published_id: int) -> Match:
    match = Match(
        item_id=item_id,
        published_item_id=published_id,
        state=MatchState.CONFIRMED,
        score=1.0,
        rule="thử",
        suggested_at=NOW,
    )
    session.add(match)
    session.flush()
    return match


def test_the_chain_can_be_walked_down_and_up(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit)
    theme = make_theme(session, campaign, "Mô hình mới")
    item = make_item(session, unit, "Mô hình trồng sâm", campaign=campaign, themes=[theme])
    published = make_published(session, unit, "Trồng sâm dưới tán rừng")
    confirmed(session, item.id, published.id)
    sign_in(client, make_person(session, unit))
    task = campaign.directive.tasks[0]

    def follows(page: str, target: str) -> None:
        assert f'href="{target}"' in client.get(page).get_data(as_text=True), (page, target)

    down = [
        "/van-ban",
        f"/van-ban/{campaign.directive_id}",
        f"/nhiem-vu/{task.id}",
        f"/chu-de/{theme.id}",
        f"/tin-bai/{item.id}",
    ]
    for page, target in pairwise(down):
        follows(page, target)
    follows(f"/chu-de/{theme.id}", f"/da-dang/{published.id}")
    follows(f"/van-ban/{campaign.directive_id}", f"/dot-tuyen-truyen/{campaign.key}")
    follows(f"/dot-tuyen-truyen/{campaign.key}", f"/chu-de/{theme.id}")
    follows(f"/da-dang/{published.id}", f"/tin-bai/{item.id}")
    follows(f"/tin-bai/{item.id}", f"/chu-de/{theme.id}")
    follows(f"/chu-de/{theme.id}", f"/nhiem-vu/{task.id}")
    follows(f"/nhiem-vu/{task.id}", f"/van-ban/{campaign.directive_id}")


def test_a_theme_hides_the_plans_of_other_units(client: FlaskClient, session: Session) -> None:
    ours, theirs = make_unit(session), make_unit(session)
    campaign = make_campaign(session, ours, theirs)
    theme = make_theme(session, campaign)
    make_item(session, ours, "Bài của ta", campaign=campaign, themes=[theme])
    make_item(session, theirs, "Bài bí mật của họ", campaign=campaign, themes=[theme])
    board = make_person(session, role=Role.BOARD)
    sign_in(client, make_person(session, ours))

    page = client.get(f"/chu-de/{theme.id}").get_data(as_text=True)
    assert "Bài của ta" in page
    assert "Bài bí mật của họ" not in page

    other = another_visitor(client.application, session)
    sign_in(other, board)
    assert "Bài bí mật của họ" in other.get(f"/chu-de/{theme.id}").get_data(as_text=True)


def test_the_board_opens_a_campaign_and_a_theme_with_keywords(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    directive = make_campaign(session).directive
    sign_in(client, make_person(session, role=Role.BOARD))

    opened = send(
        client,
        "/dot-tuyen-truyen/moi",
        "/dot-tuyen-truyen/moi",
        {
            "title": "Tuyên truyền chuyển đổi",
            "short_title": "CĐ",
            "directive": directive.id,
            "starts_on": "2026-12-01",
            "units": [unit.id],
        },
    )
    assert opened.status_code == 303
    action = opened.headers["Location"] + "/chu-de/moi"
    added = send(
        client,
        action,
        action,
        {"name": "Gương sáng", "task": directive.tasks[0].id, "strong": "gương sáng\n\n gương  sáng \nđiển hình"},
    )

    assert added.status_code == 303
    theme = session.scalars(select(Theme).where(Theme.name == "Gương sáng")).one()
    assert theme.strong == ["gương sáng", "điển hình"]
    assert not theme.enabled


def test_a_campaign_that_ends_before_it_starts_is_refused(client: FlaskClient, session: Session) -> None:
    directive = make_campaign(session).directive
    sign_in(client, make_person(session, role=Role.BOARD))
    values = {"title": "T", "short_title": "T", "directive": directive.id, "starts_on": "2026-12-01"}

    response = send(client, "/dot-tuyen-truyen/moi", "/dot-tuyen-truyen/moi", values | {"ends_on": "2026-11-01"})

    assert response.status_code == 400
    assert "Ngày kết thúc phải sau ngày bắt đầu" in response.get_data(as_text=True)
    assert session.scalar(select(func.count()).select_from(Campaign)) == 1


def test_a_stale_theme_form_is_refused_with_what_stands_now(client: FlaskClient, session: Session) -> None:
    campaign = make_campaign(session)
    theme = make_theme(session, campaign, "Tên đầu")
    sign_in(client, make_person(session, role=Role.BOARD))
    action = f"/chu-de/{theme.id}/sua"
    values = {"name": "Tên hai", "task": theme.task_id, "strong": "", "normal": ""}
    fields = fill(client, action, action, values)
    first = client.post(action, data=fields)
    stale = client.post(action, data=fields | {"name": "Tên ba"})

    assert (first.status_code, stale.status_code) == (303, 409)
    assert "Tên hai" in stale.get_data(as_text=True)
    session.expire_all()
    assert theme.name == "Tên hai"


def test_the_board_says_who_reports_and_to_whom(client: FlaskClient, session: Session) -> None:
    campaign = make_campaign(session, report={"title": "kết quả", "recipients": [{"text": "Cũ", "letter_only": True}]})
    reporter = make_unit(session, "Ban Thử Nghiệm", UnitKind.PROPAGANDA_BOARD)
    sign_in(client, make_person(session, role=Role.BOARD))
    action = f"/dot-tuyen-truyen/{campaign.key}/bao-cao"
    values = {"board": reporter.id, "place": "Nơi Thử", "signer_post": "Trưởng ban", "recipients": "Nơi A\nNơi B"}

    response = send(client, action, action, values)

    assert response.status_code == 303
    session.expire_all()
    assert campaign.board is reporter
    assert campaign.report["title"] == "kết quả"
    assert [line["text"] for line in campaign.report["recipients"]] == ["Nơi A", "Nơi B"]
    assert "Nơi A; Nơi B" in client.get(f"/dot-tuyen-truyen/{campaign.key}").get_data(as_text=True)


def test_reporters_do_not_manage_campaigns(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit)
    sign_in(client, make_person(session, unit, Role.REPORTER))

    assert client.get("/dot-tuyen-truyen/moi").status_code == 403
    assert client.get(f"/dot-tuyen-truyen/{campaign.key}/sua").status_code == 403
    assert client.get("/dot-tuyen-truyen/khong-co").status_code == 404
