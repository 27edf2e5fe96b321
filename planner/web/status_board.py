"""The board view: a lane for each status, so that one sees where the work stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planner.queries.calendar import ItemLine, SlotLine
from planner.vocabulary import Status
from planner.web.month import Showing, ShownItem, ShownSlot


@dataclass(frozen=True, slots=True)
class Lane:
    """``status`` is None for the lane of empty slots. The time of a card is its day and hour."""

    status: Status | None
    items: list[ShownItem] = field(default_factory=list)
    slots: list[ShownSlot] = field(default_factory=list)


def status_board(showing: Showing, lines: Sequence[ItemLine], slots: Sequence[SlotLine]) -> list[Lane]:
    """Every status in the order of the work, the empty slots before it all."""
    lanes = {status: Lane(status) for status in Status}
    for line, card in zip(lines, showing.items(lines), strict=True):
        if day := line.day(showing.window):
            lanes[line.status].items.append(replace(card, time=f"{day:%d/%m} {card.time}".strip()))
    empty = Lane(None)
    for slot in slots:
        card = showing.slot(slot)
        empty.slots.append(replace(card, time=f"{slot.on:%d/%m} {card.time}".strip()))
    return [empty, *lanes.values()]
