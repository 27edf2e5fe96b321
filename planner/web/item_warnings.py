"""Warnings of one item's page, from everything visible that it may clash with."""

from collections.abc import Sequence

from planner.domain.access import plan_visibility
from planner.domain.clashes import ASSIGN_DAYS, Booking, Clash, clashes
from planner.models import PlannedItem
from planner.queries import items as queries
from planner.web import identity
from planner.web.rendering import translate


def warnings_of(item: PlannedItem) -> list[Clash]:
    """What is wrong with an item's plan as it stands, most urgent first."""
    near = queries.neighbours(identity.database(), item, plan_visibility(identity.viewer()))
    bookings = [_booking(one, item.unit.assign_days if one is item else ASSIGN_DAYS) for one in near]
    return clashes(bookings, identity.now(), identity.settings().zone).get(item.id, [])


def caused_warnings(item: PlannedItem, known: Sequence[Clash]) -> list[str]:
    """Sentences of what is wrong with an item now and was not before (``known``)."""
    before = {(clash.message, tuple(clash.params.items())) for clash in known}
    fresh = [clash for clash in warnings_of(item) if (clash.message, tuple(clash.params.items())) not in before]
    return [translate(clash.message, clash.params) for clash in fresh]


def _booking(item: PlannedItem, assign_days: int) -> Booking:
    return Booking(
        id=item.id,
        title=item.title,
        status=item.status,
        publish_on=item.publish_on,
        publish_at=item.publish_at,
        deadline_at=item.deadline_at,
        slot_id=item.slot_id,
        people={one.person_id: one.person.name for one in item.assignments},
        unit_id=item.unit_id,
        exemplar_id=item.exemplar_id,
        assign_days=assign_days,
    )
