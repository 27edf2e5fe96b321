"""Answers to an invitation by signed addresses: no sign-in, one purpose each, for thirty days.

Opening an address changes nothing, because mail programs open addresses by themselves; the button on the page does.
"""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.access import may_see_plan
from planner.domain.answer_links import Saying, read
from planner.errors import Invalid, NotFound
from planner.forms.answers import AcceptForm, DeclineForm, OutForm
from planner.forms.base import Form
from planner.models import Assignment, Person, PlannedItem
from planner.newsdesk import answering
from planner.newsdesk.history import Actor
from planner.newsdesk.published import PastedLink, paste_link
from planner.queries.invitations import invitation_by_id
from planner.queries.my_work import assignment_of
from planner.queries.people import viewer_of
from planner.vocabulary import N_
from planner.web import identity
from planner.web.access import public
from planner.web.refusals import show_refusal
from planner.web.rendering import _

blueprint = Blueprint("answers", __name__)
NO_ANSWER = N_(
    "Đường dẫn trả lời này sai, đã hết hạn hoặc việc đã giao cho người khác. Đăng nhập để xem việc của mình."
)
FORMS: dict[Saying, type[Form]] = {
    Saying.ACCEPT: AcceptForm,
    Saying.DECLINE: DeclineForm,
    Saying.PUBLISHED: OutForm,
}
DONE = {
    Saying.ACCEPT: N_("Đã ghi nhận: nhận việc."),
    Saying.DECLINE: N_("Đã ghi nhận: không nhận. Biên tập viên thấy lý do và sẽ giao lại."),
    Saying.PUBLISHED: N_("Đã ghi nhận đường dẫn bài đã đăng."),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose answer it is and to what."""

    saying: Saying
    person: Person
    item: PlannedItem
    assignment: Assignment


@blueprint.get("/tra-loi/<answer>")
@public
def show(answer: str) -> str:
    asked = load(answer)
    return _page(asked, answer, FORMS[asked.saying](formdata=None))


@blueprint.post("/tra-loi/<answer>")
@public
def say(answer: str) -> Response | tuple[str, int]:
    asked = load(answer)
    form = FORMS[asked.saying]()
    if not form.validate():
        return _page(asked, answer, form), 400
    try:
        _do(asked, form)
    except Invalid as error:
        show_refusal(form, error)
        return _page(load(answer), answer, form), 400
    identity.database().commit()
    flash(_(DONE[asked.saying]), "success")
    return redirect(url_for(".show", answer=answer), 303)


def load(answer: str) -> Asked:
    """What a genuine address still asks; one for somebody who is no longer asked does not exist."""
    session = identity.database()
    signed = read(identity.settings().secret_key, answer, identity.now())
    invitation = invitation_by_id(session, signed.invitation_id) if signed else None
    if signed is None or signed.saying not in FORMS or invitation is None or not invitation.person.active:
        raise NotFound(NO_ANSWER)
    person, item = invitation.person, invitation.item
    assignment = assignment_of(session, item.id, person.id)
    viewer = viewer_of(session, person, identity.today())
    if assignment is None or not may_see_plan(viewer, item.unit_id, item.status):
        raise NotFound(NO_ANSWER)
    return Asked(signed.saying, person, item, assignment)


def _do(asked: Asked, form: Form) -> None:
    session, actor = identity.database(), Actor(asked.person.name, identity.now(), asked.person.id)
    if isinstance(form, DeclineForm):
        answering.decline(session, actor, asked.assignment, reason=form.reason.data or "")
    elif isinstance(form, OutForm):
        item, today = asked.item, identity.today()
        on = min(item.publish_on or today, today)
        pasted = PastedLink(form.link.data or "", item.title, on, None, item.medium, item.genre)
        paste_link(session, actor, item.unit, pasted, item=item)
    else:
        answering.accept(session, actor, asked.assignment)


def _page(asked: Asked, answer: str, form: Form) -> str:
    return render_template("answers/show.html", asked=asked, answer=answer, form=form, Saying=Saying)
