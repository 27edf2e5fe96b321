"""The demonstration's desk: what people keep beside the plans, written with the newsroom's own verbs."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from planner.domain.demo_day import demo_day
from planner.domain.demo_desk import DemoChecklist, DemoDesk, DemoExemplar
from planner.models import Person, PlannedItem, Unit
from planner.newsdesk.checklist import add_line, tick
from planner.newsdesk.commenting import comment_on
from planner.newsdesk.day_notes import add_note
from planner.newsdesk.demo_place import Place
from planner.newsdesk.exemplars import ExemplarEntry, add_exemplar
from planner.newsdesk.filters import save_filter
from planner.newsdesk.history import Actor
from planner.newsdesk.patterns import Start, set_pattern
from planner.newsdesk.planning import edit_item
from planner.newsdesk.plans import plan_of
from planner.newsdesk.works import add_publication


def furnish(place: Place, desk: DemoDesk) -> None:
    """Everything that the file puts on the desk of one editor and the colleagues of the same unit."""
    owner = place.people[desk.owner]
    unit = owner.unit_on(place.today)
    if unit is None:
        raise LookupError(f"demo data: {desk.owner!r} belongs to no unit")
    actor = place.by(owner)
    _say(place, desk, unit, owner)
    for note in desk.notes:
        add_note(place.session, actor, unit, demo_day(note.day, place.today), note.text)
    for exemplar in desk.exemplars:
        _register(place, actor, unit, exemplar)
    for pattern in desk.patterns:
        column = place.columns[pattern.column]
        set_pattern(place.session, actor, column, Start(pattern.title, column.genre, pattern.brief))
    for checklist in desk.checklists:
        _check(place, actor, checklist)
    for work in desk.works:
        item = _item(place, work.item)
        add_publication(place.session, actor, item, work.medium, demo_day(work.day, place.today))


def _say(place: Place, desk: DemoDesk, unit: Unit, owner: Person) -> None:
    """Filters and comments: what carries somebody's name."""
    for kept in desk.filters:
        save_filter(
            place.session,
            place.by(owner),
            name=kept.name,
            query=kept.query,
            person_id=owner.id,
            unit_id=unit.id if kept.shared else None,
        )
    colleagues: Sequence[Person] = [one for one in place.people.values() if one.unit_on(place.today) is unit]
    for comment in desk.comments:
        speaker = place.by(place.people[comment.who])
        comment_on(place.session, speaker, _item(place, comment.item), comment.text, colleagues)


def _register(place: Place, actor: Actor, unit: Unit, part: DemoExemplar) -> None:
    entry = ExemplarEntry(part.kind, part.name, part.place, part.owner, part.field, part.result)
    row = add_exemplar(place.session, actor, unit, entry)
    for title in part.items:
        item = _item(place, title)
        plan = replace(plan_of(item, place.zone), exemplar=row)
        edit_item(place.session, actor, item, plan, zone=place.zone)


def _check(place: Place, actor: Actor, part: DemoChecklist) -> None:
    item = _item(place, part.item)
    for number, words in enumerate(part.lines):
        line = add_line(place.session, actor, item, words, present=number)
        if number < part.done:
            tick(place.session, actor, item, line, done=True)


def _item(place: Place, title: str) -> PlannedItem:
    """The demonstration's own item of this title; a title nobody has is a mistake of the file."""
    return place.session.scalars(
        select(PlannedItem).where(PlannedItem.title == title, PlannedItem.work_id.is_(None))
    ).one()
