"""What one is told and why: the list, how one wants to hear of what, and what tomorrow would bring."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may_somewhere, plan_visibility
from planner.errors import Invalid, NotFound
from planner.forms.notices import ChannelsForm, channel_values, field_name
from planner.models import Notice
from planner.newsdesk import notifying as desk
from planner.newsdesk.mail_hours import choose_hours
from planner.queries import notices as queries
from planner.queries.mails import hours_of
from planner.vocabulary import NoticeChannel, NoticeKind
from planner.web import identity, submissions
from planner.web.access import NOT_HERE, requires
from planner.web.notice_pages import subject_url
from planner.web.notice_preview import tomorrow
from planner.web.paging import page_asked, pages
from planner.web.refusals import show_refusal
from planner.web.rendering import _

blueprint = Blueprint("notices", __name__)


@blueprint.get("/thong-bao")
@requires(Action.OWN_ACCOUNT)
def index() -> str:
    unread, page = request.args.get("xem") == "chua-doc", page_asked()
    sight = plan_visibility(identity.viewer())
    rows, total = queries.notices_of(identity.database(), identity.person().id, sight, unread=unread, page=page)
    return render_template(
        "notices/index.html",
        notices=rows,
        url_of=url_of,
        newest=max((notice.id for notice in rows), default=0),
        only_unread=unread,
        pages=pages(total, queries.PAGE, page),
        may_report=may_somewhere(identity.viewer(), Action.REPORT_WORK),
        **_doors(),
    )


@blueprint.post("/thong-bao/<int:notice_id>/doc")
@requires(Action.OWN_ACCOUNT)
def read(notice_id: int) -> Response:
    """Mark one as read and go on to what it is about, or back to the list."""
    notice = load(notice_id)
    desk.mark_read(identity.database(), identity.actor(), notice.person_id, [notice])
    onward = url_of(notice) if request.form.get("mo") else _list()
    identity.database().commit()
    return redirect(onward, 303)


@blueprint.post("/thong-bao/doc-het")
@requires(Action.OWN_ACCOUNT)
def read_all() -> Response:
    """Mark as read what the page showed or could have shown, not what came since."""
    newest = request.form.get("den", type=int) or 0
    desk.mark_read_until(identity.database(), identity.actor(), identity.person().id, newest)
    identity.database().commit()
    flash(_("Đã đánh dấu tất cả là đã đọc."), "success")
    return redirect(_list(), 303)


@blueprint.route("/thong-bao/cai-dat", methods=["GET", "POST"])
@requires(Action.OWN_ACCOUNT)
def settings() -> Response | str | tuple[str, int]:
    session, person = identity.database(), identity.person()
    hours = hours_of(session, [person.id])[person.id]
    form = ChannelsForm(data=channel_values(queries.choices_of(session, [person.id])[person.id], hours))
    if not form.validate_on_submit():
        return _settings_page(form), 400 if form.errors else 200
    if earlier := submissions.taken(form):
        return earlier
    wanted = form.chosen()
    if request.form.get("gop"):
        wanted = {kind: _gathered(channel) for kind, channel in wanted.items()}
    try:
        choose_hours(session, identity.actor(), person, form.hours())
    except Invalid as error:
        show_refusal(form, error)
        return _settings_page(form), 400
    desk.choose_channels(session, identity.actor(), person, wanted)
    flash(_("Đã lưu cách nhận thông báo."), "success")
    return submissions.finish(form, url_for(".settings"))


@blueprint.get("/thong-bao/ngay-mai")
@requires(Action.PREVIEW_NOTICES)
def preview() -> str:
    return render_template("notices/tomorrow.html", preview=tomorrow(), **_doors())


def url_of(notice: Notice) -> str:
    """The page of what a notice is about."""
    if notice.item_id is not None:
        return url_for("items.show", item_id=notice.item_id)
    return subject_url(notice.subject, notice.subject_id)


def load(notice_id: int) -> Notice:
    """One's own notice of something one may still see; another person's does not exist."""
    sight = plan_visibility(identity.viewer())
    notice = queries.own_notice(identity.database(), notice_id, identity.person().id, sight)
    if notice is None:
        raise NotFound(NOT_HERE)
    return notice


def _list() -> str:
    unread = request.form.get("xem") == "chua-doc"
    return url_for(".index", xem="chua-doc") if unread else url_for(".index")


def _gathered(channel: NoticeChannel) -> NoticeChannel:
    return NoticeChannel.DIGEST if channel is NoticeChannel.MAIL else channel


def _settings_page(form: ChannelsForm) -> str:
    fields = [form[field_name(kind)] for kind in NoticeKind]
    mailed = bool(identity.settings().smtp_url)
    return render_template("notices/settings.html", form=form, fields=fields, mailed=mailed, **_doors())


def _doors() -> dict[str, bool]:
    """Which of the neighbouring pages this viewer may open."""
    viewer = identity.viewer()
    return {
        "may_preview": may_somewhere(viewer, Action.PREVIEW_NOTICES),
        "may_see_log": may_somewhere(viewer, Action.SEE_MAIL_LOG),
        "may_set": may_somewhere(viewer, Action.SET_REMINDERS),
    }
