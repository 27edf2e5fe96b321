"""One round of sending: gather what people are to be mailed, then hand over mail after mail.

Every step is a short transaction of its own; no transaction is open while the mail server is spoken to. A mail server
that is down costs one attempt of one round and no page notices.
"""

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner import clock
from planner.config import Settings
from planner.database import read_only
from planner.documents.mail import Letter, Line, Reader, compose, page_path
from planner.domain.access import Viewer, may_see_notice, may_see_plan
from planner.errors import Invalid
from planner.jobs import smtp
from planner.jobs.invitations import invitation_message
from planner.models import Mail, Notice
from planner.newsdesk import inviting
from planner.newsdesk import mailing as desk
from planner.queries.mails import due_mails, whole_mail
from planner.queries.people import viewer_of
from planner.vocabulary import N_

log = logging.getLogger("planner.jobs")
# So many a minute: a newsroom's mail server is not flooded by a busy hour.
BATCH = 30
GONE = N_("Tài khoản đã đóng hoặc không còn được xem tin, bài này.")


@dataclass(frozen=True, slots=True)
class Ready:
    """A claimed mail as it goes over the line."""

    mail_id: int
    attempts: int
    message: EmailMessage


@dataclass(frozen=True, slots=True)
class Post:
    """What a round needs. ``now`` is asked again at every step: a slow server must not outlive a lease unnoticed."""

    engine: Engine
    settings: Settings
    worker: str
    now: Callable[[], datetime]


def send_round(engine: Engine, settings: Settings, now: datetime, *, worker: str = "") -> bool:
    """Gather and send what is due at ``now``; always False: the rest goes with the next round, a minute later.

    Without a mail server nothing is gathered, so nothing piles up until there is one.
    """
    from planner.jobs.worker import worker_name

    if not settings.smtp_url:
        return False
    started = clock.now()
    post = Post(engine, settings, worker or worker_name(), lambda: now + (clock.now() - started))
    with Session(engine) as session, session.begin():
        inviting.gather(session, clock.local_date(now, settings.zone), now)
        desk.gather(session, now, settings.zone)
        desk.gather_digests(session, now, settings.zone)
    with Session(read_only(engine)) as session:
        waiting = due_mails(session, now, most=BATCH)
    ready = [one for mail_id in waiting if (one := _claim(post, mail_id))]
    if ready:
        _send(post, ready)
    return False


def _claim(post: Post, mail_id: int) -> Ready | None:
    """A mail that is ours now, composed; None when it is somebody else's or has nothing to say any more."""
    with Session(post.engine) as session, session.begin():
        if not desk.claim_mail(session, mail_id, post.worker, post.now()):
            return None
        mail = whole_mail(session, mail_id)
        if mail is None:
            return None
        try:
            message = _message(session, mail, post)
            if message is None:
                desk.note_skipped(session, mail_id, post.worker, GONE)
                return None
            return Ready(mail_id, mail.attempts, message)
        except Invalid as error:
            desk.note_failed(session, mail_id, post.worker, post.now(), str(error), attempts=mail.attempts, final=True)
            return None


def _message(session: Session, mail: Mail, post: Post) -> EmailMessage | None:
    if mail.invitation is not None:
        return invitation_message(session, mail, mail.invitation, post.settings, post.now())
    letter = letter_of(session, mail, post.settings, post.now())
    return compose(letter) if letter else None


def letter_of(session: Session, mail: Mail, settings: Settings, now: datetime) -> Letter | None:
    """What the mail says today: only items its reader may still see. None when that is nothing."""
    person, today = mail.person, clock.local_date(now, settings.zone)
    viewer = viewer_of(session, person, today)
    seen = [one for one in mail.notices if _may_see(viewer, one)]
    if not person.active or not seen:
        return None
    lines = [
        Line(
            kind=one.kind,
            why=one.why,
            actor=one.actor,
            at=one.at,
            path=page_path(one.kind, one.subject, one.item_id or one.subject_id),
            title=one.name,
            changes=one.changes,
            words=one.words,
            publish_on=one.item.publish_on if one.item else None,
            deadline_at=one.item.deadline_at if one.item else None,
        )
        for one in seen
    ]
    return Letter(
        key=f"{mail.key}:{mail.id}",
        reader=Reader(person.name, person.email, person.language),
        sender=settings.mail_from,
        base_url=settings.address,
        zone=settings.zone,
        written_at=mail.created_at,
        digest=mail.digest,
        lines=lines,
    )


def _may_see(viewer: Viewer, notice: Notice) -> bool:
    item = notice.item
    return may_see_plan(viewer, item.unit_id, item.status) if item else may_see_notice(viewer, notice.unit_id)


def _send(post: Post, ready: list[Ready]) -> None:
    """All over one connection; when it cannot be had or breaks, whatever was not handed over waits for its next try."""
    try:
        server = smtp.connect(post.settings)
    except OSError as error:
        log.warning("the mail server does not answer: %s", smtp.told(error))
        for one in ready:
            _failed(post, one, smtp.told(error))
        return
    try:
        for one in ready:
            _hand_over(post, server, one)
    finally:
        _leave(server)


def _hand_over(post: Post, server: smtplib.SMTP, one: Ready) -> None:
    """One mail. Refused before its text went over: tried again later. No answer after it: nobody knows, so never."""
    try:
        server.rset()
        _expect(server.mail(post.settings.mail_from))
        _expect(server.rcpt(one.message["To"].addresses[0].addr_spec))
    except OSError as error:
        _failed(post, one, smtp.told(error), final=_for_ever(error))
        return
    with Session(post.engine) as session, session.begin():
        if not desk.hand_over(session, one.mail_id, post.worker, post.now()):
            return
    try:
        _expect(server.data(one.message.as_bytes()))
    except smtplib.SMTPResponseException as error:
        _failed(post, one, smtp.told(error), final=_for_ever(error))
    except OSError as error:
        with Session(post.engine) as session, session.begin():
            desk.note_unsure(session, one.mail_id, post.worker, smtp.told(error))
    else:
        with Session(post.engine) as session, session.begin():
            desk.note_sent(session, one.mail_id, post.worker, post.now())


def _failed(post: Post, one: Ready, problem: str, *, final: bool = False) -> None:
    with Session(post.engine) as session, session.begin():
        desk.note_failed(session, one.mail_id, post.worker, post.now(), problem, attempts=one.attempts, final=final)


def _expect(answer: tuple[int, bytes]) -> None:
    code, words = answer
    if not 200 <= code < 300:
        raise smtplib.SMTPResponseException(code, words)


def _for_ever(error: BaseException) -> bool:
    """5xx: the server says that trying again changes nothing."""
    return isinstance(error, smtplib.SMTPResponseException) and 500 <= error.smtp_code < 600


def _leave(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except OSError:
        server.close()
