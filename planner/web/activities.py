"""What units report of themselves: the list, one report with its proofs, writing, mending, taking back."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may, may_somewhere, units_within
from planner.domain.activities import kind_of
from planner.domain.file_types import MOST_BYTES
from planner.errors import Forbidden, Invalid, NotFound, Stale
from planner.forms.activities import ActivityFilter, ActivityForm, ProofForm, WithdrawForm, activity_values
from planner.models import Activity, ActivityFile, Campaign
from planner.newsdesk import activities as desk
from planner.queries import activities as queries
from planner.queries.campaigns import all_campaigns
from planner.queries.history import history_of
from planner.queries.units import press_units
from planner.web import attachments, identity, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.refusals import show_refusal
from planner.web.rendering import _

blueprint = Blueprint("activities", __name__)
SHOWN = 200


@blueprint.url_value_preprocessor
def allow_a_file(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Before anything reads the body: this one form may be as large as a file."""
    if endpoint == "activities.prove":
        request.max_content_length = MOST_BYTES + attachments.FORM_AROUND


@blueprint.get("/hoat-dong")
@requires(Action.SEE_ACTIVITIES)
def index() -> str:
    session, today = identity.database(), identity.today()
    seen = units_within(identity.viewer(), Action.SEE_ACTIVITIES)
    form = ActivityFilter(request.args)
    units = [one for one in press_units(session) if seen is None or one.id in seen]
    form.campaign.offer([(one.id, one.short_title or one.title) for one in all_campaigns(session)], nothing=_("Tất cả"))
    form.unit.offer([(one.id, one.name_on(today).name) for one in units], nothing=_("Tất cả"))
    form.check()
    asked = seen if form.unit.data is None else frozenset([form.unit.data])
    return render_template(
        "activities/index.html",
        form=form,
        rows=queries.activities(
            session,
            asked,
            campaign_id=form.campaign.data,
            since=form.since.data,
            until=form.until.data,
            limit=SHOWN,
        ),
        shown=SHOWN,
        kind_of=kind_of,
        clear_url=url_for(".index") if any(request.args.values()) else None,
        may_report=may_somewhere(identity.viewer(), Action.REPORT_ACTIVITIES),
    )


@blueprint.route("/hoat-dong/moi", methods=["GET", "POST"])
@requires(Action.REPORT_ACTIVITIES)
def new() -> Response | tuple[str, int]:
    unit = identity.person().unit_on(identity.today())
    if unit is None:
        raise Forbidden(NO_RIGHT)
    campaigns = all_campaigns(identity.database())
    form = _form(ActivityForm(), campaigns)
    if not form.validate_on_submit():
        return _form_page(form, None, 400 if form.errors else 200)
    if earlier := submissions.taken(form):
        return earlier
    try:
        entry = form.entry(campaigns)
        row = desk.report_activity(identity.database(), identity.actor(), unit, entry, today=identity.today())
    except Invalid as error:
        show_refusal(form, error)
        return _form_page(form, None, 400)
    flash(_("Đã ghi hoạt động. Đính kèm minh chứng bên dưới."), "success")
    return submissions.finish(form, url_for(".show", activity_id=row.id))


@blueprint.get("/hoat-dong/<int:activity_id>")
@requires(Action.SEE_ACTIVITIES)
def show(activity_id: int) -> str:
    return _page(load(activity_id))


@blueprint.route("/hoat-dong/<int:activity_id>/sua", methods=["GET", "POST"])
@requires(Action.REPORT_ACTIVITIES)
def edit(activity_id: int) -> Response | tuple[str, int]:
    row, campaigns = load_to_report(activity_id), all_campaigns(identity.database())
    shown = {**activity_values(desk.entry_of(row)), "version": row.version}
    form = _form(ActivityForm(data=shown), campaigns)
    if not form.validate_on_submit():
        return _form_page(form, row, 400 if form.errors else 200)
    session, version, today = identity.database(), form.version.data, identity.today()
    try:
        desk.mend_activity(session, identity.actor(), row, form.entry(campaigns), version=version, today=today)
    except Invalid as error:
        show_refusal(form, error)
        return _form_page(form, row, 400)
    except Stale as error:
        session.rollback()
        row = load_to_report(activity_id)
        form.form_errors = [_(error.message)]
        form.version.data, form.version.raw_data = row.version, None
        return _form_page(form, row, 409, error.changes)
    return _done(_("Đã lưu hoạt động."), activity_id)


