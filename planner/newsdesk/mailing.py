"""Mails from notices: gathered into one for each person, claimed, handed over, noted as sent or failed.

A mail is handed over at most once: the moment just before its text goes over the line is stored first, and a mail
that was handed over without an answer waits for a person to decide.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any, cast

from sqlalchemy import CursorResult, Table, Update, or_, update
from sqlalchemy.orm import Session

from planner.errors import Conflict
from planner.models import Mail, Notice
from planner.newsdesk.history import Actor, record
from planner.queries.mails import hours_of, mail_keys, mails_since, waiting_moments, waiting_notices
from planner.vocabulary import N_, MailState, NoticeChannel

# Changes made one after the other go out in one mail.
QUIET = timedelta(minutes=2)
# What could not be mailed for a day is read in the program; nobody gets last week's news at once.
FRESH = timedelta(days=1)
MOST_A_DAY = 20
DIGEST_BACK = timedelta(days=3)
LEASE = timedelta(minutes=2)
# Minutes until the next try; after the last one the mail has failed.
RETRIES = (1, 2, 5, 15, 30, 60, 120, 240, 480)
MAILS = cast("Table", Mail.__table__)
NOTICES = cast("Table", Notice.__table__)


def gather(session: Session, now: datetime, zone: tzinfo) -> int:
    """One mail for each person who has been told something to be mailed at once; how many mails.

    Somebody with too many mails today gets the rest in the next digest; in somebody's quiet hours nothing is written.
    """
    waiting = waiting_notices(session, [NoticeChannel.MAIL], now - FRESH, now - QUIET)
    had = mails_since(session, now - timedelta(days=1)) if waiting else {}
    hours, clock = hours_of(session, waiting), now.astimezone(zone).time()
    wanted = {
        f"now:{person_id}:{notices[-1]}": (person_id, notices)
        for person_id, notices in waiting.items()
        if had.get(person_id, 0) < MOST_A_DAY and not hours[person_id].are_quiet(clock)
    }
    return _write(session, wanted, now, digest=False)


def gather_digests(session: Session, now: datetime, zone: tzinfo) -> int:
    """Once a day, at each person's own hour, one mail with what is unread and to be put together; how many."""
    local = now.astimezone(zone)
    waiting: dict[int, list[int]] = {}
    told = waiting_moments(session, now - DIGEST_BACK, now)
    hours = hours_of(session, {one.person_id for one in told})
    for one in told:
        own = hours[one.person_id]
        at = own.digest_on(local)
        first, last = (now - DIGEST_BACK, at) if one.channel is NoticeChannel.DIGEST else (now - FRESH, at - QUIET)
        if own.digest_is_due(local.time()) and first <= one.at <= last:
            waiting.setdefault(one.person_id, []).append(one.id)
    wanted = {f"digest:{person_id}:{local:%Y%m%d}": (person_id, notices) for person_id, notices in waiting.items()}
    return _write(session, wanted, now, digest=True)


def digests_ahead(session: Session, now: datetime) -> dict[int, int]:
    """How many unread notices the next morning's mail of each person holds so far. Writes nothing."""
    waiting = waiting_notices(session, [NoticeChannel.DIGEST], now - DIGEST_BACK, now)
    return {person_id: len(notices) for person_id, notices in waiting.items()}


def claim_mail(session: Session, mail_id: int, worker: str, now: datetime) -> bool:
    """Take a mail that is due; False when somebody else has it. One that a dead worker had handed over is not taken
    but noted as unsure.
    """
    row = MAILS.c
    lost = (row.state == MailState.SENDING) & (row.lease_until < now)
    session.execute(
        update(MAILS)
        .where(row.id == mail_id, lost, row.handed_at.is_not(None))
        .values(state=MailState.UNSURE, lease_until=None, lease_by="", problem=N_("Chương trình dừng giữa lúc gửi."))
    )
    return _took(
        session,
        update(MAILS)
        .where(
            row.id == mail_id,
            or_((row.state == MailState.WAITING) & (row.due_at <= now), lost & row.handed_at.is_(None)),
        )
        .values(state=MailState.SENDING, lease_until=now + LEASE, lease_by=worker),
    )


def hand_over(session: Session, mail_id: int, worker: str, now: datetime) -> bool:
    """Note that the text goes over now; False when the lease was lost meanwhile: then nothing may be sent."""
    row = MAILS.c
    mine = (row.id == mail_id) & (row.lease_by == worker) & (row.state == MailState.SENDING)
    return _took(session, update(MAILS).where(mine, row.lease_until > now).values(handed_at=now))


def note_sent(session: Session, mail_id: int, worker: str, now: datetime) -> None:
    _end(session, mail_id, worker, state=MailState.SENT, sent_at=now, problem="")


def note_unsure(session: Session, mail_id: int, worker: str, problem: str) -> None:
    """The text went over and no answer came: the mail may have arrived."""
    _end(session, mail_id, worker, state=MailState.UNSURE, problem=problem[:500])


def note_skipped(session: Session, mail_id: int, worker: str, why: str) -> None:
    _end(session, mail_id, worker, state=MailState.SKIPPED, problem=why)


def note_failed(
    session: Session, mail_id: int, worker: str, now: datetime, problem: str, *, attempts: int, final: bool = False
) -> None:
    """Try again later, each time later, or give up: after the last try, or when the server says it never will."""
    values: dict[str, Any] = {"attempts": attempts + 1, "problem": problem[:500], "handed_at": None}
    if final or attempts >= len(RETRIES):
        _end(session, mail_id, worker, state=MailState.FAILED, **values)
    else:
        due_at = now + timedelta(minutes=RETRIES[attempts])
        _end(session, mail_id, worker, state=MailState.WAITING, due_at=due_at, **values)


def send_again(session: Session, actor: Actor, mail: Mail) -> Mail:
    """A person decides that a failed or unsure mail is sent once more. Raises Conflict for any other."""
    if mail.state not in (MailState.FAILED, MailState.UNSURE):
        raise Conflict(N_("Thư này không cần gửi lại. Tải lại trang để xem tình trạng mới."))
    change = {"field": N_("Trạng thái"), "before": mail.state.label, "after": MailState.WAITING.label}
    mail.state, mail.due_at, mail.attempts, mail.handed_at = MailState.WAITING, actor.now, 0, None
    record(session, actor, mail, N_("gửi lại thư"), [change])
    return mail


def _write(session: Session, wanted: dict[str, tuple[int, list[int]]], now: datetime, *, digest: bool) -> int:
    known = mail_keys(session, list(wanted)) if wanted else set()
    fresh = {key: rest for key, rest in wanted.items() if key not in known}
    for key, (person_id, notices) in fresh.items():
        mail = Mail(key=key, person_id=person_id, digest=digest, created_at=now, due_at=now)
        session.add(mail)
        session.flush()
        _put_in(session, mail, notices)
    return len(fresh)


def _put_in(session: Session, mail: Mail, notices: Sequence[int]) -> None:
    """Only notices that are still in no mail: each is mailed once."""
    session.execute(
        update(NOTICES).where(NOTICES.c.id.in_(notices), NOTICES.c.mail_id.is_(None)).values(mail_id=mail.id)
    )


def _end(session: Session, mail_id: int, worker: str, **values: Any) -> None:
    mine = (MAILS.c.id == mail_id) & (MAILS.c.lease_by == worker)
    session.execute(update(MAILS).where(mine).values(lease_until=None, lease_by="", **values))


def _took(session: Session, statement: Update) -> bool:
    result = cast("CursorResult[Any]", session.execute(statement))
    return result.rowcount == 1
