"""Series and patterns: numbered titles, consecutive empty slots, and what a column's new items start with."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from planner.domain.naming import series_title, title_from
from planner.errors import Invalid, Stale
from planner.newsdesk.patterns import Start, set_pattern, start_of
from planner.newsdesk.plans import Plan
from planner.newsdesk.series import plan_series
from planner.queries.history import history_of
from planner.vocabulary import Medium
from tests.factories import actor, make_column, make_genre, make_item, make_person, make_slot, make_unit

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = date(2026, 11, 23)


def days(*distances: int) -> list[date]:
    return [MONDAY + timedelta(days=distance) for distance in distances]


def test_a_pattern_names_day_month_and_number() -> None:
    assert title_from("Nhịp cầu {kỳ} – {ngày} ({tháng})", MONDAY, 12) == "Nhịp cầu 12 – 23/11/2026 (11/2026)"
    assert title_from("Số {ky}", MONDAY, 3) == "Số 3"
    assert title_from("Không có gì để thay {x}", MONDAY, 1) == "Không có gì để thay {x}"


def test_a_long_series_title_gives_way_to_its_number() -> None:
    title = series_title("a" * 300, 2, 5)
    assert (len(title), title[-9:]) == (300, " (kỳ 2/5)")


def test_a_series_stands_every_so_many_days(session: Session) -> None:
    plan = Plan("Đất và người", make_genre(session), Medium.PRINT)
    items = plan_series(session, actor(), make_unit(session), plan, count=3, first=MONDAY, every=14, zone=ZONE)
    assert [(item.title, item.publish_on) for item in items] == [
        ("Đất và người (kỳ 1/3)", MONDAY),
        ("Đất và người (kỳ 2/3)", MONDAY + timedelta(days=14)),
        ("Đất và người (kỳ 3/3)", MONDAY + timedelta(days=28)),
    ]
    assert all(history_of(session, "planned_item", item.id) for item in items)


def test_a_series_takes_a_columns_empty_slots_in_their_order(session: Session) -> None:
    unit = make_unit(session)
    column = make_column(session, unit)
    slots = [make_slot(session, column, day) for day in days(0, 7, 14, 21)]
    make_item(session, unit, column=column, slot=slots[1], publish_on=slots[1].on)
    plan = Plan("Đất và người", make_genre(session), Medium.PRINT)
    items = plan_series(session, actor(), unit, plan, count=3, first=MONDAY, column=column, zone=ZONE)
    assert [item.slot for item in items] == [slots[0], slots[2], slots[3]]
    with pytest.raises(Invalid, match="chỉ còn 0 kỳ trống"):
        plan_series(session, actor(), unit, plan, count=2, first=MONDAY, column=column, zone=ZONE)


@pytest.mark.parametrize("count", [0, 1, 53])
def test_a_number_that_is_no_series_is_refused(session: Session, count: int) -> None:
    plan = Plan("Đất và người", make_genre(session), Medium.PRINT)
    with pytest.raises(Invalid, match="từ 2 đến"):
        plan_series(session, actor(), make_unit(session), plan, count=count, first=MONDAY, zone=ZONE)


def test_a_pattern_is_written_over_with_a_line_and_not_over_a_newer_one(session: Session) -> None:
    unit = make_unit(session)
    column, one, two = make_column(session, unit), make_person(session, unit), make_person(session, unit)
    pattern = set_pattern(session, actor(), column, Start("Số {kỳ}", people=((one, "viết"), (two, ""))))
    version = pattern.version
    again = set_pattern(session, actor(), column, Start("Kỳ {kỳ}", people=((two, "quay"),)), version=version)
    assert again is pattern
    assert start_of(pattern) == Start("Kỳ {kỳ}", people=((two, "quay"),))
    assert [line.action for line in history_of(session, "column", column.id)] == ["sửa mẫu tin, bài"] * 2
    with pytest.raises(Stale):
        set_pattern(session, actor(), column, Start("Cũ"), version=version)
