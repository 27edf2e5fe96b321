"""Targets: how far each has come and where its pace leads; the board enters and changes them."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may, may_somewhere, units_within
from planner.domain.counting_groups import shipped_groups
from planner.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from planner.forms.board import BoardForm
from planner.forms.targets import TargetForm, WithdrawForm
from planner.models import Campaign, Target
from planner.newsdesk import targets as desk
from planner.newsdesk.targets import TargetEntry
from planner.queries import targets as queries
from planner.queries.history import history_of
from planner.queries.units import standing_units
from planner.web import identity, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.board_choice import Choice, choice_of, read
from planner.web.refusals import show_refusal
from planner.web.rendering import _

blueprint = Blueprint("targets", __name__)
Answer = Response | str | tuple[str, int]
GROUP_NAMES = {group.key: group.heading for group in shipped_groups()}


@blueprint.get("/chi-tieu")
@requires(Action.SEE_BOARD)
def index() -> Answer:
    """Targets that touch the period chosen, of the units the viewer may see."""
    form, campaign = read(BoardForm)
    if campaign is None:
        return render_template("board/nothing.html")
    if not form.validate():
        return render_template("board/wrong.html", form=form, campaign=campaign, endpoint="targets.index"), 400
    choice = choice_of(form, campaign)
    session = identity.database()
    found = queries.targets_of(session, campaign.id, choice.scope.unit_ids, choice.period)
    return render_template(
        "targets/index.html",
        form=form,
        choice=choice,
        campaign=campaign,
        lines=lines_of(campaign, found),
        group_names=GROUP_NAMES,
        may_set=may_somewhere(identity.viewer(), Action.SET_TARGETS),
        may_urge=may_somewhere(identity.viewer(), Action.URGE),
    )


@blueprint.route("/chi-tieu/moi", methods=["GET", "POST"])
@requires(Action.SET_TARGETS)
def new() -> Answer:
    _ignored, campaign = read(BoardForm)
    if campaign is None:
        raise NotFound(NOT_HERE)
    form = _offered(TargetForm(), campaign)
    if not form.validate_on_submit():
        return _form_page(form, campaign, None, 400 if form.errors else 200)
    if earlier := submissions.taken(form):
        return earlier
    try:
        row = desk.set_target(identity.database(), identity.actor(), campaign, _entry(form, campaign))
    except Invalid as error:
        show_refusal(form, error)
        return _form_page(form, campaign, None, 400)
    flash(_("Đã đặt chỉ tiêu."))
    return submissions.finish(form, url_for(".show", target_id=row.id))


@blueprint.get("/chi-tieu/<int:target_id>")
@requires(Action.SEE_BOARD)
def show(target_id: int) -> Answer:
    return _page(load(target_id))


@blueprint.route("/chi-tieu/<int:target_id>/sua", methods=["GET", "POST"])
@requires(Action.SET_TARGETS)
def edit(target_id: int) -> Answer:
    row = load_to_set(target_id)
    form = _offered(TargetForm(data=_values(row)), row.campaign, row)
    if not form.validate_on_submit():
        return _form_page(form, row.campaign, row, 400 if form.errors else 200)
    try:
        entry = _entry(form, row.campaign)
        desk.change_target(identity.database(), identity.actor(), row, entry, version=form.version.data)
    except Stale as error:
        identity.database().rollback()
        row = load_to_set(target_id)
        form.form_errors = [_(error.message)]
        form.version.data, form.version.raw_data = row.version, None
        return _form_page(form, row.campaign, row, 409, error.changes)
    except Invalid as error:
        show_refusal(form, error)
        return _form_page(form, load_to_set(target_id).campaign, load_to_set(target_id), 400)
    identity.database().commit()
    flash(_("Đã lưu chỉ tiêu."))
    return redirect(url_for(".show", target_id=target_id), 303)


@blueprint.post("/chi-tieu/<int:target_id>/thoi")
@requires(Action.SET_TARGETS)
def withdraw(target_id: int) -> Answer:
    row, form = load_to_set(target_id), WithdrawForm(prefix="thoi")
    if not form.validate_on_submit():
        return _page(row, form), 400
    desk.withdraw_target(identity.database(), identity.actor(), row, reason=form.reason.data or "")
    identity.database().commit()
    flash(_("Chỉ tiêu thôi áp dụng; lịch sử được giữ."))
    return redirect(url_for(".show", target_id=target_id), 303)


@blueprint.app_context_processor
def _for_other_pages() -> dict[str, object]:
    """What the board's page and start pages ask for; nothing is read unless they do."""
    return {
        "targets_of_choice": targets_of_choice,
        "standing_targets": standing_targets,
        "target_groups": GROUP_NAMES,
    }


