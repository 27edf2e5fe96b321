"""Revisions of what private calendars show, kept by the session itself so that no verb can forget them.

A calendar program shows a change only when the event's revision moves (RFC 5545 SEQUENCE and LAST-MODIFIED), and the
server says "not modified" by a stored number. So whatever is flushed through a session is looked at here: a changed
item, but also a renamed column, genre, theme or person, moves the revision of every item that shows it and, on commit
and in the same transaction, the version of every calendar that holds these items.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, event, inspect, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.attributes import History

from planner import clock
from planner.models import (
    Assignment,
    CalendarVersion,
    Campaign,
    Column,
    Genre,
    Membership,
    Person,
    PlannedItem,
    Theme,
    UnitMerger,
    UnitName,
    item_theme,
)
from planner.vocabulary import CalendarScope

Key = tuple[CalendarScope, int]
STEP = timedelta(seconds=1)  # calendars count whole seconds
PENDING = "calendar versions to move"
EVERYTHING = "every calendar version moves"
# Execution option of an update of many rows that tells by itself, or by the row it follows from, which calendars move.
BY_THE_VERB = {"calendars_named": True}
SHOWN = frozenset(
    {
        "title", "brief", "place", "status", "status_reason", "publish_on", "publish_at", "deadline_at", "genre_id",
        "column_id", "campaign_id", "genre", "column", "campaign", "themes", "assignments", "change_note",
    }
)  # fmt: skip
# What a verb may have moved by itself, and what decides who sees an item.
TOLD = SHOWN | {"sequence", "revised_at", "unit_id"}
PLACES = (
    ("unit_id", CalendarScope.UNIT),
    ("column_id", CalendarScope.COLUMN),
    ("campaign_id", CalendarScope.CAMPAIGN),
)
# A column's name is told to the items by the verb that gives it, with a note of its own: see BY_THE_VERB.
JOINED: dict[type[object], tuple[str, ...]] = {
    Column: ("duration_min",),
    Genre: ("name",),
    Theme: ("name",),
    Person: ("name",),
}
ITEMS, VERSIONS = cast("Table", PlannedItem.__table__), cast("Table", CalendarVersion.__table__)


def later(moment: datetime, before: datetime | None) -> datetime:
    """``moment``, or the next whole second after ``before`` when that is not past yet."""
    if before is None or moment.replace(microsecond=0) > before.replace(microsecond=0):
        return moment
    return before.replace(microsecond=0) + STEP


def _revise_items(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Before a flush: an item that shows something else gets a newer revision, if the verb gave it none."""
    touched = {row.item for row in (*session.new, *session.dirty, *session.deleted) if _revises(session, row)}
    for row in session.dirty:
        if isinstance(row, PlannedItem) and any(_changed(row, name) for name in SHOWN):
            touched.add(row)
    for item in touched:
        if item is not None and inspect(item).persistent:
            _revise(item)


def _revises(session: Session, row: object) -> bool:
    """An assignment that comes, goes or gets another part or place; its answer shows in no calendar."""
    if not isinstance(row, Assignment):
        return False
    return row in session.new or row in session.deleted or any(_changed(row, name) for name in ("part", "position"))


def _revise(item: PlannedItem) -> None:
    if not _changed(item, "sequence"):
        item.sequence += 1
    if not _changed(item, "revised_at"):
        item.revised_at = later(clock.now(), item.revised_at)
    else:
        before = _history(item, "revised_at").deleted
        item.revised_at = later(item.revised_at, before[0] if before else None)


def _note_changes(session: Session, _context: UOWTransaction) -> None:
    """After a flush, while old and new values are both known: which calendars show what changed."""
    keys: set[Key] = session.info.setdefault(PENDING, set())
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, PlannedItem):
            if row in session.new or row in session.deleted or any(_changed(row, name) for name in TOLD):
                keys.update(_keys_of(row))
        elif isinstance(row, Membership | UnitMerger):
            keys.update(_keys_of_rights(session, row))
        elif isinstance(row, Assignment):
            keys.update((CalendarScope.MINE, number) for number in _values(row, "person_id"))
        elif isinstance(row, UnitName):
            keys.update((CalendarScope.UNIT, number) for number in _values(row, "unit_id"))
        elif isinstance(row, Campaign) and row in session.dirty and _changed(row, "short_title"):
            keys.add((CalendarScope.CAMPAIGN, row.id))
        elif isinstance(row, Column) and row in session.dirty and _changed(row, "name"):
            keys.update(_own_keys(row) | _keys_showing(session, row))
        elif row in session.dirty and any(_changed(row, name) for name in JOINED.get(type(row), ())):
            keys.update(_own_keys(row))
            keys.update(_revise_showing(session, row))


def _keys_of(item: PlannedItem) -> set[Key]:
    found = {(scope, number) for name, scope in PLACES for number in _values(item, name)}
    people = _history(item, "assignments")
    for row in (*people.sum(), *item.assignments):
        found.update((CalendarScope.MINE, number) for number in _values(row, "person_id"))
    return found


def _own_keys(row: object) -> set[Key]:
    """A column's and a person's name is also the name of a calendar."""
    if isinstance(row, Column):
        return {(CalendarScope.COLUMN, row.id)}
    return {(CalendarScope.MINE, row.id)} if isinstance(row, Person) else set()


