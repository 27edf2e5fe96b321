"""Mails: what waits, what is ready to go, and the administrator's log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from planner.domain.mail_hours import MailHours
from planner.models import Mail, Notice, Person
from planner.models import MailHours as Row
from planner.vocabulary import MailState, NoticeChannel

PAGE = 50


def waiting_notices(
    session: Session, channels: Sequence[NoticeChannel], first: datetime, last: datetime
) -> dict[int, list[int]]:
    """Numbers of notices told between two moments that are to be mailed and stand in no mail yet, by person."""
    rows = session.execute(
        select(Notice.person_id, Notice.id)
        .where(
            Notice.mail_id.is_(None), Notice.channel.in_(channels), Notice.at.between(first, last),
            Notice.read_at.is_(None),
        )
        .order_by(Notice.id)
    )  # fmt: skip
    found: dict[int, list[int]] = {}
    for person_id, notice_id in rows:
        found.setdefault(person_id, []).append(notice_id)
    return found


@dataclass(frozen=True, slots=True)
class WaitingNotice:
    """A notice that is to be mailed and stands in no mail yet."""

    id: int
    person_id: int
    channel: NoticeChannel
    at: datetime


def waiting_moments(session: Session, first: datetime, last: datetime) -> list[WaitingNotice]:
    """Everything told between two moments that is to be mailed, at once or gathered, and was neither read nor so."""
    rows = session.execute(
        select(Notice.id, Notice.person_id, Notice.channel, Notice.at)
        .where(
            Notice.mail_id.is_(None),
            Notice.channel.in_([NoticeChannel.DIGEST, NoticeChannel.MAIL]),
            Notice.at.between(first, last),
            Notice.read_at.is_(None),
        )
        .order_by(Notice.id)
    )
    return [WaitingNotice(*row) for row in rows]


def hours_of(session: Session, person_ids: Iterable[int]) -> dict[int, MailHours]:
    """When each of these people wants mail; the usual hours for who has chosen none."""
    wanted = list(person_ids)
    rows = session.scalars(select(Row).where(Row.person_id.in_(wanted))) if wanted else ()
    chosen = {row.person_id: MailHours(row.digest_at, row.quiet_from, row.quiet_until) for row in rows}
    return {person_id: chosen.get(person_id, MailHours()) for person_id in wanted}


def mails_since(session: Session, since: datetime) -> dict[int, int]:
    """How many single mails (not digests) each person was written since a moment."""
    rows = session.execute(
        select(Mail.person_id, func.count())
        .where(Mail.created_at >= since, Mail.digest.is_(False))
        .group_by(Mail.person_id)
    )
    return {key: int(count) for key, count in rows}


def mail_keys(session: Session, keys: Sequence[str]) -> set[str]:
    return set(session.scalars(select(Mail.key).where(Mail.key.in_(keys))))


def due_mails(session: Session, now: datetime, *, most: int) -> list[int]:
    """Numbers of mails that may be sent now, the longest waiting first; those of a worker that died among them."""
    return list(
        session.scalars(
            select(Mail.id)
            .where(
                (Mail.state == MailState.WAITING) & (Mail.due_at <= now)
                | (Mail.state == MailState.SENDING) & (Mail.lease_until < now)
            )
            .order_by(Mail.due_at, Mail.id)
            .limit(most)
        )
    )


def whole_mail(session: Session, mail_id: int) -> Mail | None:
    """A mail with its person, units, notices and their items."""
    return session.scalar(
        select(Mail)
        .where(Mail.id == mail_id)
        .options(
            joinedload(Mail.person).selectinload(Person.memberships),
            selectinload(Mail.notices).joinedload(Notice.item),
        )
    )


def mail_by_id(session: Session, mail_id: int) -> Mail | None:
    return session.get(Mail, mail_id)


def mail_log(session: Session, *, state: MailState | None = None, page: int = 1) -> tuple[Sequence[Mail], int]:
    """A page of the log, the newest first, with people and notices; and how many mails there are in all."""
    wanted = () if state is None else (Mail.state == state,)
    rows = session.scalars(
        select(Mail)
        .where(*wanted)
        .options(joinedload(Mail.person), selectinload(Mail.notices))
        .order_by(Mail.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    return rows, session.scalar(select(func.count(Mail.id)).where(*wanted)) or 0


def mail_counts(session: Session) -> dict[MailState, int]:
    """How many mails there are in each state."""
    rows = session.execute(select(Mail.state, func.count()).group_by(Mail.state))
    return {key: int(count) for key, count in rows}
