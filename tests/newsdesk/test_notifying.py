"""Notices are written with the change they tell of, to the right people and nobody else."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from planner.domain.access import plan_visibility
from planner.models import Notice, Person, PlannedItem
from planner.newsdesk import planning
from planner.newsdesk.notifying import choose_channels, tell_comment
from planner.newsdesk.people import close_account, move_person
from planner.newsdesk.plans import Plan, plan_of
from planner.newsdesk.reminding import coming, remind
from planner.queries.history import history_of
from planner.queries.notices import notices_of, unread_count
from planner.vocabulary import Medium, NoticeChannel, NoticeKind, Role, Status
from tests.factories import NOW, TODAY, actor, make_genre, make_item, make_person, make_unit, viewer

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def told(session: Session, person: Person) -> list[NoticeKind]:
    return list(session.scalars(select(Notice.kind).where(Notice.person_id == person.id).order_by(Notice.id)))


def newsroom(session: Session) -> tuple[Person, Person, PlannedItem]:
    """An editor, a reporter of the same unit, and an item that the reporter makes."""
    unit = make_unit(session)
    editor, reporter = make_person(session, unit), make_person(session, unit, Role.REPORTER)
    return editor, reporter, make_item(session, unit, "Bài về giống lúa", people=(reporter,), created_by=editor)


def test_planning_with_people_tells_them_they_are_assigned(session: Session) -> None:
    unit = make_unit(session)
    editor, reporter = make_person(session, unit), make_person(session, unit, Role.REPORTER)
    plan = Plan("Bài mới", make_genre(session), Medium.PRINT, people=((reporter, "viết"), (editor, "biên tập")))
    planning.plan_item(session, actor(editor), unit, plan, zone=ZONE)
    assert told(session, reporter) == [NoticeKind.ASSIGNED]
    assert told(session, editor) == []


def test_a_move_tells_the_maker_what_and_by_whom(session: Session) -> None:
    editor, reporter, item = newsroom(session)
    planning.reschedule(session, actor(editor), item, TODAY + timedelta(days=2), zone=ZONE, reason="mưa lũ")
    notice = session.scalars(select(Notice).where(Notice.person_id == reporter.id)).one()
    assert (notice.kind, notice.actor, notice.words) == (NoticeKind.MOVED, editor.name, "mưa lũ")
    assert [change["after"] for change in notice.changes] == ["thứ Tư, 25/11/2026"]


def test_one_s_own_change_is_not_told_to_oneself(session: Session) -> None:
    editor, reporter, item = newsroom(session)
    planning.set_status(session, actor(reporter), item, Status.IN_PROGRESS, role=Role.REPORTER)
    assert told(session, reporter) == []
    assert told(session, editor) == [NoticeKind.STATUS]


def test_reassigning_tells_who_leaves_and_who_comes(session: Session) -> None:
    editor, reporter, item = newsroom(session)
    other = make_person(session, item.unit, Role.REPORTER)
    planning.assign(session, actor(editor), item, [(other, "viết")])
    assert told(session, reporter) == [NoticeKind.UNASSIGNED]
    assert told(session, other) == [NoticeKind.ASSIGNED]


def test_title_deadline_and_place_are_changes_and_a_note_is_none(session: Session) -> None:
    editor, reporter, item = newsroom(session)
    changed = replace(plan_of(item, ZONE), title="Tên mới", place="Nhà văn hóa", note="gọi trước")
    planning.edit_item(session, actor(editor), item, changed, zone=ZONE)
    notice = session.scalars(select(Notice).where(Notice.person_id == reporter.id)).one()
    assert notice.kind is NoticeKind.CHANGED
    assert [change["field"] for change in notice.changes] == ["Tên tin, bài", "Địa điểm"]


def test_postponing_and_cancelling_carry_their_reason(session: Session) -> None:
    editor, reporter, item = newsroom(session)
    planning.postpone(session, actor(editor), item, reason="chờ số liệu")
    planning.cancel(session, actor(editor), item, reason="trùng đề tài")
    rows = session.execute(select(Notice.kind, Notice.words).where(Notice.person_id == reporter.id)).all()
    assert [tuple(row) for row in rows] == [
        (NoticeKind.POSTPONED, "chờ số liệu"),
        (NoticeKind.CANCELLED, "trùng đề tài"),
    ]


def test_a_comment_is_told_once_however_often_it_is_reported(session: Session) -> None:
    editor, reporter, item = newsroom(session)
    tell_comment(session, actor(editor), item, "Xem lại số liệu", event="c1", mentioned=[reporter.id])
    session.flush()
    again = session.begin_nested()
    tell_comment(session, actor(editor), item, "Xem lại số liệu", event="c1", mentioned=[reporter.id])
    with pytest.raises(IntegrityError):
        session.flush()
    again.rollback()
    assert told(session, reporter) == [NoticeKind.MENTION]


def test_whoever_chose_not_to_hear_or_has_no_account_is_told_nothing(session: Session) -> None:
    editor, reporter, item = newsroom(session)
    choose_channels(session, actor(reporter), reporter, {NoticeKind.MOVED: NoticeChannel.OFF})
    planning.reschedule(session, actor(editor), item, TODAY + timedelta(days=1), zone=ZONE)
    assert told(session, reporter) == []
    close_account(session, actor(), reporter)
    planning.cancel(session, actor(editor), item, reason="đổi đề tài")
    assert told(session, reporter) == []


def test_a_choice_leaves_one_history_line_with_what_changed(session: Session) -> None:
    person = make_person(session, make_unit(session))
    same = {NoticeKind.MOVED: NoticeChannel.MAIL}
    choose_channels(session, actor(person), person, same | {NoticeKind.COMMENT: NoticeChannel.OFF})
    choose_channels(session, actor(person), person, same | {NoticeKind.COMMENT: NoticeChannel.OFF})
    (line,) = history_of(session, "person", person.id)
    assert [change["field"] for change in line.changes] == ["Ý kiến mới"]


def test_notices_about_another_unit_s_plans_are_out_of_sight_after_leaving_it(session: Session) -> None:
    editor, reporter, item = newsroom(session)
    planning.reschedule(session, actor(editor), item, TODAY + timedelta(days=1), zone=ZONE)
    assert unread_count(session, reporter.id, plan_visibility(viewer(session, reporter))) == 1
    move_person(session, actor(), reporter, make_unit(session), on=TODAY)
    session.flush()
    session.expire(reporter)
    sight = plan_visibility(viewer(session, reporter))
    assert unread_count(session, reporter.id, sight) == 0
    assert notices_of(session, reporter.id, sight) == ([], 0)


def morning(day: int) -> datetime:
    return datetime(2026, 11, day, 8, 30, tzinfo=ZONE)


def test_a_reminder_is_told_once_and_again_only_for_another_day(session: Session) -> None:
    _editor, reporter, item = newsroom(session)
    item.publish_on, item.deadline_at = date(2026, 11, 27), datetime(2026, 11, 25, 17, tzinfo=ZONE)
    session.flush()
    assert [remind(session, morning(24), ZONE) for _round in range(3)] == [1, 0, 0]
    item.deadline_at = datetime(2026, 11, 26, 17, tzinfo=ZONE)
    session.flush()
    assert remind(session, morning(25), ZONE) == 1
    assert told(session, reporter) == [NoticeKind.DEADLINE, NoticeKind.DEADLINE]


def test_reminders_never_come_about_everything_at_once(session: Session) -> None:
    unit = make_unit(session)
    reporter = make_person(session, unit, Role.REPORTER)
    for _number in range(30):
        make_item(session, unit, people=(reporter,), publish_on=date(2026, 11, 23))
    make_item(session, unit, people=(reporter,), publish_on=date(2026, 10, 1))
    assert [remind(session, morning(24), ZONE) for _round in range(2)] == [20, 0]
    assert remind(session, morning(25), ZONE) == 10


def test_the_preview_of_a_day_is_what_is_told_on_it(session: Session) -> None:
    _editor, reporter, item = newsroom(session)
    item.publish_on, item.deadline_at = date(2026, 11, 27), datetime(2026, 11, 25, 17, tzinfo=ZONE)
    session.flush()
    ahead = coming(session, NOW, ZONE, date(2026, 11, 24), unit_ids=[item.unit_id])
    assert told(session, reporter) == []
    assert [(one.reminder.kind, one.channel) for one in ahead] == [(NoticeKind.DEADLINE, NoticeChannel.MAIL)]
    assert coming(session, NOW, ZONE, date(2026, 11, 24), unit_ids=[make_unit(session).id]) == []
    remind(session, morning(24), ZONE)
    assert told(session, reporter) == [one.reminder.kind for one in ahead]
