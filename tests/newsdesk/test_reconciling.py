"""Suggesting, confirming, rejecting, undoing; and the items nobody planned. On both engines."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.errors import Conflict, Invalid
from planner.models import History, Match, PublishedItem, Relevance, UnitMerger
from planner.newsdesk import reconciling
from planner.vocabulary import MatchState, RelevanceState, Status
from tests.factories import (
    NOW,
    TODAY,
    actor,
    make_campaign,
    make_genre,
    make_item,
    make_person,
    make_published,
    make_theme,
    make_unit,
)

TITLE = "Mô hình nuôi tôm công nghệ cao của ông Lê Văn Thử"


def pair(session: Session) -> Match:
    """One plan and the published item that carries it out, compared."""
    unit = make_unit(session)
    make_item(session, unit, TITLE)
    make_published(session, unit, TITLE)
    reconciling.suggest_for_new(session, NOW)
    return session.scalars(select(Match)).one()


def unplanned(session: Session) -> Relevance:
    """A published item with a strong word of a campaign's theme, and no plan."""
    unit = make_unit(session)
    campaign = make_campaign(session, unit, lexicon={"context": ["khoa học"], "abbreviations": {"KH&CN": "khoa học"}})
    make_theme(session, campaign, strong=["công nghệ cao"], normal=[])
    make_published(session, unit, TITLE)
    reconciling.suggest_for_new(session, NOW)
    return session.scalars(select(Relevance)).one()


def actions(session: Session, subject: str) -> list[str]:
    return list(session.scalars(select(History.action).where(History.subject == subject).order_by(History.id)))


def test_a_new_item_is_suggested_for_its_plan_with_reasons(session: Session) -> None:
    match = pair(session)
    assert match.state is MatchState.SUGGESTED
    assert match.score > 0.5
    assert match.rule
    assert match.suggested_at == NOW
    assert {"shared", "names", "same_day"} <= {reason["code"] for reason in match.reasons}


def test_comparing_again_changes_nothing(session: Session) -> None:
    match = pair(session)
    version = match.version
    assert reconciling.suggest_for_new(session, NOW) == 0
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Match)) == 1
    assert match.version == version


def test_comparing_is_nobodys_edit(session: Session) -> None:
    unit = make_unit(session)
    item, published = make_item(session, unit, TITLE), make_published(session, unit, TITLE)
    before = item.version, published.version, item.sequence
    assert reconciling.suggest_for_new(session, NOW) == 1
    session.expire_all()
    assert (item.version, published.version, item.sequence) == before
    assert published.matched_at == NOW


def test_a_rejected_pair_never_comes_back(session: Session) -> None:
    match = pair(session)
    reconciling.reject(session, actor(), match)
    match.published_item.matched_at = None
    session.flush()
    assert reconciling.suggest_for_new(session, NOW) == 1
    assert reconciling.suggest_for_plan(session, match.item, NOW) == []
    session.expire_all()
    assert session.scalars(select(Match)).one().state is MatchState.REJECTED


def test_a_waiting_suggestion_is_brought_up_to_date(session: Session) -> None:
    match = pair(session)
    assert "lead" in {reason["code"] for reason in match.reasons}
    make_published(session, match.item.unit, TITLE, published_on=TODAY + timedelta(1))
    reconciling.suggest_for_new(session, NOW)
    session.expire_all()
    assert "no_lead" in {reason["code"] for reason in match.reasons}


def test_only_the_plans_own_unit_counts(session: Session) -> None:
    ours, theirs = make_unit(session), make_unit(session)
    make_item(session, ours, TITLE)
    make_published(session, theirs, TITLE)
    reconciling.suggest_for_new(session, NOW)
    assert session.scalar(select(func.count()).select_from(Match)) == 0


def test_a_plan_of_a_merged_unit_is_carried_out_by_its_successor(session: Session) -> None:
    old, middle, new = make_unit(session), make_unit(session), make_unit(session)
    session.add_all(
        [
            UnitMerger(predecessor_id=old.id, successor_id=middle.id, on=date(2025, 7, 1)),
            UnitMerger(predecessor_id=middle.id, successor_id=new.id, on=date(2026, 7, 1)),
        ]
    )
    item = make_item(session, old, TITLE)
    make_published(session, new, TITLE)
    reconciling.suggest_for_new(session, NOW)
    assert session.scalars(select(Match)).one().item_id == item.id


