"""One thing done to many items at once: what can be done is done, what cannot is named with the reason.

A preview is the same call in a transaction that is rolled back, so what it promises is what happens.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from sqlalchemy.orm import Session

from planner.errors import Conflict, Invalid, PlannerError, Stale
from planner.language.style import long_date
from planner.models import Exemplar, Move, MoveLine, Person, PlannedItem
from planner.newsdesk.history import Actor
from planner.newsdesk.moving import keep, standing
from planner.newsdesk.planning import MOVED_SINCE, assign, edit_item, reschedule, set_status
from planner.newsdesk.plans import hour_of, people_words, plan_of
from planner.vocabulary import N_, Role, Status

MOST = 500
UNCHANGED = N_("Đã như vậy rồi, không có gì để đổi.")
NO_DAY = N_("Chưa định ngày nên không lùi hay sớm theo số ngày được. Chọn dời sang một ngày.")


class Deed(StrEnum):
    """What is done to each of the chosen items."""

    ASSIGN = "giao"
    SHIFT = "doi"
    DAY = "ngay"
    STATUS = "trang-thai"
    EXEMPLAR = "dien-hinh"


@dataclass(frozen=True, slots=True)
class Order:
    """``days``: how far to shift, back when negative. ``on``: the day to move to, empty for the backlog.
    ``exemplar``: what the items are about, empty for nothing.
    """

    deed: Deed
    person: Person | None = None
    part: str = ""
    days: int = 0
    on: date | None = None
    status: Status | None = None
    exemplar: Exemplar | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One item in words: what was shown before and after, or why not (``refusal`` with ``params``)."""

    item_id: int
    version: int
    title: str
    before: str
    after: str = ""
    refusal: str = ""
    params: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    results: Sequence[Result]
    move: Move | None = None

    @property
    def done(self) -> list[Result]:
        return [one for one in self.results if not one.refusal]

    @property
    def refused(self) -> list[Result]:
        return [one for one in self.results if one.refusal]


def carry_out(
    session: Session,
    actor: Actor,
    items: Iterable[PlannedItem],
    order: Order,
    *,
    zone: tzinfo,
    role: Role,
    check: Callable[[PlannedItem], None],
    versions: Mapping[int, int] | None = None,
) -> Outcome:
    """Do it to each item. ``check`` raises Forbidden for what this person may not change; ``versions``: as previewed.

    Raises Invalid when the order itself lacks something (a reason, a person, a number of days).
    """
    _check_order(order)
    results: list[Result] = []
    moved: list[tuple[PlannedItem, MoveLine]] = []
    for item in _in_order(items, order):
        number, version, title, before = item.id, item.version, item.title, _shown(item, order)
        line = standing(item)
        try:
            check(item)
            if versions is not None and versions.get(number) != version:
                raise Stale(MOVED_SINCE)
            _do(session, actor, item, order, zone, role)
            session.flush()
            if item.version == version:
                raise Conflict(UNCHANGED)
        except PlannerError as error:
            results.append(Result(number, version, title, before, refusal=error.message, params=error.params))
        else:
            results.append(Result(number, version, title, before, _shown(item, order)))
            moved.append((item, line))
    stood = order.deed in (Deed.SHIFT, Deed.DAY) and moved
    return Outcome(results, keep(session, actor, moved, reason=order.reason) if stood else None)


def _check_order(order: Order) -> None:
    if order.deed is Deed.ASSIGN and order.person is None:
        raise Invalid(N_("Chọn người được giao."), field="person")
    if order.deed is Deed.SHIFT and not order.days:
        raise Invalid(N_("Nhập số ngày cần lùi (số dương) hoặc sớm lên (số âm)."), field="days")
    if order.deed is Deed.STATUS and order.status is None:
        raise Invalid(N_("Chọn trạng thái mới."), field="status")
    if order.deed is Deed.STATUS and order.status in (Status.POSTPONED, Status.CANCELLED) and not order.reason:
        raise Invalid(N_("Nêu lý do hoãn hoặc hủy."), field="reason")


def _in_order(items: Iterable[PlannedItem], order: Order) -> list[PlannedItem]:
    """By day; from the far end when shifting ahead, so that each finds the slot the one before it has left."""
    ordered = sorted(items, key=lambda item: (item.publish_on or date.min, item.id))
    return ordered[::-1] if order.deed is Deed.SHIFT and order.days > 0 else ordered


def _do(session: Session, actor: Actor, item: PlannedItem, order: Order, zone: tzinfo, role: Role) -> None:
    if order.deed is Deed.ASSIGN and order.person:
        people = [(one.person, one.part) for one in item.assignments]
        assign(session, actor, item, [*people, (order.person, order.part)])
    elif order.deed is Deed.STATUS and order.status:
        set_status(session, actor, item, order.status, role=role, reason=order.reason)
    elif order.deed is Deed.EXEMPLAR:
        edit_item(session, actor, item, replace(plan_of(item, zone), exemplar=order.exemplar), zone=zone)
    else:
        if order.deed is Deed.SHIFT and item.publish_on is None:
            raise Conflict(NO_DAY)
        shifted = item.publish_on + timedelta(days=order.days) if item.publish_on else None
        on = shifted if order.deed is Deed.SHIFT else order.on
        reschedule(session, actor, item, on, hour_of(item, zone), zone=zone, reason=order.reason)


def _shown(item: PlannedItem, order: Order) -> str:
    """What the order changes, as the item has it now, in stored Vietnamese words."""
    if order.deed is Deed.ASSIGN:
        return people_words((one.person, one.part) for one in item.assignments)
    if order.deed is Deed.STATUS:
        return item.status.label
    if order.deed is Deed.EXEMPLAR:
        return item.exemplar.name if item.exemplar else ""
    return long_date(item.publish_on) if item.publish_on else ""
