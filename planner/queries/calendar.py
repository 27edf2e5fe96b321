"""The calendar in three statements: items with the backlog, empty slots, and the words around them.

Tuples, not entities: a month may hold thousands of items and shows only a few columns of each. Statements are built
once for everybody who asks the same; their parts cost more to make than to send.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Executable,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from planner.domain.access import Viewer, Visibility
from planner.models import (
    Assignment,
    Campaign,
    Column,
    DayNote,
    DayOff,
    Genre,
    KeyDate,
    Membership,
    OutsideCalendar,
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
from planner.queries.outside_calendars import shown_to
from planner.vocabulary import CalendarClock, Medium, SlotState, Status, UnitKind

MOST_ITEMS = 2000
ASKED_AT_ONCE = 256  # statements kept, one for each set of units and filter in use
MOST_UNDATED = 60
LATEST = datetime.max.replace(tzinfo=UTC)
LONGEST_LEAD = 60  # days between a slot and its copy's deadline that a column may ask for
Union = CompoundSelect[*tuple[Any, ...]]
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
    type_coerce(PlannedItem.status, String).label("status"),  # codes, read in _line: a page has thousands
    PlannedItem.unit_id,
    PlannedItem.publish_on,
    PlannedItem.publish_at,
    PlannedItem.deadline_at,
    PlannedItem.slot_id,
    Column.name.label("column_name"),
    Column.duration_min,
    PlannedItem.genre_id,
    type_coerce(PlannedItem.medium, String).label("medium"),
    PEOPLE_NAMES.label("people"),
    PlannedItem.created_by_id,
    func.coalesce(Column.reruns, 0).label("reruns"),
    PlannedItem.exemplar_id,
    Unit.assign_days,
)


class ItemLine(NamedTuple):
    """A planned item on the calendar. ``people``: number → name. A tuple: a page makes thousands of them."""

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


COLUMN_NAME, PEOPLE = ItemLine._fields.index("column"), ItemLine._fields.index("people")
STATUS, MEDIUM = ItemLine._fields.index("status"), ItemLine._fields.index("medium")
STATUSES = {status.value: status for status in Status}
MEDIA = {medium.value: medium for medium in Medium}


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
    """A thing's number and name for filters, chips and days.

    ``parent``: unit of a name, column or filter; campaign of a theme. ``valid_from``: the day of a day off or note.
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
    return [_line(list(row)) for row in _rows(session, _dated(visibility, chosen, window, days), {})]


def items_and_tray(
    session: Session,
    visibility: Visibility,
    chosen: ItemFilter,
    window: Window,
    days: Collection[date] | None = None,
    *,
    most: int = MOST_ITEMS,
) -> tuple[list[ItemLine], list[ItemLine]]:
    """In one statement, the items of the window (of these days of it) by day and hour, at most ``most`` + 1; and the
    backlog (kho đề tài), newest first, at most MOST_UNDATED + 1, cancelled ones left out.
    """
    if chosen.slots_only:
        return [], []
    bounds = {"first": window.first, "last": window.last, "most": most + 1}
    bounds |= {"start": window.start_of(window.first), "end": window.start_of(window.last + timedelta(days=1))}
    if days is None:
        query = _items_and_tray(visibility, chosen, window.clock)
    else:
        query = _with_tray(visibility, chosen, window.clock, within(window, days))
    lines: tuple[list[ItemLine], list[ItemLine]] = ([], [])
    for place, *row in _rows(session, query, bounds):
        lines[place].append(_line(row))
    # A union promises no order, however its parts were sorted.
    _sort(lines[0], window)
    lines[1].sort(key=lambda line: -line.id)
    return lines


@lru_cache(maxsize=ASKED_AT_ONCE)
def _items_and_tray(visibility: Visibility, chosen: ItemFilter, clock: CalendarClock) -> Union:
    if clock is CalendarClock.PUBLICATION:
        within_bounds = PlannedItem.publish_on.between(bindparam("first"), bindparam("last"))
    else:
        within_bounds = and_(PlannedItem.deadline_at >= bindparam("start"), PlannedItem.deadline_at < bindparam("end"))
    return _with_tray(visibility, chosen, clock, within_bounds)


