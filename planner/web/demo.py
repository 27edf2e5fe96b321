"""The demonstration's own feed, read by the worker over real HTTP like any other. A demonstration only."""

from functools import cache
from importlib.resources import files

from flask import Blueprint, Response, request

from planner import clock
from planner.domain.demo_feed import DemoFeed, parse_demo_feed
from planner.errors import NotFound
from planner.queries.demo import FEED_PATH, set_up_at
from planner.web import identity
from planner.web.access import NOT_HERE, public

blueprint = Blueprint("demo", __name__)


@blueprint.get(FEED_PATH + "<name>.rss")
@public
def feed(name: str) -> Response:
    """RSS with an ETag, so that a second reading is answered with "not modified"."""
    shown = _feed()
    if name != shown.name:
        raise NotFound(NOT_HERE)
    zone, now = identity.settings().zone, identity.now()
    day_zero = clock.local_date(set_up_at(identity.database(), name) or now, zone)
    body = shown.document(day_zero, now, zone)
    response = Response(body, content_type="application/rss+xml; charset=utf-8")
    response.add_etag()
    response.make_conditional(request)
    return response


@cache
def _feed() -> DemoFeed:
    return parse_demo_feed(files("planner.presets").joinpath("demo-feed.yaml").read_text("utf-8"))
