"""A private calendar for programs that speak CalDAV (Apple, DAVx5, Thunderbird): read only, entry by entry.

The password is the token of a private link, the name is not looked at. One principal, one calendar: whose they are is
in the token, so the addresses say nothing.
"""

from collections.abc import Iterable

from flask import Blueprint, request
from werkzeug.wrappers import Response

from feeds.caldav import (
    APPLE,
    CALDAV,
    DAV,
    SERVER,
    Asked,
    BadRequest,
    Resource,
    element,
    last_part,
    matches,
    multistatus,
    name,
    precondition,
    read_request,
)
from planner.extensions import csrf
from planner.newsdesk.signing_in import token_hash
from planner.vocabulary import CalendarContent
from planner.web.access import public
from planner.web.caldav_listing import Listing, Object, held, listing
from planner.web.calendar_answers import (
    long_gone,
    note_read,
    notice_feed,
    notice_tag,
    shown_feed,
    state_of,
    unknown,
    version_tag,
)

blueprint = Blueprint("caldav", __name__)
csrf.exempt(blueprint)
HOME, CALENDAR = "/dav/", "/dav/lich/"
READS = ["GET", "OPTIONS", "PROPFIND", "REPORT"]
WRITES = ["POST", "PUT", "DELETE", "PATCH", "MKCALENDAR", "MKCOL", "PROPPATCH", "MOVE", "COPY", "LOCK", "UNLOCK"]
HEADERS = {
    "DAV": "1, 3, calendar-access",
    "Allow": "OPTIONS, GET, HEAD, PROPFIND, REPORT",
    "Cache-Control": "private, no-cache",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}
XML = "application/xml; charset=utf-8"
SYNC = "urn:lich:"
COLOR = "#0F766EFF"


@blueprint.route("/.well-known/caldav", methods=READS)
@public
def well_known() -> Response:
    """Where programs look first (RFC 6764)."""
    return Response(status=301, headers=HEADERS | {"Location": HOME})


@blueprint.route(HOME, methods=READS)
@public
def home() -> Response:
    """Who one is and where the one calendar stands."""
    opened = _opened()
    if isinstance(opened, Response):
        return opened
    if request.method != "PROPFIND":
        return _other()
    asked = _asked()
    if isinstance(asked, Response):
        return asked
    shown = [Resource(HOME, _home_props())]
    if request.headers.get("Depth", "0") != "0":
        shown.append(Resource(CALENDAR, _calendar_props(opened)))
    return _multi(multistatus(shown, asked.props))


@blueprint.route(CALENDAR, methods=READS)
@public
def calendar() -> Response:
    """The calendar itself: its properties, its entries, what changed since a token."""
    opened = _opened()
    if isinstance(opened, Response):
        return opened
    if request.method not in ("PROPFIND", "REPORT"):
        return _other()
    asked = _asked()
    if isinstance(asked, Response):
        return asked
    if asked.kind == "propfind":
        shown = [Resource(CALENDAR, _calendar_props(opened))]
        if request.headers.get("Depth", "0") != "0":
            shown += _objects(opened.objects.items())
        return _multi(multistatus(shown, asked.props))
    return _report(opened, asked)


@blueprint.route(f"{CALENDAR}<resource>", methods=READS)
@public
def entry(resource: str) -> Response:
    """One entry by its name."""
    opened = _opened()
    if isinstance(opened, Response):
        return opened
    found = opened.objects.get(resource)
    if found is None:
        return Response("Không có mục này.\n", 404, HEADERS, content_type="text/plain; charset=utf-8")
    if request.method == "OPTIONS":
        return _other()
    if request.method in ("PROPFIND", "REPORT"):
        asked = _asked()
        if isinstance(asked, Response):
            return asked
        return _multi(multistatus(_objects([(resource, found)]), asked.props))
    made = Response(found.body, headers=HEADERS, content_type="text/calendar; charset=utf-8")
    made.set_etag(found.etag)
    return made.make_conditional(request)


@blueprint.route(HOME, methods=WRITES, endpoint="refuse_home")
@blueprint.route(f"{HOME}<path:resource>", methods=WRITES)
@public
def refuse(resource: str = "") -> Response:  # noqa: ARG001 - nothing can be written anywhere
    """Read only, whoever asks."""
    return Response("Lịch này chỉ để xem.\n", 403, HEADERS, content_type="text/plain; charset=utf-8")


def _opened() -> Listing | Response:
    """The calendar of the password, or the answer that asks for one."""
    if request.method == "OPTIONS":
        return _other()
    offered = request.authorization
    if offered is None or offered.type != "basic" or not offered.password:
        return _who()
    hashed = token_hash(offered.password)
    state = state_of(hashed)
    if state is None or state.content is CalendarContent.PUBLISHED or long_gone(state):
        refused = unknown()
        return refused if refused.status_code == 429 else _who()
    if state.dark:
        return listing(notice_tag(state), lambda: notice_feed(state))
    found = listing(version_tag(state), lambda: shown_feed(hashed))
    note_read(state, state.number or 0)
    return found


