"""The month's selects: what a viewer sees, what a filter leaves, and how few statements it takes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, event, insert
from sqlalchemy import inspect as mapped
from sqlalchemy.orm import Session

from planner.domain.access import Visibility, plan_visibility
from planner.models import PlannedItem
from planner.queries import calendar
from planner.queries.item_filter import ItemFilter, Window
from planner.vocabulary import CalendarClock, Medium, Role, SlotState, Status
from tests.factories import (
    NOW,
    TODAY,
    make_campaign,
    make_channel,
    make_column,
    make_genre,
    make_item,
    make_person,
    make_slot,
    make_theme,
    make_unit,
    viewer,
)
from tests.queries.counting import statements

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
NOVEMBER = Window(FIRST, LAST, zone=ZoneInfo("Asia/Ho_Chi_Minh"))
BY_DEADLINE = replace(NOVEMBER, clock=CalendarClock.DEADLINE)
DAYS = [FIRST + timedelta(days=distance) for distance in range(30)]
ALL = Visibility(everything=True, unit_ids=frozenset())


def titles(session: Session, chosen: ItemFilter, sight: Visibility = ALL) -> list[str]:
    return [line.title for line in calendar.items_between(session, sight, chosen, NOVEMBER)]


def test_items_come_by_day_then_hour_and_unknown_hours_last(session: Session) -> None:
    unit = make_unit(session)
    make_item(session, unit, "chưa rõ giờ")
    make_item(session, unit, "chiều", publish_at=datetime(2026, 11, 23, 9, tzinfo=UTC))
    make_item(session, unit, "sáng", publish_at=datetime(2026, 11, 23, 1, tzinfo=UTC))
    make_item(session, unit, "hôm trước", publish_on=TODAY - timedelta(days=1))
    make_item(session, unit, "tháng sau", publish_on=date(2026, 12, 1))
    assert titles(session, ItemFilter()) == ["hôm trước", "sáng", "chiều", "chưa rõ giờ"]


def test_each_line_names_its_people(session: Session) -> None:
    unit = make_unit(session)
    people = (make_person(session, unit, name="Nguyễn: Thị Thử"), make_person(session, unit, name="Trần Văn Nghiệm"))
    make_item(session, unit, people=people)
    (line,) = calendar.items_between(session, ALL, ItemFilter(), NOVEMBER)
    assert line.people == {person.id: person.name for person in people}


def test_a_units_calendar_is_its_own_and_the_board_sees_all(session: Session) -> None:
    ours, theirs = make_unit(session), make_unit(session)
    make_item(session, ours, "của ta")
    make_item(session, theirs, "của họ, chưa đăng")
    make_item(session, theirs, "của họ, đã đăng", status=Status.PUBLISHED)
    editor = plan_visibility(viewer(session, make_person(session, ours)))
    board = plan_visibility(viewer(session, make_person(session, role=Role.BOARD)))
    administrator = plan_visibility(viewer(session, make_person(session, role=Role.ADMINISTRATOR)))
    assert titles(session, ItemFilter(), editor) == ["của ta"]
    assert titles(session, ItemFilter(), board) == ["của ta", "của họ, chưa đăng", "của họ, đã đăng"]
    assert titles(session, ItemFilter(), administrator) == []


def test_every_filter_leaves_only_what_it_names(session: Session) -> None:
    unit, other = make_unit(session), make_unit(session)
    campaign = make_campaign(session, unit)
    theme, genre, person = make_theme(session, campaign), make_genre(session), make_person(session, unit)
    column = make_column(session, unit)
    wanted = make_item(
        session,
        unit,
        "Giống lúa mới ở Đồng Thử",
        (person,),
        campaign=campaign,
        themes=[theme],
        genre=genre,
        column=column,
        medium=Medium.RADIO,
        status=Status.IN_PROGRESS,
        deadline_at=NOW,
    )
    make_item(session, other, "Tin khác", deadline_at=NOW, status=Status.SUBMITTED)
    filters = [
        ItemFilter(unit=unit.id),
        ItemFilter(column=column.id),
        ItemFilter(campaign=campaign.id),
        ItemFilter(theme=theme.id),
        ItemFilter(genre=genre.id),
        ItemFilter(medium=Medium.RADIO),
        ItemFilter(person=person.id),
        ItemFilter(mine=person.id),
        ItemFilter(status=Status.IN_PROGRESS),
        ItemFilter(words="dong lúa"),
        ItemFilter(own_units=frozenset({unit.id})),
        ItemFilter(late_at=NOW + timedelta(days=1)),
    ]
    assert [titles(session, chosen) for chosen in filters] == [[wanted.title]] * len(filters)


def test_undated_items_are_in_the_tray_newest_first_without_the_cancelled(session: Session) -> None:
    unit = make_unit(session)
    for title, status in (("cũ", Status.IDEA), ("bỏ", Status.CANCELLED), ("mới", Status.IDEA)):
        make_item(session, unit, title, publish_on=None, status=status)
    make_item(session, unit, "có ngày")
    dated, tray = calendar.items_and_tray(session, ALL, ItemFilter(), NOVEMBER, DAYS)
    assert [line.title for line in dated] == ["có ngày"]
    assert [line.title for line in tray] == ["mới", "cũ"]


def test_a_slot_is_empty_until_somebody_means_to_fill_it(session: Session) -> None:
    unit = make_unit(session)
    column = make_column(session, unit)
    days = [date(2026, 11, day) for day in (5, 12, 19, 26)]
    empty, filled, let_go, skipped = (make_slot(session, column, day) for day in days)
    skipped.state = SlotState.SKIPPED
    make_item(session, unit, slot=filled, column=column)
    make_item(session, unit, slot=let_go, column=column, status=Status.CANCELLED)
    found = calendar.empty_slots(session, ALL, ItemFilter(), NOVEMBER)
    assert [slot.id for slot in found] == [empty.id, let_go.id]
    assert calendar.empty_slots(session, ALL, ItemFilter(status=Status.IDEA), NOVEMBER) == []
    stranger = Visibility(everything=False, unit_ids=frozenset({make_unit(session).id}))
    assert calendar.empty_slots(session, stranger, ItemFilter(), NOVEMBER) == []


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_a_month_takes_three_statements_however_much_it_holds_and_its_filter_one_more(
    session: Session, engine: Engine, rows: int
) -> None:
    unit = make_unit(session)
    campaign = make_campaign(session, unit)
    column = make_column(session, unit)
    for number in range(rows):
        day = FIRST + timedelta(days=number % 30)
        make_item(
            session, unit, "", (make_person(session, unit),), publish_on=day, themes=[make_theme(session, campaign)]
        )
        make_item(session, unit, publish_on=None)
        make_slot(session, column, day)
    sight = Visibility(everything=False, unit_ids=frozenset({unit.id}))
    asks = viewer(session, make_person(session, unit))
    session.commit()
    with Session(engine) as reader, statements(engine) as sent:
        items, _tray = calendar.items_and_tray(reader, sight, ItemFilter(), NOVEMBER)
        slots = calendar.empty_slots(reader, sight, ItemFilter(), NOVEMBER)
        words = calendar.words(reader, sight, asks, NOVEMBER, TODAY)
        choices = calendar.choices(reader, sight)
    assert (len(items), len(slots), len(sent)) == (rows, rows, 4)
    assert {word.kind for word in words} == {"unit"}
    assert {word.kind for word in choices} == {"person", "column", "campaign", "theme", "genre"}


def test_by_the_deadline_clock_an_item_stands_on_the_newsrooms_day_of_its_deadline(session: Session) -> None:
    unit = make_unit(session)
    late_evening = datetime(2026, 10, 31, 17, 30, tzinfo=UTC)  # 00:30 on 1/11 in the newsroom
    make_item(session, unit, "tháng sau", publish_on=date(2026, 12, 3), deadline_at=late_evening)
    make_item(session, unit, "không hạn")
    (line,) = calendar.items_between(session, ALL, ItemFilter(), BY_DEADLINE)
    assert (line.title, line.day(BY_DEADLINE), line.day(NOVEMBER)) == ("tháng sau", FIRST, date(2026, 12, 3))
    assert calendar.tallies(session, ALL, ItemFilter(), BY_DEADLINE) == {FIRST: {Status.PLANNED: 1}}
    some_days = calendar.items_between(session, ALL, ItemFilter(), BY_DEADLINE, [FIRST, LAST])
    assert [line.title for line in some_days] == ["tháng sau"]


def test_by_the_deadline_clock_a_slot_stands_on_the_day_its_copy_is_due(session: Session) -> None:
    unit = make_unit(session)
    slot = make_slot(session, make_column(session, unit, deadline_days=3, airs_at=time(20)), date(2026, 12, 2))
    make_slot(session, make_column(session, unit, deadline_days=3), date(2026, 11, 2))
    (found,) = calendar.empty_slots(session, ALL, ItemFilter(), BY_DEADLINE)
    assert (found.id, found.on, found.airs_at) == (slot.id, date(2026, 11, 29), None)


def test_counts_of_days_are_those_of_their_items(session: Session) -> None:
    unit = make_unit(session)
    for status in (Status.IDEA, Status.IDEA, Status.APPROVED):
        make_item(session, unit, status=status)
    make_item(session, unit, publish_on=LAST)
    expected = {TODAY: {Status.IDEA: 2, Status.APPROVED: 1}, LAST: {Status.PLANNED: 1}}
    assert calendar.tallies(session, ALL, ItemFilter(), NOVEMBER) == expected


def test_only_empty_slots_leaves_no_item(session: Session) -> None:
    unit = make_unit(session)
    make_item(session, unit)
    slot = make_slot(session, make_column(session, unit), TODAY)
    chosen = ItemFilter(slots_only=True)
    assert calendar.items_between(session, ALL, chosen, NOVEMBER) == []
    assert calendar.tallies(session, ALL, chosen, NOVEMBER) == {}
    assert calendar.items_and_tray(session, ALL, chosen, NOVEMBER, DAYS) == ([], [])
    assert [found.id for found in calendar.empty_slots(session, ALL, chosen, NOVEMBER)] == [slot.id]


def test_a_slot_has_the_medium_of_its_columns_channel(session: Session) -> None:
    unit = make_unit(session)
    make_slot(session, make_column(session, unit, make_channel(session, unit, Medium.RADIO)), TODAY)
    assert len(calendar.empty_slots(session, ALL, ItemFilter(medium=Medium.RADIO), NOVEMBER)) == 1
    assert calendar.empty_slots(session, ALL, ItemFilter(medium=Medium.PRINT), NOVEMBER) == []


def test_empty_slots_are_found_through_the_index_of_filled_ones_though_nearly_no_item_fills_one(
    session: Session, engine: Engine
) -> None:
    unit = make_unit(session)
    item = make_item(session, unit)
    values = {
        attribute.key: getattr(item, attribute.key)
        for attribute in mapped(PlannedItem).column_attrs
        for column in attribute.columns
        if column.name != "id"
    }
    session.execute(insert(PlannedItem), [values] * 2_000)
    for column in (make_column(session, unit) for _ in range(3)):
        make_slot(session, column, TODAY)
    session.commit()
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    sent: list[tuple[str, Any]] = []
    event.listen(engine, "before_cursor_execute", lambda *told: sent.append((told[2], told[3])))
    with Session(engine) as reader:
        calendar.empty_slots(reader, ALL, ItemFilter(), NOVEMBER)
    statement, values = sent[-1]
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    with engine.connect() as connection:
        plan = "\n".join(str(row) for row in connection.exec_driver_sql(explain + statement, values))
    assert "ix_planned_item_slot_id" in plan, plan
