"""Sources: the list, trying and adding an address, the record of attempts, pausing, handing over."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may_somewhere
from planner.errors import Conflict, Invalid, NotFound, Stale
from planner.forms.base import Form
from planner.forms.sources import HandOverForm, PauseForm, SourceFactsForm, SourceForm
from planner.models import Source, Unit
from planner.newsdesk import sources as desk
from planner.newsdesk.ingest import Desk, take_in
from planner.queries import sources as queries
from planner.queries.history import history_of
from planner.queries.source_pairs import pair_of
from planner.queries.units import channels_on, press_units
from planner.vocabulary import N_, SourceKind, SourceState
from planner.web import identity, submissions
from planner.web.access import NOT_HERE, requires
from planner.web.refusals import show_refusal
from planner.web.rendering import _
from planner.web.source_pages import attempt_lines, moved_to, rule_words
from planner.web.trying import Kept, Trial, read_again, tried

blueprint = Blueprint("sources", __name__)
ATTEMPTS_SHOWN = 30
F = TypeVar("F", SourceForm, HandOverForm)


@blueprint.get("/nguon-tin")
@requires(Action.SEE_SOURCES)
def index() -> str:
    session = identity.database()
    sources = queries.all_sources(session)
    return render_template(
        "sources/index.html",
        sources=sources,
        owners=desk.present_owners(sources, identity.today()),
        counts=queries.item_counts(session, identity.now()),
        today=identity.today(),
        may_manage=_may_manage(),
    )


@blueprint.route("/nguon-tin/moi", methods=["GET", "POST"])
@requires(Action.MANAGE_SOURCES)
def new() -> Response | str | tuple[str, int]:
    """The button "Thử địa chỉ này" sends the same form with ``viec=thu``: nothing is stored then."""
    form = _offered(SourceForm())
    if request.method == "POST" and _pressed(form):
        return _try(form)
    if not form.validate_on_submit():
        return _new_page(form), 400 if form.errors else 200
    if earlier := submissions.taken(form):
        return earlier
    try:
        source = _added(form)
    except Invalid as error:
        show_refusal(form, error)
        return _new_page(_offered(form)), 400
    flash(_("Đã thêm nguồn tin."))
    answer = submissions.finish(form, url_for(".show", source_id=source.id))
    wake()
    return answer


@blueprint.get("/nguon-tin/<int:source_id>")
@requires(Action.SEE_SOURCES)
def show(source_id: int) -> str:
    return _page(load(source_id))


@blueprint.route("/nguon-tin/<int:source_id>/sua", methods=["GET", "POST"])
@requires(Action.MANAGE_SOURCES)
def edit(source_id: int) -> Response | str | tuple[str, int]:
    source = load(source_id)
    form = SourceFactsForm(obj=source)
    changes: list[tuple[str, str, str]] = []
    if form.validate_on_submit():
        try:
            desk.edit_source(
                identity.database(), identity.actor(), source, form.facts(), version=form.version.data or 0
            )
        except Stale as error:
            changes = error.changes
            show_refusal(form, Invalid(error.message))
            form.version.data, form.version.raw_data = load(source_id).version, None
        except Invalid as error:
            show_refusal(form, error)
        else:
            identity.database().commit()
            wake()
            flash(_("Đã lưu nguồn tin."))
            return redirect(url_for(".show", source_id=source_id), 303)
    status = 409 if changes else 400 if form.errors or form.form_errors else 200
    return render_template("sources/edit.html", form=form, source=load(source_id), changes=changes), status


@blueprint.post("/nguon-tin/<int:source_id>/tam-dung")
@requires(Action.MANAGE_SOURCES)
def pause(source_id: int) -> Response | tuple[str, int]:
    source, form = load(source_id), PauseForm(prefix="dung")
    if not form.validate_on_submit():
        return _page(source, pause=form), 400
    desk.pause(identity.database(), identity.actor(), source, reason=form.reason.data or "")
    return _done(source_id, _("Đã tạm dừng lấy tin. Thời gian tạm dừng được ghi là không đủ dữ liệu."))


@blueprint.post("/nguon-tin/<int:source_id>/tiep-tuc")
@requires(Action.MANAGE_SOURCES)
def resume(source_id: int) -> Response:
    desk.resume(identity.database(), identity.actor(), load(source_id))
    return _done(source_id, _("Đã tiếp tục lấy tin."))


@blueprint.post("/nguon-tin/<int:source_id>/lay-ngay")
@requires(Action.MANAGE_SOURCES)
def fetch_now(source_id: int) -> Response:
    desk.fetch_now(identity.database(), identity.actor(), load(source_id))
    return _done(source_id, _("Đã yêu cầu lấy tin. Tải lại trang sau ít giây để xem kết quả."))


@blueprint.post("/nguon-tin/<int:source_id>/chuyen-don-vi")
@requires(Action.MANAGE_SOURCES)
def hand_over(source_id: int) -> Response | tuple[str, int]:
    source, form = load(source_id), _offered(HandOverForm(prefix="chuyen"))
    if not form.validate_on_submit():
        return _page(source, hand_over=form), 400
    try:
        session = identity.database()
        unit, on = _unit(form.unit.data), form.on.data or identity.today()
        channel = desk.source_channel(session, unit.id, form.channel.data)
        desk.hand_over(session, identity.actor(), source, unit, on=on, channel=channel)
    except Invalid as error:
        show_refusal(form, error)
        return _page(load(source_id), hand_over=_offered(form)), 400
    return _done(source_id, _("Đã chuyển nguồn tin. Bài trước ngày đó vẫn thuộc đơn vị cũ."))


@blueprint.post("/nguon-tin/<int:source_id>/dia-chi-moi")
@requires(Action.MANAGE_SOURCES)
def accept_address(source_id: int) -> Response:
    """Take the address the server has been redirecting to; it is read from the record, never from the request."""
    source = load(source_id)
    url = moved_to(source, queries.fetches_of(identity.database(), source_id, limit=ATTEMPTS_SHOWN))
    if not url:
        raise Conflict(N_("Nguồn tin này hiện không có địa chỉ mới để nhận."))
    desk.accept_address(identity.database(), identity.actor(), source, url)
    return _done(source_id, _("Đã nhận địa chỉ mới."))


def load(source_id: int) -> Source:
    source = queries.source_by_id(identity.database(), source_id)
    if source is None:
        raise NotFound(NOT_HERE)
    return source


def wake() -> None:
    """Tell the worker to look; without one nearby it looks by itself before long."""
    wake_worker = cast("Callable[[], None] | None", current_app.config.get("WAKE"))
    if wake_worker:
        wake_worker()


def _may_manage() -> bool:
    return may_somewhere(identity.viewer(), Action.MANAGE_SOURCES)


def _new_page(form: SourceForm, trial: Trial | None = None) -> str:
    return render_template("sources/new.html", form=form, trial=trial, rule_words=rule_words)


def _pressed(form: SourceForm) -> bool:
    """Whether an address is to be tried: the one typed, or one offered before (``thu-<kind>`` holds it then)."""
    for kind in SourceKind:
        if offered := request.form.get(f"thu-{kind.value}"):
            form.url.data, form.kind.data = offered, kind.value
            return True
    return request.form.get("viec") == "thu"


def _try(form: SourceForm) -> tuple[str, int]:
    """Fetch once and show what would be read. The lock on the database is let go before the network is asked."""
    if not (form.url.validate(form) and form.kind.validate(form) and form.zone.validate(form)):
        return _new_page(form), 400
    house, kept, now = identity.settings(), _kept(form), identity.now()
    identity.database().rollback()
    trial = tried(house, form, now, kept)
    if not trial.problem and not form.name.data:
        form.name.data = trial.title[:200]
    return _new_page(form, trial), 200


def _kept(form: SourceForm) -> Kept:
    return Kept(form.submission.data or "", identity.person().id)


def _added(form: SourceForm) -> Source:
    """The source, with what was fetched when its address was tried; otherwise the worker fetches it at once."""
    session, actor, house = identity.database(), identity.actor(), identity.settings()
    unit = _unit(form.unit.data)
    channel = desk.source_channel(session, unit.id, form.channel.data)
    source = desk.add_source(session, actor, form.facts(), unit=unit, channel=channel, since=form.since.data)
    received = read_again(house, form, identity.now(), _kept(form))
    if received:
        take_in(session, source.id, received, Desk("", identity.now(), house.zone))
    return source


def _unit(unit_id: int | None) -> Unit:
    unit = next((unit for unit in press_units(identity.database()) if unit.id == unit_id), None)
    if unit is None:
        raise Invalid(N_("Chọn một đơn vị trong danh sách."), field="unit")
    return unit


def _offered(form: F) -> F:
    session, today = identity.database(), identity.today()
    units = press_units(session)
    channels = channels_on(session, [unit.id for unit in units], today)
    form.offer(
        [(unit.id, unit.name_on(today).name) for unit in units],
        [(channel.id, f"{channel.name} ({_(channel.medium.label)})") for channel in channels],
    )
    return form


def _done(source_id: int, message: str) -> Response:
    identity.database().commit()
    wake()
    flash(message)
    return redirect(url_for(".show", source_id=source_id), 303)


def _page(source: Source, **forms: Form) -> str:
    session, now = identity.database(), identity.now()
    fetches = queries.fetches_of(session, source.id, limit=ATTEMPTS_SHOWN)
    shown: dict[str, Any] = {
        "pause": forms.get("pause") or PauseForm(formdata=None, prefix="dung"),
        "hand_over": forms.get("hand_over") or _offered(HandOverForm(formdata=None, prefix="chuyen")),
    }
    return render_template(
        "sources/show.html",
        source=source,
        paused=source.state is SourceState.PAUSED,
        attempts=attempt_lines(fetches),
        moved_to=moved_to(source, fetches),
        items=queries.items_of(session, source.id),
        count=queries.item_counts(session, now).get(source.id),
        forms=shown if _may_manage() else None,
        open_form=next(iter(forms), ""),
        today=identity.today(),
        history=history_of(session, "source", source.id),
        pair=pair_of(session, source, identity.today()),
    )