@pytest.mark.parametrize(
    ("status", "planned_on", "offered"),
    [
        (Status.CANCELLED, TODAY, False),
        (Status.POSTPONED, TODAY, True),
        (Status.IDEA, None, True),
        (Status.PLANNED, TODAY + timedelta(8), False),
        (Status.PLANNED, TODAY - timedelta(31), False),
        (Status.PLANNED, TODAY - timedelta(30), True),
    ],
)
def test_plans_are_open_by_status_and_day(
    session: Session, status: Status, planned_on: date | None, offered: bool
) -> None:
    unit = make_unit(session)
    make_item(session, unit, TITLE, status=status, publish_on=planned_on)
    make_published(session, unit, TITLE)
    reconciling.suggest_for_new(session, NOW)
    assert (session.scalar(select(func.count()).select_from(Match)) == 1) is offered


def test_a_plan_made_after_the_fact_finds_what_was_published(session: Session) -> None:
    unit = make_unit(session)
    make_published(session, unit, TITLE)
    reconciling.suggest_for_new(session, NOW)
    item = make_item(session, unit, TITLE)
    assert [match.item_id for match in reconciling.suggest_for_plan(session, item, NOW)] == [item.id]


def test_confirming_notes_who_and_when_and_leaves_the_plan_alone(session: Session) -> None:
    match = pair(session)
    editor = make_person(session, match.item.unit)
    before = match.item.version, match.item.status, match.item.publish_on
    reconciling.confirm(session, actor(editor), match)
    session.flush()
    assert (match.state, match.decided_by_id, match.decided_at) == (MatchState.CONFIRMED, editor.id, NOW)
    assert (match.item.version, match.item.status, match.item.publish_on) == before
    line = session.scalars(select(History).where(History.subject == "planned_item")).one()
    assert (line.subject_id, line.actor, line.reason) == (match.item_id, editor.name, TITLE)
    assert line.changes == [{"field": "Đối chiếu", "before": "gợi ý đối chiếu", "after": "đã xác nhận"}]


def test_confirming_twice_has_one_effect(session: Session) -> None:
    match = pair(session)
    reconciling.confirm(session, actor(), match)
    reconciling.confirm(session, actor(), match)
    assert actions(session, "planned_item") == ["xác nhận đã đăng, phát"]


def test_a_decision_is_undone_before_another(session: Session) -> None:
    match = pair(session)
    reconciling.reject(session, actor(), match)
    with pytest.raises(Conflict, match="Hoàn tác"):
        reconciling.confirm(session, actor(), match)
    reconciling.undo(session, actor(), match)
    assert (match.state, match.decided_at, match.decided_by_id) == (MatchState.SUGGESTED, None, None)
    reconciling.confirm(session, actor(), match)
    assert actions(session, "planned_item") == [
        "loại gợi ý đối chiếu",
        "hoàn tác đối chiếu",
        "xác nhận đã đăng, phát",
    ]


def test_a_pasted_link_wins_over_a_rejection(session: Session) -> None:
    match = pair(session)
    reconciling.reject(session, actor(), match)
    linked = reconciling.link_pasted(session, actor(), match.item, match.published_item)
    assert linked is match
    assert (match.state, match.pasted) == (MatchState.CONFIRMED, True)


def test_a_pasted_link_needs_no_suggestion(session: Session) -> None:
    unit = make_unit(session)
    item, published = make_item(session, unit, "Một"), make_published(session, unit, "Hai")
    match = reconciling.link_pasted(session, actor(), item, published)
    again = reconciling.link_pasted(session, actor(), item, published)
    assert again.id == match.id
    assert [reason["code"] for reason in match.reasons] == ["pasted"]
    assert actions(session, "planned_item") == ["gắn đường dẫn đã đăng, phát"]


