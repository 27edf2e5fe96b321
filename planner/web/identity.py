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
from planner.queries.people import sign_in_by_token_hash, viewer_of

SEEN_EVERY = timedelta(minutes=1)
LIVE = "X-Planner-Live"  # sent by pages that look for changes by themselves: nobody's presence


class Visitor(UserMixin):
    """Flask-Login's user: one sign-in of one person. Its id is the token, so the session names a row we can end."""

    def __init__(self, token: str, person: Person) -> None:
        self.token = token
        self.person = person

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


def person() -> Person:
    """The signed-in person. Only for routes that are not public."""
    return cast("Visitor", current_user).person


def viewer() -> Viewer:
    """The signed-in person's role and units today."""
    if "viewer" not in g:
        g.viewer = viewer_of(database(), person(), today())
    return cast("Viewer", g.viewer)


def actor() -> Actor:
    """The signed-in person as the one who changes things."""
    return Actor(person().name, now(), person().id)


def _load(token: str) -> Visitor | None:
    row = sign_in_by_token_hash(database(), token_hash(token))
    if row is None or not is_alive(row, now()):
        return None
    if now() - row.seen_at > SEEN_EVERY and LIVE not in request.headers:
        _note_seen(row.id)
    return Visitor(token, row.person)


def _note_seen(sign_in_id: int) -> None:
    """Move the idle limit in a transaction of its own: the request itself may be a read-only one."""
    with Session(db.engine) as own, own.begin():
        own.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now()))


def _ask_to_sign_in() -> Response:
    session.pop("_user_id", None)
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=target), 303)
