"""The editorial calendar (lịch tin, bài): a month of planned items, over filters kept in the address."""

from datetime import date, timedelta
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for

from planner.domain.access import Action, may, plan_visibility
from planner.forms.calendar import FilterForm, month_start
from planner.language.dates import WEEKDAYS
from planner.queries import calendar as queries
from planner.vocabulary import Status
from planner.web import identity
from planner.web.access import requires
from planner.web.month import Showing, UnitNames, month_days, weeks_of
from planner.web.rendering import translate

blueprint = Blueprint("calendar", __name__)


@blueprint.get("/lich")
@requires(Action.SEE_PLANS)
def month() -> str:
    session, viewer, today = identity.database(), identity.viewer(), identity.today()
    sight = plan_visibility(viewer)
    words = queries.words(session, sight, today)
    names = UnitNames(words)
    form = FilterForm(request.args)
    form.offer(words, names.today(None if sight.everything else sight.unit_ids, today))
    chosen = form.chosen(viewer.person_id)
    first = month_start(form.month.data or "") or today.replace(day=1)
    start, end = month_days(first)
    lines = queries.items_between(session, sight, chosen, start, end)
    slots = queries.empty_slots(session, sight, chosen, start, end)
    undated = queries.undated_items(session, sight, chosen)
    showing = Showing(viewer, identity.now(), identity.settings().zone, names)
    cut = lines[: queries.MOST_ITEMS]
    weeks = weeks_of(first, cut, slots, words, showing)
    return render_template(
        "calendar/month.html",
        form=form,
        first=first,
        weeks=weeks,
        weekdays=[translate(name) for name in WEEKDAYS],
        undated=showing.items(undated[: queries.MOST_UNDATED]),
        more_undated=len(undated) > queries.MOST_UNDATED,
        too_many=len(lines) > queries.MOST_ITEMS,
        nothing=not (lines or slots),
        statuses=list(Status),
        units=[
            names.on(number, today) for number in sorted({line.unit_id for line in cut} | {s.unit_id for s in slots})
        ],
        may_add=may(viewer, Action.ADD_PLANS, unit_id=viewer.unit_id),
        clear_url=url_for(".month", thang=f"{first:%Y-%m}") if chosen != queries.ItemFilter() else None,
        previous_url=_month_url(form, first - timedelta(days=1)),
        next_url=_month_url(form, first + timedelta(days=31)),
        today_url=_month_url(form, today),
    )


def _month_url(form: FilterForm, day: date) -> str:
    """The same filters in another month; what the form does not know stays out of the address."""
    known = {field.name for field in form}
    kept = {name: value for name, value in request.args.items() if name in known and value}
    return f"{url_for('.month')}?{urlencode({**kept, 'thang': f'{day:%Y-%m}'})}"
