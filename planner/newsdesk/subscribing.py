"""Private calendar links: made, taken back, noted as read; and the day their calendars are rendered for."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from planner.errors import Conflict, Invalid
from planner.models import Campaign, Column, FeedDay, Person, SignInAttempt, Subscription
from planner.newsdesk.history import Actor, record
from planner.newsdesk.signing_in import token_hash
from planner.queries.people import failed_attempts
from planner.queries.subscriptions import feed_day, links_of
from planner.vocabulary import N_, CalendarContent, CalendarScope, PrefixStyle

MOST_LINKS = 20
READ_EVERY = timedelta(minutes=1)
GUESS_WINDOW = timedelta(minutes=15)
MOST_GUESSES = 60


@dataclass(frozen=True, slots=True)
class LinkChoice:
    """What a link shows. ``column`` and ``campaign`` go with the scopes of that name. ``alarm_min``: minutes before."""

    scope: CalendarScope = CalendarScope.MINE
    content: CalendarContent = CalendarContent.ALL
    column: Column | None = None
    campaign: Campaign | None = None
    alarm_min: int | None = None
    style: PrefixStyle = PrefixStyle.TEXT
    keep_cancelled: bool = False
    language: str = "vi"


MINE = LinkChoice()


@dataclass(frozen=True, slots=True)
class Read:
    """One fetch by a program. ``left_out``: entries that did not fit; empty when nothing was sent."""

    client: str
    at: datetime
    version: int
    left_out: int | None = None


def create_link(
    session: Session,
    actor: Actor,
    person: Person,
    *,
    label: str,
    today: date,
    choice: LinkChoice = MINE,
) -> tuple[Subscription, str]:
    """A new link and its token, which is stored nowhere and so can be shown only now.

    Raises Conflict for a closed account, Invalid when the person has too many links in use.
    """
    if not person.active:
        raise Conflict(N_("Tài khoản đã đóng nên không tạo đường dẫn lịch được. Mở lại tài khoản trước."))
    if sum(link.revoked_at is None for link in links_of(session, person.id)) >= MOST_LINKS:
        raise Invalid(N_("Đã có %(most)s đường dẫn đang dùng. Thu hồi đường dẫn cũ trước."), {"most": MOST_LINKS})
    if feed_day(session) is None:
        move_feed_day(session, today)
    token = secrets.token_urlsafe(32)
    link = Subscription(
        token_hash=token_hash(token),
        person=person,
        label=label,
        scope=choice.scope,
        content=choice.content,
        column=choice.column,
        campaign=choice.campaign,
        alarm_min=choice.alarm_min,
        style=choice.style,
        keep_cancelled=choice.keep_cancelled,
        language=choice.language,
        created_at=actor.now,
    )
    session.add(link)
    record(session, actor, link, N_("tạo đường dẫn lịch"), [{"field": N_("Thiết bị"), "before": "", "after": label}])
    return link, token


def rotate(session: Session, actor: Actor, link: Subscription, *, today: date) -> tuple[Subscription, str]:
    """Another address for the same device: the new one works at once, the old one says that it was replaced.

    Raises Conflict when the link was taken back already.
    """
    if link.revoked_at is not None:
        raise Conflict(N_("Đường dẫn này đã thu hồi. Tạo đường dẫn mới."))
    revoke(session, actor, link)
    link.replaced = True
    choice = LinkChoice(
        link.scope,
        link.content,
        link.column,
        link.campaign,
        link.alarm_min,
        link.style,
        link.keep_cancelled,
        link.language,
    )
    return create_link(session, actor, link.person, label=link.label, today=today, choice=choice)


def revoke(session: Session, actor: Actor, link: Subscription) -> Subscription:
    """Take a link back for good: from now on its calendar holds one notice and nothing else."""
    if link.revoked_at is None:
        link.revoked_at = actor.now
        record(session, actor, link, N_("thu hồi đường dẫn lịch"))
    return link


def revoke_all(session: Session, actor: Actor, person: Person) -> None:
    """Take back every link of a person (account closed, role or password changed)."""
    for link in links_of(session, person.id):
        revoke(session, actor, link)


def note_read(session: Session, link_id: int, read: Read) -> None:
    """Remember that a calendar program fetched a link: at once when it got another version, else once a minute.

    No version moves and no history line: this is traffic, not a change. The caller commits it apart from the read.
    """
    session.execute(
        update(Subscription)
        .where(
            Subscription.id == link_id,
            or_(
                Subscription.read_at.is_(None),
                Subscription.read_at <= read.at - READ_EVERY,
                Subscription.read_version.is_distinct_from(read.version),
            ),
        )
        .values(read_at=read.at, read_by=read.client, read_version=read.version)
    )
    if read.left_out is not None:
        session.execute(
            update(Subscription)
            .where(Subscription.id == link_id, Subscription.left_out != read.left_out)
            .values(left_out=read.left_out)
        )


def note_guess(session: Session, address: str, *, now: datetime) -> bool:
    """Count an unknown token asked for from a network address; False when it asked too often in the last minutes.

    Kept among the sign-in attempts under a name of its own, so that guesses here lock nobody out there.
    """
    place = f"lich {address}"[:64]
    if failed_attempts(session, address=place, since=now - GUESS_WINDOW) >= MOST_GUESSES:
        return False
    session.add(SignInAttempt(email="", address=place, at=now, succeeded=False))
    session.flush()
    return True


def move_feed_day(session: Session, today: date) -> FeedDay:
    """Move the day calendars are rendered for, never back. The first call also draws the constant that ends every UID.

    UIDs must outlive a renamed host and differ between installations, so their domain is random and kept in the
    database (a data folder is not shared by several machines, a host name changes).
    """
    row = session.scalar(select(FeedDay))
    if row is None:
        row = FeedDay(id=1, day=today, uid_domain=f"{secrets.token_hex(8)}.ke-hoach.invalid")
        session.add(row)
    row.day = max(row.day, today)
    session.flush()
    return row
