"""Days off: a year is entered once, people change it, and deadlines go round them."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.days_off import shipped_announced
from planner.errors import Conflict, Stale
from planner.models import DayOff
from planner.newsdesk import days_off as desk
from planner.queries.days import days_off_history
from planner.vocabulary import DayOffOrigin
from tests.factories import actor

NATIONAL_DAY = date(2026, 9, 2)


def rows(session: Session) -> dict[date, DayOff]:
    return {row.on: row for row in session.scalars(select(DayOff))}


def test_a_year_has_its_holidays_days_in_lieu_and_announced_days(session: Session) -> None:
    desk.enter_years(session, actor(), [2026], shipped_announced())
    found = rows(session)
    assert found[NATIONAL_DAY].name == "Quốc khánh"
    assert "nghỉ bù" in found[date(2026, 4, 27)].name
    assert found[date(2026, 11, 24)].origin is DayOffOrigin.CALENDAR
    assert found[date(2026, 1, 2)].origin is DayOffOrigin.PRESET
    assert {day.year for day in found} == {2026}


def test_the_culture_day_is_off_only_since_2026(session: Session) -> None:
    desk.enter_years(session, actor(), [2025, 2026], {})
    assert date(2025, 11, 24) not in rows(session)


def test_entering_again_brings_nothing_back(session: Session) -> None:
    desk.enter_years(session, actor(), [2026], {})
    desk.remove_day_off(session, actor(), rows(session)[NATIONAL_DAY])
    assert desk.enter_years(session, actor(), [2026], {}) == 0
    assert NATIONAL_DAY not in rows(session)


def test_a_day_is_added_changed_and_removed_with_its_history(session: Session) -> None:
    row = desk.add_day_off(session, actor(), date(2026, 12, 31), "Nghỉ thử")
    desk.edit_day_off(session, actor(), row, row.on, "Nghỉ bù thử", version=row.version)
    desk.remove_day_off(session, actor(), row)
    actions = [line.action for line in days_off_history(session)]
    assert actions == ["xóa ngày nghỉ", "sửa ngày nghỉ", "thêm ngày nghỉ"]


def test_a_day_stands_once(session: Session) -> None:
    row = desk.add_day_off(session, actor(), NATIONAL_DAY, "Quốc khánh")
    other = desk.add_day_off(session, actor(), date(2026, 9, 3), "Nghỉ bù")
    with pytest.raises(Conflict, match="Quốc khánh"):
        desk.add_day_off(session, actor(), NATIONAL_DAY, "Lần nữa")
    with pytest.raises(Conflict, match="đã có"):
        desk.edit_day_off(session, actor(), other, NATIONAL_DAY, "Nghỉ bù", version=other.version)
    assert rows(session)[NATIONAL_DAY] is row


def test_an_old_page_says_what_differs(session: Session) -> None:
    row = desk.add_day_off(session, actor(), NATIONAL_DAY, "Quốc khánh")
    with pytest.raises(Stale) as refused:
        desk.edit_day_off(session, actor(), row, NATIONAL_DAY, "Gõ", version=row.version + 1)
    assert refused.value.changes == [("Tên", "Gõ", "Quốc khánh")]
