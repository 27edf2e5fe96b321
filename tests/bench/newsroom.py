"""A database with a million planned items, made inside SQLite in seconds; the same for the same numbers."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from planner.database import open_engine, upgrade
from planner.models import Assignment, Notice, Person, PlannedItem
from planner.vocabulary import Medium, NoticeChannel, NoticeKind, NoticeWhy, Status
from tests.factories import (
    NOW,
    TODAY,
    make_campaign,
    make_column,
    make_genre,
    make_person,
    make_slot,
    make_theme,
    make_unit,
)

UNITS, PEOPLE_A_UNIT, COLUMNS_A_UNIT, GENRES, THEMES = 10, 12, 5, 30, 12
A_DAY, NOTICES = 8, 50
ITEMS = text("""
    WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < :items)
    INSERT INTO planned_item (unit_id, genre_id, medium, title, title_fold, brief, place, note, publish_on, publish_at,
        deadline_at, status, status_reason, created_at, sequence, revised_at, change_note, version)
    SELECT :first_unit + n % :units, :genre, 'bao_dien_tu',
        'Mô hình hay số ' || n || ' của hợp tác xã, cách làm hiệu quả', 'mo hinh hay so ' || n || ' cua hop tac xa',
        '', '', '', day, day || ' 0' || (n % 10) || ':00:00.000000', day || ' 02:00:00.000000',
        CASE n / 7 % 6 WHEN 0 THEN 'idea' WHEN 1 THEN 'planned' WHEN 2 THEN 'in_progress' WHEN 3 THEN 'submitted'
            WHEN 4 THEN 'approved' ELSE 'published' END,
        '', '2026-01-01 00:00:00.000000', 0, '2026-01-01 00:00:00.000000', '', 1
    FROM (SELECT n, date('2025-01-01', '+' || (n / :units % 1095) || ' days') AS day FROM number)
""")
PEOPLE = text("""
    INSERT INTO assignment (item_id, person_id, part, position)
    SELECT id, :first + (unit_id - :first_unit) * :each + id / :units % :each, '', 0 FROM planned_item
""")


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The database's address, the names to sign in with of an editor of a busy and of a small unit, and an item of the
    small unit.
    """

    url: str
    busy: str
    small: str
    item: int


def build(path: Path, items: int) -> Newsroom:
    """``items`` over three years in ten units; the small unit has A_DAY a day in November 2026 and NOTICES notices."""
    url = f"sqlite:///{path}"
    upgrade(url)
    engine = open_engine(url)
    with Session(engine) as session, session.begin():
        genres = [make_genre(session) for _ in range(GENRES)]
        units = [make_unit(session) for _ in range(UNITS)]
        people = [make_person(session, unit) for unit in units for _ in range(PEOPLE_A_UNIT)]
        campaign = make_campaign(session, *units)
        for _ in range(THEMES):
            make_theme(session, campaign)
        for unit in units:
            for _ in range(COLUMNS_A_UNIT):
                make_slot(session, make_column(session, unit), TODAY)
        session.execute(ITEMS, {"items": items, "first_unit": units[0].id, "units": UNITS, "genre": genres[0].id})
        numbers = {"first": people[0].id, "each": PEOPLE_A_UNIT, "first_unit": units[0].id, "units": UNITS}
        session.execute(PEOPLE, numbers)
        small, item = _small_unit(session, genres[0].id)
        made = Newsroom(url, people[0].email, small.email, item.id)
    engine.dispose()
    return made


def _small_unit(session: Session, genre_id: int) -> tuple[Person, PlannedItem]:
    """A unit whose month is full of titles, so that the chips are measured and not only the counts."""
    editor = make_person(session, make_unit(session))
    unit_id = editor.memberships[0].unit_id
    values = {"unit_id": unit_id, "genre_id": genre_id, "medium": Medium.ONLINE, "status": Status.PLANNED}
    items: list[PlannedItem] = []
    for number in range(A_DAY * 30):
        day = TODAY.replace(day=1) + timedelta(days=number // A_DAY)
        title = f"Mô hình hay số {number} của hợp tác xã, cách làm hiệu quả"
        item = PlannedItem(title=title, publish_on=day, created_at=NOW, revised_at=NOW, **values)
        item.assignments.append(Assignment(person_id=editor.id))
        items.append(item)
    session.add_all(items)
    session.flush()
    session.add_all(
        Notice(
            person=editor,
            item=item,
            kind=NoticeKind.ASSIGNED,
            why=NoticeWhy.MAKER,
            channel=NoticeChannel.APP,
            key=f"bench:{item.id}",
            at=NOW,
        )
        for item in items[:NOTICES]
    )
    return editor, items[0]
