"""Files of long reports, made in the background: asked for, taken by a worker, followed, cancelled, kept a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Table, delete, or_, select, update
from sqlalchemy.orm import Session

from planner.errors import Invalid
from planner.models import Job, ReportEdition, ReportFile
from planner.newsdesk.history import Actor, record
from planner.vocabulary import N_, FileKind, FileState

JOB = "make-report-files"
KEPT_FOR = timedelta(days=90)
STALE_AFTER = timedelta(minutes=15)  # a worker that says nothing for so long is gone
FILES = cast("Table", ReportFile.__table__)
JOBS = cast("Table", Job.__table__)


class Cancelled(Exception):
    """Whoever asked for the file does not want it any more."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file to be made, in plain values: no transaction stays open while it is."""

    file_id: int
    edition_id: int
    kind: FileKind
    profile: str


def ask_file(session: Session, actor: Actor, edition: ReportEdition, kind: FileKind, profile: str) -> ReportFile:
    """Ask for a file; one of the same content that waits or is ready already is given again."""
    since = edition.closed_at or edition.refreshed_at
    standing = select(ReportFile).where(
        ReportFile.edition_id == edition.id,
        ReportFile.kind == kind,
        ReportFile.profile == profile,
        ReportFile.asked_at >= since,
        ReportFile.state.in_((FileState.WAITING, FileState.WORKING)),
    )
    if found := session.scalar(standing.order_by(ReportFile.id.desc())):
        return found
    file = ReportFile(
        edition=edition,
        kind=kind,
        profile=profile,
        asked_at=actor.now,
        asked_by_id=actor.person_id,
        state=FileState.WAITING,
        total=edition.lines,
    )
    session.add(file)
    change = {"field": N_("Tệp"), "before": "", "after": kind.label}
    record(session, actor, edition.report, N_("yêu cầu lập tệp báo cáo"), [change])
    session.execute(update(JOBS).where(JOBS.c.name == JOB).values(next_at=actor.now))
    return file


def cancel_file(session: Session, actor: Actor, file: ReportFile) -> ReportFile:
    """The worker stops at its next word. Raises Invalid when there is nothing left to stop."""
    if file.state not in (FileState.WAITING, FileState.WORKING):
        raise Invalid(N_("Tệp này không còn đang lập nên không hủy được."))
    file.state, file.finished_at = FileState.CANCELLED, actor.now
    change = {"field": N_("Tệp"), "before": file.kind.label, "after": ""}
    record(session, actor, file.edition.report, N_("hủy lập tệp báo cáo"), [change])
    return file


def take_file(session: Session, now: datetime) -> Taken | None:
    """The oldest one waiting, or one whose worker died; None when there is nothing to do."""
    row = FILES.c
    ready = or_(row.state == FileState.WAITING, (row.state == FileState.WORKING) & (row.started_at < now - STALE_AFTER))
    for file_id in session.scalars(select(row.id).where(ready).order_by(row.id).limit(5)):
        taken = update(FILES).where(row.id == file_id, ready).values(state=FileState.WORKING, started_at=now, done=0)
        if cast("CursorResult[Any]", session.execute(taken)).rowcount == 1:
            file = session.get_one(ReportFile, file_id)
            return Taken(file.id, file.edition_id, file.kind, file.profile)
    return None


def tell_progress(session: Session, file_id: int, done: int, now: datetime) -> None:
    """Say how far it is. Raises Cancelled when nobody wants it any more."""
    moved = (
        update(FILES).where(FILES.c.id == file_id, FILES.c.state == FileState.WORKING).values(done=done, started_at=now)
    )
    if cast("CursorResult[Any]", session.execute(moved)).rowcount != 1:
        raise Cancelled


def finish_file(session: Session, file_id: int, content: bytes, now: datetime) -> bool:
    """Keep the file; False when it was cancelled at the last moment."""
    return _end(session, file_id, state=FileState.READY, content=content, done=FILES.c.total, finished_at=now)


def fail_file(session: Session, file_id: int, problem: str, now: datetime) -> bool:
    return _end(session, file_id, state=FileState.FAILED, problem=problem[:500], finished_at=now)


def forget_files(session: Session, now: datetime) -> None:
    """Files can be made again at any time: they are kept for a quarter."""
    session.execute(delete(ReportFile).where(ReportFile.asked_at < now - KEPT_FOR))


def _end(session: Session, file_id: int, **values: object) -> bool:
    ended = update(FILES).where(FILES.c.id == file_id, FILES.c.state == FileState.WORKING).values(**values)
    return cast("CursorResult[Any]", session.execute(ended)).rowcount == 1
