"""The first page: each role starts where its work is."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action
from planner.vocabulary import Role
from planner.web import identity
from planner.web.access import requires

blueprint = Blueprint("home", __name__)
START = {
    Role.ADMINISTRATOR: "sources.index",
    Role.EDITOR: "calendar.month",
    Role.REPORTER: "my_work.index",
    Role.BOARD: "board.show",
}


@blueprint.get("/")
@requires(Action.OWN_ACCOUNT)
def start() -> Response:
    return redirect(url_for(START[identity.viewer().role]), 303)