def _with_tray(
    visibility: Visibility, chosen: ItemFilter, clock: CalendarClock, within_bounds: ColumnElement[bool]
) -> Union:
    tray = (
        _items(visibility, chosen)
        .where(PlannedItem.publish_on.is_(None), PlannedItem.status != Status.CANCELLED)
        .order_by(NEWEST)
        .limit(MOST_UNDATED + 1)
    ).subquery()
    dated = _ordered(_items(visibility, chosen).where(within_bounds), clock).limit(bindparam("most")).subquery()
    return union_all(*(select(literal(place), *part.c) for place, part in enumerate((dated, tray))))


def empty_slots(session: Session, visibility: Visibility, chosen: ItemFilter, window: Window) -> list[SlotLine]:
    """Open slots without an item; none when the filter asks for what a slot cannot have.

    By the deadline clock a slot stands on the day its copy is due.
    """
    if chosen.narrows_slots():
        return []
    by_deadline = window.clock is CalendarClock.DEADLINE
    last = window.last + timedelta(days=LONGEST_LEAD) if by_deadline else window.last
    query = _empty_slots(visibility, chosen)
    found: list[SlotLine] = []
    for row in _rows(session, query, {"first": window.first, "last": last}):
        line, lead = SlotLine(*row[:-1]), row[-1]
        if by_deadline:
            line = replace(line, on=line.on - timedelta(days=lead), airs_at=None)
        if window.first <= line.on <= window.last:
            found.append(line)
    return sorted(found, key=lambda line: (line.on, line.airs_at or time.max, line.id))


@lru_cache(maxsize=ASKED_AT_ONCE)
def _empty_slots(visibility: Visibility, chosen: ItemFilter) -> Select[*tuple[Any, ...]]:
    seen = [] if visibility.everything else [Column.unit_id.in_(visibility.unit_ids)]
    return (
        select(*SLOT_COLUMNS)
        .join(Column, Slot.column_id == Column.id)
        .where(
            Slot.on.between(bindparam("first"), bindparam("last")),
            Slot.state == SlotState.OPEN,
            ~filled(),
            *slot_limits(chosen),
            *seen,
        )
        .order_by(Slot.on, SLOT_HOUR.nulls_last(), Slot.id)
    )


def words(session: Session, visibility: Visibility, viewer: Viewer, window: Window, today: date) -> list[Word]:
    """What a page says beside its items, in one statement: names of units over time, the viewer's saved filters, key
    dates, days off and notes on days.
    """
    asked = {"person": viewer.person_id, "today": today, "first": window.first, "last": window.last}
    return [Word(*row) for row in _rows(session, _words(visibility, viewer.unit_ids), asked)]


@lru_cache(maxsize=ASKED_AT_ONCE)
def _words(visibility: Visibility, unit_ids: frozenset[int]) -> Union:
    units = select(Unit.id).where(Unit.kind == UnitKind.PRESS_UNIT)
    notes = select(*_word("day_note", DayNote.id, DayNote.unit_id, DayNote.text, on=DayNote.on)).where(
        DayNote.on.between(bindparam("first"), bindparam("last")), DayNote.removed_at.is_(None)
    )
    if not visibility.everything:
        units = units.where(Unit.id.in_(visibility.unit_ids))
        notes = notes.where(DayNote.unit_id.in_(visibility.unit_ids))
    outside = select(*_word("outside", OutsideCalendar.id, OutsideCalendar.unit_id, OutsideCalendar.name))
    return union_all(
        select(*_word("unit", UnitName.id, UnitName.unit_id, UnitName.name, UnitName.short, dated=True)).where(
            UnitName.unit_id.in_(units)
        ),
        select(*_word("saved", SavedFilter.id, SavedFilter.unit_id, SavedFilter.name, SavedFilter.query)).where(
            or_(SavedFilter.person_id == bindparam("person"), SavedFilter.unit_id.in_(unit_ids))
        ),
        select(*_word("key_date", KeyDate.id, KeyDate.campaign_id, KeyDate.name, KeyDate.rule))
        .join(Campaign, KeyDate.campaign_id == Campaign.id)
        .where(or_(Campaign.ends_on.is_(None), Campaign.ends_on >= bindparam("today"))),
        select(*_word("day_off", DayOff.id, None, DayOff.name, on=DayOff.on)).where(
            DayOff.on.between(bindparam("first"), bindparam("last"))
        ),
        notes,
        outside.where(OutsideCalendar.paused.is_(False), shown_to(visibility)),
    )


