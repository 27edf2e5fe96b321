"""The demonstration's board at work: targets it has set, notes it has sent, what the unit answered."""

from datetime import date, time

from planner.domain.demo_board import DemoBoard, DemoTarget, DemoUrging
from planner.domain.demo_day import demo_day
from planner.domain.periods import month_of
from planner.domain.urging_note import missed_slot, whole_text
from planner.newsdesk.demo_place import Place
from planner.newsdesk.targets import TargetEntry, set_target
from planner.newsdesk.urging import (
    Pen,
    Reply,
    UrgingEntry,
    answer_urging,
    close_urging,
    send_urging,
    write_urging,
)
from planner.vocabulary import GapKind

MORNING, NOON, EVENING = time(9), time(11), time(16)


def follow(place: Place, board: DemoBoard) -> None:
    for target in board.targets:
        _set(place, board, target)
    for urging in board.urging:
        _urge(place, board, urging)


def _set(place: Place, board: DemoBoard, part: DemoTarget) -> None:
    month = month_of(place.today)
    entry = TargetEntry(place.units[part.unit], None, part.group, month.first, month.last, part.amount, part.note)
    actor = place.by(place.people[board.owner], min(place.at(month.first, MORNING), place.now))
    set_target(place.session, actor, place.campaign, entry)


def _urge(place: Place, board: DemoBoard, part: DemoUrging) -> None:
    slot, sent = place.slot(part.column, part.slot), demo_day(part.sent, place.today)
    unit = slot.column.unit
    title, facts = missed_slot(slot.column.name, slot.on, unit.name_on(sent).name, sent)
    writer = _pen(place, board.owner, sent, MORNING)
    entry = UrgingEntry(title, whole_text(facts), demo_day(part.due, place.today))
    row = write_urging(place.session, writer, place.campaign, unit, entry, gap=GapKind.MISSED_SLOT, subject_id=slot.id)
    send_urging(place.session, writer, row)
    if part.reply:
        done_by = demo_day(part.done_by, place.today) if part.done_by else None
        reply = Reply(part.reply, part.done, done_by)
        answer_urging(place.session, _pen(place, board.unit_owner, sent, NOON), row, reply)
    if part.close:
        close_urging(place.session, _pen(place, board.owner, sent, EVENING), row, text=part.close)


def _pen(place: Place, key: str, day: date, hour: time) -> Pen:
    person = place.people[key]
    unit = person.unit_on(day)
    name = unit.name_on(day).name if unit else ""
    return Pen(place.by(person, min(place.at(day, hour), place.now)), place.zone, name)
