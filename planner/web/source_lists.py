"""Lists of sources out and in, as OPML or CSV: what a file would bring is looked at before anything is added."""

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.domain.source_lists import read_list, to_csv, to_opml
from planner.errors import Invalid
from planner.forms.source_lists import SourceListForm
from planner.models import Unit
from planner.newsdesk.source_lists import Weighed, lines_of, take_lines, weigh
from planner.queries.units import press_units
from planner.vocabulary import N_, SourceKind
from planner.web import identity, submissions, trials
from planner.web.access import requires
from planner.web.refusals import show_refusal
from planner.web.rendering import _
from planner.web.sources import wake

blueprint = Blueprint("source_lists", __name__)


@blueprint.get("/nguon-tin/danh-sach.opml")
@requires(Action.SEE_SOURCES)
def opml() -> Response:
    lines = lines_of(identity.database(), identity.today())
    return _file(to_opml(lines, identity.now()), "nguon-tin.opml", "text/x-opml; charset=utf-8")


@blueprint.get("/nguon-tin/danh-sach.csv")
@requires(Action.SEE_SOURCES)
def csv() -> Response:
    lines = lines_of(identity.database(), identity.today())
    return _file(to_csv(lines), "nguon-tin.csv", "text/csv; charset=utf-8")


@blueprint.route("/nguon-tin/nhap", methods=["GET", "POST"])
@requires(Action.MANAGE_SOURCES)
def bring() -> Response | str | tuple[str, int]:
    """The file is kept between looking and adding; the button "Thêm" sends ``viec=ghi`` without it."""
    form = _offered(SourceListForm())
    if not form.validate_on_submit():
        return _page(form), 400 if form.errors else 200
    if earlier := submissions.taken(form):
        return earlier
    try:
        weighed = _weighed(form)
        if request.form.get("viec") != "ghi":
            return _page(form, weighed)
        added = take_lines(identity.database(), identity.actor(), weighed)
    except Invalid as error:
        show_refusal(form, error)
        return _page(_offered(form)), 400
    flash(_("Đã thêm %(count)s nguồn tin.", count=len(added)))
    answer = submissions.finish(form, url_for("sources.index"))
    wake()
    return answer


def _weighed(form: SourceListForm) -> list[Weighed]:
    """What the file sent, or the one kept when it was looked at, would bring."""
    house, key, person_id = identity.settings(), form.submission.data or "", identity.person().id
    body = form.file.data.read() if form.file.data else trials.take_file(house.data_dir, key, person_id)
    if body is None:
        again = request.form.get("viec") == "ghi"
        message = N_("Tệp đã xem không còn được giữ. Chọn lại tệp.") if again else N_("Chọn một tệp OPML hoặc CSV.")
        raise Invalid(message, field="file")
    lines = read_list(body)
    trials.clear_old(house.data_dir)
    trials.keep_file(house.data_dir, key, person_id, body)
    return weigh(identity.database(), lines, identity.today(), otherwise=_unit(form.unit.data))


def _unit(unit_id: int | None) -> Unit | None:
    return next((unit for unit in press_units(identity.database()) if unit.id == unit_id), None)


def _offered(form: SourceListForm) -> SourceListForm:
    today = identity.today()
    form.offer([(unit.id, unit.name_on(today).name) for unit in press_units(identity.database())])
    return form


def _page(form: SourceListForm, weighed: list[Weighed] | None = None) -> str:
    kinds = {kind.value: kind for kind in SourceKind}
    return render_template("sources/bring.html", form=form, weighed=weighed, today=identity.today(), kinds=kinds)


def _file(body: bytes, name: str, mimetype: str) -> Response:
    return Response(body, content_type=mimetype, headers={"Content-Disposition": f'attachment; filename="{name}"'})
