"""Published items: the list with its filters, one item with all that is known, pasting a link, classifying."""

from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may, may_somewhere, plan_visibility, units_within
from planner.errors import Forbidden, Invalid, NotFound, Stale
from planner.forms.published import DescribeForm, PasteForm, PublishedFilterForm
from planner.models import PlannedItem, PublishedItem, Unit
from planner.newsdesk import published as desk
from planner.queries import published as queries
from planner.queries.history import history_of
from planner.queries.recognition import exemplars_named_in
from planner.queries.sources import all_sources
from planner.queries.units import press_units
from planner.vocabulary import N_, Medium
from planner.web import identity, items, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.link_reading import LinkRead, read_link
from planner.web.refusals import show_refusal
from planner.web.rendering import _
from planner.web.source_pages import CONFIDENCE, rule_words

blueprint = Blueprint("published", __name__)
ON_A_PAGE = 50


@blueprint.get("/da-dang")
@requires(Action.SEE_PUBLISHED)
def index() -> str:
    session, today = identity.database(), identity.today()
    form = PublishedFilterForm(request.args)
    form.offer(
        [(unit.id, unit.name_on(today).name) for unit in press_units(session)],
        [(source.id, source.name) for source in all_sources(session)],
        [(genre.id, genre.name) for genre in queries.genres(session)],
    )
    place = _page_number(request.args.get("trang"))
    page = queries.published_page(session, form.chosen(), limit=ON_A_PAGE, offset=(place - 1) * ON_A_PAGE)
    return render_template(
        "published/index.html",
        form=form,
        page=page,
        first=(place - 1) * ON_A_PAGE + 1,
        previous_url=_place(place - 1) if place > 1 else None,
        next_url=_place(place + 1) if place * ON_A_PAGE < page.total else None,
        filtered=any(value for name, value in request.args.items() if name != "trang"),
        may_paste=may_somewhere(identity.viewer(), Action.REPORT_WORK),
        may_keep_logs=may_somewhere(identity.viewer(), Action.KEEP_LOGS),
        may_see_activities=may_somewhere(identity.viewer(), Action.SEE_ACTIVITIES),
        may_manage=may_somewhere(identity.viewer(), Action.MANAGE_SOURCES),
    )


@blueprint.route("/da-dang/dan-duong-dan", methods=["GET", "POST"])
@requires(Action.REPORT_WORK)
def paste() -> Response | str | tuple[str, int]:
    """Paste a link, for a planned item (``?tin-bai=``) or alone."""
    item = _planned(request.args.get("tin-bai"))
    form = _paste_form(item)
    if request.method == "POST" and request.form.get("viec") == "doc":
        return _read_link(form, item)
    if not form.validate_on_submit():
        return _paste_page(form, item, 400 if form.errors else 200)
    if earlier := submissions.taken(form):
        return earlier
    try:
        published = _pasted(form, item)
    except Invalid as error:
        show_refusal(form, error)
        return _paste_page(form, _planned(request.args.get("tin-bai")), 400)
    flash(_("Đã ghi nhận đường dẫn."))
    goal = url_for("items.show", item_id=item.id) if item else url_for(".show", published_id=published.id)
    return submissions.finish(form, goal)


@blueprint.get("/da-dang/<int:published_id>")
@requires(Action.SEE_PUBLISHED)
def show(published_id: int) -> str:
    return _page(load(published_id))


@blueprint.post("/da-dang/<int:published_id>/phan-loai")
@requires(Action.DECIDE_MATCHES)
def describe(published_id: int) -> Response | tuple[str, int]:
    published, form = load(published_id), _describe_form()
    if not may(identity.viewer(), Action.DECIDE_MATCHES, unit_id=published.unit_id):
        raise Forbidden(NO_RIGHT)
    if not form.validate_on_submit():
        return _page(published, form), 400
    session, genre_id = identity.database(), form.genre.data
    try:
        desk.describe(
            session,
            identity.actor(),
            published,
            genre=queries.genre_by_id(session, genre_id),
            medium=Medium(form.medium.data),
            version=form.version.data or 0,
        )
    except Stale as error:
        session.rollback()
        published = load(published_id)
        form.version.data, form.version.raw_data = published.version, None
        form.form_errors = [_(error.message)]
        return _page(published, form, error.changes), 409
    session.commit()
    flash(_("Đã lưu phân loại."))
    return redirect(url_for(".show", published_id=published_id), 303)


def load(published_id: int) -> PublishedItem:
    """What was published is public: everybody signed in may see it."""
    published = queries.published_by_id(identity.database(), published_id)
    if published is None:
        raise NotFound(NOT_HERE)
    return published