def choices(session: Session, visibility: Visibility) -> list[Word]:
    """What a filter can be set to, and the names of genres, in one statement: only pages that need them ask."""
    return [Word(*row) for row in _rows(session, _choices(visibility), {})]


@lru_cache(maxsize=ASKED_AT_ONCE)
def _choices(visibility: Visibility) -> Union:
    seen = None if visibility.everything else visibility.unit_ids
    own_columns: list[ColumnElement[bool]] = [] if seen is None else [Column.unit_id.in_(seen)]
    people = select(*_word("person", Person.id, None, Person.name, Person.sort_key)).where(Person.active)
    if seen is not None:
        people = people.where(exists().where(Membership.person_id == Person.id, Membership.unit_id.in_(seen)))
    return union_all(
        people,
        select(*_word("column", Column.id, Column.unit_id, Column.name)).where(*own_columns),
        select(*_word("campaign", Campaign.id, None, Campaign.short_title, Campaign.key)),
        select(*_word("theme", Theme.id, Theme.campaign_id, Theme.name)).where(Theme.enabled),
        select(*_word("genre", Genre.id, None, Genre.name)),
    )


def _rows(session: Session, query: Executable, values: dict[str, Any]) -> Iterable[Sequence[Any]]:
    """Plain rows, past the part of the session that makes entities."""
    return session.connection().execute(query, values).all()


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
    return _ordered(_items(visibility, chosen).where(within(window, days)), window.clock).limit(MOST_ITEMS + 1)


def _ordered(query: Select[*tuple[Any, ...]], clock: CalendarClock) -> Select[*tuple[Any, ...]]:
    """By the day and hour of the clock, unknown hours last."""
    hour = PlannedItem.publish_at if clock is CalendarClock.PUBLICATION else PlannedItem.deadline_at
    by = PlannedItem.publish_on if clock is CalendarClock.PUBLICATION else PlannedItem.deadline_at
    return query.order_by(by, hour.nulls_last(), PlannedItem.id)


def _sort(lines: list[ItemLine], window: Window) -> None:
    """By the day and hour of the window's clock, unknown hours last."""
    if window.clock is CalendarClock.PUBLICATION:
        lines.sort(key=lambda line: (line.publish_on or date.max, line.publish_at or LATEST, line.id))
    else:
        lines.sort(key=lambda line: (line.deadline_at or LATEST, line.id))


def _line(row: list[Any]) -> ItemLine:
    """Column and people come as words that an outer join may leave empty. Changes the row given."""
    row[COLUMN_NAME] = row[COLUMN_NAME] or ""
    row[STATUS], row[MEDIUM] = STATUSES[row[STATUS]], MEDIA[row[MEDIUM]]
    people: dict[int, str] = {}
    if row[PEOPLE]:
        for entry in row[PEOPLE].split("\n"):
            number, _colon, name = entry.partition(":")
            people[int(number)] = name
    row[PEOPLE] = people
    return ItemLine._make(row)


def _word(
    kind: str, id_: Any, parent: Any, name: Any, extra: Any = None, *, dated: bool = False, on: Any = None
) -> tuple[Any, ...]:
    first = UnitName.valid_from if dated else cast(null(), Date) if on is None else on
    return (
        literal(kind).label("kind"),
        id_.label("id"),
        cast(null(), Integer).label("parent") if parent is None else parent.label("parent"),
        name.label("name"),
        literal("").label("extra") if extra is None else extra.label("extra"),
        first.label("valid_from"),
        (UnitName.valid_to if dated else cast(null(), Date)).label("valid_to"),
    )
