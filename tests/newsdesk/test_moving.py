"""Moves are kept and can be taken back, unless somebody has changed the item since; slots are not taken by accident."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from planner.errors import Conflict
from planner.models import Move, PlannedItem
from planner.newsdesk import planning
from planner.newsdesk.moving import move_item, undo_move
from planner.newsdesk.plans import plan_of
from planner.queries.history import history_of
from planner.queries.matches import matches_of_plans
from planner.queries.moves import move_by_id
from planner.vocabulary import Status
from tests.factories import (
    NOW,
    TODAY,
    actor,
    make_column,
    make_genre,
    make_item,
    make_person,
    make_published,
    make_slot,
    make_unit,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 26)


def moved(session: Session, item: PlannedItem, on: date | None, **fields: object) -> Move:
    person = make_person(session, item.unit)
    move = move_item(session, actor(person), item, on, zone=ZONE, **fields)  # type: ignore[arg-type]
    assert move is not None
    found = move_by_id(session, move.id)
    assert found is not None
    return found


def test_an_undone_move_puts_day_hour_deadline_and_slot_back_and_writes_a_line(session: Session) -> None:
    unit = make_unit(session)
    column = make_column(session, unit)
    slot, later = make_slot(session, column, THURSDAY), make_slot(session, column, THURSDAY + timedelta(days=7))
    at, due = datetime(2026, 11, 26, 13, tzinfo=UTC), datetime(2026, 11, 24, 10, tzinfo=UTC)
    item = make_item(session, unit, column=column, slot=slot, publish_on=THURSDAY, publish_at=at, deadline_at=due)
    move = moved(session, item, later.on)
    assert (item.publish_on, item.slot, item.publish_at) == (later.on, later, None)
    undo_move(session, actor(), move, zone=ZONE)
    assert (item.publish_on, item.slot, item.publish_at, item.deadline_at) == (THURSDAY, slot, at, due)
    assert [line.action for line in history_of(session, "planned_item", item.id)] == ["hoàn tác dời ngày", "dời ngày"]
    assert item.sequence == 2


def test_an_idea_taken_off_the_calendar_again_has_no_first_day(session: Session) -> None:
    item = make_item(session, make_unit(session), publish_on=None)
    move = moved(session, item, MONDAY)
    assert item.original_on == MONDAY
    undo_move(session, actor(), move, zone=ZONE)
    assert (item.publish_on, item.original_on) == (None, None)


def test_a_move_is_not_taken_back_twice(session: Session) -> None:
    move = moved(session, make_item(session, make_unit(session)), THURSDAY)
    undo_move(session, actor(), move, zone=ZONE)
    with pytest.raises(Conflict, match="đã được hoàn tác"):
        undo_move(session, actor(), move, zone=ZONE)


def test_a_move_is_not_taken_back_once_the_item_has_changed(session: Session) -> None:
    item = make_item(session, make_unit(session), "Giống lúa mới")
    move = moved(session, item, THURSDAY)
    planning.set_status(session, actor(), item, Status.IN_PROGRESS)
    session.flush()
    with pytest.raises(Conflict, match="đã được sửa sau lần dời"):
        undo_move(session, actor(), move, zone=ZONE)
    assert item.publish_on == THURSDAY


def test_moving_to_where_it_stands_leaves_nothing_to_take_back(session: Session) -> None:
    item = make_item(session, make_unit(session), publish_on=MONDAY)
    assert move_item(session, actor(), item, MONDAY, zone=ZONE) is None


def test_a_slot_that_has_an_item_refuses_another_but_one_put_aside_frees_it(session: Session) -> None:
    unit = make_unit(session)
    column = make_column(session, unit)
    slot = make_slot(session, column, THURSDAY)
    there = make_item(session, unit, "Bài đã xếp", column=column, slot=slot, publish_on=THURSDAY)
    item = make_item(session, unit, column=column, publish_on=MONDAY)
    with pytest.raises(Conflict, match="đã có") as refused:
        planning.reschedule(session, actor(), item, THURSDAY, zone=ZONE)
    assert refused.value.params == {"day": "26/11/2026", "title": "Bài đã xếp"}
    assert item.publish_on == MONDAY
    planning.postpone(session, actor(), there, reason="chờ số liệu")
    planning.reschedule(session, actor(), item, THURSDAY, zone=ZONE)
    assert item.slot is slot


def test_a_plan_made_renamed_or_moved_after_publication_finds_what_was_published(session: Session) -> None:
    unit = make_unit(session)
    words = "Nông dân xã vùng cao thử nghiệm giống lúa mới chịu hạn"
    make_published(session, unit, words, published_at=NOW, published_on=TODAY)
    plan = plan_of(make_item(session, unit, words, genre=make_genre(session)), ZONE)
    made = planning.plan_item(session, actor(), unit, plan, zone=ZONE)
    assert len(matches_of_plans(session, [made.id])) == 1
    far = make_item(session, unit, words, publish_on=date(2026, 6, 1))
    planning.reschedule(session, actor(), far, TODAY, zone=ZONE)
    assert len(matches_of_plans(session, [far.id])) == 1