def _report(opened: Listing, asked: Asked) -> Response:
    if asked.kind == "calendar-query":
        found = [(name_, one) for name_, one in opened.objects.items() if matches(one.entry, asked)]
        return _multi(multistatus(_objects(found), asked.props))
    if asked.kind == "calendar-multiget":
        named = {last_part(href): href for href in asked.hrefs}
        found = [(name_, opened.objects[name_]) for name_ in named if name_ in opened.objects]
        gone = [href for name_, href in named.items() if name_ not in opened.objects]
        return _multi(multistatus(_objects(found), asked.props, missing=gone))
    return _synced(opened, asked)


def _synced(opened: Listing, asked: Asked) -> Response:
    """What changed since a token; one this process does not remember is refused, and the program lists anew."""
    before = held(asked.token.removeprefix(SYNC)) if asked.token else {}
    if before is None:
        return Response(precondition("valid-sync-token"), 403, HEADERS, content_type=XML)
    changed = [(name_, one) for name_, one in opened.objects.items() if before.get(name_) != one.etag]
    gone = [CALENDAR + name_ for name_ in before if name_ not in opened.objects]
    return _multi(multistatus(_objects(changed), asked.props, missing=gone, token=SYNC + opened.tag))


def _objects(found: Iterable[tuple[str, Object]]) -> list[Resource]:
    return [
        Resource(
            CALENDAR + name_,
            {
                name(DAV, "resourcetype"): None,
                name(DAV, "getetag"): f'"{one.etag}"',
                name(DAV, "getcontenttype"): "text/calendar; charset=utf-8; component="
                + ("VTODO" if one.entry.uid.startswith("task-") else "VEVENT"),
                name(DAV, "getcontentlength"): str(len(one.body)),
                name(DAV, "current-user-privilege-set"): _may_read,
                name(CALDAV, "calendar-data"): one.body.decode(),
            },
        )
        for name_, one in found
    ]


def _home_props() -> dict[str, object]:
    return {
        name(DAV, "resourcetype"): lambda: [element(name(DAV, "collection")), element(name(DAV, "principal"))],
        name(DAV, "displayname"): "Lịch tòa soạn",
        name(DAV, "current-user-principal"): lambda: [element(name(DAV, "href"), text=HOME)],
        name(DAV, "principal-URL"): lambda: [element(name(DAV, "href"), text=HOME)],
        name(DAV, "current-user-privilege-set"): _may_read,
        name(CALDAV, "calendar-home-set"): lambda: [element(name(DAV, "href"), text=HOME)],
    }


def _calendar_props(opened: Listing) -> dict[str, object]:
    return {
        name(DAV, "resourcetype"): lambda: [element(name(DAV, "collection")), element(name(CALDAV, "calendar"))],
        name(DAV, "displayname"): opened.name,
        name(DAV, "current-user-principal"): lambda: [element(name(DAV, "href"), text=HOME)],
        name(DAV, "owner"): lambda: [element(name(DAV, "href"), text=HOME)],
        name(DAV, "current-user-privilege-set"): _may_read,
        name(DAV, "sync-token"): SYNC + opened.tag,
        name(DAV, "getetag"): f'"{opened.tag}"',
        name(DAV, "supported-report-set"): lambda: [
            element(name(DAV, "supported-report"), element(name(DAV, "report"), element(report)))
            for report in (
                name(CALDAV, "calendar-query"),
                name(CALDAV, "calendar-multiget"),
                name(DAV, "sync-collection"),
            )
        ],
        name(CALDAV, "supported-calendar-component-set"): lambda: [
            element(name(CALDAV, "comp"), name="VEVENT"),
            element(name(CALDAV, "comp"), name="VTODO"),
        ],
        name(SERVER, "getctag"): opened.tag,
        name(APPLE, "calendar-color"): COLOR,
    }


def _may_read() -> list[object]:
    return [element(name(DAV, "privilege"), element(name(DAV, "read")))]


def _asked() -> Asked | Response:
    try:
        return read_request(request.get_data())
    except BadRequest:
        return Response("Yêu cầu không đọc được.\n", 400, HEADERS, content_type="text/plain; charset=utf-8")


def _multi(body: bytes) -> Response:
    return Response(body, 207, HEADERS, content_type=XML)


def _other() -> Response:
    if request.method == "OPTIONS":
        return Response(b"", 200, HEADERS)
    return Response(
        "Địa chỉ này dành cho chương trình lịch (CalDAV).\n", 200, HEADERS, content_type="text/plain; charset=utf-8"
    )


def _who() -> Response:
    asking = HEADERS | {"WWW-Authenticate": 'Basic realm="Lich", charset="UTF-8"'}
    return Response("Cần mật khẩu của đường dẫn lịch.\n", 401, asking, content_type="text/plain; charset=utf-8")
