"""What the form of a planned item may choose from, for the person who fills it in."""

import re
from datetime import date, time, timedelta

from planner.domain.access import Visibility
from planner.errors import Invalid, NotFound
from planner.forms.items import ItemChoices
from planner.models import PlannedItem, Slot
from planner.queries import columns, exemplars, items
from planner.queries.people import lineage, people_of_units
from planner.vocabulary import N_
from planner.web import identity
from planner.web.access import NOT_HERE

AHEAD = timedelta(days=60)
BEHIND = timedelta(days=14)
HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def choices_for(unit_id: int, *, item: PlannedItem | None = None, slot: Slot | None = None) -> ItemChoices:
    """The unit's columns, coming slots and people, with whatever the item already has."""
    session, today = identity.database(), identity.today()
    units = lineage(session, [unit_id]) | identity.viewer().unit_ids
    slots = list(columns.open_slots(session, units, today - BEHIND, today + AHEAD))
    people = list(people_of_units(session, units, today))
    kept_slot = slot or (item.slot if item else None)
    if kept_slot is not None and kept_slot not in slots:
        slots.insert(0, kept_slot)
    offered = list(exemplars.exemplars_of(session, units))
    if item and item.exemplar and item.exemplar not in offered:
        offered.append(item.exemplar)
    if item:
        people += [one.person for one in item.assignments if one.person not in people]
    return ItemChoices(
        genres=items.genres(session),
        campaigns=items.campaigns_on(session, today, keep=[item.campaign_id or 0] if item else ()),
        columns=columns.columns_seen(session, Visibility(everything=False, unit_ids=units)),
        slots=slots,
        people=people,
        exemplars=offered,
    )


def slot_from(text: str | None, unit_id: int) -> Slot | None:
    """The slot an address names (``?ky=7``); NotFound when it is not the unit's."""
    if not text:
        return None
    found = columns.slot_page(identity.database(), int(text)) if text.isdecimal() and len(text) < 10 else None
    if found is None or found.column.unit_id not in lineage(identity.database(), [unit_id]):
        raise NotFound(NOT_HERE)
    return found


def exemplar_from(text: str | None) -> int | None:
    """The number of an exemplar an address names (``?dien-hinh=7``); the form's list knows whether it may be chosen."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


def day_from(text: str | None) -> date | None:
    """The day an address names (``?ngay=2026-11-23``)."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(N_("Ngày không hợp lệ. Nhập theo dạng năm-tháng-ngày, ví dụ 2026-11-23.")) from error


def hour_from(text: str | None) -> time | None:
    """The hour an address names (``?gio=20:00``); anything else is no hour."""
    return time.fromisoformat(text) if text and HOUR.fullmatch(text) else None
