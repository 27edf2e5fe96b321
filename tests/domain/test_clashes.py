"""Warnings about plans."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from planner.domain.clashes import Booking, ClashKind, clashes
from planner.vocabulary import Status

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 26, 5, 0, tzinfo=UTC)
CALM = Booking(1, "Bài một", Status.PLANNED, date(2026, 11, 26), NOON, people={7: "Nguyễn Thị Thử"})


def kinds(*bookings: Booking) -> dict[int, list[ClashKind]]:
    return {number: [one.kind for one in found] for number, found in clashes(bookings, NOW, ZONE).items()}


def test_a_calm_plan_has_no_warning() -> None:
    assert kinds(CALM) == {}


def test_a_deadline_after_publication() -> None:
    assert kinds(replace(CALM, deadline_at=datetime(2026, 11, 26, 6, 0, tzinfo=UTC))) == {1: [ClashKind.LATE_DEADLINE]}


def test_a_deadline_on_the_day_is_fine_while_the_hour_is_not_known() -> None:
    assert kinds(replace(CALM, publish_at=None, deadline_at=datetime(2026, 11, 26, 10, 0, tzinfo=UTC))) == {}


@pytest.mark.parametrize(
    ("status", "expected"), [(Status.IN_PROGRESS, {1: [ClashKind.OVERDUE]}), (Status.SUBMITTED, {})]
)
def test_an_overdue_deadline_counts_until_the_copy_is_handed_in(
    status: Status, expected: dict[int, list[ClashKind]]
) -> None:
    assert kinds(replace(CALM, status=status, deadline_at=datetime(2026, 11, 22, tzinfo=UTC))) == expected


def test_nobody_assigned_shortly_before_the_day() -> None:
    assert kinds(replace(CALM, people={})) == {1: [ClashKind.NOBODY]}
    assert kinds(replace(CALM, people={}, publish_on=date(2026, 12, 26), publish_at=None)) == {}


def test_a_person_at_two_places_at_one_hour_is_said_on_both_with_the_other_title() -> None:
    found = clashes([CALM, replace(CALM, id=2, title="Bài hai")], NOW, ZONE)
    assert [found[1][0].message % found[1][0].params, found[2][0].params["title"]] == [
        "Nguyễn Thị Thử trùng giờ với “Bài hai”. Đổi người hoặc dời giờ.",
        "Bài một",
    ]


def test_another_person_or_another_hour_does_not_clash() -> None:
    other_person = replace(CALM, id=2, people={8: "Trần Văn Nghiệm"})
    unknown_hour = replace(CALM, id=3, publish_at=None)
    assert kinds(CALM, other_person, unknown_hour) == {}


def test_two_items_in_one_slot() -> None:
    one = replace(CALM, slot_id=5)
    assert kinds(one, replace(one, id=2, publish_at=None)) == {
        1: [ClashKind.DOUBLE_FILLED],
        2: [ClashKind.DOUBLE_FILLED],
    }


def test_a_cancelled_item_neither_warns_nor_clashes() -> None:
    assert kinds(CALM, replace(CALM, id=2, status=Status.CANCELLED, people=CALM.people)) == {}
