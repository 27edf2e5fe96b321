"""Flask extensions, created once and bound to each application in ``create_app``."""

from typing import Any

from flask import has_request_context, request
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as BaseSession
from flask_wtf import CSRFProtect
from sqlalchemy import Engine

from planner.database import read_only
from planner.models import Base

# PROPFIND and REPORT are how calendar programs read (RFC 4918, RFC 3253): they change nothing either.
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"})


class RequestSession(BaseSession):
    """Safe methods read through the read-only engine (never wait for a writer, cannot write); others may write."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Any:
        engine = super().get_bind(*args, **kwargs)
        if isinstance(engine, Engine) and has_request_context() and request.method in SAFE_METHODS:
            if "reader" not in self.info or self.info["reader_of"] is not engine:
                self.info["reader_of"], self.info["reader"] = engine, read_only(engine)
            return self.info["reader"]
        return engine


db = SQLAlchemy(metadata=Base.metadata, session_options={"class_": RequestSession})
csrf = CSRFProtect()
login_manager = LoginManager()
