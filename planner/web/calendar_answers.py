"""What a private calendar address answers. It speaks to programs: no page, no cookie, no redirect, never a sign-in."""

import hashlib
import logging
from datetime import datetime, timedelta

from flask import request, url_for
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from feeds.ical import CalendarFeed, notice, render
from planner.clock import local_date
from planner.domain.agenda import PRODUCT, Agenda, calendar_of, window
from planner.domain.agenda_notes import shows_notes, with_notes
from planner.domain.calendar_clients import client_name
from planner.errors import NotFound
from planner.extensions import db
from planner.models import Subscription
from planner.newsdesk import subscribing
from planner.newsdesk.signing_in import token_hash
from planner.queries.calendar_states import LinkState, link_state
from planner.queries.subscriptions import OpenedLink, agenda_items, opened_link, subject_name
from planner.queries.urging import due_notes
from planner.vocabulary import CalendarContent
from planner.web import identity
from planner.web.calendar_kept import rendered

log = logging.getLogger("planner.calendar")

# Moves when the same rows give other bytes than before, so that every reader fetches anew.
RENDERER = 3
TOMBSTONE_DAYS = 60
REVOKED = "Đường dẫn lịch này đã bị thu hồi"
REPLACED = "Đường dẫn đã đổi, hãy đăng ký lại"
REPLACED_WHY = "Lịch này đã có đường dẫn mới. Mở mục Đăng ký lịch của chương trình để xem, rồi xóa lịch cũ."
REVOKED_WHY = "Lịch không còn được cập nhật. Đăng nhập chương trình để tạo đường dẫn mới, rồi xóa lịch này."
NO_CALENDAR = "Không có lịch ở địa chỉ này."
NOTICE = "Thông báo về đường dẫn lịch"
HEADERS = {
    "Cache-Control": "private, no-cache",
    "Vary": "Accept-Encoding",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}


def answer(token: str) -> Response:
    """The link's calendar, "not modified", a notice for a link taken back, or nothing."""
    hashed = token_hash(token)
    state = state_of(hashed)
    if state is None or state.content is CalendarContent.PUBLISHED:
        return unknown()
    return _revoked(state) if state.dark else _calendar(state, hashed)


def state_of(hashed: str) -> LinkState | None:
    """What decides the answer: one select by the driver, beside every session."""
    return link_state(db.engine, hashed)


def _calendar(state: LinkState, hashed: str) -> Response:
    tag = version_tag(state)
    moved = max(state.changed_at or state.created_at, state.created_at)
    if _unchanged(tag):
        note_read(state, state.number or 0)
        return _answer(None, tag, moved)
    made = rendered(tag, lambda: shown_feed(hashed))
    if made.skipped:
        log.warning("calendar link %d: left out what cannot be written: %s", state.id, made.skipped)
    note_read(state, state.number or 0, made.left_out)
    return _answer(made.body, tag, moved)


def shown_feed(hashed: str) -> CalendarFeed:
    """The records of a link's calendar, read now."""
    link = opened_link(identity.database(), hashed)
    if link is None:
        raise NotFound(NO_CALENDAR)
    agenda = agenda_of(link)
    feed = calendar_of(agenda_items(identity.database(), link), agenda)
    if not shows_notes(agenda):
        return feed
    site = identity.settings().address
    notes = due_notes(identity.database(), link.viewer, *window(agenda.feed_day))
    return with_notes(feed, notes, agenda, lambda number: site + url_for("urging.show", urging_id=number))


def version_tag(state: LinkState) -> str:
    """All that the bytes depend on: the stored versions, the link, its owner, the day, the place.

    With the moment of the last change: a database taken back from a backup counts the same numbers again.
    """
    versions = (state.number, state.changed_at, state.rights, state.link_version, state.person_version)
    return _tag(state.day, state.uid_domain, state.id, versions, state.created_at, identity.settings().address)