def test_an_item_with_a_campaigns_words_is_offered_under_a_theme(session: Session) -> None:
    row = unplanned(session)
    assert (row.state, row.words, row.theme_id) == (
        RelevanceState.SUGGESTED,
        ["công nghệ cao"],
        row.campaign.themes[0].id,
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        pytest.param(TODAY + timedelta(1), None, id="the campaign has not started"),
        pytest.param(TODAY - timedelta(9), TODAY - timedelta(1), id="the campaign is over"),
    ],
)
def test_only_what_came_out_during_the_campaign_is_offered(
    session: Session, starts_on: date, ends_on: date | None
) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit, starts_on=starts_on, ends_on=ends_on)
    make_theme(session, campaign, strong=["công nghệ cao"])
    make_published(session, unit, TITLE)
    reconciling.suggest_for_new(session, NOW)
    assert session.scalar(select(func.count()).select_from(Relevance)) == 0


def test_a_unit_outside_the_campaign_and_a_theme_out_of_use_offer_nothing(session: Session) -> None:
    unit, stranger = make_unit(session), make_unit(session)
    make_theme(session, make_campaign(session, unit), strong=["công nghệ cao"], enabled=False)
    make_theme(session, make_campaign(session, stranger), strong=["công nghệ cao"])
    make_published(session, unit, TITLE)
    reconciling.suggest_for_new(session, NOW)
    assert session.scalar(select(func.count()).select_from(Relevance)) == 0


def test_counting_as_unplanned_keeps_theme_and_genre(session: Session) -> None:
    row, genre, editor = unplanned(session), make_genre(session), make_person(session)
    reconciling.count_as_unplanned(session, actor(editor), row, row.campaign.themes[0], genre)
    assert (row.state, row.genre, row.decided_by_id) == (RelevanceState.COUNTED, genre, editor.id)
    reconciling.count_as_unplanned(session, actor(editor), row, row.campaign.themes[0], genre)
    assert actions(session, "published_item") == ["tính là ngoài kế hoạch"]


def test_a_theme_of_another_campaign_is_refused(session: Session) -> None:
    row = unplanned(session)
    other = make_theme(session, make_campaign(session))
    with pytest.raises(Invalid):
        reconciling.count_as_unplanned(session, actor(), row, other, None)
    assert row.state is RelevanceState.SUGGESTED


def test_not_relevant_is_remembered_and_can_be_undone(session: Session) -> None:
    row = unplanned(session)
    reconciling.not_relevant(session, actor(), row)
    row.published_item.matched_at = None
    session.flush()
    reconciling.suggest_for_new(session, NOW)
    session.expire_all()
    assert session.scalars(select(Relevance)).one().state is RelevanceState.NOT_RELEVANT
    with pytest.raises(Conflict):
        reconciling.count_as_unplanned(session, actor(), row, None, None)
    reconciling.undo_relevance(session, actor(), row)
    assert (row.state, row.decided_at) == (RelevanceState.SUGGESTED, None)


def test_a_work_is_counted_once_inside_or_outside_the_plan(session: Session) -> None:
    row = unplanned(session)
    reconciling.count_as_unplanned(session, actor(), row, None, None)
    item = make_item(session, row.published_item.unit, TITLE)
    match = reconciling.link_pasted(session, actor(), item, row.published_item)
    assert row.state is RelevanceState.SUGGESTED
    with pytest.raises(Conflict, match="kế hoạch"):
        reconciling.count_as_unplanned(session, actor(), row, None, None)
    reconciling.undo(session, actor(), match)
    reconciling.count_as_unplanned(session, actor(), row, None, None)
    assert row.state is RelevanceState.COUNTED


def test_many_new_items_are_taken_in_turns(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.newsdesk.suggesting.BATCH", 2)
    unit = make_unit(session)
    make_item(session, unit, TITLE)
    for number in range(5):
        make_published(session, unit, f"{TITLE}, lần {number}")
    assert [reconciling.suggest_for_new(session, NOW) for _turn in range(4)] == [2, 2, 1, 0]
    assert (
        session.scalar(select(func.count()).select_from(PublishedItem).where(PublishedItem.matched_at.is_(None))) == 0
    )
    assert session.scalar(select(func.count()).select_from(Match)) == 5
