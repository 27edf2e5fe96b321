"""Publication logs (bảng kê): a table uploaded, its columns chosen, the dry run looked at, then stored or given up."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from feeds.tables import Sheet, Unreadable, read_table
from planner.documents.log_faults import MIMETYPE, write_faults
from planner.domain.access import Action, Scope, may, scope_of
from planner.domain.file_types import MOST_BYTES
from planner.domain.log_rows import Fate, Outcome
from planner.errors import Forbidden, Invalid, NotFound
from planner.forms.publication_logs import ColumnsForm, UploadForm, columns_form
from planner.language.style import number
from planner.models import Channel, PublicationLog, Unit
from planner.newsdesk import publication_logs as desk
from planner.newsdesk.publication_logs import DryRun, Upload
from planner.queries import publication_logs as queries
from planner.queries.history import history_of
from planner.queries.units import channels_on, press_units, unit_by_id
from planner.vocabulary import N_, LogKind, LogState
from planner.web import identity, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.refusals import show_refusal
from planner.web.rendering import _, translate

blueprint = Blueprint("publication_logs", __name__)
FORM_AROUND = 64 * 1024
SHOWN = 100
UNREADABLE = {
    "broken": N_("Không đọc được tệp. Mở bằng Excel, lưu lại thành .xlsx hoặc CSV rồi tải lên lại."),
    "empty": N_("Tệp không có dòng nào dưới hàng tên cột. Kiểm tra trang tính đầu tiên của tệp."),
    "too-many-rows": N_("Tệp có quá 20.000 dòng. Chia thành nhiều tệp, mỗi tệp một tháng chẳng hạn."),
    "too-big": N_("Tệp quá lớn khi giải nén. Chỉ giữ trang tính cần nhập rồi tải lên lại."),
    "macros": N_("Tệp có mã lệnh (macro) nên không nhận. Lưu lại thành .xlsx không có macro."),
}
NOTES = {
    "encoding-windows-1258": N_("Bảng mã của tệp CSV không rõ, đã đọc theo Windows-1258: xem lại chữ có dấu bên dưới."),
    "first-sheet-of-several": N_("Tệp có nhiều trang tính; chỉ đọc trang đầu tiên."),
}
FATES = {Fate.NEW: N_("mới"), Fate.CHANGED: N_("thay đổi"), Fate.SAME: N_("đã có")}


@dataclass(frozen=True, slots=True)
class Fault:
    """A refused row with its sentence in the reader's language."""

    number: int
    cells: Sequence[str]
    sentence: str


