"""Campaigns and themes: the middle of the chain."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may_somewhere, plan_visibility
from planner.errors import NotFound, Stale
from planner.forms.base import options
from planner.forms.campaigns import CampaignForm, ReportWordsForm, ThemeForm, keywords
from planner.language.lunar import key_dates
from planner.models import Campaign, Theme
from planner.newsdesk import campaigns as desk
from planner.queries import campaigns as queries
from planner.queries.directives import all_directives, directive_with_chain
from planner.queries.history import history_of
from planner.queries.units import all_units, press_units
from planner.vocabulary import UnitKind
from planner.web import identity, submissions
from planner.web.access import NOT_HERE, requires
from planner.web.errors import CHANGED_SINCE
from planner.web.rendering import _
from planner.web.theme_preview import previewed

blueprint = Blueprint("campaigns", __name__)


@blueprint.get("/dot-tuyen-truyen")
@requires(Action.SEE_DIRECTIVES)
def index() -> str:
    return render_template(
        "campaigns/index.html",
        campaigns=queries.all_campaigns(identity.database()),
        today=identity.today(),
        may_manage=may_somewhere(identity.viewer(), Action.MANAGE_CAMPAIGNS),
    )


@blueprint.get("/dot-tuyen-truyen/<key>")
@requires(Action.SEE_DIRECTIVES)
def show(key: str) -> str:
    campaign = load(key)
    session, viewer = identity.database(), identity.viewer()
    return render_template(
        "campaigns/show.html",
        campaign=campaign,
        counts=queries.theme_counts(session, campaign.id, plan_visibility(viewer)),
        nothing=queries.ThemeCount(),
        days=_coming(campaign),
        today=identity.today(),
        history=history_of(session, "campaign", campaign.id),
        may_manage=may_somewhere(viewer, Action.MANAGE_CAMPAIGNS),
        may_see_board=may_somewhere(viewer, Action.SEE_BOARD),
        may_see_plans=may_somewhere(viewer, Action.SEE_PLANS),
    )


@blueprint.route("/dot-tuyen-truyen/moi", methods=["GET", "POST"])
@requires(Action.MANAGE_CAMPAIGNS)
def new() -> Response | str | tuple[str, int]:
    form = _with_choices(CampaignForm(starts_on=identity.today()))
    if not form.validate_on_submit():
        return render_template("campaigns/edit.html", form=form, campaign=None), 400 if form.errors else 200
    if earlier := submissions.taken(form):
        return earlier
    campaign = desk.open_campaign(identity.database(), identity.actor(), _facts(form))
    flash(_("Đã tạo đợt tuyên truyền. Tiếp theo: thêm chủ đề và từ khóa."))
    return submissions.finish(form, url_for(".show", key=campaign.key))


@blueprint.route("/dot-tuyen-truyen/<key>/sua", methods=["GET", "POST"])
@requires(Action.MANAGE_CAMPAIGNS)
def edit(key: str) -> Response | str | tuple[str, int]:
    campaign = load(key)
    form = _with_choices(
        CampaignForm(obj=campaign, directive=campaign.directive_id, units=[row.unit_id for row in campaign.units])
    )
    if not form.validate_on_submit():
        return render_template("campaigns/edit.html", form=form, campaign=campaign), 400 if form.errors else 200
    if form.version.data != campaign.version:
        raise Stale(CHANGED_SINCE, [(field, value, value) for field, value in desk.shown(campaign).items()])
    desk.edit_campaign(identity.database(), identity.actor(), campaign, _facts(form))
    identity.database().commit()
    flash(_("Đã lưu đợt tuyên truyền."))
    return redirect(url_for(".show", key=campaign.key), 303)


@blueprint.route("/dot-tuyen-truyen/<key>/bao-cao", methods=["GET", "POST"])
@requires(Action.MANAGE_CAMPAIGNS)
def report_words(key: str) -> Response | str | tuple[str, int]:
    """Who reports, place line, signer and recipients; the figures have a page of their own."""
    campaign, session = load(key), identity.database()
    boards = [unit for unit in all_units(session) if unit.kind is UnitKind.PROPAGANDA_BOARD]
    form = ReportWordsForm(
        version=campaign.version,
        board=campaign.board_id or 0,
        place=campaign.report.get("place"),
        signer_post=campaign.report.get("signer_post"),
        recipients="\n".join(desk.report_recipients(campaign)),
    )
    form.board.choices = options([(0, "–"), *((unit.id, unit.names[-1].name) for unit in boards)])
    if not form.validate_on_submit():
        return render_template("campaigns/report.html", form=form, campaign=campaign), 400 if form.errors else 200
    if form.version.data != campaign.version:
        raise Stale(CHANGED_SINCE, [(field, value, value) for field, value in desk.shown_report(campaign).items()])
    desk.set_report_words(
        session,
        identity.actor(),
        campaign,
        board=next((unit for unit in boards if unit.id == form.board.data), None),
        place=form.place.data or "",
        signer_post=form.signer_post.data or "",
        recipients=keywords(form.recipients.data),
    )
    session.commit()
    flash(_("Đã lưu thông tin báo cáo."))
    return redirect(url_for(".show", key=campaign.key), 303)


@blueprint.get("/chu-de/<int:theme_id>")
@requires(Action.SEE_DIRECTIVES)
def theme(theme_id: int) -> str:
    found = load_theme(theme_id)
    session, viewer = identity.database(), identity.viewer()
    items = queries.items_of_theme(session, theme_id, plan_visibility(viewer))
    return render_template(
        "campaigns/theme.html",
        theme=found,
        items=items,
        today=identity.today(),
        links=queries.links_of_items(session, [item.id for item in items]),
        outside=queries.outside_of_theme(session, theme_id),
        history=history_of(session, "theme", theme_id),
        may_manage=may_somewhere(viewer, Action.MANAGE_CAMPAIGNS),
    )


@blueprint.route("/dot-tuyen-truyen/<key>/chu-de/moi", methods=["GET", "POST"])
@requires(Action.MANAGE_CAMPAIGNS)
def new_theme(key: str) -> Response | str | tuple[str, int]:
    campaign = load(key)
    form = _theme_form(campaign, ThemeForm(enabled=True))
    if not form.validate_on_submit():
        page = render_template("campaigns/edit_theme.html", form=form, campaign=campaign, theme=None)
        return page, 400 if form.errors else 200
    if earlier := submissions.taken(form):
        return earlier
    session, actor = identity.database(), identity.actor()
    values = _theme_values(campaign, form)
    added = desk.add_theme(session, actor, campaign, name=values["name"], task=values["task"])
    desk.edit_theme(session, actor, added, **values)
    flash(_("Đã thêm chủ đề."))
    return submissions.finish(form, url_for(".theme", theme_id=added.id))


@blueprint.route("/chu-de/<int:theme_id>/sua", methods=["GET", "POST"])
@requires(Action.MANAGE_CAMPAIGNS)
def edit_theme(theme_id: int) -> Response | str | tuple[str, int]:
    found = load_theme(theme_id)
    form = _theme_form(found.campaign, ThemeForm(data=_shown_theme(found)))
    if not form.validate_on_submit():
        page = render_template("campaigns/edit_theme.html", form=form, campaign=found.campaign, theme=found)
        return page, 400 if form.errors else 200
    if "xem-truoc" in request.form:
        seen = previewed(found, _theme_values(found.campaign, form))
        return render_template("campaigns/edit_theme.html", form=form, campaign=found.campaign, theme=found, seen=seen)
    if form.version.data != found.version:
        raise Stale(CHANGED_SINCE, [(field, value, value) for field, value in desk.shown_theme(found).items()])
    desk.edit_theme(identity.database(), identity.actor(), found, **_theme_values(found.campaign, form))
    identity.database().commit()
    flash(_("Đã lưu chủ đề."))
    return redirect(url_for(".theme", theme_id=theme_id), 303)


def load(key: str) -> Campaign:
    campaign = queries.campaign_by_key(identity.database(), key)
    if campaign is None:
        raise NotFound(NOT_HERE)
    return campaign


def load_theme(theme_id: int) -> Theme:
    found = queries.theme_with_chain(identity.database(), theme_id)
    if found is None:
        raise NotFound(NOT_HERE)
    return found


def _coming(campaign: Campaign) -> list[tuple[date, str]]:
    """The campaign's key dates of the coming year, the nearest first."""
    today = identity.today()
    year = today + timedelta(days=365)
    return sorted((day, row.name) for row in campaign.key_dates for day in key_dates(row.rule, today, year)[:1])


