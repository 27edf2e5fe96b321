"""How right matching has been: a chart and a table, from what people decided later."""

from datetime import timedelta

from flask import Blueprint, render_template

from planner import clock
from planner.domain.access import Action
from planner.domain.precision import Verdict, by_month, total
from planner.queries.match_models import model_in_use
from planner.queries.precision import verdicts
from planner.vocabulary import MatchState
from planner.web import identity
from planner.web.access import requires
from planner.web.coverage import scope

blueprint = Blueprint("precision", __name__, url_prefix="/doi-chieu/do-chinh-xac")
LOOKED_BACK = timedelta(days=365)


@blueprint.get("")
@requires(Action.DECIDE_MATCHES)
def show() -> str:
    unit_ids, _filter = scope()
    session, zone = identity.database(), identity.settings().zone
    rows = verdicts(session, unit_ids, identity.now() - LOOKED_BACK)
    months = by_month(
        Verdict(
            clock.local_date(row.suggested_at, zone),
            by_rule=row.accepted_at is not None,
            # What a rule took and a person took back was wrong, even if it was confirmed after all.
            right=row.state is MatchState.CONFIRMED and not (row.accepted_at is not None and row.taken_back),
        )
        for row in rows
    )
    by_rule, suggested = total(months)
    return render_template(
        "coverage/precision.html", months=months, by_rule=by_rule, suggested=suggested, rule=model_in_use(session).rule
    )