@blueprint.url_value_preprocessor
def allow_a_file(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Before anything reads the body: this one form may be as large as a file."""
    if endpoint == "publication_logs.create":
        request.max_content_length = MOST_BYTES + FORM_AROUND


@blueprint.get("/bang-ke")
@requires(Action.KEEP_LOGS)
def index() -> str:
    return _index(_form())


@blueprint.post("/bang-ke")
@requires(Action.KEEP_LOGS)
def create() -> Response | tuple[str, int]:
    form = _form()
    if not form.validate():
        return _index(form), 400
    if earlier := submissions.taken(form):
        return earlier
    try:
        upload = _upload(form)
    except Invalid as error:
        show_refusal(form, error)
        return _index(form), 400
    log = desk.open_log(identity.database(), identity.actor(), upload)
    identity.database().flush()
    return submissions.finish(form, url_for(".show", log_id=log.id))


@blueprint.get("/bang-ke/<int:log_id>")
@requires(Action.KEEP_LOGS)
def show(log_id: int) -> str:
    log = load(log_id)
    return _page(log, _columns(log))


@blueprint.post("/bang-ke/<int:log_id>/cot")
@requires(Action.KEEP_LOGS)
def choose(log_id: int) -> Response | tuple[str, int]:
    """Choose the columns; the dry run below follows."""
    log = load(log_id)
    form = _columns(log)
    if not form.validate():
        return _page(log, form), 400
    try:
        desk.choose_columns(identity.database(), identity.actor(), log, form.chosen(log.kind))
    except Invalid as error:
        identity.database().rollback()
        log = load(log_id)
        show_refusal(form, error)
        return _page(log, form), 400
    return _done(_("Đã chọn cột. Xem bản chạy thử bên dưới."), log_id)


@blueprint.post("/bang-ke/<int:log_id>/ghi-nhan")
@requires(Action.KEEP_LOGS)
def store(log_id: int) -> Response:
    log = load(log_id)
    version = request.form.get("version", type=int) or 0
    run = desk.store_log(identity.database(), identity.actor(), log, version=version, zone=identity.settings().zone)
    words = _("Đã ghi nhận %(new)s tin, bài mới, sửa %(changed)s; %(refused)s dòng bị từ chối.", **_shown(run.counts))
    return _done(words, log_id)


@blueprint.post("/bang-ke/<int:log_id>/bo")
@requires(Action.KEEP_LOGS)
def discard(log_id: int) -> Response:
    desk.discard_log(identity.database(), identity.actor(), load(log_id))
    return _done(_("Đã bỏ bảng kê; không tin, bài nào được ghi nhận."), log_id)


@blueprint.get("/bang-ke/<int:log_id>/dong-loi.xlsx")
@requires(Action.KEEP_LOGS)
def faults(log_id: int) -> Response:
    log = load(log_id)
    run = _run(log)
    rows = [(fault.cells, fault.sentence) for fault in _faults(log, run)] if run else []
    data = write_faults(log.heads, rows, reason=_("Lỗi"))
    return send_file(io.BytesIO(data), MIMETYPE, as_attachment=True, download_name=f"dong-loi-{log.id}.xlsx")


def load(log_id: int) -> PublicationLog:
    """A log of a unit the viewer keeps logs for."""
    log = queries.log_by_id(identity.database(), log_id)
    if log is None or not may(identity.viewer(), Action.KEEP_LOGS, unit_id=log.unit_id):
        raise NotFound(NOT_HERE)
    return log


def _form() -> UploadForm:
    form, session, today = UploadForm(), identity.database(), identity.today()
    units = _units()
    form.unit.offer([(one.id, one.name_on(today).name) for one in units])
    channels = channels_on(session, [one.id for one in units], today)
    form.channel.offer([(one.id, one.name) for one in channels])
    if not form.is_submitted() and len(units) == 1:
        form.unit.data = units[0].id
    return form


def _units() -> list[Unit]:
    viewer = identity.viewer()
    everywhere = scope_of(viewer, Action.KEEP_LOGS) is Scope.ALL
    return [one for one in press_units(identity.database()) if everywhere or one.id == viewer.unit_id]


def _upload(form: UploadForm) -> Upload:
    """What the form hands in. Raises Invalid beside the file for what is no table."""
    session = identity.database()
    unit = unit_by_id(session, form.unit.data)
    if unit is None or not may(identity.viewer(), Action.KEEP_LOGS, unit_id=unit.id):
        raise Forbidden(NO_RIGHT)
    data = form.file.data.read()
    return Upload(
        kind=LogKind(form.kind.data),
        unit=unit,
        channel=session.get(Channel, form.channel.data) if form.channel.data else None,
        file_name=form.file.data.filename or "",
        data=data,
        sheet=_sheet(data),
    )


def _sheet(data: bytes) -> Sheet:
    try:
        return read_table(data)
    except Unreadable as error:
        raise Invalid(UNREADABLE[error.reason], field="file") from error


def _columns(log: PublicationLog) -> ColumnsForm:
    return columns_form(log.kind, log.heads, log.columns, log.version)


def _run(log: PublicationLog) -> DryRun | None:
    return desk.dry_run(identity.database(), log, now=identity.now(), zone=identity.settings().zone)


def _faults(log: PublicationLog, run: DryRun) -> list[Fault]:
    cells = {int(row["number"]): row["cells"] for row in log.rows}
    return [Fault(one.number, cells[one.number], translate(one.problem) % dict(one.params)) for one in run.refused]


def _shown(counts: dict[str, int]) -> dict[str, str]:
    return {name: number(value) for name, value in counts.items()}


def _index(form: UploadForm) -> str:
    viewer, session = identity.viewer(), identity.database()
    everywhere = scope_of(viewer, Action.KEEP_LOGS) is Scope.ALL
    lines = queries.log_lines(session, None if everywhere else viewer.unit_ids)
    return render_template(
        "publication_logs/index.html",
        form=form,
        lines=lines,
        units={one.id: one.name_on(identity.today()) for one in press_units(session)},
    )


def _page(log: PublicationLog, form: ColumnsForm) -> str:
    run = _run(log) if log.state is LogState.DRAFT else None
    wanted: list[Outcome] = [one for one in run.outcomes if one.fate is not Fate.SAME] if run else []
    found = _faults(log, run) if run else []
    return render_template(
        "publication_logs/show.html",
        log=log,
        form=form,
        run=run,
        outcomes=wanted[:SHOWN],
        hidden=max(len(wanted) - SHOWN, 0),
        faults=found[:SHOWN],
        hidden_faults=max(len(found) - SHOWN, 0),
        fates=FATES,
        notes=[NOTES[code] for code in log.notes],
        items=queries.items_of_log(identity.database(), log.id, limit=SHOWN) if log.state is LogState.STORED else [],
        storable=bool(run and run.count(Fate.NEW) + run.count(Fate.CHANGED)),
        unit_name=log.unit.name_on(identity.today()),
        history=history_of(identity.database(), "publication_log", log.id),
    )


def _done(words: str, log_id: int) -> Response:
    identity.database().commit()
    flash(words, "success")
    return redirect(url_for(".show", log_id=log_id), 303)
