"""Urging notes (phiếu đôn đốc): the list, writing one from a gap, its thread, the unit's reply, closing, reopening."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may, may_somewhere, units_within
from planner.domain.urging_note import due_day, whole_text
from planner.errors import Forbidden, Invalid, NotFound, Stale
from planner.forms.base import Form
from planner.forms.urging import CloseForm, NoteForm, ReopenForm, ReplyForm, UrgingForm
from planner.models import Unit, Urging
from planner.newsdesk import urging as desk
from planner.newsdesk.urging import Pen
from planner.queries import urging as queries
from planner.queries.campaigns import campaign_by_key
from planner.queries.days import days_off_between
from planner.queries.history import history_of
from planner.queries.units import standing_units, unit_by_id
from planner.queries.urging import Sight
from planner.vocabulary import N_, GapKind, UrgingState
from planner.web import identity, submissions
from planner.web.access import NO_RIGHT, NOT_HERE, requires
from planner.web.refusals import show_refusal
from planner.web.rendering import _
from planner.web.urging_gaps import gap_of

blueprint = Blueprint("urging", __name__)
Answer = Response | str | tuple[str, int]
VIEWS = {
    "": (N_("Đang theo dõi"), (UrgingState.OPEN, UrgingState.ANSWERED)),
    "qua-han": (N_("Quá hạn"), (UrgingState.OPEN,)),
    "phan-hoi": (N_("Đã phản hồi"), (UrgingState.ANSWERED,)),
    "dong": (N_("Đã đóng"), (UrgingState.CLOSED,)),
    "nhap": (N_("Bản nháp"), (UrgingState.DRAFT,)),
}
UNKNOWN_GAP = N_("Không rõ đôn đốc về việc gì. Mở lại từ bảng theo dõi hoặc danh sách phiếu.")


@blueprint.get("/don-doc")
@requires(Action.SEE_URGING)
def index() -> str:
    """Notes of the units the viewer may see; drafts for those who may write them."""
    wanted = request.args.get("xem", "")
    wanted = wanted if wanted in VIEWS else ""
    session, sight = identity.database(), sight_of_viewer()
    late = identity.today() if wanted == "qua-han" else None
    return render_template(
        "urging/index.html",
        notes=queries.urgings(session, sight, VIEWS[wanted][1], late=late),
        tabs=_tabs(wanted, sight),
        today=identity.today(),
        may_urge=may_somewhere(identity.viewer(), Action.URGE),
        units=standing_units(session, identity.today()) if may_somewhere(identity.viewer(), Action.URGE) else (),
    )


@blueprint.route("/don-doc/moi", methods=["GET", "POST"])
@requires(Action.URGE)
def new() -> Answer:
    """A note drafted from the gap the address names (``ve`` and ``so``), saved as a draft or sent at once."""
    session = identity.database()
    named = request.args.get("dot", "")
    gap = gap_of(_kind(), _number("so"), campaign_by_key(session, named) if named else None, _number("don-vi"))
    unit = _unit(gap.unit_id)
    proposal = {"title": gap.title, "text": whole_text(gap.facts), "due_on": _due()}
    form = UrgingForm(data=proposal)
    address = request.full_path
    if not form.validate_on_submit():
        return _form_page(form, unit, address, status=400 if form.errors else 200)
    if earlier := submissions.taken(form):
        return earlier
    campaign = campaign_by_key(session, str(gap.campaign_id))
    if campaign is None:
        raise NotFound(NOT_HERE)
    try:
        row = desk.write_urging(session, _pen(), campaign, unit, form.entry(), gap=gap.kind, subject_id=gap.subject_id)
        if request.form.get("gui"):
            desk.send_urging(session, _pen(), row)
    except Invalid as error:
        show_refusal(form, error)
        return _form_page(form, _unit(gap.unit_id), address, status=400)
    flash(_("Đã gửi phiếu đôn đốc.") if row.sent_at else _("Đã lưu bản nháp; đơn vị chưa thấy phiếu này."))
    return submissions.finish(form, url_for(".show", urging_id=row.id))


@blueprint.get("/don-doc/<int:urging_id>")
@requires(Action.SEE_URGING)
def show(urging_id: int) -> Answer:
    return _page(load(urging_id))


@blueprint.route("/don-doc/<int:urging_id>/sua", methods=["GET", "POST"])
@requires(Action.URGE)
def edit(urging_id: int) -> Answer:
    row, address = load_to_urge(urging_id), url_for(".edit", urging_id=urging_id)
    form = UrgingForm(data={"title": row.title, "text": row.text, "due_on": row.due_on, "version": row.version})
    if not form.validate_on_submit():
        return _form_page(form, row.unit, address, row, 400 if form.errors else 200)
    try:
        desk.edit_urging(identity.database(), _pen(), row, form.entry(), version=form.version.data)
        if request.form.get("gui"):
            desk.send_urging(identity.database(), _pen(), row)
    except Stale as error:
        identity.database().rollback()
        row = load_to_urge(urging_id)
        form.form_errors = [_(error.message)]
        form.version.data, form.version.raw_data = row.version, None
        return _form_page(form, row.unit, address, row, 409, error.changes)
    except Invalid as error:
        show_refusal(form, error)
        row = load_to_urge(urging_id)
        return _form_page(form, row.unit, address, row, 400)
    identity.database().commit()
    flash(_("Đã gửi phiếu đôn đốc.") if row.sent_at else _("Đã lưu bản nháp; đơn vị chưa thấy phiếu này."))
    return redirect(url_for(".show", urging_id=urging_id), 303)


@blueprint.post("/don-doc/<int:urging_id>/gui")
@requires(Action.URGE)
def send(urging_id: int) -> Answer:
    desk.send_urging(identity.database(), _pen(), load_to_urge(urging_id))
    return _done(urging_id, _("Đã gửi phiếu đôn đốc."))


@blueprint.post("/don-doc/<int:urging_id>/phan-hoi")
@requires(Action.ANSWER_URGING)
def answer(urging_id: int) -> Answer:
    row, form = load(urging_id), ReplyForm(prefix="phan-hoi")
    if not may(identity.viewer(), Action.ANSWER_URGING, unit_id=row.unit_id):
        raise Forbidden(NO_RIGHT)
    if not form.validate_on_submit():
        return _page(row, reply=form), 400
    if earlier := submissions.taken(form):
        return earlier
    desk.answer_urging(identity.database(), _pen(), row, form.reply())
    flash(_("Đã gửi phản hồi đến Ban."))
    return submissions.finish(form, url_for(".show", urging_id=urging_id))


@blueprint.post("/don-doc/<int:urging_id>/nhan")
@requires(Action.URGE)
def note(urging_id: int) -> Answer:
    row, form = load_to_urge(urging_id), NoteForm(prefix="nhan")
    if not form.validate_on_submit():
        return _page(row, note=form), 400
    if earlier := submissions.taken(form):
        return earlier
    desk.add_note(identity.database(), _pen(), row, form.text.data or "")
    flash(_("Đã nhắn thêm; đơn vị nhận được thông báo."))
    return submissions.finish(form, url_for(".show", urging_id=urging_id))


@blueprint.post("/don-doc/<int:urging_id>/dong")
@requires(Action.URGE)
def close(urging_id: int) -> Answer:
    row, form = load_to_urge(urging_id), CloseForm(prefix="dong")
    if not form.validate_on_submit():
        return _page(row, close=form), 400
    desk.close_urging(identity.database(), _pen(), row, text=form.text.data or "")
    return _done(urging_id, _("Đã đóng phiếu."))


@blueprint.post("/don-doc/<int:urging_id>/mo-lai")
@requires(Action.URGE)
def reopen(urging_id: int) -> Answer:
    row, form = load_to_urge(urging_id), ReopenForm(prefix="mo-lai")
    if not form.validate_on_submit() or form.due_on.data is None:
        return _page(row, reopen=form), 400
    try:
        desk.reopen_urging(identity.database(), _pen(), row, text=form.text.data or "", due_on=form.due_on.data)
    except Invalid as error:
        show_refusal(form, error)
        return _page(load_to_urge(urging_id), reopen=form), 400
    return _done(urging_id, _("Đã mở lại phiếu."))


@blueprint.app_context_processor
def _for_start_pages() -> dict[str, object]:
    """What a start page asks for; nothing is read unless it does."""
    return {"standing_urgings": standing_urgings, "today_of_urging": identity.today}


def standing_urgings() -> Sequence[Urging]:
    """Notes that wait for the viewer's own reply; none for those who do not answer."""
    session, sight = identity.database(), sight_of_viewer()
    if not may_somewhere(identity.viewer(), Action.ANSWER_URGING) or not queries.is_urged(session, sight):
        return ()
    return queries.urgings(session, sight, (UrgingState.OPEN,))


