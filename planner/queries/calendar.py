"""The month calendar in four statements: items, undated items, empty slots, and the words of filters and chips.

Tuples, not entities: a month may hold thousands of items and shows only a few columns of each.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from planner.domain.access import Visibility
from planner.language.fold import fold
from planner.models import (
    Assignment,
    Campaign,
    Column,
    Genre,
    KeyDate,
    Person,
    PlannedItem,
    Slot,
    Theme,
    Unit,
    UnitName,
    item_theme,
)
from planner.queries.columns import filled
from planner.vocabulary import Medium, SlotState, Status, UnitKind

MOST_ITEMS = 2000
MOST_UNDATED = 60


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
    words: str = ""

    def narrows_slots(self) -> bool:
        """Whether the filter asks for something an empty slot cannot have."""
        return any((self.theme, self.person, self.status, self.mine, self.words))


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
    people: dict[int, str]
    created_by_id: int | None


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


@dataclass(frozen=True, slots=True)
class Word:
    """A thing's number and name for filters and chips. ``parent``: unit of a name or column, campaign of a theme."""

    kind: str
    id: int
    parent: int | None
    name: str
    extra: str
    valid_from: date | None
    valid_to: date | None


def items_between(
    session: Session, visibility: Visibility, chosen: ItemFilter, first: date, last: date
) -> list[ItemLine]:
    """Items planned from ``first`` to ``last``, by day and hour (unknown hours last); at most MOST_ITEMS + 1."""
    query = (
        _items(visibility, chosen)
        .where(PlannedItem.publish_on.between(first, last))
        .order_by(PlannedItem.publish_on, PlannedItem.publish_at.nulls_last(), PlannedItem.id)
        .limit(MOST_ITEMS + 1)
    )
    return [_line(row) for row in session.execute(query)]


def undated_items(session: Session, visibility: Visibility, chosen: ItemFilter) -> list[ItemLine]:
    """The backlog (kho đề tài), newest first; at most MOST_UNDATED + 1, cancelled ones left out."""
    query = (
        _items(visibility, chosen)
        .where(PlannedItem.publish_on.is_(None), PlannedItem.status != Status.CANCELLED)
        .order_by(PlannedItem.id.desc())
        .limit(MOST_UNDATED + 1)
    )
    return [_line(row) for row in session.execute(query)]


def empty_slots(
    session: Session, visibility: Visibility, chosen: ItemFilter, first: date, last: date
) -> list[SlotLine]:
    """Open slots without an item from ``first`` to ``last``; none when the filter asks for what a slot cannot have."""
    if chosen.narrows_slots():
        return []
    query = (
        select(Slot.id, Slot.on, Column.id, Column.name, Column.unit_id, Column.airs_at)
        .join(Column, Slot.column_id == Column.id)
        .where(Slot.on.between(first, last), Slot.state == SlotState.OPEN, ~filled())
        .order_by(Slot.on, Column.airs_at.nulls_last(), Slot.id)
    )
    if not visibility.everything:
        query = query.where(Column.unit_id.in_(visibility.unit_ids))
    limits = {
        Column.unit_id: chosen.unit,
        Column.id: chosen.column,
        Column.campaign_id: chosen.campaign,
        Column.genre_id: chosen.genre,
    }
    query = query.where(*(column == number for column, number in limits.items() if number is not None))
    return [SlotLine(*row) for row in session.execute(query)]


def words(session: Session, visibility: Visibility, today: date) -> Sequence[Word]:
    """Names for the filters and chips of one page, in one statement: unit names over time, columns, campaigns …"""
    seen = None if visibility.everything else visibility.unit_ids
    in_sight: list[ColumnElement[bool]] = [] if seen is None else [Column.unit_id.in_(seen)]
    names = select(*_word("unit", UnitName.id, UnitName.unit_id, UnitName.name, UnitName.short, dated=True)).where(
        UnitName.unit_id.in_(select(Unit.id).where(Unit.kind == UnitKind.PRESS_UNIT))
    )
    people = select(*_word("person", Person.id, None, Person.name, Person.sort_key)).where(Person.active)
    if seen is not None:
        people = people.where(
            exists().where(
                Assignment.person_id == Person.id, Assignment.item_id == PlannedItem.id, PlannedItem.unit_id.in_(seen)
            )
        )
    query = union_all(
        names,
        people,
        select(*_word("column", Column.id, Column.unit_id, Column.name)).where(*in_sight),
        select(*_word("campaign", Campaign.id, None, Campaign.short_title, Campaign.key)),
        select(*_word("theme", Theme.id, Theme.campaign_id, Theme.name)).where(Theme.enabled),
        select(*_word("genre", Genre.id, None, Genre.name)),
        select(*_word("key_date", KeyDate.id, KeyDate.campaign_id, KeyDate.name, KeyDate.rule))
        .join(Campaign, KeyDate.campaign_id == Campaign.id)
        .where(or_(Campaign.ends_on.is_(None), Campaign.ends_on >= today)),
    )
    return [Word(*row) for row in session.execute(query)]


def _items(visibility: Visibility, chosen: ItemFilter) -> Select[*tuple[Any, ...]]:
    names = (
        select(func.aggregate_strings(cast(Assignment.person_id, String) + literal(":") + Person.name, "\n"))
        .select_from(Assignment)
        .join(Person, Assignment.person_id == Person.id)
        .where(Assignment.item_id == PlannedItem.id)
        .correlate(PlannedItem)
        .scalar_subquery()
    )
    return (
        select(
            PlannedItem.id,
            PlannedItem.version,
            PlannedItem.title,
            PlannedItem.status,
            PlannedItem.unit_id,
            PlannedItem.publish_on,
            PlannedItem.publish_at,
            PlannedItem.deadline_at,
            PlannedItem.slot_id,
            Column.name,
            names,
            PlannedItem.created_by_id,
        )
        .outerjoin(Column, PlannedItem.column_id == Column.id)
        .where(*_own_units(visibility), *_conditions(chosen))
    )


def _own_units(visibility: Visibility) -> list[ColumnElement[bool]]:
    """A unit's calendar is its own: what others have out is read on themes and the board."""
    return [] if visibility.everything else [PlannedItem.unit_id.in_(visibility.unit_ids)]


def _conditions(chosen: ItemFilter) -> list[ColumnElement[bool]]:
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
    found += [PlannedItem.title_fold.contains(word, autoescape=True) for word in fold(chosen.words).split()]
    return found


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
