"""Throwing away what only had to be remembered for a while."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from planner.models import Fetch, Mail, Notice, SignIn, SignInAttempt, Submission
from planner.newsdesk.editing import forget
from planner.newsdesk.report_files import forget_files

SUBMISSIONS_FOR = timedelta(days=7)
ATTEMPTS_FOR = timedelta(days=30)
SIGN_INS_FOR = timedelta(days=90)
NOTICES_FOR = timedelta(days=180)
FETCHES_IN_FULL, FETCHES_FOR = timedelta(days=30), timedelta(days=400)


def prune(session: Session, now: datetime) -> None:
    """Forget old form keys, sign-in attempts, ended sign-ins and notices, and thin the record of fetches."""
    session.execute(delete(Submission).where(Submission.at < now - SUBMISSIONS_FOR))
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - ATTEMPTS_FOR))
    session.execute(delete(SignIn).where(SignIn.ended_at.is_not(None), SignIn.ended_at < now - SIGN_INS_FOR))
    _forget_notices(session, now)
    forget(session, now)
    forget_files(session, now)
    _thin_fetches(session, now)


def _forget_notices(session: Session, now: datetime) -> None:
    """Half a year of notices stays, and every mail that one of them went out with."""
    session.execute(delete(Notice).where(Notice.at < now - NOTICES_FOR))
    held = select(Notice.mail_id).where(Notice.mail_id.is_not(None))
    session.execute(delete(Mail).where(Mail.created_at < now - NOTICES_FOR, Mail.id.not_in(held)))


def _thin_fetches(session: Session, now: datetime) -> None:
    """After a month only the attempts that changed something stay: those with new items or another problem than the
    one before.
    """
    session.execute(delete(Fetch).where(Fetch.started_at < now - FETCHES_FOR))
    before = func.lag(Fetch.problem).over(partition_by=Fetch.source_id, order_by=Fetch.id)
    rows = select(
        Fetch.id, Fetch.problem, before.label("before"), Fetch.new, Fetch.changed, Fetch.started_at
    ).subquery()
    dull = select(rows.c.id).where(
        rows.c.started_at < now - FETCHES_IN_FULL,
        rows.c.problem == rows.c.before,
        rows.c.new == 0,
        rows.c.changed == 0,
    )
    session.execute(delete(Fetch).where(Fetch.id.in_(dull)))