def load(urging_id: int) -> Urging:
    """A note to a unit of the viewer's; drafts exist only for those who may write them."""
    row = queries.urging_page(identity.database(), urging_id, sight_of_viewer())
    if row is None:
        raise NotFound(NOT_HERE)
    return row


def load_to_urge(urging_id: int) -> Urging:
    row = load(urging_id)
    if not may(identity.viewer(), Action.URGE, unit_id=row.unit_id):
        raise Forbidden(NO_RIGHT)
    return row


def sight_of_viewer() -> Sight:
    """What the viewer may see of notes."""
    viewer = identity.viewer()
    return Sight(units_within(viewer, Action.SEE_URGING), may_somewhere(viewer, Action.URGE))


def _page(row: Urging, **forms: Form) -> str:
    viewer, standing = identity.viewer(), row.state in queries.STANDING
    may_urge = may(viewer, Action.URGE, unit_id=row.unit_id)
    may_answer = may(viewer, Action.ANSWER_URGING, unit_id=row.unit_id) and standing
    reopen_form = forms.get("reopen") or ReopenForm(formdata=None, prefix="mo-lai", data={"due_on": _due()})
    return render_template(
        "urging/show.html",
        row=row,
        unit=row.unit.name_on(identity.today()),
        today=identity.today(),
        may_urge=may_urge,
        reply_form=(forms.get("reply") or ReplyForm(formdata=None, prefix="phan-hoi")) if may_answer else None,
        note_form=(forms.get("note") or NoteForm(formdata=None, prefix="nhan")) if may_urge and standing else None,
        close_form=(forms.get("close") or CloseForm(formdata=None, prefix="dong")) if may_urge and standing else None,
        reopen_form=reopen_form if may_urge and row.state is UrgingState.CLOSED else None,
        history=history_of(identity.database(), "urging", row.id),
    )