def targets_of_choice(choice: Choice) -> list[queries.TargetLine]:
    """Targets of the board's choice that touch its period, with their progress."""
    scope = choice.scope
    found = queries.targets_of(identity.database(), choice.campaign.id, scope.unit_ids, choice.period)
    return lines_of(choice.campaign, found)


def standing_targets() -> list[queries.TargetLine]:
    """Targets of the viewer's own units that run today; none for those who answer for no unit."""
    viewer, session, today = identity.viewer(), identity.database(), identity.today()
    if not may_somewhere(viewer, Action.ANSWER_URGING):
        return []
    lines: list[queries.TargetLine] = []
    for campaign, found in queries.running_targets(session, viewer.unit_ids, today).items():
        lines += lines_of(campaign, found)
    return lines


def load(target_id: int) -> Target:
    """A target of a unit whose figures the viewer may see."""
    row = queries.target_by_id(identity.database(), target_id)
    if row is None or not may(identity.viewer(), Action.SEE_BOARD, unit_id=row.unit_id):
        raise NotFound(NOT_HERE)
    return row


def load_to_set(target_id: int) -> Target:
    row = load(target_id)
    if not may(identity.viewer(), Action.SET_TARGETS, unit_id=row.unit_id):
        raise Forbidden(NO_RIGHT)
    return row


def lines_of(campaign: Campaign, found: Sequence[Target]) -> list[queries.TargetLine]:
    """How far targets of a campaign have come today."""
    settings = identity.settings()
    return queries.target_lines(identity.database(), campaign, found, now=identity.now(), zone=settings.zone)


def _page(row: Target, form: WithdrawForm | None = None) -> str:
    may_set = may(identity.viewer(), Action.SET_TARGETS, unit_id=row.unit_id) and row.withdrawn_at is None
    (line,) = lines_of(row.campaign, [row])
    return render_template(
        "targets/show.html",
        row=row,
        line=line,
        unit=row.unit.name_on(identity.today()),
        group_names=GROUP_NAMES,
        may_set=may_set,
        may_urge=may_somewhere(identity.viewer(), Action.URGE),
        form=form or WithdrawForm(formdata=None, prefix="thoi"),
        history=history_of(identity.database(), "target", row.id),
    )


def _offered(form: TargetForm, campaign: Campaign, row: Target | None = None) -> TargetForm:
    """The lists of the form; units that have gone into others only where the target is theirs already."""
    today, allowed = identity.today(), units_within(identity.viewer(), Action.SET_TARGETS)
    standing = {one.id for one in standing_units(identity.database(), today)} | ({row.unit_id} if row else set())
    units = [one for one in campaign.units if one.unit_id in standing and (allowed is None or one.unit_id in allowed)]
    form.offer(
        [(one.unit_id, one.unit.name_on(today).name) for one in units],
        [(theme.id, theme.name) for theme in campaign.themes],
        [(group.key, group.heading) for group in shipped_groups()],
    )
    return form


def _entry(form: TargetForm, campaign: Campaign) -> TargetEntry:
    unit = next(one.unit for one in campaign.units if one.unit_id == form.unit.data)
    theme = next((one for one in campaign.themes if one.id == form.theme.data), None)
    first, last = form.first.data, form.last.data
    if first is None or last is None:
        raise Conflict(NOT_HERE)
    return TargetEntry(unit, theme, form.group.data or "", first, last, form.amount.data or 0, form.note.data or "")


def _values(row: Target) -> dict[str, object]:
    return {
        "unit": row.unit_id,
        "theme": row.theme_id,
        "group": row.group,
        "first": row.first,
        "last": row.last,
        "amount": row.amount,
        "note": row.note,
        "version": row.version,
    }


def _form_page(
    form: TargetForm,
    campaign: Campaign,
    row: Target | None,
    status: int,
    changes: list[tuple[str, str, str]] | None = None,
) -> tuple[str, int]:
    page = render_template("targets/edit.html", form=form, campaign=campaign, row=row, changes=changes or [])
    return page, status
