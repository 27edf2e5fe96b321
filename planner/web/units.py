"""Units: names over time, mergers, channels, people."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may, may_somewhere
from planner.errors import Forbidden, Invalid, NotFound
from planner.forms.base import Form, options
from planner.forms.days import WarningForm
from planner.forms.units import ChannelForm, ChannelUnitForm, MergeForm, RenameForm, UnitForm
from planner.models import Unit
from planner.newsdesk import units as desk
from planner.queries import units as queries
from planner.queries.history import history_of
from planner.vocabulary import N_, Medium, UnitKind
from planner.web import identity, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.rendering import _

blueprint = Blueprint("units", __name__)


@blueprint.get("/don-vi")
@requires(Action.SEE_UNITS)
def index() -> str:
    """Units under the names of a day (``?ngay=``), today when not given."""
    session = identity.database()
    return render_template(
        "units/index.html",
        units=queries.all_units(session),
        mergers=queries.mergers(session),
        day=_day(request.args.get("ngay")),
        may_manage=may_somewhere(identity.viewer(), Action.MANAGE_UNITS),
    )


@blueprint.route("/don-vi/moi", methods=["GET", "POST"])
@requires(Action.MANAGE_UNITS)
def new() -> Response | str | tuple[str, int]:
    form = UnitForm()
    if not form.validate_on_submit():
        return render_template("units/edit.html", form=form), 400 if form.errors else 200
    if earlier := submissions.taken(form):
        return earlier
    unit = desk.add_unit(
        identity.database(),
        identity.actor(),
        name=form.name.data or "",
        short=form.short.data or "",
        kind=UnitKind(form.kind.data),
        since=form.since.data,
    )
    flash(_("Đã thêm đơn vị. Tiếp theo: thêm kênh của đơn vị."))
    return submissions.finish(form, url_for(".show", unit_id=unit.id))


@blueprint.get("/don-vi/<int:unit_id>")
@requires(Action.SEE_UNITS)
def show(unit_id: int) -> str:
    return _page(load(unit_id))


@blueprint.post("/don-vi/<int:unit_id>/ten")
@requires(Action.MANAGE_UNITS)
def rename(unit_id: int) -> Response | tuple[str, int]:
    unit, form = load(unit_id), RenameForm(prefix="ten")
    if not form.validate_on_submit():
        return _page(unit, rename=form), 400
    if earlier := submissions.taken(form):
        return earlier
    name, short, on = form.name.data or "", form.short.data or "", form.on.data or identity.today()
    try:
        desk.rename_unit(
            identity.database(), identity.actor(), unit, name=name, short=short, on=on, reason=form.reason.data or ""
        )
    except Invalid as error:
        return _refused(unit, form, error, "rename")
    flash(_("Đã đổi tên đơn vị; tên cũ được giữ trong lịch sử."))
    return submissions.finish(form, url_for(".show", unit_id=unit_id))


@blueprint.post("/don-vi/<int:unit_id>/hop-nhat")
@requires(Action.MANAGE_UNITS)
def merge(unit_id: int) -> Response | tuple[str, int]:
    unit, form = load(unit_id), _merge_form(unit_id, MergeForm(prefix="hop-nhat"))
    if not form.validate_on_submit():
        return _page(unit, merge=form), 400
    if earlier := submissions.taken(form):
        return earlier
    into, on = load(form.into.data), form.on.data or identity.today()
    try:
        desk.merge_unit(identity.database(), identity.actor(), unit, into, on=on, basis=form.basis.data or "")
    except Invalid as error:
        return _refused(unit, form, error, "merge")
    flash(_("Đã ghi nhận hợp nhất. Người, kênh và nguồn tin chuyển sang đơn vị mới từ ngày đó."))
    return submissions.finish(form, url_for(".show", unit_id=into.id))


@blueprint.post("/don-vi/<int:unit_id>/kenh")
@requires(Action.MANAGE_UNITS)
def add_channel(unit_id: int) -> Response | tuple[str, int]:
    unit, form = load(unit_id), ChannelForm(prefix="kenh")
    if not form.validate_on_submit():
        return _page(unit, channel=form), 400
    if earlier := submissions.taken(form):
        return earlier
    desk.add_channel(
        identity.database(),
        identity.actor(),
        unit,
        name=form.name.data or "",
        medium=Medium(form.medium.data),
        since=form.since.data,
    )
    flash(_("Đã thêm kênh."))
    return submissions.finish(form, url_for(".show", unit_id=unit_id))


@blueprint.route("/don-vi/<int:unit_id>/chuyen-kenh", methods=["GET", "POST"])
@requires(Action.MANAGE_UNITS)
def hand_over_channel(unit_id: int) -> Response | str | tuple[str, int]:
    """Give a channel to another unit from a day on."""
    unit, form = load(unit_id), ChannelUnitForm()
    session, today = identity.database(), identity.today()
    page = queries.unit_page(session, unit_id)
    form.channel.choices = options((row.channel_id, row.channel.name) for row in page.channels if row.valid_to is None)
    form.into.choices = _others(unit_id)
    if form.validate_on_submit():
        if earlier := submissions.taken(form):
            return earlier
        channel = queries.channel_by_id(session, form.channel.data)
        if channel is None:
            raise NotFound(NOT_HERE)
        try:
            desk.hand_over_channel(session, identity.actor(), channel, load(form.into.data), on=form.on.data or today)
        except Invalid as error:
            form.on.errors = [_(error.message, **error.params)]
        else:
            flash(_("Đã chuyển kênh. Nội dung trước ngày đó vẫn thuộc đơn vị cũ."))
            return submissions.finish(form, url_for(".show", unit_id=unit_id))
    return render_template("units/channel.html", form=form, unit=unit, today=today), 400 if form.errors else 200


@blueprint.post("/don-vi/<int:unit_id>/canh-bao")
@requires(Action.SET_WARNINGS)
def set_warnings(unit_id: int) -> Response | tuple[str, int]:
    """The unit's editors know best how early the work must have been given out."""
    unit, form = load(unit_id), WarningForm(prefix="canh-bao")
    if not may(identity.viewer(), Action.SET_WARNINGS, unit_id=unit_id):
        raise Forbidden(NO_RIGHT)
    if not form.validate() or form.assign_days.data is None:
        return _page(unit, warnings=form), 400
    desk.set_warnings(identity.database(), identity.actor(), unit, assign_days=form.assign_days.data)
    identity.database().commit()
    flash(_("Đã lưu mức cảnh báo."))
    return redirect(url_for(".show", unit_id=unit_id), 303)


