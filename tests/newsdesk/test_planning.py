"""Planning, changing and moving items: rows, history and what calendar clients are told."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from planner.errors import Conflict, Invalid, Stale
from planner.models import PlannedItem
from planner.newsdesk import planning
from planner.newsdesk.plans import Plan, plan_of
from planner.queries.history import history_of
from planner.vocabulary import Medium, SlotState, Status
from tests.factories import (
    actor,
    make_campaign,
    make_column,
    make_genre,
    make_item,
    make_person,
    make_slot,
    make_theme,
    make_unit,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 26)


def plan(session: Session, **fields: object) -> Plan:
    return replace(Plan("Bài về giống lúa mới", make_genre(session), Medium.PRINT), **fields)  # type: ignore[arg-type]


def told(session: Session, item: PlannedItem) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """History lines, oldest first, as (action, changes)."""
    lines = reversed(history_of(session, "planned_item", item.id))
    return [(line.action, [(c["field"], c["before"], c["after"]) for c in line.changes]) for line in lines]


def test_a_planned_item_keeps_its_first_day_and_says_what_was_planned(session: Session) -> None:
    item = planning.plan_item(session, actor(), make_unit(session), plan(session, publish_on=MONDAY), zone=ZONE)
    assert (item.status, item.original_on, item.publish_at, item.sequence) == (Status.IDEA, MONDAY, None, 0)
    ((action, changes),) = told(session, item)
    assert action == "lập tin, bài dự kiến"
    assert ("Ngày dự kiến đăng, phát", "", "thứ Hai, 23/11/2026") in changes


def test_an_item_without_a_day_is_in_the_backlog(session: Session) -> None:
    item = planning.plan_item(session, actor(), make_unit(session), plan(session), zone=ZONE)
    assert (item.publish_on, item.original_on, item.deadline_at) == (None, None, None)


def test_a_slot_gives_column_day_hour_and_deadline(session: Session) -> None:
    unit = make_unit(session)
    slot = make_slot(session, make_column(session, unit, deadline_days=2), THURSDAY)
    item = planning.plan_item(session, actor(), unit, plan(session, slot=slot), zone=ZONE)
    assert (item.column, item.publish_on) == (slot.column, THURSDAY)
    assert item.publish_at == datetime(2026, 11, 26, 13, 0, tzinfo=UTC)
    assert item.deadline_at == datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_a_skipped_slot_and_a_day_beside_the_slot_are_refused(session: Session) -> None:
    unit = make_unit(session)
    slot = make_slot(session, make_column(session, unit), THURSDAY)
    with pytest.raises(Invalid, match="không trùng kỳ"):
        planning.plan_item(session, actor(), unit, plan(session, slot=slot, publish_on=MONDAY), zone=ZONE)
    slot.state = SlotState.SKIPPED
    with pytest.raises(Invalid, match="Kỳ này đã bỏ"):
        planning.plan_item(session, actor(), unit, plan(session, slot=slot), zone=ZONE)


def test_a_theme_brings_its_campaign_and_a_day_outside_it_is_refused(session: Session) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit, ends_on=date(2026, 11, 30))
    theme = make_theme(session, campaign)
    item = planning.plan_item(session, actor(), unit, plan(session, themes=(theme,), publish_on=MONDAY), zone=ZONE)
    assert item.campaign is campaign
    with pytest.raises(Invalid, match="nằm ngoài đợt") as refused:
        planning.reschedule(session, actor(), item, date(2026, 12, 1), zone=ZONE)
    assert refused.value.field == "publish_on"
    assert item.publish_on == MONDAY


def test_a_theme_of_another_campaign_is_refused(session: Session) -> None:
    unit = make_unit(session)
    ours, theirs = make_campaign(session, unit), make_campaign(session, unit)
    theme = make_theme(session, theirs)
    with pytest.raises(Invalid, match="Chủ đề phải thuộc đợt"):
        planning.plan_item(session, actor(), unit, plan(session, campaign=ours, themes=(theme,)), zone=ZONE)


def test_an_hour_without_a_day_is_refused(session: Session) -> None:
    with pytest.raises(Invalid, match="phải có ngày"):
        planning.plan_item(session, actor(), make_unit(session), plan(session, publish_time=time(8)), zone=ZONE)


def test_a_new_hour_is_told_to_calendars_in_short(session: Session) -> None:
    item = make_item(session, make_unit(session), publish_on=MONDAY, publish_at=datetime(2026, 11, 23, 7, tzinfo=UTC))
    planning.reschedule(session, actor(), item, MONDAY, time(16, 0), zone=ZONE)
    assert (item.sequence, item.change_note) == (1, "14:00 → 16:00")
    assert item.publish_at == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert told(session, item) == [("dời ngày", [("Giờ", "14:00", "16:00")])]


def test_a_move_takes_the_deadline_along_and_keeps_the_first_day(session: Session) -> None:
    item = make_item(
        session, make_unit(session), original_on=MONDAY, deadline_at=datetime(2026, 11, 22, 10, tzinfo=UTC)
    )
    planning.reschedule(session, actor(), item, THURSDAY, zone=ZONE, reason="mưa lũ")
    assert (item.publish_on, item.original_on) == (THURSDAY, MONDAY)
    assert item.deadline_at == datetime(2026, 11, 25, 10, tzinfo=UTC)
    assert history_of(session, "planned_item", item.id)[0].reason == "mưa lũ"


def test_a_move_inside_a_column_changes_slots_and_beside_it_leaves_them(session: Session) -> None:
    unit = make_unit(session)
    column = make_column(session, unit)
    first, second = make_slot(session, column, THURSDAY), make_slot(session, column, date(2026, 12, 3))
    item = make_item(session, unit, column=column, slot=first, publish_on=THURSDAY)
    planning.reschedule(session, actor(), item, second.on, zone=ZONE)
    assert item.slot is second
    planning.reschedule(session, actor(), item, date(2026, 12, 4), zone=ZONE)
    assert (item.slot, item.column) == (None, column)


def test_moving_to_where_it_is_leaves_no_trace(session: Session) -> None:
    item = make_item(session, make_unit(session), publish_on=MONDAY)
    planning.reschedule(session, actor(), item, MONDAY, zone=ZONE)
    assert (item.sequence, told(session, item)) == (0, [])


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.CANCELLED])
def test_what_is_out_or_cancelled_does_not_move(session: Session, status: Status) -> None:
    item = make_item(session, make_unit(session), status=status, publish_on=MONDAY)
    with pytest.raises(Conflict, match="không dời ngày được"):
        planning.reschedule(session, actor(), item, THURSDAY, zone=ZONE)
    assert item.publish_on == MONDAY


def test_a_move_from_an_old_page_is_refused(session: Session) -> None:
    item = make_item(session, make_unit(session))
    with pytest.raises(Stale, match="người khác sửa"):
        planning.reschedule(session, actor(), item, THURSDAY, zone=ZONE, version=item.version + 1)


def test_an_edit_tells_every_changed_field_before_and_after(session: Session) -> None:
    item = make_item(session, make_unit(session), title="Tên cũ")
    person = make_person(session, item.unit, name="Nguyễn Thị Thử")
    changed = replace(plan_of(item, ZONE), title="Tên mới", people=((person, "quay phim"),))
    planning.edit_item(session, actor(), item, changed, zone=ZONE, version=item.version)
    assert told(session, item) == [
        (
            "sửa tin, bài dự kiến",
            [("Tên tin, bài", "Tên cũ", "Tên mới"), ("Người thực hiện", "", "Nguyễn Thị Thử (quay phim)")],
        )
    ]
    assert (item.title_fold, item.sequence) == ("ten moi", 1)
    assert item.change_note == "Tên tin, bài: Tên cũ → Tên mới; Người thực hiện: – → Nguyễn Thị Thử (quay phim)"


def test_an_edit_from_an_old_version_says_what_differs_and_changes_nothing(session: Session) -> None:
    item = make_item(session, make_unit(session), title="Người kia đã sửa")
    typed = replace(plan_of(item, ZONE), title="Tôi gõ")
    with pytest.raises(Stale) as refused:
        planning.edit_item(session, actor(), item, typed, zone=ZONE, version=item.version - 1)
    assert refused.value.changes == [("Tên tin, bài", "Tôi gõ", "Người kia đã sửa")]
    assert (item.title, told(session, item)) == ("Người kia đã sửa", [])


def test_an_edit_that_changes_nothing_leaves_no_trace(session: Session) -> None:
    item = make_item(session, make_unit(session))
    planning.edit_item(session, actor(), item, plan_of(item, ZONE), zone=ZONE)
    assert (item.sequence, told(session, item)) == (0, [])


def test_people_who_stay_keep_their_row_and_the_order_is_the_one_given(session: Session) -> None:
    unit = make_unit(session)
    one, two, three = (make_person(session, unit, name=name) for name in ("Một Thử", "Hai Thử", "Ba Thử"))
    item = make_item(session, unit, people=(one, two))
    kept = item.assignments[1].id
    planning.assign(session, actor(), item, [(two, "viết bài"), (three, "ảnh"), (two, "dựng phim")])
    session.flush()
    session.expire(item, ["assignments"])
    assert [(row.person.name, row.part) for row in item.assignments] == [
        ("Hai Thử", "viết bài, dựng phim"),
        ("Ba Thử", "ảnh"),
    ]
    assert item.assignments[0].id == kept
    assert told(session, item)[0][0] == "phân công"


def test_postponing_and_cancelling_need_a_reason_and_keep_the_day(session: Session) -> None:
    item = make_item(session, make_unit(session), publish_on=MONDAY, original_on=MONDAY)
    with pytest.raises(Invalid, match="Nêu lý do"):
        planning.postpone(session, actor(), item, reason="")
    planning.postpone(session, actor(), item, reason="chờ số liệu")
    assert (item.status, item.status_reason, item.publish_on) == (Status.POSTPONED, "chờ số liệu", MONDAY)
    planning.restore(session, actor(), item)
    assert (item.status, item.status_reason) == (Status.PLANNED, "")
    planning.cancel(session, actor(), item, reason="trùng đề tài")
    assert (item.status, item.original_on, item.sequence) == (Status.CANCELLED, MONDAY, 3)


def test_a_step_the_workflow_does_not_know_is_refused(session: Session) -> None:
    item = make_item(session, make_unit(session), status=Status.IDEA)
    with pytest.raises(Conflict, match="Không chuyển được"):
        planning.set_status(session, actor(), item, Status.PUBLISHED)
    with pytest.raises(Conflict, match="không ở trạng thái hoãn"):
        planning.restore(session, actor(), item)
