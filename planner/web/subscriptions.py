"""Private calendar links: the page that makes them, the page of each, and the calendar itself."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, Scope, plan_visibility, scope_of
from planner.domain.calendar_clients import calendar_path
from planner.domain.calendar_reach import Reach
from planner.errors import Invalid, NotFound
from planner.forms.subscriptions import LinkForm
from planner.language.style import duration
from planner.models import PlannedItem, Subscription
from planner.newsdesk import subscribing
from planner.newsdesk.inviting import set_invited
from planner.newsdesk.signing_in import token_hash
from planner.newsdesk.subscribing import LinkChoice
from planner.queries.calendar_reach import reach
from planner.queries.campaigns import all_campaigns
from planner.queries.columns import columns_seen
from planner.queries.subscriptions import link_by_id, link_by_token, links_of
from planner.vocabulary import N_, CalendarContent, CalendarScope, PrefixStyle, Status
from planner.web import campaign_feed, identity, submissions
from planner.web.access import NOT_HERE, public, requires
from planner.web.calendar_answers import answer
from planner.web.calendar_links import ShownLink, qr_code, shown_link, webcal_of
from planner.web.rendering import _, language, translate

blueprint = Blueprint("subscriptions", __name__)
ONLY_CAMPAIGN = N_("Tin, bài đã đăng đi theo đợt tuyên truyền. Chọn một đợt ở mục “Lịch của”.")
ONCE = N_("Đường dẫn đã được tạo và chỉ hiện một lần. Nếu chưa sao chép, đổi đường dẫn để nhận đường dẫn mới.")
# Nothing has to reach anybody any more.
OVER = (Status.PUBLISHED,)


@blueprint.get("/dang-ky-lich")
@requires(Action.OWN_ACCOUNT)
def index() -> str:
    return _page(_form())


@blueprint.post("/dang-ky-lich")
@requires(Action.OWN_ACCOUNT)
def create() -> Response | str | tuple[str, int]:
    """Make a link and show its address on this answer only: it is in no address, no cookie and no row."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 400
    if earlier := submissions.taken(form):
        flash(_(ONCE))
        return earlier
    try:
        link, token = subscribing.create_link(
            identity.database(),
            identity.actor(),
            identity.person(),
            label=form.label.data or "",
            today=identity.today(),
            choice=_choice(form),
        )
    except Invalid as error:
        form.form_errors = [translate(error.message, error.params)]
        return _page(form), 400
    done = submissions.finish(form, url_for(".index"))
    return _created(link, token) if link in identity.database() else done


@blueprint.post("/dang-ky-lich/loi-moi")
@requires(Action.OWN_ACCOUNT)
def invite() -> Response:
    """Turn invitations by mail on or off for oneself."""
    wanted = request.form.get("invited") == "1"
    set_invited(identity.database(), identity.actor(), identity.person(), invited=wanted)
    identity.database().commit()
    on, off = N_("Đã bật lời mời qua thư."), N_("Đã tắt; các lời mời đã gửi được rút lại trong ít phút.")
    flash(_(on if wanted else off), "success")
    return redirect(url_for(".index"), 303)


@blueprint.get("/dang-ky-lich/<int:link_id>")
@requires(Action.OWN_ACCOUNT)
def show(link_id: int) -> str:
    """What a link shows and whether it is read; its address is known to the device alone."""
    link = load(link_id)
    return render_template("subscriptions/show.html", link=link, connection=connection_words(link))


@blueprint.get("/dang-ky-lich/<int:link_id>/ket-noi")
@requires(Action.OWN_ACCOUNT)
def connection(link_id: int) -> Response:
    """For the page that waits for the first read: whether, when and by which program the link was read."""
    link = load(link_id)
    answered = jsonify(read=link.read_at is not None, words=connection_words(link))
    answered.headers["Cache-Control"] = "no-store"
    return answered


@blueprint.post("/dang-ky-lich/<int:link_id>/thu-hoi")
@requires(Action.OWN_ACCOUNT)
def revoke(link_id: int) -> Response:
    subscribing.revoke(identity.database(), identity.actor(), load(link_id))
    identity.database().commit()
    flash(_("Đã thu hồi đường dẫn. Lịch trên thiết bị chỉ còn một dòng báo đã thu hồi ở lần cập nhật tới."), "success")
    return redirect(url_for(".index"), 303)


@blueprint.post("/dang-ky-lich/<int:link_id>/doi")
@requires(Action.OWN_ACCOUNT)
def rotate(link_id: int) -> Response | str:
    """A new address for the same device; the old one says so for sixty days. Sent twice, the second is refused."""
    link, token = subscribing.rotate(identity.database(), identity.actor(), load(link_id), today=identity.today())
    identity.database().commit()
    return _created(link, token)


