"""Adding quickly: with a title alone on a day or slot, as a copy of another item, as a series."""

from datetime import date

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may
from planner.errors import Forbidden, Invalid
from planner.forms.items import ItemForm, item_values
from planner.forms.quick import QuickForm, SeriesForm
from planner.models import Genre, Slot, Unit
from planner.newsdesk.planning import plan_item
from planner.newsdesk.plans import plan_of
from planner.newsdesk.series import plan_series
from planner.queries import items as queries
from planner.queries.columns import channels_of
from planner.queries.exemplars import exemplars_of
from planner.queries.people import lineage
from planner.vocabulary import N_, Medium
from planner.web import identity, submissions
from planner.web.access import NO_RIGHT, requires
from planner.web.addresses import local_path
from planner.web.item_choices import choices_for, day_from, slot_from
from planner.web.items import load
from planner.web.refusals import show_refusal
from planner.web.rendering import _
from planner.web.starts import start_in

blueprint = Blueprint("quick", __name__)
NOT_OWN = N_("Chỉ nhân bản được tin, bài của đơn vị mình.")


@blueprint.route("/tin-bai/nhanh", methods=["GET", "POST"])
@requires(Action.ADD_PLANS)
def new() -> Response | str | tuple[str, int]:
    """A title is enough; the rest comes from the slot, its column's pattern, and later."""
    unit = _own_unit()
    slot, day = slot_from(request.args.get("ky"), unit.id), day_from(request.args.get("ngay"))
    start, genres = start_in(slot), list(queries.genres(identity.database()))
    form = QuickForm(data={"title": start.title, **_kind(unit, slot, start.genre), "back": _calendar(slot, day)})
    form.offer(genres, exemplars_of(identity.database(), lineage(identity.database(), [unit.id])))
    if not form.validate_on_submit():
        return _quick_page(form, slot, day)
    if earlier := submissions.taken(form):
        return earlier
    session, zone = identity.database(), identity.settings().zone
    try:
        item = plan_item(session, identity.actor(), unit, form.plan(start, slot=slot, on=day), zone=zone)
    except Invalid as error:
        show_refusal(form, error)
        return _quick_page(form, slot_from(request.args.get("ky"), _own_unit().id), day)
    if request.form.get("chi-tiet"):
        flash(_("Đã thêm “%(title)s”. Ghi thêm chi tiết rồi lưu.", title=item.title))
        return submissions.finish(form, url_for("editing.edit", item_id=item.id))
    flash(_("Đã thêm “%(title)s”. Mở tin, bài để ghi chi tiết.", title=item.title))
    return submissions.finish(form, local_path(form.back.data, _calendar(slot, day)))


@blueprint.get("/tin-bai/<int:item_id>/nhan-ban")
@requires(Action.ADD_PLANS)
def copy(item_id: int) -> str:
    """The form of a new item filled like this one, without a day; nothing is stored before it is saved."""
    item, unit = load(item_id), _own_unit()
    if not may(identity.viewer(), Action.ADD_PLANS, unit_id=item.unit_id):
        raise Forbidden(NOT_OWN)
    zone = identity.settings().zone
    values = item_values(plan_of(item, zone), zone)
    for name in ("slot", "publish_on", "publish_time", "deadline_on", "deadline_time"):
        values[name] = None
    form = ItemForm(formdata=None, data=values)
    form.offer(choices_for(unit.id, item=item))
    return render_template("items/edit.html", form=form, item=None, kept=None, left=None)


@blueprint.route("/loat-bai/moi", methods=["GET", "POST"])
@requires(Action.ADD_PLANS)
def series() -> Response | str | tuple[str, int]:
    unit = _own_unit()
    form = SeriesForm(data={"every": 7, "count": 3, "first": identity.today(), **_kind(unit, None, None)})
    form.offer(choices_for(unit.id))
    if not form.validate_on_submit():
        return _series_page(form)
    if earlier := submissions.taken(form):
        return earlier
    column = next((one for one in form.choices.columns if one.id == form.column.data), None)
    first = form.first.data or identity.today()
    try:
        items = plan_series(
            identity.database(),
            identity.actor(),
            unit,
            form.plan(),
            count=form.count.data or 0,
            first=first,
            every=form.every.data or 0,
            column=column,
            zone=identity.settings().zone,
        )
    except Invalid as error:
        show_refusal(form, error)
        form.offer(choices_for(_own_unit().id))
        return _series_page(form)
    flash(_("Đã lập loạt bài %(count)d kỳ.", count=len(items)))
    return submissions.finish(form, url_for("calendar.month", thang=f"{items[0].publish_on or first:%Y-%m}"))


def _own_unit() -> Unit:
    unit = identity.person().unit_on(identity.today())
    if unit is None:
        raise Forbidden(NO_RIGHT)
    return unit


def _kind(unit: Unit, slot: Slot | None, genre: Genre | None) -> dict[str, object]:
    """The genre and medium to begin with: the column's, else those of the unit's first channel."""
    if slot:
        return {"genre": genre.id if genre else None, "medium": slot.column.channel.medium.value}
    channels = channels_of(identity.database(), [unit.id], identity.today())
    return {"medium": (channels[0].medium if channels else Medium.ONLINE).value}


def _calendar(slot: Slot | None, day: date | None) -> str:
    on = slot.on if slot else day or identity.today()
    return url_for("calendar.month", thang=f"{on:%Y-%m}")


def _quick_page(form: QuickForm, slot: Slot | None, day: date | None) -> tuple[str, int]:
    action = request.full_path.rstrip("?")
    status = 400 if form.errors or form.form_errors else 200
    return render_template("quick/new.html", form=form, slot=slot, day=day, action=action), status


def _series_page(form: SeriesForm) -> tuple[str, int]:
    return render_template("quick/series.html", form=form), 400 if form.errors or form.form_errors else 200