def _page(
    published: PublishedItem, form: DescribeForm | None = None, changes: list[tuple[str, str, str]] | None = None
) -> str:
    session, viewer = identity.database(), identity.viewer()
    shown = None
    if may(viewer, Action.DECIDE_MATCHES, unit_id=published.unit_id):
        shown = form or _describe_form(published)
    return render_template(
        "published/show.html",
        published=published,
        may_keep_logs=may(viewer, Action.KEEP_LOGS, unit_id=published.unit_id),
        date_rule=rule_words(published.date_rule),
        confidence=CONFIDENCE.get(published.date_confidence, published.date_confidence),
        matches=queries.matches_of(session, published.id, plan_visibility(viewer)),
        stories=queries.same_story(session, published),
        exemplars=exemplars_named_in(session, published)
        if may(viewer, Action.SEE_PLANS, unit_id=published.unit_id)
        else [],
        relevances=queries.relevances_of(session, published.id),
        form=shown,
        changes=changes or [],
        history=history_of(session, "published_item", published.id),
    )


def _describe_form(published: PublishedItem | None = None) -> DescribeForm:
    start = {"genre": published.genre_id, "medium": published.medium.value} if published else {}
    form = DescribeForm(data={**start, "version": published.version}) if published else DescribeForm()
    form.genre.offer([(genre.id, genre.name) for genre in queries.genres(identity.database())])
    return form


def _planned(text: str | None) -> PlannedItem | None:
    """The plan the link belongs to: one the viewer may report work on."""
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise NotFound(NOT_HERE)
    item = items.load(int(text))
    makers = [one.person_id for one in item.assignments] + ([item.created_by_id] if item.created_by_id else [])
    if not may(identity.viewer(), Action.REPORT_WORK, unit_id=item.unit_id, people=makers):
        raise Forbidden(NO_RIGHT)
    return item


def _paste_form(item: PlannedItem | None) -> PasteForm:
    session, today = identity.database(), identity.today()
    own = identity.viewer().unit_id
    start = {"unit": own, "on": today, "medium": Medium.ONLINE.value}
    if item:
        start = {"unit": item.unit_id, "on": item.publish_on or today, "title": item.title}
        start |= {"genre": item.genre_id, "medium": item.medium.value}
    form = PasteForm(data=start)
    form.unit.offer([(unit.id, unit.name_on(today).name) for unit in _own_units(item)], nothing=None)
    form.genre.offer([(genre.id, genre.name) for genre in queries.genres(session)])
    return form


def _own_units(item: PlannedItem | None) -> list[Unit]:
    if item:
        return [item.unit]
    within = units_within(identity.viewer(), Action.REPORT_WORK)
    return [unit for unit in press_units(identity.database()) if within is None or unit.id in within]


def _paste_page(
    form: PasteForm, item: PlannedItem | None, status: int, read: LinkRead | None = None
) -> tuple[str, int]:
    return render_template("published/paste.html", form=form, item=item, read=read), status


def _read_link(form: PasteForm, item: PlannedItem | None) -> tuple[str, int]:
    """Fill the form from the page itself. Nothing is stored, and no lock held while the network is asked."""
    if not form.link.validate(form):
        return _paste_page(form, item, 400)
    identity.database().rollback()
    read = read_link(identity.settings(), form, identity.now())
    return _paste_page(form, _planned(request.args.get("tin-bai")), 200, read)


def _pasted(form: PasteForm, item: PlannedItem | None) -> PublishedItem:
    session, zone = identity.database(), identity.settings().zone
    unit = next(unit for unit in _own_units(item) if unit.id == form.unit.data)
    on = form.on.data or identity.today()
    if on > identity.today():
        raise Invalid(N_("Ngày đăng, phát không thể ở tương lai."), field="on")
    pasted = desk.PastedLink(
        link=form.link.data or "",
        title=form.title.data or "",
        on=on,
        at=form.moment(zone),
        medium=Medium(form.medium.data),
        genre=queries.genre_by_id(session, form.genre.data),
        author=form.author.data or "",
    )
    return desk.paste_link(session, identity.actor(), unit, pasted, item=item)


def _page_number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and 0 < len(text) < 7 and int(text) else 1


def _place(number: int) -> str:
    """The address of another page of the same list."""
    kept = [(name, value) for name, value in request.args.items() if name != "trang"]
    return f"{url_for('.index')}?{urlencode([*kept, ('trang', number)])}"
