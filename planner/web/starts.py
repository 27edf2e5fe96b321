"""What a new item starts with: the slot it fills, the pattern of the slot's column, another item."""

from planner.domain.naming import title_from
from planner.models import Slot
from planner.newsdesk.patterns import Start, start_of
from planner.queries.patterns import pattern_of, slot_number
from planner.web import identity


def start_in(slot: Slot | None) -> Start:
    """The column's pattern with its places filled; an empty start without one."""
    pattern = pattern_of(identity.database(), slot.column_id) if slot else None
    if slot is None or pattern is None:
        return Start(genre=slot.column.genre if slot else None)
    start = start_of(pattern)
    number = slot_number(identity.database(), slot)
    title = title_from(start.title, slot.on, number)[:300]
    return Start(title, start.genre or slot.column.genre, start.brief, start.people)


def slot_values(slot: Slot | None) -> dict[str, object]:
    """What the whole form shows when an empty slot is filled."""
    if slot is None:
        return {}
    column, start = slot.column, start_in(slot)
    return {
        "title": start.title,
        "slot": slot.id,
        "column": column.id,
        "publish_on": slot.on,
        "publish_time": slot.hour,
        "genre": start.genre.id if start.genre else None,
        "medium": column.channel.medium.value,
        "campaign": column.campaign_id,
        "brief": start.brief,
        "people": [{"person": person.id, "part": part} for person, part in start.people],
    }
