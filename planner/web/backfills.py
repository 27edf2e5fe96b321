"""Fetching an old period of a source: asking for it, following it, stopping it."""

from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.utils import secure_filename
from werkzeug.wrappers import Response

from feeds.isolated import parse_isolated
from feeds.recipes import Recipe
from planner.domain.access import Action
from planner.errors import Conflict, Invalid, NotFound
from planner.forms.backfills import BackfillForm
from planner.models import Backfill, Source
from planner.newsdesk import backfilling as desk
from planner.queries import backfills as queries
from planner.vocabulary import N_, BackfillState, BackfillWay, SourceKind
from planner.web import identity, sources, submissions
from planner.web.access import NOT_HERE, requires
from planner.web.refusals import show_refusal
from planner.web.rendering import _

blueprint = Blueprint("backfills", __name__)


@blueprint.route("/nguon-tin/<int:source_id>/lay-bu", methods=["GET", "POST"])
@requires(Action.MANAGE_SOURCES)
def index(source_id: int) -> Response | str | tuple[str, int]:
    """The runs of a source and the form for another."""
    source = sources.load(source_id)
    form = BackfillForm(data={"way": _likely_way(source).value})
    if not form.validate_on_submit():
        return _page(source, form), 400 if form.errors else 200
    if earlier := submissions.taken(form):
        return earlier
    try:
        run = _begun(source, form)
    except (Invalid, Conflict) as error:
        status = 409 if isinstance(error, Conflict) else 400
        show_refusal(form, error if isinstance(error, Invalid) else Invalid(error.message, error.params))
        return _page(sources.load(source_id), form), status
    flash(
        _("Đã lấy bù từ tệp.")
        if run.way is BackfillWay.FILE
        else _("Đã bắt đầu lấy bù. Việc này chạy nền, có thể rời trang.")
    )
    answer = submissions.finish(form, url_for(".index", source_id=source_id))
    sources.wake()
    return answer


@blueprint.post("/nguon-tin/<int:source_id>/lay-bu/<int:run_id>/dung")
@requires(Action.MANAGE_SOURCES)
def stop(source_id: int, run_id: int) -> Response:
    desk.cancel(identity.database(), identity.actor(), _load(source_id, run_id))
    identity.database().commit()
    flash(_("Đã dừng lấy bù. Bài đã lấy được giữ lại."))
    return redirect(url_for(".index", source_id=source_id), 303)


def _load(source_id: int, run_id: int) -> Backfill:
    run = queries.backfill_by_id(identity.database(), run_id)
    if run is None or run.source_id != source_id:
        raise NotFound(NOT_HERE)
    return run


def _begun(source: Source, form: BackfillForm) -> Backfill:
    session, actor, way = identity.database(), identity.actor(), BackfillWay(form.way.data)
    if form.first.data is None or form.last.data is None:
        raise Invalid(N_("Chọn ngày đầu và ngày cuối."), field="first")
    period = desk.Period(form.first.data, form.last.data)
    if way is not BackfillWay.FILE:
        return desk.begin(session, actor, source, way, period, url=form.url.data or "")
    if not form.file.data:
        raise Invalid(N_("Chọn tệp cần đọc."), field="file")
    house = identity.settings()
    document = parse_isolated(
        form.file.data.read(),
        content_type="",
        base_url=source.url,
        zone=ZoneInfo(source.zone),
        now=identity.now(),
        day_order=source.day_order,
        recipe=Recipe(first=period.first, last=period.last),
    )
    name = secure_filename(form.file.data.filename or "") or "tep"
    return desk.take_file(session, actor, source, document, period, name=name, zone=house.zone)


def _likely_way(source: Source) -> BackfillWay:
    if source.kind is SourceKind.WEB_LIST and source.page_param:
        return BackfillWay.PAGES
    return BackfillWay.SITEMAP


def _page(source: Source, form: BackfillForm) -> str:
    runs = queries.backfills_of(identity.database(), source.id)
    return render_template(
        "sources/backfill.html",
        source=source,
        form=form,
        runs=runs,
        going=any(run.state is BackfillState.RUNNING for run in runs),
    )
