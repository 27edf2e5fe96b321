"""One thing done to many items: in an order that frees slots, a reason for each refusal, taken back at once."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from planner.errors import Forbidden, Invalid
from planner.models import PlannedItem
from planner.newsdesk.moving import undo_move
from planner.newsdesk.selection import Deed, Order, Outcome, carry_out
from planner.queries.history import history_of
from planner.vocabulary import Role, Status
from tests.factories import actor, make_campaign, make_column, make_item, make_person, make_slot, make_unit

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, 23) + timedelta(days=number) for number in range(3))


def run(session: Session, items: list[PlannedItem], order: Order, **fields: object) -> Outcome:
    values: dict[str, object] = {"zone": ZONE, "role": Role.EDITOR, "check": lambda _item: None} | fields
    return carry_out(session, actor(), items, order, **values)  # type: ignore[arg-type]


def test_a_shift_moves_what_it_can_and_says_why_not_the_rest(session: Session) -> None:
    unit = make_unit(session)
    going = make_item(session, unit, "Đi", publish_on=MONDAY)
    out = make_item(session, unit, "Đã đăng", publish_on=MONDAY, status=Status.PUBLISHED)
    ended = make_item(session, unit, campaign=make_campaign(session, unit, ends_on=TUESDAY), publish_on=MONDAY)
    undated = make_item(session, unit, publish_on=None)
    outcome = run(session, [going, out, ended, undated], Order(Deed.SHIFT, days=7, reason="bão số 9"))
    assert [(one.title, one.before, one.after) for one in outcome.done] == [
        ("Đi", "thứ Hai, 23/11/2026", "thứ Hai, 30/11/2026")
    ]
    refusals = {one.item_id: one.refusal for one in outcome.refused}
    assert "không dời ngày được" in refusals[out.id]
    assert "nằm ngoài đợt" in refusals[ended.id]
    assert "Chưa định ngày" in refusals[undated.id]
    assert (out.publish_on, ended.publish_on) == (MONDAY, MONDAY)
    assert history_of(session, "planned_item", going.id)[0].reason == "bão số 9"


def test_items_of_neighbouring_slots_shift_together(session: Session) -> None:
    unit = make_unit(session)
    column = make_column(session, unit, rrule="FREQ=DAILY")
    days = (MONDAY, TUESDAY, WEDNESDAY)
    slots = [make_slot(session, column, day) for day in days]
    items = [make_item(session, unit, column=column, slot=slot, publish_on=slot.on) for slot in slots[:2]]
    assert len(run(session, items, Order(Deed.SHIFT, days=1)).done) == 2
    assert [item.slot for item in items] == slots[1:]
    assert len(run(session, items, Order(Deed.SHIFT, days=-1)).done) == 2
    assert [item.slot for item in items] == slots[:2]


def test_all_of_it_is_taken_back_at_once(session: Session) -> None:
    unit = make_unit(session)
    items = [make_item(session, unit, publish_on=day) for day in (MONDAY, TUESDAY)]
    outcome = run(session, items, Order(Deed.DAY, on=None))
    assert [item.publish_on for item in items] == [None, None]
    assert outcome.move is not None
    undo_move(session, actor(), outcome.move, zone=ZONE)
    assert [item.publish_on for item in items] == [MONDAY, TUESDAY]


def test_assigning_adds_somebody_and_leaves_those_who_have_it(session: Session) -> None:
    unit = make_unit(session)
    one, two = (make_person(session, unit, name=name) for name in ("Một Thử", "Hai Thử"))
    first, second = make_item(session, unit, people=(one,)), make_item(session, unit, people=(two,))
    outcome = run(session, [first, second], Order(Deed.ASSIGN, person=two))
    assert [(result.item_id, result.after) for result in outcome.done] == [(first.id, "Một Thử, Hai Thử")]
    assert ["Đã như vậy rồi" in result.refusal for result in outcome.refused] == [True]
    assert outcome.move is None


def test_a_state_goes_only_the_ways_the_workflow_knows(session: Session) -> None:
    unit = make_unit(session)
    idea, done = make_item(session, unit, status=Status.IDEA), make_item(session, unit, status=Status.PUBLISHED)
    outcome = run(session, [idea, done], Order(Deed.STATUS, status=Status.PLANNED))
    assert ([one.item_id for one in outcome.done], [one.item_id for one in outcome.refused]) == ([idea.id], [done.id])


def test_what_may_not_be_changed_or_has_changed_since_the_preview_is_left(session: Session) -> None:
    unit = make_unit(session)
    item, other = make_item(session, unit), make_item(session, unit)

    def check(one: PlannedItem) -> None:
        if one is other:
            raise Forbidden("không có quyền")

    versions = {item.id: item.version + 1, other.id: other.version}
    outcome = run(session, [item, other], Order(Deed.SHIFT, days=1), check=check, versions=versions)
    assert outcome.done == []
    assert {one.refusal.split(".")[0] for one in outcome.refused} == {
        "không có quyền",
        "Tin, bài này vừa được người khác sửa",
    }


@pytest.mark.parametrize(
    "order", [Order(Deed.SHIFT), Order(Deed.ASSIGN), Order(Deed.STATUS), Order(Deed.STATUS, status=Status.CANCELLED)]
)
def test_an_order_that_lacks_something_is_refused_whole(session: Session, order: Order) -> None:
    with pytest.raises(Invalid):
        run(session, [make_item(session, make_unit(session))], order)
