"""Reports (báo cáo): the list, drafting one, its parts, closing a period, issuing, opening it again, the preview."""

import json

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.documents.profile import profile_of, shipped_profiles
from planner.domain.access import Action, may_somewhere, units_within
from planner.domain.report_changes import changes_between
from planner.domain.report_parts import open_prompts, part_texts
from planner.domain.report_values import report_from
from planner.errors import Conflict, Invalid, NotFound, Stale
from planner.forms.board import BY_RULE
from planner.forms.reports import IssueForm, PartForm, ProfileForm, ReopenForm, StartForm, usual_periods
from planner.models import StoredReport
from planner.newsdesk import reporting
from planner.queries import reports as queries
from planner.queries.campaigns import all_campaigns, campaign_by_key
from planner.queries.history import history_of
from planner.queries.units import press_units
from planner.vocabulary import FileKind
from planner.web import identity, submissions
from planner.web.access import NOT_HERE, requires
from planner.web.refusals import show_refusal
from planner.web.rendering import _
from planner.web.report_access import desk, edition_of, load, load_to_write, may_write, period_words, spoken
from planner.web.report_page import sheet_of

blueprint = Blueprint("reports", __name__, url_prefix="/bao-cao")
Answer = Response | str | tuple[str, int]
IN_FULL = 500  # lines of the annex on the preview; the rest is in the files


@blueprint.get("")
@requires(Action.SEE_REPORTS)
def index() -> str:
    viewer = identity.viewer()
    return render_template(
        "reports/index.html",
        period_words=period_words,
        reports=queries.stored_reports(identity.database(), units_within(viewer, Action.SEE_REPORTS)),
        unit_names=_unit_names(),
        may_start=may_somewhere(viewer, Action.WRITE_REPORTS),
    )


@blueprint.route("/lap", methods=["GET", "POST"])
@requires(Action.WRITE_REPORTS)
def start() -> Answer:
    session, form = identity.database(), StartForm(data=_asked())
    campaigns = all_campaigns(session)
    allowed = units_within(identity.viewer(), Action.WRITE_REPORTS)
    units = [(key, name) for key, name in _unit_names().items() if allowed is None or key in allowed]
    periods = [(one, spoken(one)) for one in usual_periods(identity.today())]
    form.offer([(one.key, one.short_title) for one in campaigns], units, periods, every=allowed is None)
    if not form.validate_on_submit():
        return render_template("reports/start.html", form=form, campaigns=campaigns), 400 if form.errors else 200
    if earlier := submissions.taken(form):
        return earlier
    campaign = campaign_by_key(session, form.campaign.data)
    unit_ids = frozenset({form.unit.data}) if form.unit.data else frozenset[int]()
    if campaign is None:
        raise NotFound(NOT_HERE)
    try:
        report = reporting.start_report(
            session, desk(), campaign, form.chosen(), unit_ids=unit_ids, by_rule=form.count.data == BY_RULE
        )
    except (Invalid, Conflict) as error:
        show_refusal(form, Invalid(error.message, error.params))
        return render_template("reports/start.html", form=form, campaigns=campaigns), 409
    flash(_("Đã lập dự thảo từ số liệu hiện có."))
    return submissions.finish(form, url_for(".show", report_id=report.id))


@blueprint.get("/<int:report_id>")
@requires(Action.SEE_REPORTS)
def show(report_id: int) -> Answer:
    return _page(load(report_id))


@blueprint.post("/<int:report_id>/phan/<part>")
@requires(Action.WRITE_REPORTS)
def write(report_id: int, part: str) -> Answer:
    """Keep a part's text, or with ``lay-lai`` take the words of the figures again."""
    report, form = load_to_write(report_id), PartForm(prefix=f"p{part}")
    if not form.validate_on_submit():
        return _page(report, parts={part: form}), 400
    text = None if request.form.get("lay-lai") else form.text.data or ""
    try:
        reporting.write_part(identity.database(), desk(), report, part, text, version=form.version.data)
    except Stale as error:
        identity.database().rollback()
        form.form_errors = [_(error.message)]
        return _page(load_to_write(report_id), parts={part: form}), 409
    identity.database().commit()
    flash(_("Đã lưu phần báo cáo."))
    return redirect(f"{url_for('.show', report_id=report_id)}#phan-{part}", 303)


@blueprint.post("/<int:report_id>/cap-nhat")
@requires(Action.WRITE_REPORTS)
def refresh(report_id: int) -> Answer:
    reporting.refresh_report(identity.database(), desk(), load_to_write(report_id), version=_version())
    return _done(report_id, _("Đã cập nhật số liệu; phần viết tay được giữ."))


@blueprint.post("/<int:report_id>/the-thuc")
@requires(Action.WRITE_REPORTS)
def choose_form(report_id: int) -> Answer:
    report, form = load_to_write(report_id), _profile_form(None)
    if not form.validate_on_submit():
        return _page(report), 400
    reporting.choose_form(identity.database(), desk(), report, form.profile.data or "", version=form.version.data)
    return _done(report_id, _("Đã chọn thể thức."))


