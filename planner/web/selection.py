"""Many planned items at once: tick them, say what to do, look at what would happen, do it; or a whole week."""

from collections.abc import Callable, Sequence

from flask import Blueprint, Response, flash, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from planner.domain.access import Action, may, plan_visibility
from planner.errors import Forbidden, Invalid, NotFound
from planner.forms.selection import SelectionForm, chosen_numbers
from planner.models import Person, PlannedItem
from planner.newsdesk.selection import Deed, Outcome, carry_out
from planner.queries import calendar as queries
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
CARRIED = ("deed", "days", "on", "person", "part", "status", "reason", "back", "submission")
DONE = {
    Deed.SHIFT: N_("Đã dời %(count)d tin, bài."),
    Deed.DAY: N_("Đã dời %(count)d tin, bài."),
    Deed.ASSIGN: N_("Đã phân công %(count)d tin, bài."),
    Deed.STATUS: N_("Đã đổi trạng thái %(count)d tin, bài."),
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
    form.offer(_people())
    if request.method == "GET":
        return _choose_page(state, form, request.args.get("tat-ca") == "1" or view is View.WEEK)
    numbers = chosen_numbers(request.form.getlist("item"))
    if request.form.get("step") == "xuat":
        return _export(state, set(numbers))
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
        form.offer(_people())
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


def _export(state: State, numbers: set[int]) -> Response:
    lines = queries.items_between(identity.database(), state.sight, state.chosen, state.window)
    return listing_file("xlsx", state, listing_of(state, [line for line in lines if line.id in numbers], []))


def _people() -> Sequence[Person]:
    units = lineage(identity.database(), identity.viewer().unit_ids)
    return people_of_units(identity.database(), units, identity.today())


def _choose_page(state: State, form: SelectionForm, ticked: dict[int, int | None] | bool) -> str:
    lines = queries.items_between(identity.database(), state.sight, state.chosen, state.window)
    listing = listing_of(state, lines[: queries.MOST_ITEMS], [])
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
