"""What a new item of a column starts with."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from planner.errors import Stale
from planner.models import Column, Genre, Pattern, PatternPerson, Person
from planner.newsdesk.history import Actor, differences, record
from planner.newsdesk.planning import CHANGED_SINCE
from planner.newsdesk.plans import PEOPLE, each_once, people_words
from planner.queries.patterns import pattern_of
from planner.vocabulary import N_


@dataclass(frozen=True, slots=True)
class Start:
    """``title``: with places, see ``planner.domain.naming``. ``people``: (person, part in it)."""

    title: str = ""
    genre: Genre | None = None
    brief: str = ""
    people: tuple[tuple[Person, str], ...] = ()


def set_pattern(session: Session, actor: Actor, column: Column, start: Start, *, version: int | None = None) -> Pattern:
    """Write the column's pattern, the first or another. Raises Stale when somebody has written it since."""
    pattern = pattern_of(session, column.id)
    if pattern is None:
        pattern = Pattern(column=column)
        session.add(pattern)
    elif version is not None and version != pattern.version:
        raise Stale(CHANGED_SINCE)
    before = _words(start_of(pattern))
    pattern.title, pattern.genre, pattern.brief = start.title, start.genre, start.brief
    _set_people(pattern, start.people)
    changes = differences(before, _words(start))
    if changes:
        record(session, actor, column, N_("sửa mẫu tin, bài"), changes)
    session.flush()
    return pattern


def start_of(pattern: Pattern) -> Start:
    """What the row holds, as a form would hand it in."""
    people = tuple((one.person, one.part) for one in pattern.people)
    return Start(pattern.title or "", pattern.genre, pattern.brief or "", people)


def _words(start: Start) -> dict[str, str]:
    return {
        N_("Tên tin, bài"): start.title,
        N_("Thể loại"): start.genre.name if start.genre else "",
        N_("Nội dung chính"): start.brief,
        PEOPLE: people_words(start.people),
    }


def _set_people(pattern: Pattern, people: Iterable[tuple[Person, str]]) -> None:
    """Rows of people who stay are kept: deleting and adding the same pair would break its uniqueness."""
    present = {one.person.id: one for one in pattern.people}
    rows: list[PatternPerson] = []
    for position, (person, part) in enumerate(each_once(people)):
        row = present.get(person.id) or PatternPerson(person=person)
        row.part, row.position = part, position
        rows.append(row)
    pattern.people = rows