def _revise_showing(session: Session, row: object) -> set[Key]:
    """Move the revision of every item that shows a joined row. Not their version: nobody's open form is outdated by
    it. The note of an earlier change goes, or it would be told again at a later hour."""
    session_now, connection = clock.now(), session.connection()
    found = connection.execute(select(ITEMS.c.id, ITEMS.c.revised_at).where(ITEMS.c.id.in_(_showing(row)))).all()
    if not found:
        return set()
    statement = (
        update(ITEMS)
        .where(ITEMS.c.id == bindparam("number"))
        .values(sequence=ITEMS.c.sequence + 1, revised_at=bindparam("at"), change_note="")
    )
    connection.execute(statement, [{"number": one.id, "at": later(session_now, one.revised_at)} for one in found])
    _forget_loaded(session, {one.id for one in found})
    return _keys_showing(session, row)


def _keys_showing(session: Session, row: object) -> set[Key]:
    """The calendars that hold an item in which a joined row is read."""
    connection, shown = session.connection(), _showing(row)
    places = select(*(ITEMS.c[name] for name, _ in PLACES)).where(ITEMS.c.id.in_(shown)).distinct()
    keys = {
        (scope, number)
        for numbers in connection.execute(places)
        for (_, scope), number in zip(PLACES, numbers, strict=True)
        if number is not None
    }
    people = select(Assignment.person_id).where(Assignment.item_id.in_(shown)).distinct()
    return keys | {(CalendarScope.MINE, number) for number in connection.execute(people).scalars()}


def _keys_of_rights(session: Session, row: Membership | UnitMerger) -> set[Key]:
    """Whose sight another membership or merger changes: the member's, or everybody's of the unit that took one over."""
    if isinstance(row, Membership):
        return {(CalendarScope.RIGHTS, number) for number in _values(row, "person_id")}
    heirs = select(UnitMerger.successor_id.label("unit_id")).where(UnitMerger.id == row.id).cte("heirs", recursive=True)
    heirs = heirs.union(
        select(UnitMerger.successor_id).join_from(UnitMerger, heirs, UnitMerger.predecessor_id == heirs.c.unit_id)
    )
    members = select(Membership.person_id).where(Membership.unit_id.in_(select(heirs.c.unit_id))).distinct()
    return {(CalendarScope.RIGHTS, number) for number in session.connection().execute(members).scalars()}


def _showing(row: Any) -> Any:
    """A select of the numbers of the items in which a joined row is read."""
    if isinstance(row, Theme):
        return select(item_theme.c.item_id).where(item_theme.c.theme_id == row.id)
    if isinstance(row, Person):
        return select(Assignment.item_id).where(Assignment.person_id == row.id)
    place = PlannedItem.column_id if isinstance(row, Column) else PlannedItem.genre_id
    return select(PlannedItem.id).where(place == row.id)


def _forget_loaded(session: Session, numbers: Iterable[int]) -> None:
    wanted = set(numbers)
    for one in list(session.identity_map.values()):
        if isinstance(one, PlannedItem) and one.id in wanted and one not in session.dirty:
            session.expire(one, ["sequence", "revised_at", "change_note"])


def _note_bulk(state: ORMExecuteState) -> None:
    """An update of many rows at once names no calendar, so all of them move: it is rare and a poll costs little."""
    told = state.execution_options.get("calendars_named", False)
    mapper = state.bind_mapper if (state.is_update or state.is_delete) and not told else None
    if mapper is not None and mapper.class_ in (PlannedItem, Assignment, Column, Genre, Theme, Person, UnitName):
        state.session.info[EVERYTHING] = True


def _move_versions(session: Session) -> None:
    """Before a commit, once and in one order, so that two newsrooms saving at once wait but never block each other."""
    session.flush()
    keys: set[Key] = session.info.pop(PENDING, set())
    if session.info.pop(EVERYTHING, False):
        keys |= {(CalendarScope(scope), number) for scope, number in session.execute(
            select(CalendarVersion.scope, CalendarVersion.subject_id)
        )}  # fmt: skip
    if keys:
        move(session, keys)


def move(session: Session, keys: Iterable[Key]) -> None:
    """Make every calendar of these people, units, columns and campaigns a newer one."""
    now = clock.now()
    rows = [
        {"scope": scope, "subject_id": number, "number": 1, "changed_at": now} for scope, number in sorted(set(keys))
    ]
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(VERSIONS)
    newer = {"number": VERSIONS.c.number + 1, "changed_at": statement.excluded.changed_at}
    session.connection().execute(
        statement.on_conflict_do_update(index_elements=["scope", "subject_id"], set_=newer), rows
    )


def _forget(session: Session, *_: object) -> None:
    session.info.pop(PENDING, None)
    session.info.pop(EVERYTHING, None)


def _history(row: object, name: str) -> History:
    return cast("History", inspect(row, raiseerr=True).attrs[name].history)  # type: ignore[union-attr]


def _changed(row: object, name: str) -> bool:
    return _history(row, name).has_changes()


def _values(row: object, name: str) -> set[int]:
    """Old and new value of a number, without the empty one."""
    return {value for value in _history(row, name).sum() if value is not None}


event.listen(Session, "before_flush", _revise_items)
event.listen(Session, "after_flush", _note_changes)
event.listen(Session, "do_orm_execute", _note_bulk)
event.listen(Session, "before_commit", _move_versions)
event.listen(Session, "after_rollback", _forget)
