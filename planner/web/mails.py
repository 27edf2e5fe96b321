"""The administrator's log of mails: to whom, when, with what result. What they say stays with their readers."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.errors import NotFound
from planner.models import Mail
from planner.newsdesk import mailing
from planner.queries import mails as queries
from planner.vocabulary import MailState
from planner.web import identity
from planner.web.access import NOT_HERE, requires
from planner.web.paging import page_asked, pages
from planner.web.rendering import _

blueprint = Blueprint("mails", __name__)
AGAIN = (MailState.FAILED, MailState.UNSURE)


@blueprint.get("/thong-bao/nhat-ky")
@requires(Action.SEE_MAIL_LOG)
def log() -> str:
    session, page = identity.database(), page_asked()
    asked = request.args.get("trang-thai", "")
    state = MailState(asked) if asked in list(MailState) else None
    rows, total = queries.mail_log(session, state=state, page=page)
    counts = queries.mail_counts(session)
    return render_template(
        "notices/log.html",
        mails=rows,
        state=state,
        states=[(one, counts[one]) for one in MailState if one in counts],
        pages=pages(total, queries.PAGE, page),
        again=AGAIN,
        mailed=bool(identity.settings().smtp_url),
        may_preview=True,
        may_see_log=True,
    )


@blueprint.post("/thong-bao/nhat-ky/<int:mail_id>/gui-lai")
@requires(Action.SEE_MAIL_LOG)
def send_again(mail_id: int) -> Response:
    mailing.send_again(identity.database(), identity.actor(), load(mail_id))
    identity.database().commit()
    flash(_("Thư sẽ được gửi lại trong vài phút tới."), "success")
    return redirect(url_for(".log"), 303)


def load(mail_id: int) -> Mail:
    mail = queries.mail_by_id(identity.database(), mail_id)
    if mail is None:
        raise NotFound(NOT_HERE)
    return mail