@blueprint.post("/hoat-dong/<int:activity_id>/minh-chung")
@requires(Action.REPORT_ACTIVITIES)
def prove(activity_id: int) -> Response | tuple[str, int]:
    row, form = load_to_report(activity_id), _proof_form()
    if not form.validate():
        return _page(row, proof=form), 400
    if earlier := submissions.taken(form):
        return earlier
    try:
        desk.prove(identity.database(), identity.actor(), row, attachments.keep(form.file.data))
    except Invalid as error:
        show_refusal(form, error)
        return _page(row, proof=form), 400
    flash(_("Đã đính kèm minh chứng."), "success")
    return submissions.finish(form, url_for(".show", activity_id=activity_id))


@blueprint.get("/hoat-dong/minh-chung/<int:proof_id>")
@requires(Action.SEE_ACTIVITIES)
def proof(proof_id: int) -> Response:
    return attachments.hand_out(load_proof(proof_id))


@blueprint.post("/hoat-dong/<int:activity_id>/rut")
@requires(Action.REPORT_ACTIVITIES)
def withdraw(activity_id: int) -> Response | tuple[str, int]:
    row, form = load_to_report(activity_id), _withdraw_form()
    if not form.validate():
        return _page(row, withdraw=form), 400
    desk.withdraw_activity(identity.database(), identity.actor(), row, reason=form.reason.data or "")
    return _done(_("Đã rút báo cáo; hoạt động này không còn được đếm."), activity_id)


def load(activity_id: int) -> Activity:
    """A report of a unit whose reports the viewer sees."""
    row = queries.activity_by_id(identity.database(), activity_id)
    if row is None or not may(identity.viewer(), Action.SEE_ACTIVITIES, unit_id=row.unit_id):
        raise NotFound(NOT_HERE)
    return row


def load_to_report(activity_id: int) -> Activity:
    row = load(activity_id)
    if not may(identity.viewer(), Action.REPORT_ACTIVITIES, unit_id=row.unit_id):
        raise Forbidden(NO_RIGHT)
    return row


def load_proof(proof_id: int) -> ActivityFile:
    """A proof of a report the viewer sees."""
    found = queries.proof_by_id(identity.database(), proof_id)
    unit_id = found.activity.unit_id if found else None
    if found is None or not may(identity.viewer(), Action.SEE_ACTIVITIES, unit_id=unit_id):
        raise NotFound(NOT_HERE)
    return found


def _form(form: ActivityForm, campaigns: Sequence[Campaign]) -> ActivityForm:
    form.campaign.offer([(one.id, one.title) for one in campaigns])
    if not form.is_submitted() and form.campaign.data is None and len(campaigns) == 1:
        form.campaign.data = campaigns[0].id
    return form


def _proof_form() -> ProofForm:
    return ProofForm(prefix="proof-")


def _withdraw_form() -> WithdrawForm:
    return WithdrawForm(prefix="withdraw-")


def _page(row: Activity, *, proof: ProofForm | None = None, withdraw: WithdrawForm | None = None) -> str:
    may_report = may(identity.viewer(), Action.REPORT_ACTIVITIES, unit_id=row.unit_id)
    return render_template(
        "activities/show.html",
        row=row,
        kind=kind_of(row.kind),
        unit_name=row.unit.name_on(row.held_on),
        may_report=may_report and row.withdrawn_at is None,
        proof_form=proof or _proof_form(),
        withdraw_form=withdraw or _withdraw_form(),
        history=history_of(identity.database(), "activity", row.id),
    )


def _form_page(
    form: ActivityForm, row: Activity | None, status: int, changes: list[tuple[str, str, str]] | None = None
) -> tuple[str, int]:
    return render_template("activities/edit.html", form=form, row=row, changes=changes or []), status


def _done(words: str, activity_id: int) -> Response:
    identity.database().commit()
    flash(words, "success")
    return redirect(url_for(".show", activity_id=activity_id), 303)
