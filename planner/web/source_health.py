"""What was seen of each source: the desk's list, one source's days and holes, vouching, and how a source is read."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may, may_somewhere
from planner.errors import Forbidden, Invalid, Stale
from planner.forms.base import Form
from planner.forms.source_health import ReadingForm, VouchForm
from planner.models import Source
from planner.newsdesk import observing, reading
from planner.queries import source_health as queries
from planner.queries.history import history_of
from planner.vocabulary import FetchProblem
from planner.web import identity, submissions
from planner.web.access import NO_RIGHT, requires
from planner.web.refusals import show_refusal
from planner.web.rendering import _
from planner.web.sources import load, wake

blueprint = Blueprint("source_health", __name__)


@blueprint.get("/nguon-tin/tinh-trang")
@requires(Action.SEE_SOURCES)
def index() -> str:
    session, zone = identity.database(), identity.settings().zone
    return render_template(
        "source_health/index.html",
        lines=queries.source_lines(session, identity.now(), zone),
        days=queries.DAYS_COUNTED,
    )


@blueprint.get("/nguon-tin/<int:source_id>/theo-doi")
@requires(Action.SEE_SOURCES)
def show(source_id: int) -> str:
    return _page(load(source_id))


@blueprint.post("/nguon-tin/<int:source_id>/xac-nhan")
@requires(Action.DECIDE_MATCHES)
def vouch(source_id: int) -> Response | tuple[str, int]:
    source, form = load(source_id), VouchForm(prefix="xac-nhan")
    if not _may_vouch(source):
        raise Forbidden(NO_RIGHT)
    if not form.validate_on_submit():
        return _page(source, vouch=form), 400
    if earlier := submissions.taken(form):
        return earlier
    begins, ends = form.span(identity.settings().zone)
    try:
        observing.vouch(
            identity.database(), identity.actor(), source, begins=begins, ends=ends, note=form.note.data or ""
        )
    except Invalid as error:
        show_refusal(form, error)
        return _page(load(source_id), vouch=form), 400
    flash(_("Đã ghi xác nhận. Báo cáo nêu rõ khoảng này do ai xác nhận."))
    return submissions.finish(form, url_for(".show", source_id=source_id))


@blueprint.post("/nguon-tin/<int:source_id>/cach-doc")
@requires(Action.MANAGE_SOURCES)
def read(source_id: int) -> Response | tuple[str, int]:
    source, form = load(source_id), ReadingForm(prefix="doc")
    if not form.validate_on_submit():
        return _page(source, reading=form), 400
    try:
        reading.set_reading(
            identity.database(), identity.actor(), source, form.reading(), version=form.version.data or 0
        )
    except Stale as error:
        identity.database().rollback()
        source = load(source_id)
        form.version.data, form.version.raw_data = source.version, None
        form.form_errors = [_(error.message)]
        return _page(source, error.changes, reading=form), 409
    except Invalid as error:
        identity.database().rollback()
        show_refusal(form, error)
        return _page(load(source_id), reading=form), 400
    answer = _done(source_id, _("Đã lưu cách đọc. Nguồn được đọc lại toàn bộ ở lần lấy sau."))
    wake()
    return answer


@blueprint.post("/nguon-tin/<int:source_id>/sua-gio")
@requires(Action.MANAGE_SOURCES)
def correct_clock(source_id: int) -> Response:
    session, zone = identity.database(), identity.settings().zone
    moved = reading.correct_clock(session, identity.actor(), load(source_id), zone=zone)
    return _done(source_id, _("Đã sửa giờ của nguồn tin, %(count)s bài được tính lại ngày.", count=moved))


@blueprint.post("/nguon-tin/<int:source_id>/tinh-lai-ngay")
@requires(Action.MANAGE_SOURCES)
def date_anew(source_id: int) -> Response:
    session, zone = identity.database(), identity.settings().zone
    moved = reading.date_anew(session, identity.actor(), load(source_id), zone=zone)
    return _done(source_id, _("Đã tính lại ngày từ giá trị gốc, %(count)s bài đổi ngày.", count=moved))


def _may_vouch(source: Source) -> bool:
    today = identity.today()
    owner = next((period.unit_id for period in source.periods if period.covers(today)), None)
    return owner is not None and may(identity.viewer(), Action.DECIDE_MATCHES, unit_id=owner)


def _page(source: Source, changes: list[tuple[str, str, str]] | None = None, **forms: Form) -> str:
    session, zone = identity.database(), identity.settings().zone
    health = queries.health_of(session, source, identity.now(), zone)
    manages = may_somewhere(identity.viewer(), Action.MANAGE_SOURCES)
    return render_template(
        "source_health/show.html",
        source=source,
        health=health,
        doubted=abs(source.zone_doubts) >= observing.DOUBTED,
        problem_words=lambda code: _(FetchProblem(code).label),
        vouch=forms.get("vouch") or (_vouch_form(health) if _may_vouch(source) else None),
        reading=forms.get("reading") or (_reading_form(source) if manages else None),
        changes=changes or [],
        history=history_of(session, "source", source.id),
    )


def _vouch_form(health: queries.Health) -> VouchForm:
    """Offers the last gap, its ends widened to whole minutes."""
    start: dict[str, Any] = {}
    if health.open_gap:
        zone = identity.settings().zone
        begins, ends = (moment.astimezone(zone) for moment in health.open_gap)
        ends = min(ends + timedelta(minutes=1), identity.now().astimezone(zone))
        start = {"begins_on": begins.date(), "begins_at": begins.time(), "ends_on": ends.date(), "ends_at": ends.time()}
    return VouchForm(formdata=None, prefix="xac-nhan", data=start)


def _reading_form(source: Source) -> ReadingForm:
    facts = reading.reading_of(source)
    start = {
        "policy": facts.policy,
        "id_pattern": facts.id_pattern,
        "day_order": facts.day_order,
        "expected_hours": facts.expected_hours,
        "version": source.version,
    }
    return ReadingForm(formdata=None, prefix="doc", data=start)


def _done(source_id: int, message: str) -> Response:
    identity.database().commit()
    flash(message)
    return redirect(url_for(".show", source_id=source_id), 303)
