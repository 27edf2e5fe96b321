"""Urging notes (đôn đốc): written, sent, answered, closed, reopened. Every step is a line of the thread and of history.

A note that was sent is not changed any more; what is added to it is a message.
"""

from dataclasses import dataclass
from datetime import date, tzinfo

from sqlalchemy.orm import Session

from planner.domain.notices import About, Told
from planner.errors import Conflict, Invalid, Stale
from planner.language.style import short_date
from planner.models import Campaign, Unit, Urging, UrgingMessage
from planner.newsdesk.history import Actor, differences, record
from planner.newsdesk.notifying import tell_of
from planner.newsdesk.revising import later, move
from planner.queries.urging import board_people, urged_people
from planner.vocabulary import N_, CalendarScope, GapKind, MessageKind, NoticeKind, NoticeWhy, UrgingState

CHANGED_SINCE = N_("Người khác vừa sửa phiếu này. So các mục khác nhau bên dưới rồi lưu lại.")
SENT_ALREADY = N_("Phiếu đã gửi thì không sửa được nữa. Nhắn thêm vào phiếu, hoặc đóng phiếu rồi viết phiếu khác.")
NOT_OPEN = N_("Phiếu này không còn chờ phản hồi. Tải lại trang để xem tình trạng mới.")
NOT_CLOSED = N_("Phiếu này chưa đóng nên không cần mở lại.")
PAST = N_("Hạn phản hồi phải từ hôm nay trở đi.")


@dataclass(frozen=True, slots=True)
class UrgingEntry:
    """What a form hands in."""

    title: str
    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Reply:
    """A unit's account: why, what has been done, and by which day the rest will be."""

    text: str
    done: str = ""
    done_by: date | None = None


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes and where the newsroom is: ``unit_name`` stands beside the name in the thread."""

    actor: Actor
    zone: tzinfo
    unit_name: str = ""

    @property
    def today(self) -> date:
        return self.actor.now.astimezone(self.zone).date()


def write_urging(
    session: Session,
    pen: Pen,
    campaign: Campaign,
    unit: Unit,
    entry: UrgingEntry,
    *,
    gap: GapKind,
    subject_id: int | None = None,
) -> Urging:
    """A draft only the board sees. Raises Invalid for a due day that is past."""
    _check(pen, entry.due_on)
    row = Urging(
        campaign=campaign,
        unit=unit,
        gap=gap,
        subject_id=subject_id,
        created_by_id=pen.actor.person_id,
        created_at=pen.actor.now,
        revised_at=pen.actor.now,
    )
    _fill(row, entry)
    session.add(row)
    record(session, pen.actor, row, N_("viết phiếu đôn đốc"), differences({}, _words(entry)))
    return row


def edit_urging(session: Session, pen: Pen, row: Urging, entry: UrgingEntry, *, version: int | None = None) -> Urging:
    """Change a draft. Raises Conflict once it was sent, Stale when somebody saved in between."""
    if row.state is not UrgingState.DRAFT:
        raise Conflict(SENT_ALREADY)
    before, after = _words(entry_of(row)), _words(entry)
    if version is not None and version != row.version:
        raise Stale(CHANGED_SINCE, [(name, after[name], before[name]) for name in after if after[name] != before[name]])
    _check(pen, entry.due_on)
    if changes := differences(before, after):
        _fill(row, entry)
        record(session, pen.actor, row, N_("sửa phiếu đôn đốc"), changes)
    return row


def send_urging(session: Session, pen: Pen, row: Urging) -> Urging:
    """From now on the unit sees it, by notice and mail and in its calendar."""
    if row.state is not UrgingState.DRAFT:
        raise Conflict(SENT_ALREADY)
    _check(pen, row.due_on)
    row.sent_at = pen.actor.now
    _step(session, pen, row, UrgingState.OPEN, N_("gửi phiếu đôn đốc"))
    _tell_unit(session, pen, row, "sent", row.text)
    return row


def answer_urging(session: Session, pen: Pen, row: Urging, reply: Reply) -> UrgingMessage:
    """A unit's reply; more than one may follow each other. Raises Conflict when the note is not sent or closed."""
    if row.state not in (UrgingState.OPEN, UrgingState.ANSWERED):
        raise Conflict(NOT_OPEN)
    message = _message(session, pen, row, MessageKind.REPLY, reply.text, reply.done, reply.done_by)
    _step(session, pen, row, UrgingState.ANSWERED, N_("phản hồi đôn đốc"), reply.text)
    told = [Told(one, NoticeKind.URGING_ANSWER, NoticeWhy.BOARD) for one in board_people(session)]
    tell_of(session, pen.actor, told, _about(row), event=f"m{message.id}", words=reply.text)
    return message


