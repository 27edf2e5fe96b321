"""Confirming many pairs at once: a preview says what will be done, what will not, and why."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.domain.in_bulk import Waiting, sort_out
from planner.domain.reasons import VETOES
from planner.errors import Invalid
from planner.models import Match
from planner.newsdesk import reconciling
from planner.queries import matches
from planner.vocabulary import N_, MatchState
from planner.web import identity
from planner.web.access import requires
from planner.web.coverage import PLANS_SHOWN, load, scope
from planner.web.rendering import _

blueprint = Blueprint("coverage_bulk", __name__, url_prefix="/doi-chieu/hang-loat")


@blueprint.get("")
@requires(Action.DECIDE_MATCHES)
def preview() -> str:
    unit_ids, _filter = scope()
    pairs = matches.waiting(identity.database(), unit_ids, most_plans=PLANS_SHOWN).pairs
    why = sort_out(map(_seen, pairs))
    return render_template(
        "coverage/bulk.html",
        together=[match for match in pairs if why[match.id] is None],
        apart=[(match, why[match.id]) for match in pairs if why[match.id] is not None],
    )


@blueprint.post("")
@requires(Action.DECIDE_MATCHES)
def confirm() -> Response:
    """Each pair is looked at again: what changed since the preview is left alone and told."""
    chosen = [int(number) for number in request.form.getlist("cap") if number.isdecimal() and len(number) < 10]
    if not chosen:
        raise Invalid(N_("Chọn ít nhất một cặp để xác nhận."))
    pairs = [load(number) for number in dict.fromkeys(chosen)]
    waiting = [match for match in pairs if match.state is MatchState.SUGGESTED]
    for match in waiting:
        reconciling.confirm(identity.database(), identity.actor(), match)
    identity.database().commit()
    flash(_("Đã xác nhận %(number)s cặp.", number=len(waiting)), "success")
    if left := len(pairs) - len(waiting):
        flash(_("%(number)s cặp đã được quyết định trước đó nên giữ nguyên.", number=left))
    return redirect(url_for("coverage.decided"), 303)


def _seen(match: Match) -> Waiting:
    against = any(reason["code"] in VETOES for reason in match.reasons)
    return Waiting(match.id, match.item_id, match.published_item_id, match.score, against)
