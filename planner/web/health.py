"""For watchdogs: is the program up and does the database answer?"""

from flask import Blueprint
from sqlalchemy import text

from planner.web import identity
from planner.web.access import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def check() -> tuple[str, int, dict[str, str]]:
    identity.database().execute(text("SELECT 1"))
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}
