"""Who is asking: the sign-in cookie, today's viewer, and the clock of the request."""

from datetime import date, datetime, timedelta
from typing import cast

from flask import Flask, g, redirect, request, session, url_for
from flask_login import UserMixin, current_user
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from planner import clock
from planner.config import Settings
from planner.domain.access import Viewer
from planner.extensions import db, login_manager
from planner.models import Person, SignIn
from planner.newsdesk.history import Actor
from planner.newsdesk.signing_in import is_alive, token_hash
from planner.queries.people import OpenSignIn, open_sign_in, person_with_memberships

SEEN_EVERY = timedelta(minutes=1)
LIVE = "X-Planner-Live"  # sent by pages that look for changes by themselves: nobody's presence


class Visitor(UserMixin):
    """Flask-Login's user: one sign-in of one person. Its id is the token, so the session names a row we can end."""

    def __init__(self, token: str, sign_in: OpenSignIn) -> None:
        self.token = token
        self.sign_in = sign_in

    def get_id(self) -> str:
        return self.token


def init_app(_app: Flask) -> None:
    login_manager.user_loader(_load)
    login_manager.unauthorized_handler(_ask_to_sign_in)


def settings() -> Settings:
    """Settings of the application that answers this request."""
    from flask import current_app

    return cast("Settings", current_app.config["SETTINGS"])


def now() -> datetime:
    """One instant for the whole request."""
    if "now" not in g:
        g.now = clock.now()
    return cast("datetime", g.now)


def today() -> date:
    """The civil day of the request in the newsroom's zone."""
    return clock.local_date(now(), settings().zone)


def database() -> Session:
    """The request's session, as the plain type that queries and newsdesk take."""
    return db.session()


def who() -> OpenSignIn:
    """The signed-in person in a few words, read with the request's first statement. Not for public routes."""
    return cast("Visitor", current_user).sign_in


def person() -> Person:
    """The signed-in person's row, for what changes or shows it. Not for public routes."""
    if "person" not in g:
        g.person = person_with_memberships(database(), who().person_id)
    return cast("Person", g.person)


def viewer() -> Viewer:
    """The signed-in person's role and units today."""
    if "viewer" not in g:
        g.viewer = who().viewer
    return cast("Viewer", g.viewer)


def actor() -> Actor:
    """The signed-in person as the one who changes things."""
    return Actor(who().name, now(), who().person_id)


def visitor(token: str) -> Visitor | None:
    """Whose sign-in this is; None when it has ended, is too old or of a closed account."""
    found = open_sign_in(database(), token_hash(token), today())
    return Visitor(token, found) if found and is_alive(found.created_at, found.seen_at, now()) else None


def _load(token: str) -> Visitor | None:
    found = visitor(token)
    if found and now() - found.sign_in.seen_at > SEEN_EVERY and LIVE not in request.headers:
        _note_seen(found.sign_in.id)
    return found


def _note_seen(sign_in_id: int) -> None:
    """Move the idle limit in a transaction of its own: the request itself may be a read-only one."""
    with Session(db.engine) as own, own.begin():
        own.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now()))


def _ask_to_sign_in() -> Response:
    session.pop("_user_id", None)
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=target), 303)
