"""Answers that calendar programs send by mail (iTIP REPLY), taken only from a signed return address."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import getaddresses

from sqlalchemy.orm import Session

from feeds.itip import Reply, replies
from planner.domain.answer_links import Saying, SignedAnswer, read
from planner.models import Invitation
from planner.newsdesk.answering import accept, decline
from planner.newsdesk.history import Actor
from planner.queries.invitations import invitation_by_id
from planner.queries.my_work import assignment_of
from planner.vocabulary import N_

# Where a mail server leaves the address a letter was really sent to.
_ADDRESSED = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
FROM_CALENDAR = N_("Từ chối trong lịch của điện thoại hoặc máy tính.")


@dataclass(frozen=True, slots=True)
class Taken:
    """``problem``: empty when the answer was taken, else a Vietnamese sentence why not."""

    problem: str
    title: str = ""


def take_reply(session: Session, message: EmailMessage, *, secret: str, now: datetime) -> Taken:
    """Write down what one mail answers. Whatever is not a genuine answer changes nothing."""
    signed = _signed(message, secret, now)
    if signed is None:
        return Taken(N_("Thư không gửi tới địa chỉ trả lời đã ký, hoặc địa chỉ đã hết hạn."))
    invitation = invitation_by_id(session, signed.invitation_id)
    found = [one for one in replies(message) if invitation and _is_about(one, invitation)]
    if invitation is None or not found:
        return Taken(N_("Thư không mang câu trả lời cho lời mời này."))
    assignment = assignment_of(session, invitation.item_id, invitation.person_id)
    if assignment is None or invitation.cancelled or not invitation.person.active:
        return Taken(N_("Việc này không còn giao cho người trả lời."), invitation.item.title)
    actor = Actor(invitation.person.name, now, invitation.person_id)
    if found[0].answer == "ACCEPTED":
        accept(session, actor, assignment)
    else:
        decline(session, actor, assignment, reason=found[0].comment or FROM_CALENDAR)
    return Taken("", invitation.item.title)


def _signed(message: EmailMessage, secret: str, now: datetime) -> SignedAnswer | None:
    """The genuine answer address among those the letter names: between the plus and the @."""
    named = getaddresses([str(value) for name in _ADDRESSED for value in message.get_all(name, [])])
    for _name, address in named:
        token = address.partition("+")[2].partition("@")[0]
        signed = read(secret, token, now) if token else None
        if signed is not None and signed.saying is Saying.REPLY:
            return signed
    return None


def _is_about(reply: Reply, invitation: Invitation) -> bool:
    return reply.uid.partition("@")[0] == f"item-{invitation.item_id}"
