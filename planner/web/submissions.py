"""A form sent twice (lost answer, double click) is taken once: the second gets the first one's address."""

from flask import redirect
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from planner.forms.base import Form
from planner.models import Submission
from planner.web import identity


def taken(form: Form) -> Response | None:
    """The redirect of an earlier identical submission, or None when this one is new."""
    location = identity.database().scalar(
        select(Submission.location).where(
            Submission.key == form.submission.data, Submission.person_id == identity.person().id
        )
    )
    return redirect(location, 303) if location else None


def finish(form: Form, location: str) -> Response:
    """Remember the submission in the same transaction as its effect, commit, and go on to ``location``."""
    session = identity.database()
    session.add(
        Submission(key=form.submission.data, person_id=identity.person().id, location=location, at=identity.now())
    )
    try:
        session.commit()
    except IntegrityError:
        # Two copies of one form at the same moment: the other one won, this one changed nothing.
        session.rollback()
        earlier = taken(form)
        if earlier is None:
            raise
        return earlier
    return redirect(location, 303)
