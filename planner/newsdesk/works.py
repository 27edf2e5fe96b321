"""One work, several publications: planned items of a unit that carry the same work in different media."""

from datetime import date

from sqlalchemy.orm import Session

from planner.errors import Conflict, Invalid
from planner.language.style import long_date
from planner.models import Assignment, PlannedItem, Work
from planner.newsdesk.history import Actor, record
from planner.vocabulary import N_, Medium, Status

WORK = N_("Tác phẩm")


def add_publication(
    session: Session, actor: Actor, item: PlannedItem, medium: Medium, publish_on: date | None
) -> PlannedItem:
    """Plan the same work once more, in another medium; words, themes and people are taken along."""
    work = _work_of(session, actor, item)
    copy = PlannedItem(
        unit_id=item.unit_id,
        campaign_id=item.campaign_id,
        genre_id=item.genre_id,
        medium=medium,
        title=item.title,
        title_fold=item.title_fold,
        brief=item.brief,
        place=item.place,
        publish_on=publish_on,
        original_on=publish_on,
        status=Status.PLANNED if item.status is not Status.IDEA else Status.IDEA,
        created_by_id=actor.person_id,
        created_at=actor.now,
        revised_at=actor.now,
        work=work,
        themes=list(item.themes),
        assignments=[Assignment(person=one.person, part=one.part, position=one.position) for one in item.assignments],
    )
    session.add(copy)
    day = long_date(publish_on) if publish_on else ""
    changes = [
        {"field": WORK, "before": "", "after": item.title},
        {"field": N_("Loại hình"), "before": "", "after": medium.label},
    ]
    changes += [{"field": N_("Ngày dự kiến đăng, phát"), "before": "", "after": day}] if day else []
    record(session, actor, copy, N_("lập tin, bài cùng tác phẩm"), changes)
    return copy


def join(session: Session, actor: Actor, item: PlannedItem, other: PlannedItem) -> Work:
    """Both items carry the same work from now on; figures count it once."""
    if item.id == other.id:
        raise Invalid(N_("Chọn một tin, bài khác."), field="other")
    if item.unit_id != other.unit_id:
        raise Invalid(N_("Chỉ gộp được tin, bài của cùng một đơn vị."), field="other")
    if other.work_id is not None and other.work_id != item.work_id and item.work_id is not None:
        raise Conflict(N_("Hai tin, bài đang thuộc hai tác phẩm khác nhau. Tách một bài ra trước."))
    if item.work is None and other.work is not None:
        item, other = other, item
    work = _work_of(session, actor, item)
    if other.work_id != work.id:
        other.work = work
        _tell(session, actor, other, "", item.title)
    return work


def leave_work(session: Session, actor: Actor, item: PlannedItem) -> None:
    """The item is a work of its own again."""
    if item.work is not None:
        item.work = None
        _tell(session, actor, item, item.title, "")


def _work_of(session: Session, actor: Actor, item: PlannedItem) -> Work:
    if item.work is not None:
        return item.work
    work = Work(unit_id=item.unit_id, created_at=actor.now)
    item.work = work
    session.flush()
    return work


def _tell(session: Session, actor: Actor, item: PlannedItem, before: str, after: str) -> None:
    action = N_("gộp vào tác phẩm") if after else N_("tách khỏi tác phẩm")
    record(session, actor, item, action, [{"field": WORK, "before": before, "after": after}])
