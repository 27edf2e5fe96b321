"""Comparing a campaign anew, asked for and watched on one page; the worker does it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.errors import NotFound
from planner.models import Campaign
from planner.newsdesk import rematching
from planner.queries import rematches
from planner.queries.campaigns import all_campaigns
from planner.web import identity
from planner.web.access import NOT_HERE, requires
from planner.web.rendering import _

blueprint = Blueprint("rematches", __name__, url_prefix="/doi-chieu/doi-chieu-lai")
SHOWN = 10


@blueprint.get("")
@requires(Action.MANAGE_CAMPAIGNS)
def index() -> str:
    session = identity.database()
    rows = rematches.latest(session, SHOWN)
    return render_template(
        "coverage/rematches.html", campaigns=all_campaigns(session), rows=rows,
        running={row.campaign_id for row in rows if row.ended_at is None},
    )  # fmt: skip


@blueprint.post("/<int:campaign_id>")
@requires(Action.MANAGE_CAMPAIGNS)
def ask(campaign_id: int) -> Response:
    campaign = identity.database().get(Campaign, campaign_id)
    if campaign is None:
        raise NotFound(NOT_HERE)
    rematching.ask(identity.database(), identity.actor(), campaign)
    identity.database().commit()
    flash(_("Đang đối chiếu lại “%(title)s”. Có thể làm việc khác trong lúc chờ.", title=campaign.short_title))
    return redirect(url_for(".index"), 303)


@blueprint.post("/<int:rematch_id>/dung")
@requires(Action.MANAGE_CAMPAIGNS)
def cancel(rematch_id: int) -> Response:
    row = rematches.rematch_by_id(identity.database(), rematch_id)
    if row is None:
        raise NotFound(NOT_HERE)
    rematching.cancel(identity.database(), identity.actor(), row)
    identity.database().commit()
    flash(_("Đã dừng. Những gợi ý đã tìm được vẫn giữ nguyên."))
    return redirect(url_for(".index"), 303)
