"""A person's work put in the order in which it asks for them."""

from dataclasses import dataclass
from datetime import date, datetime

from planner.vocabulary import N_, Answer, Labelled, Status


class Pile(Labelled):
    """Where a task lies on the page "Việc của tôi", the most pressing first."""

    ANSWER = "answer", N_("Chờ trả lời")
    MAKE = "make", N_("Đang làm")
    LINK = "link", N_("Đã đăng chưa? Dán đường dẫn")
    WAIT = "wait", N_("Đã nộp, chờ đăng, phát")
    ASIDE = "aside", N_("Đang hoãn hoặc đã từ chối")


@dataclass(frozen=True, slots=True)
class Task:
    """What decides where an assignment lies. ``linked``: somebody confirmed where it came out."""

    status: Status
    answer: Answer
    deadline_at: datetime | None
    publish_on: date | None
    linked: bool


def pile_of(task: Task, today: date) -> Pile:
    """Where a task lies today."""
    if task.status is Status.POSTPONED or task.answer is Answer.DECLINED:
        return Pile.ASIDE
    if task.status in (Status.IDEA, Status.PLANNED) and task.answer is Answer.PENDING:
        return Pile.ANSWER
    if task.status in (Status.IDEA, Status.PLANNED, Status.IN_PROGRESS):
        return Pile.MAKE
    came_out = task.status is Status.PUBLISHED or (
        task.status is Status.APPROVED and task.publish_on is not None and task.publish_on <= today
    )
    return Pile.LINK if came_out and not task.linked else Pile.WAIT


def is_late(task: Task, now: datetime) -> bool:
    """Whether the copy should have been handed in already."""
    making = task.status in (Status.IDEA, Status.PLANNED, Status.IN_PROGRESS)
    return making and task.deadline_at is not None and task.deadline_at < now