@blueprint.post("/<int:report_id>/chot")
@requires(Action.WRITE_REPORTS)
def close(report_id: int) -> Answer:
    reporting.close_report(identity.database(), desk(), load_to_write(report_id), version=_version())
    return _done(report_id, _("Đã chốt kỳ. Số liệu, danh mục và tên gọi được giữ nguyên."))


@blueprint.post("/<int:report_id>/ban-hanh")
@requires(Action.WRITE_REPORTS)
def issue(report_id: int) -> Answer:
    report, form = load_to_write(report_id), IssueForm(prefix="ban-hanh")
    if not form.validate_on_submit() or form.on.data is None:
        return _page(report, issue=form), 400
    try:
        reporting.issue_report(identity.database(), desk(), report, form.on.data, version=form.version.data)
    except Invalid as error:
        show_refusal(form, error)
        return _page(load_to_write(report_id), issue=form), 400
    return _done(report_id, _("Đã ghi nhận ban hành; tệp không còn dấu dự thảo."))


@blueprint.post("/<int:report_id>/mo-lai")
@requires(Action.WRITE_REPORTS)
def reopen(report_id: int) -> Answer:
    report, form = load_to_write(report_id), ReopenForm(prefix="mo-lai")
    if not form.validate_on_submit():
        return _page(report, reopen=form), 400
    reporting.reopen_report(identity.database(), desk(), report, form.reason.data or "", version=form.version.data)
    return _done(report_id, _("Đã mở lại kỳ thành bản mới; bản đã chốt được giữ nguyên."))


@blueprint.get("/<int:report_id>/xem")
@requires(Action.SEE_REPORTS)
def preview(report_id: int) -> str:
    """The document as a page, printed well by the browser."""
    report = load(report_id)
    edition = edition_of(report, request.args.get("ban"))
    shown = queries.report_of(edition)
    return render_template(
        "reports/preview.html", report=report, edition=edition, sheet=sheet_of(shown, report.profile, IN_FULL)
    )


@blueprint.get("/<int:report_id>/thay-doi")
@requires(Action.SEE_REPORTS)
def changes(report_id: int) -> str:
    """Beside the period before, and beside the edition before this one."""
    report = load(report_id)
    now = queries.report_of(report.edition)
    before = queries.report_before(identity.database(), report)
    older = report.editions[-2] if len(report.editions) > 1 else None
    return render_template(
        "reports/changes.html",
        period_words=period_words,
        report=report,
        before=before,
        since_period=changes_between(queries.report_of(before), now) if before else None,
        older=older,
        since_edition=changes_between(queries.report_of(older), now) if older else None,
    )


def _page(report: StoredReport, **forms: object) -> str:
    edition, may = report.edition, may_write(report)
    drafted = report_from(json.loads(edition.content))
    shown = queries.report_of(edition)
    own = queries.own_texts(edition)
    open_parts = forms.get("parts")
    return render_template(
        "reports/show.html",
        period_words=period_words,
        report=report,
        edition=edition,
        shown=shown,
        profile=profile_of(shown, report.profile),
        unit_names=_unit_names(),
        parts=part_texts(drafted, own) if edition.closed_at is None else part_texts(shown, {}),
        part_forms=open_parts if isinstance(open_parts, dict) else {},
        new_part_form=_part_form,
        prompts=open_prompts(shown),
        may_write=may,
        may_set_up=may_somewhere(identity.viewer(), Action.MANAGE_CAMPAIGNS),
        profile_form=_profile_form(report),
        issue_form=forms.get("issue")
        or IssueForm(formdata=None, prefix="ban-hanh", data=_versioned(report, on=identity.today())),
        reopen_form=forms.get("reopen") or ReopenForm(formdata=None, prefix="mo-lai", data=_versioned(report)),
        kinds=tuple(FileKind),
        history=history_of(identity.database(), "report", report.id),
    )


def _part_form(key: str, text: str, version: int) -> PartForm:
    return PartForm(formdata=None, prefix=f"p{key}", data={"text": text, "version": version})


def _profile_form(report: StoredReport | None) -> ProfileForm:
    """As sent when no report is given, else as stored."""
    data = _versioned(report, profile=report.profile) if report else {}
    form = ProfileForm(formdata=None, prefix="the-thuc", data=data) if report else ProfileForm(prefix="the-thuc")
    form.offer((one.key, one.name) for one in shipped_profiles())
    return form


def _versioned(report: StoredReport, **data: object) -> dict[str, object]:
    return {"version": report.version, **data}


def _version() -> int | None:
    text = request.form.get("version", "")
    return int(text) if text.isdecimal() else None


def _asked() -> dict[str, object]:
    """What an address of the board brings along: campaign, days, unit, counting."""
    since, until = request.args.get("tu", ""), request.args.get("den", "")
    unit = request.args.get("don-vi", "")
    return {
        "campaign": request.args.get("dot", ""),
        "period": f"{since}/{until}" if since and until else "",
        "unit": int(unit) if unit.isdecimal() else None,
        "count": request.args.get("tinh", ""),
    }


def _unit_names() -> dict[int, str]:
    today = identity.today()
    return {unit.id: unit.name_on(today).name for unit in press_units(identity.database())}


def _done(report_id: int, words: str) -> Response:
    identity.database().commit()
    flash(words)
    return redirect(url_for(".show", report_id=report_id), 303)
