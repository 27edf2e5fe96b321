"""A closed report opened to the public for a while: its addresses, and the page a visitor reads."""

from datetime import timedelta

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.errors import Invalid, NotFound
from planner.forms.report_links import OpenForm
from planner.models import StoredReport
from planner.newsdesk import report_links as desk
from planner.newsdesk.signing_in import token_hash
from planner.queries import report_links as queries
from planner.queries import reports
from planner.vocabulary import N_
from planner.web import identity, submissions
from planner.web.access import NOT_HERE, public, requires
from planner.web.refusals import show_refusal
from planner.web.rendering import _
from planner.web.report_access import load_to_write, period_words
from planner.web.report_page import sheet_of

blueprint = Blueprint("report_links", __name__)
USUAL = timedelta(days=30)
IN_FULL = 500
ENDED = N_("Đường dẫn này không đúng, đã hết hạn hoặc đã bị thu hồi. Hỏi lại nơi đã gửi đường dẫn.")


@blueprint.get("/bao-cao/<int:report_id>/cong-khai")
@requires(Action.WRITE_REPORTS)
def index(report_id: int) -> str:
    return _page(load_to_write(report_id), OpenForm(data={"ends_on": identity.today() + USUAL}))


@blueprint.post("/bao-cao/<int:report_id>/cong-khai")
@requires(Action.WRITE_REPORTS)
def create(report_id: int) -> Response | str | tuple[str, int]:
    """Open the newest edition; the address is shown on this one answer and never again."""
    report, form = load_to_write(report_id), OpenForm()
    if not form.validate() or form.ends_on.data is None:
        return _page(report, form), 400
    if earlier := submissions.taken(form):
        return earlier
    session, edition = identity.database(), report.edition
    try:
        link, token = desk.open_to_public(
            session, identity.actor(), edition, ends_on=form.ends_on.data, today=identity.today()
        )
    except Invalid as error:
        show_refusal(form, error)
        return _page(report, form), 400
    submissions.finish(form, url_for(".index", report_id=report_id))
    address = url_for(".read", token=token, _external=True)
    return render_template("report_links/created.html", report=report, link=link, address=address)


@blueprint.post("/bao-cao/<int:report_id>/cong-khai/<int:public_id>/thu-hoi")
@requires(Action.WRITE_REPORTS)
def revoke(report_id: int, public_id: int) -> Response:
    report, session = load_to_write(report_id), identity.database()
    link = queries.link_by_id(session, public_id)
    if link is None or link.edition.report_id != report.id:
        raise NotFound(NOT_HERE)
    desk.close_to_public(session, identity.actor(), link)
    session.commit()
    flash(_("Đã thu hồi; đường dẫn không mở được nữa."))
    return redirect(url_for(".index", report_id=report_id), 303)


@blueprint.get("/bao-cao-cong-khai/<token>")
@public
def read(token: str) -> Response:
    """The edition as a page, as it was closed. Raises NotFound for an address that does not work."""
    link = queries.working_link(identity.database(), token_hash(token), identity.today())
    if link is None:
        raise NotFound(ENDED)
    report = link.edition.report
    sheet = sheet_of(reports.report_of(link.edition), report.profile, IN_FULL)
    answer = make_response(
        render_template("reports/preview.html", report=None, edition=link.edition, sheet=sheet, ends_on=link.ends_on)
    )
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _page(report: StoredReport, form: OpenForm) -> str:
    return render_template(
        "report_links/index.html",
        report=report,
        period=period_words(report),
        form=form,
        links=queries.links_of(identity.database(), report.id),
        today=identity.today(),
    )
