"""A report's files: small ones at once, long ones made in the background, followed, cancelled and kept."""

from collections.abc import Callable
from typing import cast

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from planner.documents.printing import AT_ONCE, MIMETYPES, file_name, print_report
from planner.documents.profile import profile_of
from planner.domain.access import Action
from planner.errors import Invalid, NotFound
from planner.models import ReportEdition, ReportFile, StoredReport
from planner.newsdesk import report_files as desk
from planner.queries import reports as queries
from planner.queries.word_templates import template_of
from planner.vocabulary import FileKind, FileState
from planner.web import identity
from planner.web.access import NOT_HERE, requires
from planner.web.rendering import _
from planner.web.report_access import edition_of, load, period_words

blueprint = Blueprint("report_files", __name__, url_prefix="/bao-cao")


@blueprint.get("/<int:report_id>/bao-cao.<kind>")
@requires(Action.SEE_REPORTS)
def download(report_id: int, kind: str) -> Response | Redirect:
    """The file of an edition (``ban``), in a form chosen by hand (``the-thuc``); a long one is made apart."""
    report, wanted = load(report_id), _kind(kind)
    edition = edition_of(report, request.args.get("ban"))
    if wanted is FileKind.JSON and edition.closed_at:
        return _answer(edition.content.encode(), wanted, edition)
    if edition.lines > AT_ONCE and wanted is not FileKind.JSON:
        return redirect(url_for(".index", report_id=report_id, ban=edition.number))
    shown = queries.report_of(edition)
    profile = profile_of(shown, request.args.get("the-thuc") or report.profile)
    template = template_of(identity.database(), report) if wanted is FileKind.WORD else None
    return _answer(print_report(shown, wanted, profile, template=template), wanted, edition)


@blueprint.get("/<int:report_id>/tep")
@requires(Action.SEE_REPORTS)
def index(report_id: int) -> str:
    """Files asked for, how far they are, and what can be asked for."""
    report = load(report_id)
    edition = edition_of(report, request.args.get("ban"))
    files = queries.files_of(identity.database(), edition.id)
    return render_template(
        "reports/files.html",
        period_words=period_words,
        report=report,
        edition=edition,
        files=files,
        kinds=[kind for kind in FileKind if kind is not FileKind.JSON],
        going=any(file.state in (FileState.WAITING, FileState.WORKING) for file in files),
    )


@blueprint.post("/<int:report_id>/tep/<kind>")
@requires(Action.SEE_REPORTS)
def ask(report_id: int, kind: str) -> Redirect:
    report, wanted = load(report_id), _kind(kind)
    edition = edition_of(report, request.form.get("ban"))
    desk.ask_file(identity.database(), identity.actor(), edition, wanted, report.profile)
    identity.database().commit()
    _wake()
    flash(_("Đã nhận yêu cầu. Tệp được lập trong nền; có thể rời trang này."))
    return redirect(url_for(".index", report_id=report_id, ban=edition.number), 303)


@blueprint.get("/tep/<int:made_id>")
@requires(Action.SEE_REPORTS)
def fetch(made_id: int) -> Response:
    file, _report = _load(made_id)
    if file.state is not FileState.READY or file.content is None:
        raise NotFound(NOT_HERE)
    return _answer(file.content, file.kind, file.edition)


@blueprint.post("/tep/<int:made_id>/huy")
@requires(Action.SEE_REPORTS)
def cancel(made_id: int) -> Redirect:
    file, report = _load(made_id)
    if file.asked_by_id != identity.person().id:
        raise Invalid(_("Chỉ người yêu cầu mới hủy được việc lập tệp."))
    desk.cancel_file(identity.database(), identity.actor(), file)
    identity.database().commit()
    flash(_("Đã hủy lập tệp."))
    return redirect(url_for(".index", report_id=report.id, ban=file.edition.number), 303)


def _load(file_id: int) -> tuple[ReportFile, StoredReport]:
    file = identity.database().get(ReportFile, file_id)
    if file is None:
        raise NotFound(NOT_HERE)
    return file, load(file.edition.report_id)


def _kind(text: str) -> FileKind:
    try:
        return FileKind(text)
    except ValueError as error:
        raise NotFound(NOT_HERE) from error


def _answer(content: bytes, kind: FileKind, edition: ReportEdition) -> Response:
    report = edition.report
    name = file_name(report.campaign.key, report.first, report.last, kind)
    response = Response(content, mimetype=MIMETYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _wake() -> None:
    wake = cast("Callable[[], None] | None", current_app.config.get("WAKE"))
    if wake:
        wake()
