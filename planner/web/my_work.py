"""Việc của tôi: a person's assignments in the order in which they ask for attention, made for a phone."""

from dataclasses import dataclass

from flask import Blueprint, flash, render_template
from werkzeug.wrappers import Response

from planner.domain.access import Action, may
from planner.domain.my_work import Pile, Task, is_late, pile_of
from planner.domain.workflow import WITH_REASON, moves
from planner.errors import NotFound
from planner.models import Assignment
from planner.newsdesk import answering as desk
from planner.queries import my_work as queries
from planner.vocabulary import Status
from planner.web import identity, items
from planner.web.access import NOT_HERE, requires
from planner.web.item_room import form_of
from planner.web.rendering import _
from planner.web.returning import back_to_item

blueprint = Blueprint("my_work", __name__)


@dataclass(frozen=True, slots=True)
class ShownTask:
    """``steps``: where the person may move the item now."""

    task: Task
    assignment: Assignment
    late: bool
    steps: list[Status]


@blueprint.get("/viec-cua-toi")
@requires(Action.REPORT_WORK)
def index() -> str:
    tasks = queries.tasks_of(identity.database(), identity.person().id, identity.today())
    piles: dict[Pile, list[ShownTask]] = {pile: [] for pile in Pile}
    for task, assignment in tasks:
        piles[pile_of(task, identity.today())].append(_shown(task, assignment))
    return render_template(
        "my_work/index.html", piles={pile: shown for pile, shown in piles.items() if shown}, Pile=Pile
    )


@blueprint.post("/tin-bai/<int:item_id>/nhan-viec")
@requires(Action.REPORT_WORK)
def accept(item_id: int) -> Response:
    desk.accept(identity.database(), identity.actor(), load(item_id))
    identity.database().commit()
    flash(_("Đã nhận việc."))
    return back_to_item(item_id, "people")


@blueprint.post("/tin-bai/<int:item_id>/tu-choi")
@requires(Action.REPORT_WORK)
def decline(item_id: int) -> Response | tuple[str, int]:
    assignment, form = load(item_id), form_of("decline")
    if not form.validate():
        return items.page(assignment.item, decline=form), 400
    desk.decline(identity.database(), identity.actor(), assignment, reason=form.reason.data or "")
    identity.database().commit()
    flash(_("Đã từ chối; biên tập viên thấy lý do và sẽ giao lại."))
    return back_to_item(item_id, "people")


def load(item_id: int) -> Assignment:
    """The viewer's own assignment."""
    item = items.load(item_id)
    assignment = queries.assignment_of(identity.database(), item.id, identity.person().id)
    if assignment is None or not may(
        identity.viewer(), Action.REPORT_WORK, unit_id=item.unit_id, people=[assignment.person_id]
    ):
        raise NotFound(NOT_HERE)
    return assignment


def _shown(task: Task, assignment: Assignment) -> ShownTask:
    steps = [step for step in moves(identity.viewer().role, task.status) if step not in WITH_REASON]
    return ShownTask(
        task=task,
        assignment=assignment,
        late=is_late(task, identity.now()),
        steps=steps[:1],
    )
