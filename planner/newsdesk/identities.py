"""What identifies a source's items: its own keys as long as they can be trusted, its links when not."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from feeds.identity import DEGRADED_SHARE, Marks, guids_degraded
from feeds.records import FeedDocument
from planner.models import Source
from planner.newsdesk.history import Actor, record
from planner.newsdesk.leases import SOURCES
from planner.vocabulary import N_

POLICIES = {"guid": N_("theo mã riêng của nguồn"), "link": N_("theo đường dẫn"), "title": N_("theo tên bài và ngày")}
# One article shown under another key may be a correction; two in a document are a habit.
LEAST_CHANGED = 2


def degrade_identity(
    session: Session, source: Source, document: FeedDocument | None, rekeyed: int, actor: Actor
) -> bool:
    """From the source's keys to its links when more than one key in twenty is repeated or was changed (``rekeyed``).

    Nothing is stored twice by the change: an article is found by its link as well. An administrator may take it back.
    """
    if document is None or source.policy != "guid" or not document.items:
        return False
    marks = [Marks(item.guid, item.canonical_link, item.title, item.date.raw) for item in document.items]
    changed = rekeyed >= LEAST_CHANGED and rekeyed > DEGRADED_SHARE * len(marks) and any(mark.guid for mark in marks)
    if not changed and not guids_degraded(marks):
        return False
    session.execute(update(SOURCES).where(SOURCES.c.id == source.id).values(policy="link"))
    change = {"field": N_("Nhận ra bài"), "before": POLICIES["guid"], "after": POLICIES["link"]}
    why = N_("Mã bài trong nguồn bị lặp hoặc thay đổi, không dùng để nhận ra bài được.")
    record(session, actor, source, N_("đổi cách nhận ra bài"), [change], reason=why)
    return True
