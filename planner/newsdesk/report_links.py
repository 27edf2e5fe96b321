"""Opening a closed report to the public for a while, and closing that door again."""

import secrets
from datetime import date, timedelta

from sqlalchemy.orm import Session

from planner.errors import Conflict, Invalid
from planner.language.dates import short_date
from planner.models import ReportEdition, ReportLink
from planner.newsdesk.history import Actor, record
from planner.newsdesk.signing_in import token_hash
from planner.vocabulary import N_

LONGEST = timedelta(days=366)
NOT_CLOSED = N_("Chỉ mở công khai báo cáo đã chốt kỳ. Chốt kỳ trước đã.")
PAST = N_("Ngày hết hạn phải từ hôm nay đến một năm sau.")
FIELD = N_("Mở công khai đến ngày")


def open_to_public(
    session: Session, actor: Actor, edition: ReportEdition, *, ends_on: date, today: date
) -> tuple[ReportLink, str]:
    """A new address for one edition; the second value is its secret, kept nowhere. Raises Conflict or Invalid."""
    if edition.closed_at is None:
        raise Conflict(NOT_CLOSED)
    if not today <= ends_on <= today + LONGEST:
        raise Invalid(PAST, field="ends_on")
    token = secrets.token_urlsafe(32)
    link = ReportLink(
        edition=edition, token_hash=token_hash(token), ends_on=ends_on, created_at=actor.now, created_by=actor.name
    )
    session.add(link)
    change = {"field": FIELD, "before": "", "after": short_date(ends_on)}
    record(session, actor, edition.report, N_("mở báo cáo cho công chúng"), [change])
    return link, token


def close_to_public(session: Session, actor: Actor, link: ReportLink) -> ReportLink:
    """Whoever has the address sees nothing from now on; twice changes nothing."""
    if link.revoked_at is None:
        link.revoked_at = actor.now
        change = {"field": FIELD, "before": short_date(link.ends_on), "after": ""}
        record(session, actor, link.edition.report, N_("thu hồi đường dẫn công khai"), [change])
    return link
