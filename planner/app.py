"""Wiring: make the application from settings."""

import logging

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from planner.assets import asset_root, static_version
from planner.config import Settings
from planner.database import engine_options, prepare
from planner.extensions import csrf, db, login_manager
from planner.newsdesk.signing_in import ABSOLUTE_LIMIT
from planner.web import errors, headers, identity, outside_days, register, rendering

MAX_BODY = 2 * 1024 * 1024
ONE_YEAR = 31536000


def create_app(settings: Settings) -> Flask:
    """The WSGI application; safe to call several times in one process (tests do)."""
    root = asset_root()
    app = Flask("planner", template_folder=str(root / "templates"), static_folder=None)
    app.jinja_environment = rendering.PlainGlobals  # before the extensions: the first to ask makes the environment
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        STATIC_PREFIX=f"/static/{static_version()}/",
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=MAX_BODY,
        SESSION_COOKIE_NAME="__Host-planner" if settings.https else "planner",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        PERMANENT_SESSION_LIFETIME=ABSOLUTE_LIMIT,
        SESSION_REFRESH_EACH_REQUEST=False,  # no sign-in outlives its first cookie, so no page signs it anew
        WTF_CSRF_TIME_LIMIT=None,
    )
    logging.getLogger("planner").setLevel(logging.INFO)
    db.init_app(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    with app.app_context():
        prepare(db.engine)
    for part in (identity, rendering, headers, errors, outside_days):
        part.init_app(app)
    register(app)
    # Outermost last: the proxy's word on addresses is taken only when an administrator configured how many there are.
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(root / "static"),
        prefix=app.config["STATIC_PREFIX"],
        max_age=ONE_YEAR,
        add_headers_function=headers.add_static_headers,
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    return app