def add_note(session: Session, pen: Pen, row: Urging, text: str) -> UrgingMessage:
    """The board adds a word; the note stays as it is."""
    if row.state not in (UrgingState.OPEN, UrgingState.ANSWERED):
        raise Conflict(NOT_OPEN)
    message = _message(session, pen, row, MessageKind.NOTE, text)
    record(session, pen.actor, row, N_("nhắn thêm vào phiếu đôn đốc"), reason=text[:500])
    _tell_unit(session, pen, row, f"m{message.id}", text)
    return message


def close_urging(session: Session, pen: Pen, row: Urging, *, text: str) -> Urging:
    """Settled, with the board's conclusion."""
    if row.state not in (UrgingState.OPEN, UrgingState.ANSWERED):
        raise Conflict(NOT_OPEN)
    message = _message(session, pen, row, MessageKind.CLOSED, text)
    row.closed_at = pen.actor.now
    _step(session, pen, row, UrgingState.CLOSED, N_("đóng phiếu đôn đốc"), text)
    _tell_unit(session, pen, row, f"m{message.id}", text)
    return row


def reopen_urging(session: Session, pen: Pen, row: Urging, *, text: str, due_on: date) -> Urging:
    """It was not settled after all: open again with a new due day."""
    if row.state is not UrgingState.CLOSED:
        raise Conflict(NOT_CLOSED)
    _check(pen, due_on)
    message = _message(session, pen, row, MessageKind.REOPENED, text)
    changes = differences({N_("Hạn phản hồi"): short_date(row.due_on)}, {N_("Hạn phản hồi"): short_date(due_on)})
    row.due_on, row.closed_at = due_on, None
    _step(session, pen, row, UrgingState.OPEN, N_("mở lại phiếu đôn đốc"), text, changes)
    _tell_unit(session, pen, row, f"m{message.id}", text)
    return row


def entry_of(row: Urging) -> UrgingEntry:
    """What the row holds, as a form would hand it in."""
    return UrgingEntry(row.title, row.text, row.due_on)


def _step(
    session: Session,
    pen: Pen,
    row: Urging,
    state: UrgingState,
    action: str,
    reason: str = "",
    more: list[dict[str, str]] | None = None,
) -> None:
    """A change of state: its history line, and a newer revision in the unit's calendars."""
    change = {"field": N_("Trạng thái"), "before": row.state.label, "after": state.label}
    changes = [*([change] if row.state is not state else []), *(more or [])]
    row.state = state
    row.sequence += 1
    row.revised_at = later(pen.actor.now, row.revised_at)
    record(session, pen.actor, row, action, changes, reason=reason[:500])
    move(session, {(CalendarScope.UNIT, row.unit_id)})


def _message(
    session: Session,
    pen: Pen,
    row: Urging,
    kind: MessageKind,
    text: str,
    done: str = "",
    done_by: date | None = None,
) -> UrgingMessage:
    message = UrgingMessage(
        kind=kind,
        person_id=pen.actor.person_id,
        author=pen.actor.name,
        unit_name=pen.unit_name,
        at=pen.actor.now,
        text=text,
        done=done,
        done_by=done_by,
    )
    row.messages.append(message)
    session.flush()
    return message


def _tell_unit(session: Session, pen: Pen, row: Urging, event: str, words: str) -> None:
    people = urged_people(session, row.unit_id, pen.today)
    told = [Told(one, NoticeKind.URGED, NoticeWhy.UNIT) for one in people]
    tell_of(session, pen.actor, told, _about(row), event=f"u{row.id}:{event}", words=words)


def _about(row: Urging) -> About:
    return About("urging", row.id, row.title, row.unit_id)


def _check(pen: Pen, due_on: date) -> None:
    if due_on < pen.today:
        raise Invalid(PAST, field="due_on")


def _fill(row: Urging, entry: UrgingEntry) -> None:
    row.title, row.text, row.due_on = entry.title, entry.text, entry.due_on


def _words(entry: UrgingEntry) -> dict[str, str]:
    return {
        N_("Việc"): entry.title,
        N_("Nội dung"): entry.text,
        N_("Hạn phản hồi"): short_date(entry.due_on),
    }
