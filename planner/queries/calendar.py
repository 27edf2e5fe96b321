"""The calendar in four statements: counts of days, items, empty slots, and the words of filters and chips.

Tuples, not entities: a month may hold thousands of items and shows only a few columns of each.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    cast,
    exists,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from planner.domain.access import Viewer, Visibility
from planner.models import (
    Assignment,
    Campaign,
    Column,
    Genre,
    KeyDate,
    Membership,
    Person,
    PlannedItem,
    SavedFilter,
    Slot,
    Theme,
    Unit,
    UnitName,
)
from planner.queries.columns import filled
from planner.queries.item_filter import ItemFilter, Window, clock_column, in_sight, item_limits, slot_limits, within
from planner.vocabulary import CalendarClock, Medium, SlotState, Status, UnitKind

MOST_ITEMS = 2000
MOST_UNDATED = 60
LONGEST_LEAD = 60  # days between a slot and its copy's deadline that a column may ask for
SLOT_HOUR: Any = func.coalesce(Slot.airs_at, Column.airs_at, type_=Column.airs_at.type)
# Not the bare number: an engine would walk all items backwards for the few that have no day.
NEWEST: Any = (PlannedItem.id + 0).desc()
SLOT_COLUMNS: tuple[Any, ...] = (
    Slot.id,
    Slot.on,
    Column.id,
    Column.name,
    Column.unit_id,
    SLOT_HOUR,
    Column.duration_min,
    Column.reruns,
    Column.warn_days,
    Column.deadline_days,
)

# Built once: a statement's parts cost more to make than to send.
PEOPLE_NAMES = (
    select(func.aggregate_strings(cast(Assignment.person_id, String) + literal(":") + Person.name, "\n"))
    .select_from(Assignment)
    .join(Person, Assignment.person_id == Person.id)
    .where(Assignment.item_id == PlannedItem.id)
    .correlate(PlannedItem)
    .scalar_subquery()
)
ITEM_COLUMNS: tuple[Any, ...] = (
    PlannedItem.id,
    PlannedItem.version,
    PlannedItem.title,
    PlannedItem.status,
    PlannedItem.unit_id,
    PlannedItem.publish_on,
    PlannedItem.publish_at,
    PlannedItem.deadline_at,
    PlannedItem.slot_id,
    Column.name.label("column_name"),
    Column.duration_min,
    PlannedItem.genre_id,
    PlannedItem.medium,
    PEOPLE_NAMES.label("people"),
    PlannedItem.created_by_id,
    func.coalesce(Column.reruns, 0).label("reruns"),
    PlannedItem.exemplar_id,
    Unit.assign_days,
)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A planned item on the calendar. ``people``: number → name."""

    id: int
    version: int
    title: str
    status: Status
    unit_id: int
    publish_on: date | None
    publish_at: datetime | None
    deadline_at: datetime | None
    slot_id: int | None
    column: str
    duration_min: int | None
    genre_id: int
    medium: Medium
    people: dict[int, str]
    created_by_id: int | None
    reruns: int
    exemplar_id: int | None
    assign_days: int

    def day(self, window: Window) -> date | None:
        """The day it stands on by the window's clock."""
        if window.clock is CalendarClock.PUBLICATION:
            return self.publish_on
        return window.day_of(self.deadline_at) if self.deadline_at else None

    def moment(self, window: Window) -> datetime | None:
        """The instant it stands at by the window's clock; None while the hour is not known."""
        return self.publish_at if window.clock is CalendarClock.PUBLICATION else self.deadline_at


LINE_FIELDS = tuple(one.name for one in fields(ItemLine))


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A slot nobody filled."""

    id: int
    on: date
    column_id: int
    column: str
    unit_id: int
    airs_at: time | None
    duration_min: int | None
    reruns: int = 0
    warn_days: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A thing's number and name for filters and chips.

    ``parent``: unit of a name, column or filter; campaign of a theme.
    """

    kind: str
    id: int
    parent: int | None
    name: str
    extra: str
    valid_from: date | None
    valid_to: date | None


def tallies(
    session: Session, visibility: Visibility, chosen: ItemFilter, window: Window
) -> dict[date, dict[Status, int]]:
    """How many items of each status each day of the window holds."""
    if chosen.slots_only:
        return {}
    by = clock_column(window)
    query = (
        select(by, PlannedItem.status, func.count())
        .where(*in_sight(visibility), *item_limits(chosen), within(window))
        .group_by(by, PlannedItem.status)
    )
    found: dict[date, dict[Status, int]] = defaultdict(dict)
    for on, status, count in session.execute(query):
        day = window.day_of(on) if isinstance(on, datetime) else on
        found[day][status] = found[day].get(status, 0) + count
    return found


def items_between(
    session: Session, visibility: Visibility, chosen: ItemFilter, window: Window, days: Collection[date] | None = None
) -> list[ItemLine]:
    """Items of the window (of these days of it), by day and hour, unknown hours last; at most MOST_ITEMS + 1."""
    if chosen.slots_only:
        return []
    return [_line(row) for row in session.execute(_dated(visibility, chosen, window, days))]


def items_and_tray(
    session: Session, visibility: Visibility, chosen: ItemFilter, window: Window, days: Collection[date]
) -> tuple[list[ItemLine], list[ItemLine]]:
    """In one statement, ``items_between`` on these days and the backlog (kho đề tài), newest first; at most
    MOST_UNDATED + 1 of the latter, cancelled ones left out.
    """
    if chosen.slots_only:
        return [], []
    tray = (
        _items(visibility, chosen)
        .where(PlannedItem.publish_on.is_(None), PlannedItem.status != Status.CANCELLED)
        .order_by(NEWEST)
        .limit(MOST_UNDATED + 1)
    ).subquery()
    dated = _dated(visibility, chosen, window, days).subquery()
    parts = [select(literal(place), *part.c) for place, part in enumerate((dated, tray))]
    lines: tuple[list[ItemLine], list[ItemLine]] = ([], [])
    for place, *row in session.execute(union_all(*parts)):
        lines[place].append(_line(row))
    # A union promises no order, however its parts were sorted.
    lines[0].sort(key=lambda line: _place(line, window))
    lines[1].sort(key=lambda line: -line.id)
    return lines


