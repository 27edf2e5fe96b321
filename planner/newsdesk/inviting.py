"""Invitations by mail: written when somebody's work appears, changes where a calendar shows it, or falls away.

Nothing here is called by the verbs that change plans: a round compares what stands with what was said, so no verb can
forget it, and changes made one after the other make one letter.
"""

import hashlib
from datetime import date, datetime

from sqlalchemy.orm import Session

from planner.domain.agenda import AgendaItem
from planner.models import Invitation, Mail, Person
from planner.newsdesk.history import Actor, record
from planner.newsdesk.mailing import QUIET
from planner.newsdesk.subscribing import move_feed_day
from planner.queries.invitations import invitation_of, to_invite, to_take_back
from planner.queries.mails import mail_keys
from planner.queries.subscriptions import agenda_item, feed_day
from planner.vocabulary import N_

BY_MAIL, ON, OFF = N_("Lời mời lịch qua thư"), N_("có"), N_("không")


def set_invited(session: Session, actor: Actor, person: Person, *, invited: bool) -> Person:
    """Whether a person's work comes as invitations to their own calendar. Turned off, what was sent is taken back."""
    if person.invited is not invited:
        words = (ON, OFF) if invited else (OFF, ON)
        change = {"field": BY_MAIL, "before": words[1], "after": words[0]}
        person.invited = invited
        record(session, actor, person, N_("đổi cách nhận lịch"), [change])
    return person


def gather(session: Session, today: date, now: datetime) -> int:
    """Write the letters that are due into the outbox; how many."""
    written, due = 0, to_invite(session, today, now - QUIET)
    if due and feed_day(session) is None:
        move_feed_day(session, today)
    for person_id, item_id, sequence in due:
        item = agenda_item(session, item_id)
        if item is not None:
            written += _invite(session, person_id, item, sequence, now)
    for standing in to_take_back(session, today, now - QUIET):
        standing.cancelled, standing.sequence, standing.written_at = True, standing.item.sequence, now
        written += _write(session, standing, now)
    return written


def digest(item: AgendaItem) -> str:
    """Of what a person's calendar shows of their work; who else does it and its state make no new letter."""
    shown = (item.title, item.brief, item.place, item.publish_on, item.publish_at, item.minutes, item.deadline_at)
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def _invite(session: Session, person_id: int, item: AgendaItem, sequence: int, now: datetime) -> bool:
    invitation, told = invitation_of(session, person_id, item.id), digest(item)
    if invitation is None:
        invitation = Invitation(person_id=person_id, item_id=item.id)
        session.add(invitation)
    elif invitation.told == told and not invitation.cancelled:
        invitation.sequence = sequence
        return False
    invitation.sequence, invitation.told, invitation.cancelled, invitation.written_at = sequence, told, False, now
    session.flush()
    return _write(session, invitation, now)


def _write(session: Session, invitation: Invitation, now: datetime) -> bool:
    """One letter for each state of an invitation; what it says is read when it is sent."""
    kind = "cancel" if invitation.cancelled else "request"
    key = f"invite:{invitation.id}:{invitation.sequence}:{kind}:{now:%Y%m%d%H%M}"
    if mail_keys(session, [key]):
        return False
    session.add(Mail(key=key, person_id=invitation.person_id, invitation=invitation, created_at=now, due_at=now))
    session.flush()
    return True
