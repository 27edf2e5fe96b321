"""Many planned items at once: tick them, say what to do, look at what would happen, do it; or a whole week."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from planner.domain.access import Action, may, plan_visibility
from planner.errors import Forbidden, Invalid, NotFound
from planner.forms.selection import SelectionForm, chosen_numbers
from planner.models import PlannedItem
from planner.newsdesk.selection import Deed, Outcome, carry_out
from planner.queries import calendar as queries
from planner.queries.calendar import ItemLine
from planner.queries.exemplars import exemplars_of
from planner.queries.moves import chosen_items
from planner.queries.people import lineage, people_of_units
from planner.vocabulary import N_
from planner.web import identity, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.addresses import local_path
from planner.web.calendar_files import listing_file
from planner.web.calendar_state import State, View, read_state
from planner.web.items import refuse_unless_editable
from planner.web.listing import listing_of
from planner.web.refusals import show_refusal
from planner.web.rendering import _

blueprint = Blueprint("selection", __name__)
CHANGED_SINCE = N_("Có tin, bài vừa thay đổi sau khi xem trước nên chưa làm gì. Xem lại danh sách rồi thực hiện.")
REASON = N_("Nêu lý do dời cả tuần, ví dụ: mưa bão.")
FILES = {"xuat": "xlsx", "xuat-word": "docx"}
CARRIED = ("deed", "days", "on", "person", "part", "status", "exemplar", "reason", "back", "submission")
DONE = {
    Deed.SHIFT: N_("Đã dời %(count)d tin, bài."),
    Deed.DAY: N_("Đã dời %(count)d tin, bài."),
    Deed.ASSIGN: N_("Đã phân công %(count)d tin, bài."),
    Deed.STATUS: N_("Đã đổi trạng thái %(count)d tin, bài."),
    Deed.EXEMPLAR: N_("Đã gắn điển hình cho %(count)d tin, bài."),
}


@blueprint.route("/lich/chon-nhieu", methods=["GET", "POST"])
@requires(Action.EDIT_PLANS)
def choose() -> AnyResponse | str | tuple[str, int]:
    return _answer(View.AGENDA)


@blueprint.route("/lich/doi-tuan", methods=["GET", "POST"])
@requires(Action.EDIT_PLANS)
def week() -> AnyResponse | str | tuple[str, int]:
    """A whole week (storm, flood) with a reason, in one action."""
    return _answer(View.WEEK)


def _answer(view: View) -> AnyResponse | str | tuple[str, int]:
    state = read_state(view)
    form = SelectionForm(data={"days": 7 if view is View.WEEK else None, "back": state.url()})
    _offer(form)
    if request.method == "GET":
        return _choose_page(state, form, request.args.get("tat-ca") == "1" or view is View.WEEK)
    numbers = chosen_numbers(request.form.getlist("item"))
    if kind := FILES.get(request.form.get("step", "")):
        return _export(kind, state, set(numbers))
    if not form.validate():
        return _choose_page(state, form, numbers), 400
    if view is View.WEEK and not form.reason.data:
        form.reason.errors = [_(REASON)]
        return _choose_page(state, form, numbers), 400
    if request.form.get("step") == "lam":
        return submissions.taken(form) or _do(state, form, numbers)
    return _preview(state, form, numbers)


def _preview(state: State, form: SelectionForm, numbers: dict[int, int | None]) -> str | tuple[str, int]:
    """The real thing, taken back at once: what is shown is what would happen."""
    try:
        outcome = _carry_out(form, numbers, None)
    except Invalid as error:
        show_refusal(form, error)
        _offer(form)
        return _choose_page(state, form, numbers), 400
    identity.database().rollback()
    return _preview_page(state, form, outcome)


def _do(state: State, form: SelectionForm, numbers: dict[int, int | None]) -> AnyResponse | tuple[str, int]:
    outcome = _carry_out(form, numbers, {number: version or 0 for number, version in numbers.items()})
    if outcome.refused:
        identity.database().rollback()
        return _preview_page(state, form, outcome, _(CHANGED_SINCE)), 409
    words = _(DONE[Deed(form.deed.data)], count=len(outcome.done))
    flash(words, f"undo:{outcome.move.id}" if outcome.move else "message")
    return submissions.finish(form, local_path(form.back.data, state.url()))


def _carry_out(form: SelectionForm, numbers: dict[int, int | None], versions: dict[int, int] | None) -> Outcome:
    session, viewer = identity.database(), identity.viewer()
    items = chosen_items(session, plan_visibility(viewer), numbers.keys())
    if len(items) != len(numbers):
        raise NotFound(NOT_HERE)
    order = form.order()
    return carry_out(
        session,
        identity.actor(),
        items,
        order,
        zone=identity.settings().zone,
        role=viewer.role,
        check=_check_of(order.deed),
        versions=versions,
    )


def _check_of(deed: Deed) -> Callable[[PlannedItem], None]:
    """A state may be changed where a plan may not (a cancelled item is taken up again); the workflow says how."""
    return _refuse_foreign if deed is Deed.STATUS else refuse_unless_editable


def _refuse_foreign(item: PlannedItem) -> None:
    makers = {one.person_id for one in item.assignments} | {item.created_by_id or 0}
    if not may(identity.viewer(), Action.EDIT_PLANS, unit_id=item.unit_id, people=makers):
        raise Forbidden(NO_RIGHT)


def _export(kind: str, state: State, numbers: set[int]) -> Response:
    dated, undated = _lines(state)
    chosen = [[line for line in lines if line.id in numbers] for lines in (dated, undated)]
    return listing_file(kind, state, listing_of(state, chosen[0], [], chosen[1]))


def _offer(form: SelectionForm) -> None:
    session = identity.database()
    units = lineage(session, identity.viewer().unit_ids)
    form.offer(people_of_units(session, units, identity.today()), exemplars_of(session, units))


def _lines(state: State) -> tuple[list[ItemLine], list[ItemLine]]:
    """What may be ticked: the items of the period, and those of the backlog; of a whole week only the former."""
    session = identity.database()
    dated = queries.items_between(session, state.sight, state.chosen, state.window)
    if state.view is View.WEEK:
        return dated, []
    undated = queries.items_and_tray(session, state.sight, state.chosen, state.window, ())[1]
    return dated, undated[: queries.MOST_UNDATED]


def _choose_page(state: State, form: SelectionForm, ticked: dict[int, int | None] | bool) -> str:
    dated, undated = _lines(state)
    listing = listing_of(state, dated[: queries.MOST_ITEMS], [], undated)
    return render_template(
        "selection/choose.html",
        state=state,
        form=form,
        listing=listing,
        ticked={line.item for line in listing.lines} if ticked is True else ticked or (),
        whole_week=state.view is View.WEEK,
        action=_own_address(),
        all_address=_own_address() + ("&" if "?" in _own_address() else "?") + "tat-ca=1",
    )


def _preview_page(state: State, form: SelectionForm, outcome: Outcome, problem: str = "") -> str:
    return render_template(
        "selection/preview.html",
        state=state,
        outcome=outcome,
        deed=form.deed.data,
        carried={name: request.form.get(name, "") for name in CARRIED},
        action=_own_address(),
        problem=problem,
    )


def _own_address() -> str:
    """This page with its filter: where the form is sent and where one starts again."""
    kept = [part for part in request.query_string.decode().split("&") if part and part != "tat-ca=1"]
    return f"{request.path}?{'&'.join(kept)}" if kept else request.path
