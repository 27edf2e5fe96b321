"""A unit's notes on a day of its calendar (ghi chú ngày)."""

from datetime import date

from sqlalchemy.orm import Session

from planner.errors import Conflict, Stale
from planner.language.style import long_date
from planner.models import DayNote, Unit
from planner.newsdesk.history import Actor, differences, record
from planner.vocabulary import N_

TEXT = N_("Ghi chú")
CHANGED_SINCE = N_("Người khác vừa sửa ghi chú này. Xem bản mới rồi lưu lại.")


def add_note(session: Session, actor: Actor, unit: Unit, on: date, text: str) -> DayNote:
    note = DayNote(unit=unit, on=on, text=text, created_by_id=actor.person_id, created_at=actor.now)
    session.add(note)
    record(session, actor, note, N_("thêm ghi chú ngày"), differences({}, {N_("Ngày"): long_date(on), TEXT: text}))
    return note


def edit_note(session: Session, actor: Actor, note: DayNote, text: str, *, version: int | None = None) -> DayNote:
    """Raises Stale when somebody saved in between, Conflict when the note was taken away."""
    _refuse_removed(note)
    if version is not None and version != note.version:
        raise Stale(CHANGED_SINCE, [(TEXT, text, note.text)])
    if changes := differences({TEXT: note.text}, {TEXT: text}):
        note.text = text
        record(session, actor, note, N_("sửa ghi chú ngày"), changes)
    return note


def remove_note(session: Session, actor: Actor, note: DayNote) -> DayNote:
    """The row stays for the history; taken away twice is as once."""
    if note.removed_at is None:
        note.removed_at = actor.now
        gone = {"field": TEXT, "before": note.text, "after": ""}
        record(session, actor, note, N_("xóa ghi chú ngày"), [gone])
    return note


def _refuse_removed(note: DayNote) -> None:
    if note.removed_at is not None:
        raise Conflict(N_("Ghi chú này đã bị xóa. Thêm ghi chú mới nếu cần."))
