"""What of the plans is looked at: the filter and the days of a calendar page, and the conditions they make."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_

from planner.domain.access import Visibility
from planner.domain.clashes import QUIET
from planner.language.fold import fold
from planner.models import Assignment, Channel, Column, PlannedItem, item_theme
from planner.vocabulary import CalendarClock, Medium, Status

HANDED_IN = QUIET | {Status.SUBMITTED, Status.APPROVED}


@dataclass(frozen=True, slots=True)
class Window:
    """Days from ``first`` to ``last`` (both included) by one of the two clocks; ``zone`` turns instants into days."""

    first: date
    last: date
    clock: CalendarClock = CalendarClock.PUBLICATION
    zone: tzinfo = UTC

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=self.zone)


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What of the plans is looked at; empty means no limit. The address of the page holds the same."""

    unit: int | None = None
    column: int | None = None
    campaign: int | None = None
    theme: int | None = None
    genre: int | None = None
    medium: Medium | None = None
    person: int | None = None
    status: Status | None = None
    mine: int | None = None
    own_units: frozenset[int] | None = None
    late_at: datetime | None = None
    slots_only: bool = False
    words: str = ""

    def narrows_slots(self) -> bool:
        """Whether the filter asks for something an empty slot cannot have."""
        return any((self.theme, self.person, self.status, self.mine, self.late_at, self.words))


def in_sight(visibility: Visibility) -> list[ColumnElement[bool]]:
    """A unit's calendar is its own: what others have out is read on themes and the board."""
    return [] if visibility.everything else [PlannedItem.unit_id.in_(visibility.unit_ids)]


def item_limits(chosen: ItemFilter) -> list[ColumnElement[bool]]:
    equal = {
        PlannedItem.unit_id: chosen.unit,
        PlannedItem.column_id: chosen.column,
        PlannedItem.campaign_id: chosen.campaign,
        PlannedItem.genre_id: chosen.genre,
        PlannedItem.medium: chosen.medium,
        PlannedItem.status: chosen.status,
    }
    found: list[ColumnElement[bool]] = [column == value for column, value in equal.items() if value is not None]
    if chosen.theme is not None:
        found.append(exists().where(item_theme.c.item_id == PlannedItem.id, item_theme.c.theme_id == chosen.theme))
    found += [
        exists().where(and_(Assignment.item_id == PlannedItem.id, Assignment.person_id == person))
        for person in (chosen.person, chosen.mine)
        if person is not None
    ]
    if chosen.own_units is not None:
        found.append(PlannedItem.unit_id.in_(chosen.own_units))
    if chosen.late_at is not None:
        found += [PlannedItem.deadline_at < chosen.late_at, PlannedItem.status.not_in(HANDED_IN)]
    found += [PlannedItem.title_fold.contains(word, autoescape=True) for word in fold(chosen.words).split()]
    return found


def slot_limits(chosen: ItemFilter) -> list[ColumnElement[bool]]:
    equal = {
        Column.unit_id: chosen.unit,
        Column.id: chosen.column,
        Column.campaign_id: chosen.campaign,
        Column.genre_id: chosen.genre,
    }
    found: list[ColumnElement[bool]] = [column == number for column, number in equal.items() if number is not None]
    if chosen.own_units is not None:
        found.append(Column.unit_id.in_(chosen.own_units))
    if chosen.medium is not None:
        found.append(exists().where(Channel.id == Column.channel_id, Channel.medium == chosen.medium))
    return found


def clock_column(window: Window) -> Any:
    return PlannedItem.publish_on if window.clock is CalendarClock.PUBLICATION else PlannedItem.deadline_at


def within(window: Window, days: Collection[date] | None = None) -> ColumnElement[bool]:
    """The whole window or some days of it; neighbouring days are asked for as one stretch."""
    stretches = [(window.first, window.last)] if days is None else _stretches(days)
    if window.clock is CalendarClock.PUBLICATION:
        return or_(false(), *(PlannedItem.publish_on.between(first, last) for first, last in stretches))
    return or_(
        false(),
        *(
            and_(
                PlannedItem.deadline_at >= window.start_of(first),
                PlannedItem.deadline_at < window.start_of(last + timedelta(days=1)),
            )
            for first, last in stretches
        ),
    )


def _stretches(days: Collection[date]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and found[-1][1] + timedelta(days=1) == day:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
