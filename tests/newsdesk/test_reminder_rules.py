"""Reminders by the rules people set: empty slots and notes due, on the right morning, to the right people, once."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.reminders import RULES, Rule
from planner.errors import Invalid, Stale
from planner.models import Notice, Person, Unit
from planner.newsdesk.reminder_rules import rules_version, set_rules
from planner.newsdesk.reminding import coming, remind
from planner.queries.history import history_of_all
from planner.queries.reminders import rules_of
from planner.vocabulary import NoticeKind, ReminderTo, Role, UnitKind, UrgingState
from tests.factories import (
    NOW,
    TODAY,
    actor,
    make_campaign,
    make_column,
    make_item,
    make_person,
    make_slot,
    make_unit,
    make_urging,
)
from tests.queries.test_board import ZONE

SLOTS = {NoticeKind.EMPTY_SLOT: Rule(3, ReminderTo.EDITORS)}


@dataclass
class Desk:
    unit: Unit
    editor: Person
    board: Person


@pytest.fixture
def desk(session: Session) -> Desk:
    unit = make_unit(session)
    board = make_unit(session, "Ban Thử", UnitKind.PROPAGANDA_BOARD)
    return Desk(unit, make_person(session, unit, Role.EDITOR), make_person(session, board, Role.BOARD))


def told(session: Session, kind: NoticeKind) -> list[tuple[int, str, int | None]]:
    rows = session.scalars(select(Notice).where(Notice.kind == kind).order_by(Notice.id))
    return [(one.person_id, one.name, one.subject_id) for one in rows]


def test_an_empty_slot_is_reminded_of_only_when_a_rule_says_so(session: Session, desk: Desk) -> None:
    column = make_column(session, desk.unit, name="Khoa học")
    empty, filled = (make_slot(session, column, TODAY + timedelta(days=days)) for days in (3, 2))
    make_item(session, desk.unit, slot=filled, column=column, publish_on=filled.on)
    assert remind(session, NOW, ZONE) == 0
    set_rules(session, actor(), SLOTS)

    assert remind(session, NOW, ZONE) == 1
    assert told(session, NoticeKind.EMPTY_SLOT) == [(desk.editor.id, "Khoa học", empty.id)]
    assert remind(session, NOW, ZONE) == 0


def test_a_note_is_reminded_of_the_day_before_unless_it_is_answered(session: Session, desk: Desk) -> None:
    campaign = make_campaign(session, desk.unit)
    tomorrow = TODAY + timedelta(days=1)
    note = make_urging(session, campaign, desk.unit, due_on=tomorrow, title="Còn thiếu")
    make_urging(session, campaign, desk.unit, due_on=tomorrow, state=UrgingState.ANSWERED)

    assert [one.reminder.person_id for one in coming(session, NOW, ZONE, TODAY)] == [desk.editor.id]
    assert coming(session, NOW, ZONE, TODAY, unit_ids=[]) == []
    assert remind(session, NOW, ZONE) == 1
    assert told(session, NoticeKind.URGING_DUE) == [(desk.editor.id, "Còn thiếu", note.id)]


def test_the_board_may_be_reminded_in_the_place_of_the_unit(session: Session, desk: Desk) -> None:
    make_urging(session, make_campaign(session, desk.unit), desk.unit, due_on=TODAY + timedelta(days=2))
    set_rules(session, actor(), {NoticeKind.URGING_DUE: Rule(2, ReminderTo.BOARD)})
    remind(session, NOW, ZONE)

    assert [person_id for person_id, _, _ in told(session, NoticeKind.URGING_DUE)] == [desk.board.id]


def test_the_preview_tells_what_a_far_rule_will_send(session: Session, desk: Desk) -> None:
    make_slot(session, make_column(session, desk.unit), date(2026, 12, 8))
    set_rules(session, actor(), {NoticeKind.EMPTY_SLOT: Rule(14, ReminderTo.EDITORS)})

    assert len(coming(session, NOW, ZONE, date(2026, 11, 24))) == 1
    assert coming(session, NOW, ZONE, date(2026, 11, 23)) == []


def test_rules_are_changed_with_history_and_never_blindly(session: Session) -> None:
    assert rules_of(session) == dict(RULES)
    assert len(set_rules(session, actor(), SLOTS, version=0)) == 1
    assert set_rules(session, actor(), SLOTS) == []
    session.flush()
    assert rules_version(session) == 1
    with pytest.raises(Stale):
        set_rules(session, actor(), {NoticeKind.LINK: Rule(2, ReminderTo.MAKERS)}, version=0)
    with pytest.raises(Invalid):
        set_rules(session, actor(), {NoticeKind.EMPTY_SLOT: Rule(1, ReminderTo.MAKERS)})
    with pytest.raises(Invalid):
        set_rules(session, actor(), {NoticeKind.LINK: Rule(15, ReminderTo.MAKERS)})
    (line,) = history_of_all(session, "reminder_rule")
    assert [change["field"] for change in line.changes] == ["Nhắc"]
