"""What would be sent tomorrow, as the administrator or an editor sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from planner.domain.access import Action, may, units_within
from planner.models import Person, PlannedItem
from planner.newsdesk.mailing import digests_ahead
from planner.newsdesk.reminding import Coming, coming
from planner.queries.notices import items_by_id
from planner.queries.people import all_people, people_of_units
from planner.vocabulary import NoticeChannel, NoticeKind
from planner.web import identity
from planner.web.notice_pages import subject_url


@dataclass(frozen=True, slots=True)
class Line:
    """One reminder. ``item`` is empty for those who may not see the unit's plans: they learn whose, not what."""

    person: str
    kind: NoticeKind
    channel: NoticeChannel
    due_at: datetime
    unit: str
    item: PlannedItem | None
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """``digests``: (person, notices so far) of the morning's letters."""

    day: date
    lines: list[Line]
    digests: list[tuple[str, int]]


def tomorrow() -> Preview:
    """Reminders and digests of tomorrow for the units whose notices the viewer may preview."""
    session, zone = identity.database(), identity.settings().zone
    day = identity.today() + timedelta(days=1)
    units = units_within(identity.viewer(), Action.PREVIEW_NOTICES)
    people = _people(units, day)
    found = coming(session, identity.now(), zone, day, unit_ids=units)
    items = items_by_id(session, {one.reminder.item_id for one in found if one.reminder.item_id})
    digests = digests_ahead(session, identity.now())
    return Preview(
        day=day,
        lines=[
            _line(one, items.get(one.reminder.item_id), people) for one in found if one.reminder.person_id in people
        ],
        digests=[(person.name, digests[person.id]) for person in people.values() if digests.get(person.id)],
    )


def _people(units: Iterable[int] | None, day: date) -> dict[int, Person]:
    session = identity.database()
    people = all_people(session) if units is None else people_of_units(session, units, day)
    return {person.id: person for person in people}


def _line(one: Coming, item: PlannedItem | None, people: dict[int, Person]) -> Line:
    reminder, about = one.reminder, one.reminder.about
    if item is None:
        seen = about is not None and may(identity.viewer(), Action.SEE_PLANS, unit_id=about.unit_id)
        return Line(
            person=people[reminder.person_id].name,
            kind=reminder.kind,
            channel=one.channel,
            due_at=reminder.due_at,
            unit="",
            item=None,
            title=about.title if about and seen else "",
            url=subject_url(about.subject, about.subject_id) if about and seen else "",
        )
    seen = may(identity.viewer(), Action.SEE_PLANS, unit_id=item.unit_id)
    return Line(
        person=people[reminder.person_id].name,
        kind=reminder.kind,
        channel=one.channel,
        due_at=reminder.due_at,
        unit=item.unit.name_on(identity.today()).label,
        item=item if seen else None,
    )
