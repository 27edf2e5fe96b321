"""Published items people bring or describe: a pasted link, the genre and medium of an item."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feeds.identity import canonical_link
from planner.errors import Invalid, Stale
from planner.language.fold import fold
from planner.models import Genre, PlannedItem, PublishedItem, Unit
from planner.newsdesk.history import Actor, differences, record
from planner.vocabulary import N_, Medium, Provenance

FOLD_MAX = 3000


@dataclass(frozen=True, slots=True)
class PastedLink:
    """What a person says about an item on the web. ``at``: the instant when they know the hour."""

    link: str
    title: str
    on: date
    at: datetime | None
    medium: Medium
    genre: Genre | None = None
    author: str = ""


def paste_link(
    session: Session, actor: Actor, unit: Unit, pasted: PastedLink, *, item: PlannedItem | None = None
) -> PublishedItem:
    """Store an item by its link, or find the one already stored; with ``item`` it is linked to the plan as well.

    Raises Invalid when the link is not an address of the web or the day lies in the future.
    """
    canonical = canonical_link(pasted.link)
    if not canonical:
        raise Invalid(N_("Đường dẫn phải bắt đầu bằng http:// hoặc https://."), field="link")
    published = session.scalar(
        select(PublishedItem).where(PublishedItem.unit_id == unit.id, PublishedItem.canonical == canonical)
    )
    if published is None:
        published = _stored(session, actor, unit, pasted, canonical)
    if item is not None:
        from planner.newsdesk.reconciling import link_pasted

        link_pasted(session, actor, item, published)
    return published


def _stored(session: Session, actor: Actor, unit: Unit, pasted: PastedLink, canonical: str) -> PublishedItem:
    published = PublishedItem(
        unit=unit,
        unit_name=unit.name_on(pasted.on).name,
        medium=pasted.medium,
        genre=pasted.genre,
        provenance=Provenance.PASTED,
        canonical=canonical,
        link=pasted.link,
        title=pasted.title,
        title_fold=fold(pasted.title)[:FOLD_MAX],
        author=pasted.author,
        published_at=pasted.at,
        published_on=pasted.on,
        date_rule="typed",
        date_precision="minute" if pasted.at else "day",
        date_confidence="stated",
        first_seen_at=actor.now,
        last_seen_at=actor.now,
        added_by_id=actor.person_id,
    )
    session.add(published)
    change = {"field": N_("Đường dẫn"), "before": "", "after": pasted.link}
    record(session, actor, published, N_("dán đường dẫn bài đã đăng"), [change])
    return published


def describe(
    session: Session, actor: Actor, published: PublishedItem, *, genre: Genre | None, medium: Medium, version: int
) -> PublishedItem:
    """Say what genre and medium an item is. Raises Stale when somebody did so since ``version``."""
    before = _words(published.genre, published.medium)
    changes = differences(before, _words(genre, medium))
    if version != published.version:
        theirs = [(change["field"], change["after"], change["before"]) for change in changes]
        raise Stale(N_("Bài này vừa được người khác sửa. Xem lại rồi lưu."), theirs)
    if changes:
        published.genre, published.medium = genre, medium
        record(session, actor, published, N_("phân loại bài đã đăng"), changes)
    return published


def _words(genre: Genre | None, medium: Medium) -> dict[str, str]:
    return {N_("Thể loại"): genre.name if genre else "", N_("Phương tiện"): medium.label}
