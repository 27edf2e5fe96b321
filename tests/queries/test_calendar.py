"""The month's selects: what a viewer sees, what a filter leaves, and how few statements it takes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.domain.access import Visibility, plan_visibility
from planner.queries import calendar
from planner.queries.calendar import ItemFilter
from planner.vocabulary import Medium, Role, SlotState, Status
from tests.factories import (
    TODAY,
    make_campaign,
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
ALL = Visibility(everything=True, unit_ids=frozenset())


def titles(session: Session, chosen: ItemFilter, sight: Visibility = ALL) -> list[str]:
    return [line.title for line in calendar.items_between(session, sight, chosen, FIRST, LAST)]


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
    (line,) = calendar.items_between(session, ALL, ItemFilter(), FIRST, LAST)
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
        status=Status.SUBMITTED,
    )
    make_item(session, other, "Tin khác")
    filters = [
        ItemFilter(unit=unit.id),
        ItemFilter(column=column.id),
        ItemFilter(campaign=campaign.id),
        ItemFilter(theme=theme.id),
        ItemFilter(genre=genre.id),
        ItemFilter(medium=Medium.RADIO),
        ItemFilter(person=person.id),
        ItemFilter(mine=person.id),
        ItemFilter(status=Status.SUBMITTED),
        ItemFilter(words="dong lúa"),
    ]
    assert [titles(session, chosen) for chosen in filters] == [[wanted.title]] * len(filters)


def test_undated_items_are_in_the_tray_newest_first_without_the_cancelled(session: Session) -> None:
    unit = make_unit(session)
    for title, status in (("cũ", Status.IDEA), ("bỏ", Status.CANCELLED), ("mới", Status.IDEA)):
        make_item(session, unit, title, publish_on=None, status=status)
    make_item(session, unit, "có ngày")
    assert [line.title for line in calendar.undated_items(session, ALL, ItemFilter())] == ["mới", "cũ"]


def test_a_slot_is_empty_until_somebody_means_to_fill_it(session: Session) -> None:
    unit = make_unit(session)
    column = make_column(session, unit)
    days = [date(2026, 11, day) for day in (5, 12, 19, 26)]
    empty, filled, let_go, skipped = (make_slot(session, column, day) for day in days)
    skipped.state = SlotState.SKIPPED
    make_item(session, unit, slot=filled, column=column)
    make_item(session, unit, slot=let_go, column=column, status=Status.CANCELLED)
    found = calendar.empty_slots(session, ALL, ItemFilter(), FIRST, LAST)
    assert [slot.id for slot in found] == [empty.id, let_go.id]
    assert calendar.empty_slots(session, ALL, ItemFilter(status=Status.IDEA), FIRST, LAST) == []
    stranger = Visibility(everything=False, unit_ids=frozenset({make_unit(session).id}))
    assert calendar.empty_slots(session, stranger, ItemFilter(), FIRST, LAST) == []


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_a_month_takes_four_statements_however_much_it_holds(session: Session, engine: Engine, rows: int) -> None:
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
    session.commit()
    with Session(engine) as reader, statements(engine) as sent:
        items = calendar.items_between(reader, sight, ItemFilter(), FIRST, LAST)
        calendar.undated_items(reader, sight, ItemFilter())
        slots = calendar.empty_slots(reader, sight, ItemFilter(), FIRST, LAST)
        words = calendar.words(reader, sight, TODAY)
    assert (len(items), len(slots), len(sent)) == (rows, rows, 4)
    assert {word.kind for word in words} == {"unit", "person", "column", "campaign", "theme", "genre"}
