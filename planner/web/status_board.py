"""The board view: a lane for each status, so that one sees where the work stands and takes it on."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flask import url_for

from planner.domain.access import Action, may
from planner.domain.workflow import WITH_REASON, moves
from planner.queries.calendar import ItemLine, SlotLine
from planner.vocabulary import Status
from planner.web.month import Showing, ShownItem, ShownSlot


@dataclass(frozen=True, slots=True)
class LaneCard:
    """``steps``: the states the viewer may move it to; none means the card stands still."""

    item: ShownItem
    steps: tuple[Status, ...] = ()
    status_url: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """``status`` is None for the lane of empty slots. The time of a card is its day and hour.

    ``needs_reason``: whether going there must be explained.
    """

    status: Status | None
    cards: list[LaneCard] = field(default_factory=list)
    slots: list[ShownSlot] = field(default_factory=list)

    @property
    def needs_reason(self) -> bool:
        return self.status in WITH_REASON

    @property
    def count(self) -> int:
        return len(self.cards) + len(self.slots)


def status_board(showing: Showing, lines: Sequence[ItemLine], slots: Sequence[SlotLine]) -> list[Lane]:
    """Every status in the order of the work, the empty slots before it all."""
    lanes = {status: Lane(status) for status in Status}
    for line, shown in zip(lines, showing.items(lines), strict=True):
        if day := line.day(showing.window):
            card = replace(shown, time=f"{day:%d/%m} {shown.time}".strip())
            lanes[line.status].cards.append(_card(showing, line, card))
    empty = Lane(None)
    for slot in slots:
        shown_slot = showing.slot(slot)
        empty.slots.append(replace(shown_slot, time=f"{slot.on:%d/%m} {shown_slot.time}".strip()))
    return [empty, *lanes.values()]


def _card(showing: Showing, line: ItemLine, shown: ShownItem) -> LaneCard:
    makers = set(line.people) | ({line.created_by_id} if line.created_by_id else set())
    steps = moves(showing.viewer.role, line.status)
    if not steps or not may(showing.viewer, Action.REPORT_WORK, unit_id=line.unit_id, people=makers):
        return LaneCard(shown)
    return LaneCard(shown, steps, url_for("lanes.change", item_id=line.id))