@blueprint.get("/lich/<token>/<name>.ics")
@public
def calendar(token: str, name: str) -> Response:  # noqa: ARG001 - the name is for the program that shows it
    """The calendar of a link, for programs that cannot sign in: the token is the key and nothing else counts."""
    return answer(token)


@blueprint.get("/lich/<token>/<name>.atom")
@public
def published(token: str, name: str) -> Response:  # noqa: ARG001 - the name is for the program that shows it
    """What was published for the link's campaign, for other systems: a private link, because it can be taken back."""
    return campaign_feed.answer(token)


@blueprint.get("/lich/<token>/ma-qr.svg")
@requires(Action.OWN_ACCOUNT)
def picture(token: str) -> Response:
    """The address as a picture for a phone's camera: only for the owner, and kept nowhere."""
    link = link_by_token(identity.database(), token_hash(token))
    if link is None or link.person_id != identity.person().id or link.revoked_at:
        raise NotFound(NOT_HERE)
    address = identity.settings().address + calendar_path(token, link.person.name)
    return Response(
        qr_code(webcal_of(address)),
        headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"},
        content_type="image/svg+xml",
    )


@blueprint.app_context_processor
def desk_view() -> dict[str, object]:
    """For the item's page: whether the calendars of its people have the last change, for whoever runs the desk."""
    return {"calendar_reach": calendar_reach}


def calendar_reach(item: PlannedItem) -> list[Reach]:
    viewer = identity.viewer()
    desk = scope_of(viewer, Action.EDIT_PLANS) is Scope.UNIT and item.unit_id in viewer.unit_ids
    return reach(identity.database(), item) if desk and item.assignments and item.status not in OVER else []


def load(link_id: int) -> Subscription:
    """One's own link; another person's does not exist."""
    link = link_by_id(identity.database(), link_id)
    if link is None or link.person_id != identity.person().id:
        raise NotFound(NOT_HERE)
    return link


def connection_words(link: Subscription) -> str:
    """Whether a program has read the link, how long ago and which; empty when none has."""
    if link.read_at is None:
        return ""
    ago = duration(identity.now() - link.read_at, language())
    return _("Đã kết nối, %(ago)s trước, %(client)s.", ago=ago, client=link.read_by)


def _form() -> LinkForm:
    form = LinkForm()
    session, sight = identity.database(), plan_visibility(identity.viewer())
    form.offer(
        [(column.id, column.name) for column in columns_seen(session, sight)],
        [(campaign.id, campaign.short_title) for campaign in all_campaigns(session)],
    )
    return form


def _choice(form: LinkForm) -> LinkChoice:
    """Raises Invalid for a feed of published items of anything but a campaign."""
    scope, number = form.subject()
    if form.content.data == CalendarContent.PUBLISHED and scope is not CalendarScope.CAMPAIGN:
        raise Invalid(ONLY_CAMPAIGN, field="scope")
    session, content = identity.database(), CalendarContent(form.content.data)
    column = next((one for one in columns_seen(session, plan_visibility(identity.viewer())) if one.id == number), None)
    campaign = next((one for one in all_campaigns(session) if one.id == number), None)
    return LinkChoice(
        scope=scope,
        content=content,
        column=column if scope is CalendarScope.COLUMN else None,
        campaign=campaign if scope is CalendarScope.CAMPAIGN else None,
        alarm_min=form.alarm.data or None,
        style=PrefixStyle(form.style.data),
        keep_cancelled=bool(form.keep_cancelled.data),
        language=form.language.data or "vi",
    )


def _created(link: Subscription, token: str) -> str:
    name = identity.person().name
    path = calendar_path(token, name)
    if link.content is CalendarContent.PUBLISHED:
        address = identity.settings().address + path.removesuffix(".ics") + ".atom"
        return render_template("subscriptions/created_feed.html", link=link, address=address)
    shown: ShownLink = shown_link(identity.settings().address, path, f"{_('Lịch tòa soạn')} – {name}")
    caldav = {"server": f"{identity.settings().address}/dav/", "name": identity.person().email, "password": token}
    return render_template("subscriptions/created.html", link=link, shown=shown, caldav=caldav)


def _page(form: LinkForm) -> str:
    links = links_of(identity.database(), identity.person().id)
    return render_template(
        "subscriptions/index.html",
        form=form,
        links=links,
        invited=identity.person().invited,
        mailed=bool(identity.settings().smtp_url),
    )
