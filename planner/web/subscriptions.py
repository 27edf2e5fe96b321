"""Private calendar links: the page that makes them, and the calendar itself."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.domain.calendar_clients import calendar_path
from planner.errors import Invalid, NotFound
from planner.forms.subscriptions import LinkForm
from planner.models import Subscription
from planner.newsdesk import subscribing
from planner.queries.subscriptions import link_by_id, links_of
from planner.vocabulary import CalendarScope
from planner.web import identity, submissions
from planner.web.access import NOT_HERE, public, requires
from planner.web.calendar_answers import answer
from planner.web.calendar_links import ShownLink, shown_link
from planner.web.rendering import _, translate

blueprint = Blueprint("subscriptions", __name__)


@blueprint.get("/dang-ky-lich")
@requires(Action.OWN_ACCOUNT)
def index() -> str:
    return _page(LinkForm())


@blueprint.post("/dang-ky-lich")
@requires(Action.OWN_ACCOUNT)
def create() -> Response | str | tuple[str, int]:
    """Make a link and show its address on this answer only: it is in no address, no cookie and no row."""
    form = LinkForm()
    if not form.validate_on_submit():
        return _page(form), 400
    if earlier := submissions.taken(form):
        flash(_("Đường dẫn đã được tạo và chỉ hiện một lần. Nếu chưa sao chép, thu hồi rồi tạo đường dẫn mới."))
        return earlier
    try:
        link, token = _create(form)
    except Invalid as error:
        form.form_errors = [translate(error.message, error.params)]
        return _page(form), 400
    done = submissions.finish(form, url_for(".index"))
    return (
        render_template("subscriptions/created.html", link=link, shown=_shown(token))
        if link in identity.database()
        else done
    )


@blueprint.post("/dang-ky-lich/<int:link_id>/thu-hoi")
@requires(Action.OWN_ACCOUNT)
def revoke(link_id: int) -> Response:
    subscribing.revoke(identity.database(), identity.actor(), load(link_id))
    identity.database().commit()
    flash(_("Đã thu hồi đường dẫn. Lịch trên thiết bị chỉ còn một dòng báo đã thu hồi ở lần cập nhật tới."), "success")
    return redirect(url_for(".index"), 303)


@blueprint.get("/lich/<token>/<name>.ics")
@public
def calendar(token: str, name: str) -> Response:  # noqa: ARG001 - the name is for the program that shows it
    """The calendar of a link, for programs that cannot sign in: the token is the key and nothing else counts."""
    return answer(token)


def load(link_id: int) -> Subscription:
    """One's own link; another person's does not exist."""
    link = link_by_id(identity.database(), link_id)
    if link is None or link.person_id != identity.person().id:
        raise NotFound(NOT_HERE)
    return link


def _create(form: LinkForm) -> tuple[Subscription, str]:
    return subscribing.create_link(
        identity.database(),
        identity.actor(),
        identity.person(),
        label=form.label.data or "",
        today=identity.today(),
        scope=CalendarScope(form.scope.data),
        deadlines=bool(form.deadlines.data),
        alarm_min=form.alarm.data or None,
    )


def _shown(token: str) -> ShownLink:
    name = identity.person().name
    return shown_link(identity.settings().address, calendar_path(token, name), f"{_('Lịch tòa soạn')} – {name}")


def _page(form: LinkForm) -> str:
    links = links_of(identity.database(), identity.person().id)
    return render_template("subscriptions/index.html", form=form, links=links)