def empty_slots(session: Session, visibility: Visibility, chosen: ItemFilter, window: Window) -> list[SlotLine]:
    """Open slots without an item; none when the filter asks for what a slot cannot have.

    By the deadline clock a slot stands on the day its copy is due.
    """
    if chosen.narrows_slots():
        return []
    by_deadline = window.clock is CalendarClock.DEADLINE
    last = window.last + timedelta(days=LONGEST_LEAD) if by_deadline else window.last
    query = (
        select(*SLOT_COLUMNS)
        .join(Column, Slot.column_id == Column.id)
        .where(Slot.on.between(window.first, last), Slot.state == SlotState.OPEN, ~filled(), *slot_limits(chosen))
        .order_by(Slot.on, SLOT_HOUR.nulls_last(), Slot.id)
    )
    if not visibility.everything:
        query = query.where(Column.unit_id.in_(visibility.unit_ids))
    found: list[SlotLine] = []
    for row in session.execute(query):
        line, lead = SlotLine(*row[:-1]), row[-1]
        if by_deadline:
            line = replace(line, on=line.on - timedelta(days=lead), airs_at=None)
        if window.first <= line.on <= window.last:
            found.append(line)
    return sorted(found, key=lambda line: (line.on, line.airs_at or time.max, line.id))


def words(session: Session, visibility: Visibility, today: date, viewer: Viewer | None = None) -> Sequence[Word]:
    """Names for the filters and chips of one page, in one statement: unit names over time, columns, campaigns …

    With a ``viewer`` also the filters that person saved or shares.
    """
    seen = None if visibility.everything else visibility.unit_ids
    own_columns: list[ColumnElement[bool]] = [] if seen is None else [Column.unit_id.in_(seen)]
    names = select(*_word("unit", UnitName.id, UnitName.unit_id, UnitName.name, UnitName.short, dated=True)).where(
        UnitName.unit_id.in_(select(Unit.id).where(Unit.kind == UnitKind.PRESS_UNIT))
    )
    people = select(*_word("person", Person.id, None, Person.name, Person.sort_key)).where(Person.active)
    if seen is not None:
        people = people.where(exists().where(Membership.person_id == Person.id, Membership.unit_id.in_(seen)))
    saved = select(*_word("saved", SavedFilter.id, SavedFilter.unit_id, SavedFilter.name, SavedFilter.query)).where(
        or_(SavedFilter.person_id == viewer.person_id, SavedFilter.unit_id.in_(viewer.unit_ids)) if viewer else false()
    )
    query = union_all(
        names,
        saved,
        people,
        select(*_word("column", Column.id, Column.unit_id, Column.name)).where(*own_columns),
        select(*_word("campaign", Campaign.id, None, Campaign.short_title, Campaign.key)),
        select(*_word("theme", Theme.id, Theme.campaign_id, Theme.name)).where(Theme.enabled),
        select(*_word("genre", Genre.id, None, Genre.name)),
        select(*_word("key_date", KeyDate.id, KeyDate.campaign_id, KeyDate.name, KeyDate.rule))
        .join(Campaign, KeyDate.campaign_id == Campaign.id)
        .where(or_(Campaign.ends_on.is_(None), Campaign.ends_on >= today)),
    )
    return [Word(*row) for row in session.execute(query)]


def _items(visibility: Visibility, chosen: ItemFilter) -> Select[*tuple[Any, ...]]:
    return (
        select(*ITEM_COLUMNS)
        .join(Unit, PlannedItem.unit_id == Unit.id)
        .outerjoin(Column, PlannedItem.column_id == Column.id)
        .where(*in_sight(visibility), *item_limits(chosen))
    )


def _dated(
    visibility: Visibility, chosen: ItemFilter, window: Window, days: Collection[date] | None
) -> Select[*tuple[Any, ...]]:
    by = clock_column(window)
    hour = PlannedItem.publish_at if window.clock is CalendarClock.PUBLICATION else PlannedItem.deadline_at
    return (
        _items(visibility, chosen)
        .where(within(window, days))
        .order_by(by, hour.nulls_last(), PlannedItem.id)
        .limit(MOST_ITEMS + 1)
    )


def _place(line: ItemLine, window: Window) -> tuple[date, datetime, int]:
    return line.day(window) or date.max, line.moment(window) or datetime.max.replace(tzinfo=UTC), line.id


def _line(row: Any) -> ItemLine:
    """Column and people come as words that an outer join may leave empty."""
    values = dict(zip(LINE_FIELDS, row, strict=True))
    pairs = (entry.split(":", 1) for entry in (values["people"] or "").split("\n") if entry)
    values["people"] = {int(number): name for number, name in pairs}
    values["column"] = values["column"] or ""
    return ItemLine(**values)


def _word(kind: str, id_: Any, parent: Any, name: Any, extra: Any = None, *, dated: bool = False) -> tuple[Any, ...]:
    return (
        literal(kind).label("kind"),
        id_.label("id"),
        cast(null(), Integer).label("parent") if parent is None else parent.label("parent"),
        name.label("name"),
        literal("").label("extra") if extra is None else extra.label("extra"),
        (UnitName.valid_from if dated else cast(null(), Date)).label("valid_from"),
        (UnitName.valid_to if dated else cast(null(), Date)).label("valid_to"),
    )
