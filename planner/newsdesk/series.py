"""A series (loạt bài): several items of one name, on consecutive empty slots of a column or every so many days."""

from dataclasses import replace
from datetime import date, timedelta, tzinfo

from sqlalchemy.orm import Session

from planner.domain.naming import series_title
from planner.errors import Invalid
from planner.models import Column, PlannedItem, Unit
from planner.newsdesk.history import Actor
from planner.newsdesk.planning import plan_item
from planner.newsdesk.plans import Plan
from planner.queries.patterns import empty_slots_from
from planner.vocabulary import N_

MOST = 52
WRONG_COUNT = N_("Một loạt có từ 2 đến %(most)d kỳ. Sửa số kỳ.")
FEW_SLOTS = N_("Từ ngày này chuyên mục chỉ còn %(count)d kỳ trống. Giảm số kỳ hoặc mở thêm kỳ.")


def plan_series(
    session: Session,
    actor: Actor,
    unit: Unit,
    plan: Plan,
    *,
    count: int,
    first: date,
    every: int = 7,
    column: Column | None = None,
    zone: tzinfo,
) -> list[PlannedItem]:
    """Plan ``count`` items like ``plan``, titled "… (kỳ 1/5)", from ``first``; in ``column``'s empty slots when given.

    Raises Invalid for a number that is no series and when the column has too few empty slots.
    """
    if not 2 <= count <= MOST:
        raise Invalid(WRONG_COUNT, {"most": MOST}, field="count")
    places = _slots(session, plan, column, first, count) if column else _days(plan, first, every, count)
    return [
        plan_item(session, actor, unit, replace(place, title=series_title(plan.title, number, count)), zone=zone)
        for number, place in enumerate(places, 1)
    ]


def _slots(session: Session, plan: Plan, column: Column, first: date, count: int) -> list[Plan]:
    slots = empty_slots_from(session, column.id, first, count)
    if len(slots) < count:
        raise Invalid(FEW_SLOTS, {"count": len(slots)}, field="count")
    return [replace(plan, slot=slot) for slot in slots]


def _days(plan: Plan, first: date, every: int, count: int) -> list[Plan]:
    if every < 1:
        raise Invalid(N_("Khoảng cách giữa hai kỳ ít nhất là một ngày."), field="every")
    return [replace(plan, publish_on=first + timedelta(days=every * number)) for number in range(count)]
