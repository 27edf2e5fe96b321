"""The XML of a calendar that can only be read (WebDAV RFC 4918, CalDAV RFC 4791, sync RFC 6578): asked and answered.

A fixed small surface, not a server library: those bring their own storage, locks and permissions, and what is here is
a list of records. Nothing of a request is trusted: no entities, no network, no document types, a small body.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from feeds.ical import ZONE, CalendarEvent, CalendarTask, Entry, time_zone

DAV, CALDAV = "DAV:", "urn:ietf:params:xml:ns:caldav"
SERVER, APPLE = "http://calendarserver.org/ns/", "http://apple.com/ns/ical/"
PREFIXES: dict[str | None, str] = {None: DAV, "C": CALDAV, "CS": SERVER, "A": APPLE}
BODY_MAX = 256_000
HREFS_MAX = 2_000


class BadRequest(ValueError):
    """The body is no request of this protocol."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. ``kind``: ``propfind``, ``calendar-query``, ``calendar-multiget`` or ``sync-collection``.

    ``props``: names in Clark notation; None for all. ``first`` and ``last``: the time range of a query, aware.
    ``component``: VEVENT or VTODO, empty for any. ``token``: of the last sync, empty for a first one.
    """

    kind: str
    props: tuple[str, ...] | None
    hrefs: tuple[str, ...] = ()
    component: str = ""
    first: datetime | None = None
    last: datetime | None = None
    token: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """One answer of a multistatus. ``props``: Clark name → text, a list of elements, a function giving either, or
    None for an empty one."""

    href: str
    props: Mapping[str, Any] = field(default_factory=dict)
    gone: bool = False


def name(space: str, local: str) -> str:
    return f"{{{space}}}{local}"


def read_request(body: bytes, *, empty: str = "propfind") -> Asked:
    """Raises BadRequest. An empty PROPFIND asks for everything."""
    if not body.strip():
        return Asked(empty, None)
    if len(body) > BODY_MAX:
        raise BadRequest("too big")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: Any = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadRequest("not XML") from error
    if root.getroottree().docinfo.doctype:
        raise BadRequest("document type")
    wanted = root.find(name(DAV, "prop"))
    props = None if wanted is None else tuple(str(one.tag) for one in wanted if isinstance(one.tag, str))
    tag = str(root.tag)
    if tag == name(DAV, "propfind"):
        return Asked("propfind", props)
    if tag == name(CALDAV, "calendar-query"):
        return _query(root, props or ())
    if tag == name(CALDAV, "calendar-multiget"):
        hrefs = [str(one.text or "") for one in root.findall(name(DAV, "href"))][:HREFS_MAX]
        return Asked("calendar-multiget", props or (), tuple(hrefs))
    if tag == name(DAV, "sync-collection"):
        return Asked("sync-collection", props or (), token=str(root.findtext(name(DAV, "sync-token")) or "").strip())
    raise BadRequest("unknown report")


def _query(root: Any, props: tuple[str, ...]) -> Asked:
    component, first, last = "", None, None
    for one in root.iter(name(CALDAV, "comp-filter")):
        if (named := str(one.get("name", "")).upper()) in ("VEVENT", "VTODO"):
            component = named
            span = one.find(name(CALDAV, "time-range"))
            if span is not None:
                first, last = _moment(span.get("start")), _moment(span.get("end"))
    return Asked("calendar-query", props, component=component, first=first, last=last)


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise BadRequest("time range") from error


def matches(entry: Entry, asked: Asked) -> bool:
    """Whether an entry is what a query asks for."""
    kind = "VTODO" if isinstance(entry, CalendarTask) else "VEVENT"
    if asked.component and asked.component != kind:
        return False
    start, end = (entry.start, entry.end) if isinstance(entry, CalendarEvent) else (entry.due, entry.due)
    return (asked.last is None or _aware(start) < asked.last) and (asked.first is None or _aware(end) > asked.first)


def _aware(moment: date | datetime) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return datetime(moment.year, moment.month, moment.day, tzinfo=ZONE)


def last_part(href: str) -> str:
    """The name of a resource as an address has it; programs send whole addresses as well as paths."""
    return unquote(urlsplit(href).path).rsplit("/", 1)[-1]


def calendar_object(written: bytes, product: str) -> bytes:
    """One entry as a resource of its own: a whole calendar with the one zone."""
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{product}//Lich bien tap 1//VI", "CALSCALE:GREGORIAN", "")
    head = "\r\n".join(lines).encode()
    return head + time_zone().to_ical() + written + b"END:VCALENDAR\r\n"


def multistatus(
    resources: Iterable[Resource], props: Sequence[str] | None, *, token: str = "", missing: Iterable[str] = ()
) -> bytes:
    """207: each resource with the properties it was asked for and those it has not; ``missing``: hrefs with 404."""
    root: Any = etree.Element(name(DAV, "multistatus"), nsmap=PREFIXES)
    for one in resources:
        _response(root, one, props)
    for href in missing:
        _response(root, Resource(href, gone=True), ())
    if token:
        etree.SubElement(root, name(DAV, "sync-token")).text = token
    return _written(root)


def precondition(failed: str) -> bytes:
    """The body of a 403 that names what was not fulfilled, such as ``valid-sync-token``."""
    root: Any = etree.Element(name(DAV, "error"), nsmap=PREFIXES)
    etree.SubElement(root, name(DAV, failed))
    return _written(root)


def element(tag: str, *children: Any, text: str = "", **attributes: str) -> Any:
    made: Any = etree.Element(tag, attributes, nsmap=PREFIXES)
    made.text = text or None
    made.extend(children)
    return made


def _response(root: Any, one: Resource, props: Sequence[str] | None) -> None:
    response = etree.SubElement(root, name(DAV, "response"))
    etree.SubElement(response, name(DAV, "href")).text = one.href
    if one.gone:
        etree.SubElement(response, name(DAV, "status")).text = "HTTP/1.1 404 Not Found"
        return
    # Everything that was asked for by no name leaves out what is long to write (RFC 4791 §9.6).
    wanted = [tag for tag in one.props if tag != name(CALDAV, "calendar-data")] if props is None else props
    for has, status in ((True, "200 OK"), (False, "404 Not Found")):
        names = [tag for tag in wanted if (tag in one.props) is has]
        if names or has:
            found = etree.SubElement(response, name(DAV, "propstat"))
            held = etree.SubElement(found, name(DAV, "prop"))
            for tag in names:
                _property(held, tag, one.props.get(tag))
            etree.SubElement(found, name(DAV, "status")).text = f"HTTP/1.1 {status}"


def _property(held: Any, tag: str, value: Any) -> None:
    value = value() if callable(value) else value
    made = etree.SubElement(held, tag)
    if isinstance(value, str):
        made.text = value
    elif isinstance(value, list):
        made.extend(value)


def _written(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")
