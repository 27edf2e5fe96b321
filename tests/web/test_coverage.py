"""The coverage queue on screen: who sees what, who may decide, and what a decision leaves."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from planner.extensions import db
from planner.models import Campaign, Match, Person, Relevance, Unit
from planner.newsdesk import reconciling
from planner.newsdesk.accepting import accept_certain
from planner.vocabulary import MatchState, RelevanceState, Role
from tests.factories import (
    NOW,
    actor,
    make_campaign,
    make_genre,
    make_item,
    make_person,
    make_published,
    make_theme,
    make_unit,
)
from tests.pages import send, sign_in, token_of
from tests.queries.counting import statements

TITLE = "Mô hình nuôi tôm công nghệ cao của ông Lê Văn Thử"
QUEUE, UNPLANNED, DECIDED = "/doi-chieu", "/doi-chieu/ngoai-ke-hoach", "/doi-chieu/da-quyet-dinh"
BY_RULE = "/doi-chieu/theo-quy-tac"


def make_pair(session: Session, unit: Unit, title: str = TITLE) -> Match:
    item = make_item(session, unit, title)
    published = make_published(session, unit, title, summary="Bài về nuôi tôm.")
    reconciling.suggest_for_new(session, NOW)
    return session.scalars(select(Match).where(Match.item_id == item.id, Match.published_item_id == published.id)).one()


def make_campaign_of(session: Session, unit: Unit) -> Campaign:
    campaign = make_campaign(session, unit, title="Đợt thử nghiệm")
    make_theme(session, campaign, "Ứng dụng vào sản xuất", strong=["công nghệ cao"])
    return campaign


def make_unplanned(session: Session, unit: Unit, title: str = TITLE) -> Relevance:
    published = make_published(session, unit, title)
    reconciling.suggest_for_new(session, NOW)
    return session.scalars(select(Relevance).where(Relevance.published_item_id == published.id)).one()


def refuse_all(client: FlaskClient, addresses: list[str], status: int) -> None:
    """Every address refuses a POST with a valid token."""
    token = token_of(client)
    for address in addresses:
        answer = client.post(address, data={"csrf_token": token})
        assert (address, answer.status_code) == (address, status)


def settle_all(session: Session, editor: Person) -> None:
    """Decide everything that waits."""
    for match in session.scalars(select(Match).where(Match.state == MatchState.SUGGESTED)).all():
        reconciling.confirm(session, actor(editor), match)
    for row in session.scalars(select(Relevance).where(Relevance.state == RelevanceState.SUGGESTED)).all():
        reconciling.not_relevant(session, actor(editor), row)


def decisions(match: Match, row: Relevance) -> list[str]:
    of_match = [f"{QUEUE}/{match.id}/{verb}" for verb in ("xac-nhan", "khong-khop", "hoan-tac")]
    return of_match + [f"{UNPLANNED}/{row.id}/{verb}" for verb in ("tinh", "khong-lien-quan", "hoan-tac")]


def test_the_queue_shows_the_plan_its_suggestion_and_why(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    match = make_pair(session, unit)
    sign_in(client, make_person(session, unit))
    page = client.get(QUEUE).get_data(as_text=True)
    assert f'href="/tin-bai/{match.item_id}"' in page
    assert f'href="/da-dang/{match.published_item_id}"' in page
    assert page.count("<mark>") >= 2
    assert "Có tên riêng nêu trong kế hoạch: “Lê Văn Thử”" in page
    assert "Đăng, phát đúng ngày dự kiến" in page
    assert "Rất giống kế hoạch" in page


def test_the_reasons_speak_the_readers_language(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    match = make_pair(session, unit)
    match.reasons = [*match.reasons, {"code": "of-an-older-rule", "words": [], "text": "Câu của quy tắc cũ"}]
    editor = make_person(session, unit)
    sign_in(client, editor)
    assert "Câu của quy tắc cũ" in client.get(QUEUE).get_data(as_text=True)


@pytest.mark.parametrize(("verb", "state"), [("xac-nhan", MatchState.CONFIRMED), ("khong-khop", MatchState.REJECTED)])
def test_a_decision_leads_to_the_next_pair_and_can_be_taken_back(
    client: FlaskClient, session: Session, verb: str, state: MatchState
) -> None:
    unit = make_unit(session)
    first, second = make_pair(session, unit, "Máy sấy nấm tự chế"), make_pair(session, unit, "Nhà màng trồng dưa lưới")
    editor = make_person(session, unit)
    sign_in(client, editor)
    answer = send(client, QUEUE, f"{QUEUE}/{first.id}/{verb}", {})
    assert (answer.status_code, answer.location) == (303, f"{QUEUE}?vua={first.id}#cap-{second.id}")
    session.refresh(first)
    assert (first.state, first.decided_by_id) == (state, editor.id)
    page = client.get(f"{QUEUE}?vua={first.id}").get_data(as_text=True)
    assert f'id="cap-{first.id}"' not in page
    assert "Máy sấy nấm tự chế" in page
    answer = send(client, f"{QUEUE}?vua={first.id}", f"{QUEUE}/{first.id}/hoan-tac", {})
    assert answer.location == f"{QUEUE}#cap-{first.id}"
    session.refresh(first)
    assert first.state is MatchState.SUGGESTED


def test_the_same_pairs_are_decided_by_published_item(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    match = make_pair(session, unit)
    page = f"{QUEUE}/theo-bai"
    sign_in(client, make_person(session, unit))
    shown = client.get(page).get_data(as_text=True)
    assert f'id="tin-{match.published_item_id}"' in shown
    assert f'id="cap-{match.id}"' in shown
    given = {"csrf_token": token_of(client), "danh-sach": "by_item"}
    answer = client.post(f"{QUEUE}/{match.id}/khong-khop", data=given)
    assert (answer.status_code, answer.location) == (303, f"{page}?vua={match.id}")
    assert f'id="cap-{match.id}"' not in client.get(page).get_data(as_text=True)
    assert client.post(f"{QUEUE}/{match.id}/hoan-tac", data=given).location == f"{page}#cap-{match.id}"
    assert f'id="cap-{match.id}"' in client.get(page).get_data(as_text=True)


def test_the_same_decision_sent_twice_has_one_effect_and_the_opposite_is_refused(
    client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session)
    match = make_pair(session, unit)
    sign_in(client, make_person(session, unit))
    data = {"csrf_token": token_of(client)}
    assert [client.post(f"{QUEUE}/{match.id}/xac-nhan", data=data).status_code for _time in range(2)] == [303, 303]
    refused = client.post(f"{QUEUE}/{match.id}/khong-khop", data=data)
    assert refused.status_code == 409
    assert "Hoàn tác quyết định cũ" in refused.get_data(as_text=True)
    session.refresh(match)
    assert match.state is MatchState.CONFIRMED


def test_unlikely_pairs_are_folded_away_below_the_likely_one(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    match = make_pair(session, unit)
    weak = make_published(session, unit, "Tôm được giá")
    session.add(Match(item=match.item, published_item=weak, score=0.03, reasons=[], rule="thử", suggested_at=NOW))
    alone = Match(
        item=make_item(session, unit, "Hội chợ cuối năm"),
        published_item=make_published(session, unit, "Chợ nổi"),
        score=0.03,
        reasons=[],
        rule="thử",
        suggested_at=NOW,
    )
    session.add(alone)
    session.flush()
    sign_in(client, make_person(session, unit))
    page = client.get(QUEUE).get_data(as_text=True)
    likely, folded = page.index(f'id="cap-{match.id}"'), page.index("Ít khả năng (1)")
    assert likely < folded < page.index("Tôm được giá") < page.index("Kế hoạch chỉ có gợi ý ít khả năng (1)")
    assert page.index("Kế hoạch chỉ có gợi ý ít khả năng (1)") < page.index("Hội chợ cuối năm")
    assert '<span class="tabs__count">1</span>' in page


def test_a_plan_that_has_its_piece_asks_again_only_for_what_is_much_like_it(
    client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session)
    match = make_pair(session, unit)
    reconciling.confirm(session, actor(), match)
    for title, score in (("Bài hơi giống", 0.2), ("Bài phát lại", 0.5)):
        other = make_published(session, unit, title)
        session.add(Match(item=match.item, published_item=other, score=score, rule="thử", suggested_at=NOW))
    session.flush()
    sign_in(client, make_person(session, unit))
    page = client.get(QUEUE).get_data(as_text=True)
    assert page.index("Bài phát lại") < page.index("Ít khả năng (1)") < page.index("Bài hơi giống")


def test_what_a_rule_took_is_shown_apart_and_undone_with_one_click(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    match = make_pair(session, unit)
    accept_certain(session, NOW)
    sign_in(client, make_person(session, unit))
    assert f'id="cap-{match.id}"' not in client.get(QUEUE).get_data(as_text=True)
    page = client.get(BY_RULE).get_data(as_text=True)
    assert f'id="cap-{match.id}"' in page
    assert "nhận theo quy tắc" in page
    assert "Đăng, phát đúng ngày dự kiến" in page
    answer = send(client, BY_RULE, f"{QUEUE}/{match.id}/hoan-tac", {})
    assert answer.status_code == 303
    session.refresh(match)
    assert (match.state, match.taken_back) == (MatchState.SUGGESTED, True)


def test_what_a_rule_took_is_confirmed_there_and_the_page_stays(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    match = make_pair(session, unit)
    accept_certain(session, NOW)
    sign_in(client, make_person(session, unit))
    answer = send(client, BY_RULE, f"{QUEUE}/{match.id}/xac-nhan", {"danh-sach": "by_rule"})
    assert answer.location == f"{BY_RULE}?vua={match.id}"
    session.refresh(match)
    assert match.state is MatchState.CONFIRMED


def test_only_the_plans_unit_and_the_board_decide(client: FlaskClient, session: Session) -> None:
    ours, theirs = make_unit(session), make_unit(session)
    make_campaign_of(session, ours)
    row = make_unplanned(session, ours, "Công nghệ cao về làng")
    match = make_pair(session, ours)
    stranger = make_person(session, theirs)
    sign_in(client, stranger)
    assert TITLE not in client.get(QUEUE).get_data(as_text=True)
    assert "Công nghệ cao về làng" not in client.get(UNPLANNED).get_data(as_text=True)
    refuse_all(client, decisions(match, row), 404)
    assert TITLE not in client.get(f"{QUEUE}?vua={match.id}").get_data(as_text=True)
    session.refresh(match)
    session.refresh(row)
    assert (match.state, row.state) == (MatchState.SUGGESTED, RelevanceState.SUGGESTED)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.ADMINISTRATOR])
def test_other_roles_decide_nothing(client: FlaskClient, session: Session, role: Role) -> None:
    unit = make_unit(session)
    make_campaign_of(session, unit)
    row, match = make_unplanned(session, unit, "Công nghệ cao về làng"), make_pair(session, unit)
    sign_in(client, make_person(session, unit, role))
    assert [client.get(page).status_code for page in (QUEUE, UNPLANNED, DECIDED)] == [403, 403, 403]
    refuse_all(client, decisions(match, row), 403)


def test_a_visitor_is_asked_to_sign_in(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    make_campaign_of(session, unit)
    row, match = make_unplanned(session, unit, "Công nghệ cao về làng"), make_pair(session, unit)
    assert [client.get(page).status_code for page in (QUEUE, UNPLANNED, DECIDED)] == [303, 303, 303]
    refuse_all(client, decisions(match, row), 303)
    session.refresh(match)
    assert match.state is MatchState.SUGGESTED


def test_the_board_decides_for_every_unit_and_may_look_at_one(client: FlaskClient, session: Session) -> None:
    one, other = make_unit(session, "Báo Thử Một"), make_unit(session, "Báo Thử Hai")
    first, second = make_pair(session, one, "Máy sấy nấm tự chế"), make_pair(session, other, "Nhà màng trồng dưa")
    sign_in(client, make_person(session, role=Role.BOARD))
    both = client.get(QUEUE).get_data(as_text=True)
    assert f'id="cap-{first.id}"' in both
    assert f'id="cap-{second.id}"' in both
    page = f"{QUEUE}?don-vi={other.id}"
    assert f'id="cap-{first.id}"' not in client.get(page).get_data(as_text=True)
    assert (
        send(client, page, f"{QUEUE}/{second.id}/xac-nhan", {}).location == f"{QUEUE}?don-vi={other.id}&vua={second.id}"
    )
    assert client.get(f"{QUEUE}?don-vi=999999").status_code == 404
    assert client.get(f"{QUEUE}?don-vi=x&vua=99999999999999").status_code == 200


def test_an_unplanned_item_is_counted_under_a_theme_and_a_genre(client: FlaskClient, session: Session) -> None:
    unit, genre = make_unit(session), make_genre(session)
    campaign = make_campaign_of(session, unit)
    row = make_unplanned(session, unit)
    sign_in(client, make_person(session, unit))
    page = client.get(UNPLANNED).get_data(as_text=True)
    assert "<mark>công nghệ cao</mark>" in page
    assert "Từ khóa tìm thấy: công nghệ cao" in page
    assert re.search(rf'<option value="{campaign.themes[0].id}" selected>', page)
    answer = send(client, UNPLANNED, f"{UNPLANNED}/{row.id}/tinh", {"theme": campaign.themes[0].id, "genre": genre.id})
    assert (answer.status_code, answer.location) == (303, f"{UNPLANNED}?vua={row.id}")
    session.refresh(row)
    assert (row.state, row.theme_id, row.genre_id) == (RelevanceState.COUNTED, campaign.themes[0].id, genre.id)
    send(client, f"{UNPLANNED}?vua={row.id}", f"{UNPLANNED}/{row.id}/hoan-tac", {})
    session.refresh(row)
    assert row.state is RelevanceState.SUGGESTED


def test_a_theme_of_another_campaign_is_refused_and_nothing_changes(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    make_campaign_of(session, unit)
    row, other = make_unplanned(session, unit), make_theme(session, make_campaign(session, unit))
    sign_in(client, make_person(session, unit))
    for wrong in ({"theme": other.id}, {"theme": "x"}, {"genre": 999_999}):
        answer = send(client, UNPLANNED, f"{UNPLANNED}/{row.id}/tinh", wrong)
        assert answer.status_code == 400
        assert "Chọn chủ đề và thể loại trong danh sách" in answer.get_data(as_text=True)
    session.refresh(row)
    assert row.state is RelevanceState.SUGGESTED


def test_an_unplanned_item_becomes_a_plan_after_the_fact(client: FlaskClient, session: Session) -> None:
    unit, genre = make_unit(session), make_genre(session)
    make_campaign_of(session, unit)
    row = make_unplanned(session, unit)
    sign_in(client, make_person(session, unit))
    page = client.get(UNPLANNED).get_data(as_text=True)
    assert "Hôm nay có" in page
    assert f'formaction="{UNPLANNED}/{row.id}/bo-sung"' in page
    given = {"csrf_token": token_of(client), "genre": genre.id}
    answer = client.post(f"{UNPLANNED}/{row.id}/bo-sung", data=given | {"theme": row.theme_id or ""})
    assert answer.status_code == 303
    shown = client.get(answer.location).get_data(as_text=True)
    assert "Lập bổ sung" in shown
    assert "quy tắc doi-chieu" in shown
    again = client.post(f"{UNPLANNED}/{row.id}/bo-sung", data=given)
    assert again.status_code == 409
    assert "đã thuộc một kế hoạch" in again.get_data(as_text=True)


def test_not_relevant_leaves_the_list(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    make_campaign_of(session, unit)
    row = make_unplanned(session, unit)
    sign_in(client, make_person(session, unit))
    assert send(client, UNPLANNED, f"{UNPLANNED}/{row.id}/khong-lien-quan", {}).status_code == 303
    page = client.get(UNPLANNED).get_data(as_text=True)
    assert "Không có tin, bài nào chờ xem" in page
    assert TITLE in client.get(DECIDED).get_data(as_text=True)


def test_what_carries_out_a_plan_is_not_offered_as_unplanned(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    make_campaign_of(session, unit)
    match = make_pair(session, unit)
    row = session.scalars(select(Relevance)).one()
    sign_in(client, make_person(session, unit))
    assert f'id="bai-{row.id}"' in client.get(UNPLANNED).get_data(as_text=True)
    reconciling.confirm(session, actor(), match)
    assert f'id="bai-{row.id}"' not in client.get(UNPLANNED).get_data(as_text=True)
    answer = client.post(f"{UNPLANNED}/{row.id}/tinh", data={"csrf_token": token_of(client)})
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (QUEUE, "Không còn cặp nào chờ đối chiếu"),
        (UNPLANNED, "Không có tin, bài nào chờ xem"),
        (DECIDED, "Chưa có quyết định nào"),
        (BY_RULE, "Chưa có tin, bài nào nhận theo quy tắc"),
    ],
)
def test_an_empty_list_says_what_to_do_next(client: FlaskClient, session: Session, page: str, words: str) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    assert words in client.get(page).get_data(as_text=True)


def test_unknown_numbers_are_not_found(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session, make_unit(session)))
    refuse_all(client, [f"{QUEUE}/4711/xac-nhan", f"{UNPLANNED}/4711/khong-lien-quan"], 404)


@pytest.mark.parametrize("page", [QUEUE, UNPLANNED, DECIDED, BY_RULE])
def test_every_list_takes_the_same_statements_for_1_3_and_30_rows(
    client: FlaskClient, session: Session, app: Flask, page: str
) -> None:
    unit = make_unit(session)
    make_campaign_of(session, unit)
    editor: Person = make_person(session, unit)
    sign_in(client, editor)
    counts: list[int] = []
    for first, last in ((0, 1), (1, 3), (3, 30)):
        for number in range(first, last):
            make_item(session, unit, f"Công nghệ cao ở thôn {number}")
            make_published(session, unit, f"Công nghệ cao ở thôn {number}")
            make_published(session, unit, f"Công nghệ cao ở bản {number}")
        reconciling.suggest_for_new(session, NOW)
        if page == DECIDED:
            settle_all(session, editor)
        if page == BY_RULE:
            session.execute(update(Match).values(state=MatchState.ACCEPTED))
        with app.app_context(), statements(db.engine) as seen:
            assert client.get(page).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2]
