"""A rhythm changed from a day on, a column ended, one slot given another hour: what was before stays."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.errors import Conflict, Invalid
from planner.models import Column, PlannedItem, Slot
from planner.newsdesk import columns as desk
from planner.newsdesk.days_off import add_day_off
from planner.newsdesk.planning import cancel, plan_item, reschedule
from planner.newsdesk.plans import Plan
from planner.newsdesk.progress import set_status
from planner.queries.history import history_of
from planner.vocabulary import ColumnForm, Medium, Status
from tests.factories import TODAY, actor, make_channel, make_genre, make_item, make_unit

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
THURSDAY = date(2026, 11, 26)
SINCE = date(2026, 12, 14)
WEEK = timedelta(days=7)


def opened(session: Session, rule: str = "FREQ=WEEKLY;BYDAY=TH") -> Column:
    unit = make_unit(session)
    plan = desk.ColumnPlan(
        "Khoa học quanh ta",
        ColumnForm.COLUMN,
        make_channel(session, unit),
        rule,
        date(2026, 11, 1),
        airs_at=time(20, 0),
    )
    return desk.open_column(session, actor(), unit, plan, today=TODAY)


def slots(session: Session, column: Column) -> dict[date, Slot]:
    found = session.scalars(select(Slot).where(Slot.column_id == column.id).order_by(Slot.on))
    return {slot.on: slot for slot in found}


def item_in(session: Session, slot: Slot) -> PlannedItem:
    plan = Plan("Bài của kỳ", make_genre(session), Medium.TELEVISION, slot=slot)
    return plan_item(session, actor(), slot.column.unit, plan, zone=ZONE, status=Status.APPROVED)


def test_a_rhythm_changed_from_a_day_on_keeps_days_and_hours_before_it(session: Session) -> None:
    column = opened(session)
    plan = replace(desk.plan_of(column), rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", airs_at=time(19, 0))
    desk.edit_column(session, actor(), column, plan, today=TODAY, since=SINCE, reason="đổi khung giờ")
    before = {day: slot for day, slot in slots(session, column).items() if day < SINCE}
    after = {day: slot for day, slot in slots(session, column).items() if day >= SINCE}
    assert list(before) == [date(2026, 11, 5) + WEEK * number for number in range(6)]
    assert {slot.hour for slot in before.values()} == {time(20, 0)}
    assert list(after)[:2] == [SINCE, SINCE + 2 * WEEK]
    assert {slot.hour for slot in after.values()} == {time(19, 0)}
    line = history_of(session, "column", column.id)[0]
    assert (line.action, line.reason) == ("sửa chuyên mục từ một kỳ trở đi", "đổi khung giờ")
    assert line.changes[-1]["after"] == "thứ Hai, 14/12/2026"


def test_a_split_beyond_the_horizon_keeps_the_old_rhythm_until_then(session: Session) -> None:
    column = opened(session)
    far = TODAY + desk.HORIZON + 4 * WEEK
    plan = replace(desk.plan_of(column), rule="FREQ=WEEKLY;BYDAY=MO")
    desk.edit_column(session, actor(), column, plan, today=TODAY, since=far)
    desk.extend_slots(session, far + 4 * WEEK)
    found = list(slots(session, column))
    assert {day.weekday() for day in found if day < far} == {3}
    assert {day.weekday() for day in found if day >= far} == {0}
    assert max(day for day in found if day < far) > far - 2 * WEEK


def test_a_count_is_counted_from_the_day_of_the_change(session: Session) -> None:
    column = opened(session)
    plan = replace(desk.plan_of(column), rule="FREQ=WEEKLY;BYDAY=TH;COUNT=2")
    desk.edit_column(session, actor(), column, plan, today=TODAY, since=SINCE)
    assert [day for day in slots(session, column) if day >= SINCE] == [date(2026, 12, 17), date(2026, 12, 24)]


def test_what_has_been_is_not_changed(session: Session) -> None:
    column = opened(session)
    plan = replace(desk.plan_of(column), rule="FREQ=WEEKLY;BYDAY=MO")
    with pytest.raises(Invalid, match="Kỳ đã qua giữ nguyên") as refused:
        desk.edit_column(session, actor(), column, plan, today=TODAY, since=TODAY - WEEK)
    assert (refused.value.field, column.rrule) == ("since", "FREQ=WEEKLY;BYDAY=TH")


def test_a_column_is_ended_from_a_day_on_and_its_filled_slots_stay(session: Session) -> None:
    column = opened(session)
    filled = slots(session, column)[THURSDAY + 3 * WEEK]
    make_item(session, column.unit, column=column, slot=filled, publish_on=filled.on)
    desk.end_column(session, actor(), column, SINCE, reason="hết đợt", today=TODAY)
    assert [day for day in slots(session, column) if day >= SINCE] == [filled.on]
    assert desk.extend_slots(session, SINCE + 20 * WEEK) == 0
    assert history_of(session, "column", column.id)[0].reason == "hết đợt"


def test_ending_needs_a_reason_a_coming_day_and_a_column_that_goes_on(session: Session) -> None:
    column = opened(session)
    with pytest.raises(Invalid, match="Nêu lý do"):
        desk.end_column(session, actor(), column, SINCE, reason="", today=TODAY)
    with pytest.raises(Invalid, match="từ hôm nay"):
        desk.end_column(session, actor(), column, TODAY - WEEK, reason="hết", today=TODAY)
    desk.end_column(session, actor(), column, SINCE, reason="hết", today=TODAY)
    with pytest.raises(Conflict, match="đã kết thúc"):
        desk.end_column(session, actor(), column, SINCE, reason="hết", today=TODAY)


def test_one_slot_goes_out_at_another_hour_with_its_item(session: Session) -> None:
    slot = slots(session, opened(session))[THURSDAY]
    item = item_in(session, slot)
    desk.move_slot(session, actor(), slot, THURSDAY, time(21, 30), zone=ZONE, reason="nhường sóng")
    assert (slot.hour, slot.on) == (time(21, 30), THURSDAY)
    assert item.publish_at == datetime(2026, 11, 26, 14, 30, tzinfo=UTC)
    change = {"field": "Giờ", "before": "20:00", "after": "21:30"}
    assert history_of(session, "slot", slot.id)[0].changes == [change]


def test_a_slot_remembers_what_filled_it_left_it_and_went_out(session: Session) -> None:
    slot = slots(session, opened(session))[THURSDAY]
    item = item_in(session, slot)
    set_status(session, actor(), item, Status.PUBLISHED)
    other = item_in(session, slot)
    cancel(session, actor(), other, reason="trùng đề tài")
    third = item_in(session, slot)
    reschedule(session, actor(), third, THURSDAY + timedelta(days=1), zone=ZONE)
    told = [(line.action, line.reason) for line in reversed(history_of(session, "slot", slot.id))]
    assert told == [
        ("nhận tin, bài", ""),
        ("tin, bài của kỳ đổi trạng thái", ""),
        ("nhận tin, bài", ""),
        ("tin, bài của kỳ đổi trạng thái", "trùng đề tài"),
        ("nhận tin, bài", ""),
        ("tin, bài rời kỳ", ""),
    ]


def test_a_deadline_goes_round_days_off_and_back_again(session: Session) -> None:
    """Due on Tuesday, a day off after a Monday off: Friday, and after moving there and back the same."""
    for day in (date(2026, 12, 7), date(2026, 12, 8)):
        add_day_off(session, actor(), day, "Nghỉ thử")
    column = opened(session)
    item = item_in(session, slots(session, column)[date(2026, 12, 10)])
    friday = datetime(2026, 12, 4, 10, 0, tzinfo=UTC)
    assert item.deadline_at == friday
    reschedule(session, actor(), item, date(2026, 12, 17), time(20), zone=ZONE)
    assert item.deadline_at == datetime(2026, 12, 15, 10, 0, tzinfo=UTC)
    reschedule(session, actor(), item, date(2026, 12, 10), time(20), zone=ZONE)
    assert (item.deadline_at, item.publish_on) == (friday, date(2026, 12, 10))


def test_publication_stays_on_a_day_off(session: Session) -> None:
    add_day_off(session, actor(), THURSDAY, "Nghỉ thử")
    column = opened(session)
    assert THURSDAY in slots(session, column)
    assert item_in(session, slots(session, column)[THURSDAY]).publish_on == THURSDAY
