"""Columns and their slots."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.errors import Conflict, Invalid, Stale
from planner.models import Column, Slot, Unit
from planner.newsdesk import columns as desk
from planner.queries.history import history_of
from planner.vocabulary import ColumnForm, SlotState
from tests.factories import TODAY, actor, make_channel, make_column, make_item, make_slot, make_unit

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
THURSDAY = date(2026, 11, 26)


def plan(session: Session, unit: Unit) -> desk.ColumnPlan:
    return desk.ColumnPlan(
        "Khoa học quanh ta",
        ColumnForm.COLUMN,
        make_channel(session, unit),
        "FREQ=WEEKLY;BYDAY=TH",
        date(2026, 11, 1),
        airs_at=time(20, 0),
    )


def days(session: Session, column: Column) -> list[date]:
    return list(session.scalars(select(Slot.on).where(Slot.column_id == column.id).order_by(Slot.on)))


def opened(session: Session) -> Column:
    unit = make_unit(session)
    return desk.open_column(session, actor(), unit, plan(session, unit), today=TODAY)


def test_opening_a_column_writes_its_slots_from_the_start_to_the_horizon(session: Session) -> None:
    column = opened(session)
    found = days(session, column)
    assert (found[0], found[1] - found[0]) == (date(2026, 11, 5), timedelta(days=7))
    assert TODAY + desk.HORIZON - timedelta(days=7) < found[-1] <= TODAY + desk.HORIZON
    assert history_of(session, "column", column.id)[0].action == "mở chuyên mục"


def test_extending_writes_only_what_is_missing_and_twice_is_as_once(session: Session) -> None:
    column = opened(session)
    before = days(session, column)
    until = TODAY + desk.HORIZON + timedelta(days=14)
    assert desk.extend_slots(session, until) == 2
    assert desk.extend_slots(session, until) == 0
    assert days(session, column)[: len(before)] == before


def test_a_new_rhythm_leaves_past_filled_skipped_and_moved_slots(session: Session) -> None:
    column = opened(session)
    slots = {slot.on: slot for slot in session.scalars(select(Slot).where(Slot.column_id == column.id))}
    filled, skipped, moved = (slots[THURSDAY + timedelta(days=7 * week)] for week in range(3))
    make_item(session, column.unit, column=column, slot=filled, publish_on=filled.on)
    desk.skip_slot(session, actor(), skipped, reason="nghỉ lễ")
    desk.move_slot(session, actor(), moved, moved.on + timedelta(days=1), zone=ZONE)
    kept = {date(2026, 11, 5), date(2026, 11, 12), date(2026, 11, 19), filled.on, skipped.on, moved.on}
    desk.edit_column(session, actor(), column, replace(desk.plan_of(column), rule="FREQ=WEEKLY;BYDAY=MO"), today=TODAY)
    found = days(session, column)
    assert {day for day in found if day.weekday() != 0} == kept
    assert next(day for day in found if day.weekday() == 0) == TODAY


def test_a_rename_makes_its_items_newer_for_calendars(session: Session) -> None:
    column = opened(session)
    item = make_item(session, column.unit, column=column)
    version = item.version
    desk.edit_column(session, actor(), column, replace(desk.plan_of(column), name="Tên mới"), today=TODAY)
    session.expire(item)
    assert (item.sequence, item.change_note, item.version) == (1, "Khoa học quanh ta → Tên mới", version + 1)


def test_a_stale_edit_of_a_column_says_what_differs(session: Session) -> None:
    column = opened(session)
    with pytest.raises(Stale) as refused:
        desk.edit_column(
            session, actor(), column, replace(desk.plan_of(column), name="Gõ"), today=TODAY, version=column.version + 1
        )
    assert refused.value.changes == [("Tên", "Gõ", "Khoa học quanh ta")]


def test_a_column_that_ends_before_it_starts_is_refused(session: Session) -> None:
    unit = make_unit(session)
    with pytest.raises(Invalid, match="sau ngày bắt đầu") as refused:
        desk.open_column(session, actor(), unit, replace(plan(session, unit), ends_on=date(2026, 10, 1)), today=TODAY)
    assert refused.value.field == "ends_on"


def test_a_slot_is_skipped_with_a_reason_and_restored(session: Session) -> None:
    slot = make_slot(session, make_column(session, make_unit(session)), THURSDAY)
    with pytest.raises(Invalid, match="Nêu lý do"):
        desk.skip_slot(session, actor(), slot, reason="")
    desk.skip_slot(session, actor(), slot, reason="nghỉ Tết")
    assert (slot.state, slot.reason) == (SlotState.SKIPPED, "nghỉ Tết")
    desk.restore_slot(session, actor(), slot)
    assert (slot.state, slot.reason) == (SlotState.OPEN, "")
    assert [line.action for line in history_of(session, "slot", slot.id)] == ["khôi phục kỳ", "bỏ kỳ"]


def test_a_filled_slot_is_not_skipped(session: Session) -> None:
    unit = make_unit(session)
    slot = make_slot(session, make_column(session, unit), THURSDAY)
    make_item(session, unit, column=slot.column, slot=slot, publish_on=THURSDAY)
    with pytest.raises(Conflict, match="đã có tin, bài"):
        desk.skip_slot(session, actor(), slot, reason="nghỉ")
    assert slot.state is SlotState.OPEN


def test_a_moved_slot_takes_its_items_along(session: Session) -> None:
    unit = make_unit(session)
    slot = make_slot(session, make_column(session, unit), THURSDAY)
    item = make_item(session, unit, column=slot.column, slot=slot, publish_on=THURSDAY)
    friday = THURSDAY + timedelta(days=1)
    desk.move_slot(session, actor(), slot, friday, zone=ZONE, reason="trùng lễ")
    assert (slot.on, slot.original_on, item.publish_on, item.slot) == (friday, THURSDAY, friday, slot)
    assert history_of(session, "planned_item", item.id)[0].reason == "trùng lễ"


def test_a_slot_is_not_moved_onto_another_of_its_column(session: Session) -> None:
    column = make_column(session, make_unit(session))
    slot, other = make_slot(session, column, THURSDAY), make_slot(session, column, THURSDAY + timedelta(days=7))
    with pytest.raises(Conflict, match="đã có một kỳ"):
        desk.move_slot(session, actor(), slot, other.on, zone=ZONE)
