"""What people say to what they are assigned: they take it on, or decline with a reason."""

from sqlalchemy.orm import Session

from planner.errors import Conflict, Invalid
from planner.models import Assignment
from planner.newsdesk.history import Actor, record
from planner.newsdesk.notifying import tell_declined
from planner.newsdesk.plans import PEOPLE
from planner.vocabulary import N_, Answer


def accept(session: Session, actor: Actor, assignment: Assignment) -> Assignment:
    """The assignee takes the work on."""
    return _answer(session, actor, assignment, Answer.ACCEPTED, "")


def decline(session: Session, actor: Actor, assignment: Assignment, *, reason: str) -> Assignment:
    """The assignee cannot do it. The assignment stays, marked, until an editor gives it to somebody else."""
    if not reason:
        raise Invalid(N_("Nêu lý do từ chối để biên tập viên giao lại."), field="reason")
    return _answer(session, actor, assignment, Answer.DECLINED, reason)


def _answer(session: Session, actor: Actor, assignment: Assignment, answer: Answer, reason: str) -> Assignment:
    if actor.person_id != assignment.person_id:
        raise Conflict(N_("Chỉ người được giao mới trả lời được phân công này."))
    if assignment.answer is answer and assignment.answer_reason == reason:
        return assignment
    change = {"field": PEOPLE, "before": assignment.answer.label, "after": answer.label}
    assignment.answer, assignment.answer_reason, assignment.answered_at = answer, reason, actor.now
    action = N_("nhận việc") if answer is Answer.ACCEPTED else N_("từ chối phân công")
    line = record(session, actor, assignment.item, action, [change], reason=reason)
    if answer is Answer.DECLINED:
        tell_declined(session, actor, assignment.item, line)
    return assignment
