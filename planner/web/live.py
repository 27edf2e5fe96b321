"""What open pages ask every few seconds: has anything changed? Nearly always the answer is 304 and nothing more."""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from planner.domain.access import Action, plan_visibility
from planner.queries.changes import latest_change
from planner.queries.notices import unread_count
from planner.web import identity
from planner.web.access import requires

blueprint = Blueprint("live", __name__)


@blueprint.get("/thay-doi")
@requires(Action.OWN_ACCOUNT)
def mark() -> Response:
    """A mark of the newest change, its moment, and how many notices wait for the reader; what changed is read on the
    page itself, by its own rights.
    """
    latest = latest_change(identity.database())
    unread = unread_count(identity.database(), identity.person().id, plan_visibility(identity.viewer()))
    answer = jsonify(at=latest.at.isoformat() if latest.at else "", mark=latest.mark, unread=unread)
    answer.set_etag(f"{latest.mark}.{unread}")
    answer.headers["Cache-Control"] = "no-store"
    return answer.make_conditional(request)


@blueprint.app_template_global()
def rendered_at() -> str:
    """The moment a page was made, for the first question after it."""
    return identity.now().isoformat()
