"""The checklist of a planned item: what has to be done before it can come out."""

from sqlalchemy.orm import Session

from planner.errors import Conflict, Invalid
from planner.models import CheckLine, PlannedItem
from planner.newsdesk.history import Actor, record
from planner.vocabulary import N_

FIELD = N_("Việc cần làm")
MOST = 50


def add_line(session: Session, actor: Actor, item: PlannedItem, words: str, *, present: int) -> CheckLine:
    """One more thing to do. ``present``: how many lines there are already."""
    if not words:
        raise Invalid(N_("Nhập việc cần làm."), field="words")
    if present >= MOST:
        raise Conflict(N_("Danh sách đã đủ 50 việc. Xóa bớt việc không còn cần rồi thêm lại."))
    line = CheckLine(item_id=item.id, words=words)
    session.add(line)
    record(session, actor, item, N_("thêm việc cần làm"), [{"field": FIELD, "before": "", "after": words}])
    return line


def tick(session: Session, actor: Actor, item: PlannedItem, line: CheckLine, *, done: bool) -> CheckLine:
    """Mark as done, or as not done after all."""
    if done is (line.done_at is not None):
        return line
    line.done_at, line.done_by_id = (actor.now, actor.person_id) if done else (None, None)
    action = N_("đánh dấu đã xong") if done else N_("bỏ đánh dấu đã xong")
    before, after = ("○", "✓") if done else ("✓", "○")
    change = {"field": FIELD, "before": f"{before} {line.words}", "after": f"{after} {line.words}"}
    record(session, actor, item, action, [change])
    return line


def remove_line(session: Session, actor: Actor, item: PlannedItem, line: CheckLine) -> None:
    record(session, actor, item, N_("xóa việc cần làm"), [{"field": FIELD, "before": line.words, "after": ""}])
    session.delete(line)
