"""The demonstration's planned items, each walked to its state step by step on days that fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from planner.domain.deadlines import deadline_for
from planner.domain.demo_day import demo_day
from planner.domain.demo_parts import DemoItem
from planner.models import PlannedItem, Slot, Unit
from planner.newsdesk.demo_place import Place
from planner.newsdesk.history import Actor
from planner.newsdesk.planning import plan_item
from planner.newsdesk.plans import Plan
from planner.newsdesk.progress import set_status
from planner.vocabulary import Role, Status

WAY = (Status.IDEA, Status.PLANNED, Status.IN_PROGRESS, Status.SUBMITTED, Status.APPROVED, Status.PUBLISHED)
# Steps that the reporter reports; the editor takes the others.
REPORTED = frozenset({Status.IN_PROGRESS, Status.SUBMITTED})
# A plan looked at today was made at least this long ago.
AT_LEAST = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Timing:
    """``made``: when the plan was entered; ``day``: its day, empty in the backlog."""

    made: datetime
    day: date | None


def add_items(place: Place, items: Iterable[DemoItem]) -> None:
    for number, part in enumerate(items):
        slot = place.slot(part.column, part.slot) if part.column else None
        day = slot.on if slot else demo_day(part.day, place.today) if part.day else None
        timing = Timing(_made(place, part, day, number), day)
        unit = place.units[part.unit]
        plan = _plan(place, part, slot, day)
        item = plan_item(place.session, place.editor_of(unit, timing.made), unit, plan, zone=place.zone)
        _walk(place, part, item, timing)


def _plan(place: Place, part: DemoItem, slot: Slot | None, day: date | None) -> Plan:
    column = slot.column if slot else None
    genre = place.genres[part.genre] if part.genre else column.genre if column else None
    medium = part.medium or (column.channel.medium if column else None)
    if genre is None or medium is None:
        raise LookupError(f"demo data: {part.title!r} has neither a genre nor a column that gives one")
    due = deadline_for(day, part.deadline_days, place.zone) if day and part.deadline_days is not None else None
    return Plan(
        title=part.title,
        genre=genre,
        medium=medium,
        brief=part.brief,
        place=part.place,
        campaign=place.campaign,
        themes=tuple(place.themes[key] for key in part.themes),
        slot=slot,
        publish_on=day,
        publish_time=part.at,
        deadline_at=due,
        people=tuple((place.people[hand.who], hand.part) for hand in part.people),
    )


def _made(place: Place, part: DemoItem, day: date | None, number: int) -> datetime:
    """Some time in the working day, ``lead`` days ahead, and long enough ago for the steps that follow."""
    planned = place.at((day or place.today) - timedelta(days=part.lead), time(8 + number % 9, number * 7 % 60))
    return min(planned, place.now - AT_LEAST - timedelta(minutes=number))


def _walk(place: Place, part: DemoItem, item: PlannedItem, timing: Timing) -> None:
    """Every state on the way, spread between the plan's making and its day (or now, when that is earlier)."""
    steps = _steps(part.status)
    end = place.at(timing.day, part.at or time(7)) if timing.day else place.now
    if part.status is Status.PUBLISHED:
        end += timedelta(minutes=30)
    end = min(end, place.now - timedelta(minutes=1))
    for count, status in enumerate(steps, 1):
        even = timing.made + (end - timing.made) * count / len(steps)
        moment = end if count == len(steps) else min(max(_at_work(place, even), timing.made), end)
        reason = part.reason if status is part.status else ""
        set_status(place.session, _who(place, item, status, moment), item, status, role=Role.EDITOR, reason=reason)


def _at_work(place: Place, moment: datetime) -> datetime:
    """The same day between eight and five, earlier moments still the earlier ones."""
    local = moment.astimezone(place.zone)
    passed = local - local.replace(hour=0, minute=0, second=0, microsecond=0)
    return place.at(local.date(), time(8)) + passed * 9 / 24


def _steps(status: Status) -> Sequence[Status]:
    if status in (Status.POSTPONED, Status.CANCELLED):
        return Status.PLANNED, status
    return WAY[1 : WAY.index(status) + 1]


def _who(place: Place, item: PlannedItem, status: Status, moment: datetime) -> Actor:
    unit: Unit = item.unit
    if status in REPORTED and item.assignments:
        return place.by(item.assignments[0].person, moment)
    return place.editor_of(unit, moment)
