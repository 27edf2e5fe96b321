"""What a letter of the outbox that invites somebody says, read from the plan at the moment it is sent."""

from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy.orm import Session

from feeds.itip import Method, Participation
from planner import clock
from planner.config import Settings
from planner.documents.invitation import InvitationLetter, compose_invitation
from planner.documents.mail import ITEM_PATH, Reader
from planner.domain.access import may_see_plan
from planner.domain.agenda import Agenda, AgendaItem, events_of
from planner.domain.answer_links import Saying, sign
from planner.language.dates import long_date, long_date_time
from planner.models import FeedDay, Invitation, Mail
from planner.queries.my_work import assignment_of
from planner.queries.people import viewer_of
from planner.queries.subscriptions import agenda_item, feed_day
from planner.vocabulary import N_, Answer, CalendarContent, CalendarScope, PrefixStyle

SAYINGS = (
    (Saying.ACCEPT, N_("Nhận việc")),
    (Saying.DECLINE, N_("Không nhận")),
    (Saying.PUBLISHED, N_("Đã đăng, phát")),
)
_SAID: dict[Answer, Participation] = {Answer.ACCEPTED: "ACCEPTED", Answer.DECLINED: "DECLINED"}


def invitation_message(
    session: Session, mail: Mail, invitation: Invitation, settings: Settings, now: datetime
) -> EmailMessage | None:
    """The letter as of now, or None when there is nothing to say to this person any more."""
    person, feed, item = invitation.person, feed_day(session), agenda_item(session, invitation.item_id)
    if not person.active or feed is None or item is None:
        return None
    viewer = viewer_of(session, person, clock.local_date(now, settings.zone))
    if not invitation.cancelled and not may_see_plan(viewer, invitation.item.unit_id, item.status):
        return None
    if item.publish_on is None:
        item = replace(item, publish_on=invitation.item.original_on or feed.day)
    # Said once in a letter, a change would stay marked in the person's calendar for ever.
    event = next(iter(events_of(replace(item, change_note=""), _agenda(feed, settings))), None)
    if event is None:
        return None
    method: Method = "CANCEL" if invitation.cancelled else "REQUEST"
    assignment = assignment_of(session, invitation.item_id, person.id)
    return compose_invitation(
        InvitationLetter(
            key=f"{mail.key}:{mail.id}",
            reader=Reader(person.name, person.email, person.language),
            sender=settings.mail_from,
            organizer=_organizer(settings, invitation, now),
            base_url=settings.address,
            written_at=mail.created_at,
            method=method,
            event=event,
            when=_when(item, settings, person.language),
            answer=_SAID.get(assignment.answer, "NEEDS-ACTION") if assignment else "NEEDS-ACTION",
            links=_links(settings, invitation, now) if method == "REQUEST" else (),
        )
    )


def _links(settings: Settings, invitation: Invitation, now: datetime) -> tuple[tuple[str, str], ...]:
    return tuple((words, sign(settings.secret_key, invitation.id, saying, now)) for saying, words in SAYINGS)


def _organizer(settings: Settings, invitation: Invitation, now: datetime) -> str:
    """Where a program sends its answer: a signed plus-address, else the sender, whose mail nobody reads."""
    if not settings.answer_to:
        return settings.mail_from
    name, host = settings.answer_to.split("@", 1)
    return f"{name}+{sign(settings.secret_key, invitation.id, Saying.REPLY, now)}@{host}"


def _agenda(feed: FeedDay, settings: Settings) -> Agenda:
    return Agenda(
        subject="",
        scope=CalendarScope.MINE,
        content=CalendarContent.WORK,
        style=PrefixStyle.TEXT,
        alarm_min=None,
        feed_day=feed.day,
        domain=feed.uid_domain,
        zone=settings.zone,
        page_url="",
        item_url=lambda number: settings.address + ITEM_PATH % {"item_id": number},
    )


def _when(item: AgendaItem, settings: Settings, language: str) -> str:
    if item.publish_at:
        return long_date_time(item.publish_at, settings.zone, language)
    return long_date(item.publish_on, language) if item.publish_on else ""