def agenda_of(link: OpenedLink) -> Agenda:
    site, row = identity.settings().address, link.subscription
    return Agenda(
        subject=subject_name(link),
        scope=row.scope,
        content=row.content,
        style=row.style,
        alarm_min=row.alarm_min,
        feed_day=link.feed.day,
        domain=link.feed.uid_domain,
        zone=identity.settings().zone,
        page_url=_page_url(),
        item_url=lambda item_id: site + url_for("items.show", item_id=item_id),
        keep_cancelled=row.keep_cancelled,
        language=row.language,
    )


def _revoked(row: LinkState) -> Response:
    """One notice makes every program drop the old events; an error status would make some keep them for ever."""
    since = row.revoked_at or row.created_at
    if long_gone(row):
        return plain("Đường dẫn lịch này không còn.\n", 410)
    tag = notice_tag(row)
    if _unchanged(tag):
        return _answer(None, tag, since)
    return _answer(render(notice_feed(row)), tag, since)


def long_gone(row: LinkState) -> bool:
    """Taken back so long ago that nobody needs the notice any more."""
    last = local_date(row.revoked_at, identity.settings().zone) if row.revoked_at else None
    return last is not None and row.day > last + timedelta(days=TOMBSTONE_DAYS)


def notice_tag(row: LinkState) -> str:
    return _tag("revoked", row.uid_domain, row.id, row.revoked_at or row.created_at, row.replaced)


def notice_feed(row: LinkState) -> CalendarFeed:
    """One all-day notice on the day of revocation, and nothing of what stood there before."""
    since = row.revoked_at or row.created_at
    title, why = (REPLACED, REPLACED_WHY) if row.replaced else (REVOKED, REVOKED_WHY)
    day, uid = local_date(since, identity.settings().zone), f"link-{row.id}@{row.uid_domain}"
    event = notice(uid=uid, day=day, title=title, explanation=why, modified=since)
    return CalendarFeed(NOTICE, why, PRODUCT, "", (event,))


def unknown() -> Response:
    """The same answer for every wrong token; guessing is slowed per address, links that exist are never slowed."""
    with Session(db.engine) as own, own.begin():
        may_go_on = subscribing.note_guess(own, request.remote_addr or "", now=identity.now())
    if may_go_on:
        return plain(f"{NO_CALENDAR}\n", 404)
    slowed = plain("Quá nhiều địa chỉ sai. Thử lại sau.\n", 429)
    slowed.headers["Retry-After"] = str(int(subscribing.GUESS_WINDOW.total_seconds()))
    return slowed


def note_read(row: LinkState | Subscription, version: int, left_out: int | None = None) -> None:
    """In a transaction of its own, and only when there is something to note: reading must not wait for a writer.
    Browsers do not count."""
    client, now = client_name(request.user_agent.string), identity.now()
    due = row.read_at is None or now - row.read_at >= subscribing.READ_EVERY or row.read_version != version
    if client and (due or left_out not in (None, row.left_out)):
        try:
            with Session(db.engine) as own, own.begin():
                subscribing.note_read(own, row.id, subscribing.Read(client, now, version, left_out))
        except OperationalError as error:
            log.warning("calendar link %d: the read was not noted: %s", row.id, error.orig)


def _page_url() -> str:
    return identity.settings().address + url_for("subscriptions.index")


def _tag(*parts: object) -> str:
    return hashlib.sha256(repr((RENDERER, parts)).encode()).hexdigest()[:32]


def _unchanged(tag: str) -> bool:
    """By the tag alone, weak ones too: an item that left the calendar does not move the newest revision in it."""
    return request.if_none_match.contains_weak(tag)


def _answer(body: bytes | None, tag: str, moved: datetime) -> Response:
    made = Response(body or b"", 200 if body is not None else 304, HEADERS, content_type="text/calendar; charset=utf-8")
    made.headers["Content-Disposition"] = 'inline; filename="lich.ics"'
    made.set_etag(tag)
    made.last_modified = moved
    return made


def plain(text: str, status: int) -> Response:
    return Response(
        text, status, HEADERS | {"Cache-Control": "private, no-store"}, content_type="text/plain; charset=utf-8"
    )
