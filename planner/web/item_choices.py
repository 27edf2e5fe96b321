"""What the form of a planned item may choose from, for the person who fills it in."""

from datetime import date, timedelta

from planner.domain.access import Visibility
from planner.errors import Invalid, NotFound
from planner.forms.items import ItemChoices
from planner.models import PlannedItem, Slot
from planner.queries import columns, items
from planner.queries.people import lineage, people_of_units
from planner.vocabulary import N_
from planner.web import identity
from planner.web.access import NOT_HERE

AHEAD = timedelta(days=60)
BEHIND = timedelta(days=14)


def choices_for(unit_id: int, *, item: PlannedItem | None = None, slot: Slot | None = None) -> ItemChoices:
    """The unit's columns, coming slots and people, with whatever the item already has."""
    session, today = identity.database(), identity.today()
    units = lineage(session, [unit_id]) | identity.viewer().unit_ids
    slots = list(columns.open_slots(session, units, today - BEHIND, today + AHEAD))
    people = list(people_of_units(session, units, today))
    kept_slot = slot or (item.slot if item else None)
    if kept_slot is not None and kept_slot not in slots:
        slots.insert(0, kept_slot)
    if item:
        people += [one.person for one in item.assignments if one.person not in people]
    return ItemChoices(
        genres=items.genres(session),
        campaigns=items.campaigns_on(session, today, keep=[item.campaign_id or 0] if item else ()),
        columns=columns.columns_seen(session, Visibility(everything=False, unit_ids=units)),
        slots=slots,
        people=people,
    )


def slot_from(text: str | None, unit_id: int) -> Slot | None:
    """The slot an address names (``?ky=7``); NotFound when it is not the unit's."""
    if not text:
        return None
    found = columns.slot_page(identity.database(), int(text)) if text.isdecimal() and len(text) < 10 else None
    if found is None or found.column.unit_id not in lineage(identity.database(), [unit_id]):
        raise NotFound(NOT_HERE)
    return found


def day_from(text: str | None) -> date | None:
    """The day an address names (``?ngay=2026-11-23``)."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(N_("Ngày không hợp lệ. Nhập theo dạng năm-tháng-ngày, ví dụ 2026-11-23.")) from error