def load(unit_id: int) -> Unit:
    unit = queries.unit_by_id(identity.database(), unit_id)
    if unit is None:
        raise NotFound(NOT_HERE)
    return unit


def _page(unit: Unit, **forms: Form) -> str:
    session = identity.database()
    may_manage = may_somewhere(identity.viewer(), Action.MANAGE_UNITS)
    shown = {
        "rename": forms.get("rename") or RenameForm(formdata=None, prefix="ten"),
        "merge": forms.get("merge") or _merge_form(unit.id, MergeForm(formdata=None, prefix="hop-nhat")),
        "channel": forms.get("channel") or ChannelForm(formdata=None, prefix="kenh"),
    }
    return render_template(
        "units/show.html",
        unit=unit,
        page=queries.unit_page(session, unit.id),
        today=identity.today(),
        forms=shown if may_manage else None,
        open_form=next(iter(forms), ""),
        warning_form=forms.get("warnings") or _warning_form(unit),
        may_set_template=unit.kind is UnitKind.PRESS_UNIT
        and may(identity.viewer(), Action.WRITE_REPORTS, unit_id=unit.id),
        may_manage_people=may_somewhere(identity.viewer(), Action.MANAGE_PEOPLE),
        history=history_of(session, "unit", unit.id),
    )


def _warning_form(unit: Unit) -> WarningForm | None:
    if not may(identity.viewer(), Action.SET_WARNINGS, unit_id=unit.id):
        return None
    return WarningForm(formdata=None, prefix="canh-bao", data={"assign_days": unit.assign_days})


def _refused(unit: Unit, form: Form, error: Invalid, name: str) -> tuple[str, int]:
    """Show the form again with the reason beside its field; nothing was changed."""
    identity.database().rollback()
    if error.field in form:
        form[error.field].errors = [_(error.message, **error.params)]
    else:
        form.form_errors.append(_(error.message, **error.params))
    return _page(load(unit.id), **{name: form}), 400


def _others(unit_id: int) -> Any:
    today = identity.today()
    units = queries.press_units(identity.database())
    return options((unit.id, unit.name_on(today).name) for unit in units if unit.id != unit_id)


def _merge_form(unit_id: int, form: MergeForm) -> MergeForm:
    form.into.choices = _others(unit_id)
    return form


def _day(text: str | None) -> date:
    if not text:
        return identity.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(N_("Ngày không hợp lệ. Nhập theo dạng năm-tháng-ngày, ví dụ 2026-11-23.")) from error
