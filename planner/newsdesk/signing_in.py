"""Signing in and out. Passwords are argon2id; tokens are random and kept only as SHA-256."""

import hashlib
import secrets
from datetime import datetime, timedelta
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import update
from sqlalchemy.orm import Session

from planner.errors import Invalid, Throttled
from planner.models import Person, SignIn, SignInAttempt
from planner.queries.people import failed_attempts, person_by_email
from planner.vocabulary import N_

IDLE_LIMIT = timedelta(hours=12)
ABSOLUTE_LIMIT = timedelta(days=7)
WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 10
PER_ADDRESS = 50
MIN_PASSWORD = 8
MAX_PASSWORD = 256

# t=2, 19 MiB, p=1: OWASP's argon2id setting; two at a time so that a rush of sign-ins cannot stop other pages.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_AT_ONCE = BoundedSemaphore(2)
# Checked when the account does not exist, so that both answers cost the same.
_NOBODY = HASHER.hash(secrets.token_urlsafe(16))


def token_hash(token: str) -> str:
    """SHA-256 of a random token, in hex; enough at rest for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_password(password: str) -> str:
    """argon2id hash; raises Invalid for a password that is too short or too long."""
    if len(password) < MIN_PASSWORD:
        raise Invalid(N_("Mật khẩu cần ít nhất %(least)s ký tự."), {"least": MIN_PASSWORD}, field="password")
    if len(password) > MAX_PASSWORD:
        raise Invalid(N_("Mật khẩu dài tối đa %(most)s ký tự."), {"most": MAX_PASSWORD}, field="password")
    with _AT_ONCE:
        return HASHER.hash(password)


def password_matches(stored: str, password: str) -> bool:
    """Slow on purpose (about 30 ms): call it outside a transaction, so that no writer waits for it."""
    with _AT_ONCE:
        try:
            return HASHER.verify(stored, password[:MAX_PASSWORD])
        except (VerificationError, InvalidHashError):
            return False


def stored_hash(session: Session, email: str, *, address: str, now: datetime) -> str:
    """The hash to compare with, a stand-in for an unknown account. Raises Throttled after too many failures."""
    since = now - WINDOW
    if (
        failed_attempts(session, email=plain_email(email), since=since) >= PER_ACCOUNT
        or failed_attempts(session, address=address, since=since) >= PER_ADDRESS
    ):
        raise Throttled(
            N_("Đăng nhập sai quá nhiều lần. Đợi %(minutes)s phút rồi thử lại."),
            {"minutes": int(WINDOW.total_seconds() // 60)},
            wait_seconds=int(WINDOW.total_seconds()),
        )
    person = person_by_email(session, email)
    return person.password_hash if person else _NOBODY


def record_attempt(session: Session, email: str, *, matched: bool, address: str, now: datetime) -> Person | None:
    """Record a try; the person when the password matched and the account is open."""
    person = person_by_email(session, email) if matched else None
    accepted = person if person and person.active else None
    session.add(SignInAttempt(email=plain_email(email), address=address[:64], at=now, succeeded=accepted is not None))
    session.flush()
    return accepted


def plain_email(email: str) -> str:
    """An address as stored: no blanks around it, lower case, at most 254 characters."""
    return email.strip().lower()[:254]


def sign_in(session: Session, person: Person, *, agent: str, now: datetime) -> str:
    """Open a sign-in and return its token, which goes into the cookie and nowhere else."""
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(token_hash=token_hash(token), person_id=person.id, created_at=now, seen_at=now, agent=agent[:200])
    )
    session.flush()
    return token


def sign_out(session: Session, token: str, *, now: datetime) -> None:
    """End one sign-in; its cookie is dead from now on."""
    session.execute(update(SignIn).where(SignIn.token_hash == token_hash(token)).values(ended_at=now))


def sign_out_everywhere(session: Session, person_id: int, *, now: datetime) -> None:
    """End every sign-in of a person (account closed, role or password changed)."""
    session.execute(update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None)).values(ended_at=now))


def is_alive(created_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether an open sign-in may still be used: not idle too long, not too old."""
    return now - seen_at <= IDLE_LIMIT and now - created_at <= ABSOLUTE_LIMIT