def _form_page(
    form: UrgingForm,
    unit: Unit,
    address: str,
    row: Urging | None = None,
    status: int = 200,
    changes: list[tuple[str, str, str]] | None = None,
) -> tuple[str, int]:
    page = render_template(
        "urging/edit.html",
        form=form,
        unit=unit.name_on(identity.today()),
        address=address,
        row=row,
        changes=changes or [],
    )
    return page, status


def _done(urging_id: int, words: str) -> Response:
    identity.database().commit()
    flash(words)
    return redirect(url_for(".show", urging_id=urging_id), 303)


def _tabs(wanted: str, sight: Sight) -> list[tuple[str, str, bool, int | None]]:
    counts, late = queries.urging_counts(identity.database(), sight, identity.today())
    found: list[tuple[str, str, bool, int | None]] = []
    for name, (words, states) in VIEWS.items():
        number = late if name == "qua-han" else sum(counts.get(state, 0) for state in states)
        if name != "nhap" or sight.drafts:
            found.append((_(words), url_for(".index", xem=name or None), name == wanted, number))
    return found


def _pen() -> Pen:
    unit = identity.person().unit_on(identity.today())
    name = unit.name_on(identity.today()).name if unit else ""
    return Pen(identity.actor(), identity.settings().zone, name)


def _due() -> date:
    """The day proposed for an answer."""
    today = identity.today()
    off = {day.on for day in days_off_between(identity.database(), today, today.replace(year=today.year + 1, day=1))}
    return due_day(today, off)


def _kind() -> GapKind:
    try:
        return GapKind(request.args.get("ve", GapKind.OTHER.value))
    except ValueError as error:
        raise Invalid(UNKNOWN_GAP) from error


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _unit(unit_id: int) -> Unit:
    unit = unit_by_id(identity.database(), unit_id)
    if unit is None:
        raise NotFound(NOT_HERE)
    return unit
