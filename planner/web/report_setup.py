"""How a campaign reports (cách báo cáo): the monthly draft, a Word file of its own, the accents."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.documents import word_template
from planner.domain.access import Action
from planner.errors import Invalid, Stale
from planner.forms.base import Form
from planner.forms.report_setup import ScheduleForm, TemplateForm, TonesForm
from planner.models import Campaign
from planner.newsdesk import report_setup as desk
from planner.newsdesk import word_templates
from planner.queries.history import history_of
from planner.queries.word_templates import word_template as template_row
from planner.web import identity
from planner.web.access import requires
from planner.web.campaigns import load
from planner.web.refusals import show_refusal
from planner.web.rendering import _
from planner.web.word_files import MOST_SENT, sent_template

blueprint = Blueprint("report_setup", __name__, url_prefix="/bao-cao/dot/<key>")
Answer = Response | str | tuple[str, int]


@blueprint.url_value_preprocessor
def allow_a_file(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Before anything reads the body: this one form may be as large as a template."""
    if endpoint == "report_setup.template":
        request.max_content_length = MOST_SENT


@blueprint.get("")
@requires(Action.MANAGE_CAMPAIGNS)
def show(key: str) -> Answer:
    return _page(load(key))


@blueprint.post("/lich")
@requires(Action.MANAGE_CAMPAIGNS)
def schedule(key: str) -> Answer:
    campaign, form = load(key), ScheduleForm(prefix="lich")
    if not form.validate_on_submit() or form.day.data is None:
        return _page(campaign, schedule=form), 400
    try:
        desk.set_schedule(
            identity.database(),
            identity.actor(),
            campaign,
            form.day.data,
            enabled=bool(form.enabled.data),
            version=form.version.data,
        )
    except Stale as error:
        identity.database().rollback()
        form.form_errors = [_(error.message)]
        return _page(load(key), schedule=form), 409
    return _done(key, _("Đã lưu lịch báo cáo."))


@blueprint.post("/mau")
@requires(Action.MANAGE_CAMPAIGNS)
def template(key: str) -> Answer:
    campaign, form = load(key), TemplateForm(prefix="mau")
    if not form.validate_on_submit():
        return _page(campaign, template=form), 400
    try:
        name, content = sent_template(form)
    except Invalid as error:
        show_refusal(form, Invalid(error.message, error.params, field="file"))
        return _page(load(key), template=form), 400
    word_templates.keep_template(identity.database(), identity.actor(), campaign, name, content)
    return _done(key, _("Đã dùng mẫu “%(name)s” cho tệp Word của đợt này.", name=name))


@blueprint.post("/mau/bo")
@requires(Action.MANAGE_CAMPAIGNS)
def drop(key: str) -> Answer:
    word_templates.drop_template(identity.database(), identity.actor(), load(key))
    return _done(key, _("Tệp Word trở lại thể thức quy định."))


@blueprint.post("/dau")
@requires(Action.MANAGE_CAMPAIGNS)
def tones(key: str) -> Answer:
    campaign, form = load(key), TonesForm(prefix="dau")
    if not form.validate_on_submit():
        return _page(campaign, tones=form), 400
    desk.choose_tones(identity.database(), identity.actor(), campaign, last=form.tones.data == "cuoi")
    return _done(key, _("Đã chọn cách đặt dấu; dự thảo được lập hoặc cập nhật từ nay theo cách này."))


def _page(campaign: Campaign, **forms: Form) -> str:
    session = identity.database()
    row = desk.schedule_of(session, campaign.id)
    stored = {
        "enabled": bool(row and row.enabled),
        "day": row.day if row else 5,
        "version": row.version if row else None,
    }
    last = "cuoi" if campaign.report.get("tones_last") else "dau"
    return render_template(
        "reports/setup.html",
        campaign=campaign,
        template=template_row(session, campaign.id),
        schedule_form=forms.get("schedule") or ScheduleForm(formdata=None, prefix="lich", data=stored),
        template_form=forms.get("template") or TemplateForm(formdata=None, prefix="mau"),
        tones_form=forms.get("tones") or TonesForm(formdata=None, prefix="dau", data={"tones": last}),
        words=word_template.WORDS,
        blocks=word_template.BLOCKS,
        history=history_of(session, "campaign", campaign.id),
    )


def _done(key: str, words: str) -> Response:
    identity.database().commit()
    flash(words)
    return redirect(url_for(".show", key=key), 303)
