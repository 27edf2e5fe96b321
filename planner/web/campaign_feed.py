"""The Atom answer of a private link: what was published for a campaign, until the link is taken back."""

import hashlib

from flask import request, url_for
from werkzeug.wrappers import Response

from feeds.atom import AtomEntry, write_atom
from planner.models import PublishedItem
from planner.newsdesk.signing_in import token_hash
from planner.queries.campaign_feed import published_for
from planner.queries.subscriptions import OpenedLink, opened_link
from planner.vocabulary import CalendarContent
from planner.web import identity
from planner.web.calendar_answers import HEADERS, note_read, plain, unknown

GONE = "Đường dẫn này đã bị thu hồi.\n"


def answer(token: str) -> Response:
    """Readers of Atom keep what they have and stop at 410, so a link taken back needs no notice."""
    link = opened_link(identity.database(), token_hash(token))
    if link is None or link.subscription.content is not CalendarContent.PUBLISHED:
        return unknown()
    if link.subscription.revoked_at or not link.subscription.person.active:
        return plain(GONE, 410)
    body = _body(link)
    note_read(link.subscription, 0)
    made = Response(body, headers=HEADERS, content_type="application/atom+xml; charset=utf-8")
    made.set_etag(hashlib.sha256(body).hexdigest()[:32])
    return made.make_conditional(request.environ)


def _body(link: OpenedLink) -> bytes:
    campaign, domain = link.subscription.campaign, link.feed.uid_domain
    found = published_for(identity.database(), campaign.id) if campaign else ()
    return write_atom(
        key=f"urn:{domain}:link-{link.subscription.id}",
        title=f"Tin, bài đã đăng, phát – {campaign.short_title}" if campaign else "",
        address=identity.settings().address + url_for("campaigns.index"),
        updated=max((one.first_seen_at for one in found), default=link.subscription.created_at),
        entries=[_entry(one, domain) for one in found],
    )


def _entry(one: PublishedItem, domain: str) -> AtomEntry:
    return AtomEntry(
        key=f"urn:{domain}:published-{one.id}",
        title=one.title,
        link=one.link,
        author=one.author or one.unit_name,
        summary=one.summary,
        updated=one.published_at or one.first_seen_at,
    )