def _with_choices(form: CampaignForm) -> CampaignForm:
    session, today = identity.database(), identity.today()
    form.directive.choices = options((row.id, f"{row.number} – {row.kind}") for row in all_directives(session))
    form.units.choices = options((unit.id, unit.name_on(today).name) for unit in press_units(session))
    return form


def _facts(form: CampaignForm) -> desk.CampaignFacts:
    session, chosen = identity.database(), set(form.units.data or [])
    directive = directive_with_chain(session, form.directive.data)
    if directive is None or form.starts_on.data is None:
        raise NotFound(NOT_HERE)
    return desk.CampaignFacts(
        title=form.title.data or "",
        short_title=form.short_title.data or "",
        directive=directive,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        units=[unit for unit in press_units(session) if unit.id in chosen],
    )


def _theme_form(campaign: Campaign, form: ThemeForm) -> ThemeForm:
    form.task.choices = options((task.id, task.title) for task in campaign.directive.tasks)
    return form


def _shown_theme(found: Theme) -> dict[str, Any]:
    """What the fields of ThemeForm show for a theme."""
    return {
        "version": found.version,
        "name": found.name,
        "task": found.task_id,
        "strong": "\n".join(found.strong),
        "normal": "\n".join(found.normal),
        "needs_context": found.needs_context,
        "enabled": found.enabled,
    }


def _theme_values(campaign: Campaign, form: ThemeForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "task": next(task for task in campaign.directive.tasks if task.id == form.task.data),
        "strong": keywords(form.strong.data),
        "normal": keywords(form.normal.data),
        "needs_context": form.needs_context.data,
        "enabled": form.enabled.data,
    }
