"""What the item's page shows around the plan, gathered in one place for every view that shows the page again."""

from dataclasses import dataclass, field
from typing import Any

from planner.domain.access import Action, may
from planner.domain.steps import steps_within_reach
from planner.forms.base import Form
from planner.forms.item_room import CheckForm, CommentForm, DeclineForm, FileForm, JoinForm, PublicationForm
from planner.models import Assignment, EditLock, Person, PlannedItem, UnitStep
from planner.queries import item_room as queries
from planner.queries.people import lineage, people_of_units
from planner.vocabulary import Status
from planner.web import identity

FORMS: dict[str, type[Form]] = {
    "comment": CommentForm,
    "check": CheckForm,
    "file": FileForm,
    "publication": PublicationForm,
    "join": JoinForm,
    "decline": DeclineForm,
}
PREFIXES = {
    "comment": "y-kien",
    "check": "viec",
    "file": "tep",
    "publication": "tac-pham",
    "join": "gop",
    "decline": "tu-choi",
}


@dataclass(frozen=True, slots=True)
class Room:
    """``mine``: the reader's own assignment. ``lock``: held by somebody else. ``open_form``: the one with mistakes."""

    reader_id: int
    around: queries.Around
    colleagues: list[Person]
    lock: EditLock | None
    steps: list[UnitStep]
    mine: Assignment | None
    may_discuss: bool
    may_report: bool
    may_edit: bool
    forms: dict[str, Form] = field(default_factory=dict)
    open_form: str = ""

    @property
    def others_here(self) -> list[str]:
        """The names of the other people who have the page open."""
        return [one.person.name for one in self.around.here if one.person_id != self.reader_id]


def form_of(name: str) -> Any:
    """A form of the page as it was sent."""
    return FORMS[name](prefix=PREFIXES[name])


def room_of(item: PlannedItem, reachable: tuple[Status, ...], *, may_edit: bool, wrong: dict[str, Form]) -> Room:
    """Everything around an item for its reader; ``wrong``: the form to show again with what is wrong in it."""
    session, viewer, now = identity.database(), identity.viewer(), identity.now()
    found = queries.around(session, item, now)
    makers = {one.person_id for one in item.assignments} | {item.created_by_id or 0}
    may_report = may(viewer, Action.REPORT_WORK, unit_id=item.unit_id, people=makers)
    lock = queries.lock_of(session, item.id, now)
    return Room(
        reader_id=viewer.person_id,
        around=found,
        colleagues=colleagues_of(item.unit_id),
        lock=lock if lock and lock.person_id != viewer.person_id else None,
        steps=steps_within_reach(found.steps, item.status, item.medium, reachable) if may_report else [],
        mine=next((one for one in item.assignments if one.person_id == viewer.person_id), None),
        may_discuss=may(viewer, Action.DISCUSS_PLANS, unit_id=item.unit_id),
        may_report=may_report,
        may_edit=may_edit,
        forms={name: wrong.get(name) or FORMS[name](formdata=None, prefix=PREFIXES[name]) for name in FORMS},
        open_form=next(iter(wrong), ""),
    )


def colleagues_of(unit_id: int) -> list[Person]:
    """Who may be mentioned: the people of the item's unit today, and of the unit it has become."""
    session, today = identity.database(), identity.today()
    units = lineage(session, [unit_id]) | (
        identity.viewer().unit_ids if unit_id in identity.viewer().unit_ids else set()
    )
    return list(people_of_units(session, units, today))
