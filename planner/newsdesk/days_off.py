"""Days off (ngày nghỉ): entering a year's once, and what people add, change and take away."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.days_off import days_off_of
from planner.errors import Conflict, Stale
from planner.language.style import long_date, short_date
from planner.models import DayOff
from planner.newsdesk.history import Actor, differences, record
from planner.queries.days import ENTERED, years_entered
from planner.vocabulary import N_, DayOffOrigin

CHANGED_SINCE = N_("Người khác vừa sửa ngày nghỉ này. Xem lại rồi lưu.")


def enter_years(session: Session, actor: Actor, years: Iterable[int], announced: Mapping[date, str]) -> int:
    """Write the days off of years not entered yet; their number. A year is entered once: what people changed stays."""
    new = set(years) - years_entered(session)
    present = set(session.scalars(select(DayOff.on)))
    added = [day for day in days_off_of(new, announced) if day.on not in present] if new else []
    for known in added:
        row = DayOff(on=known.on, name=known.name, origin=known.origin)
        session.add(row)
        record(session, actor, row, ENTERED, differences({}, _words(row.on, row.name)))
    return len(added)


def add_day_off(session: Session, actor: Actor, on: date, name: str) -> DayOff:
    """Raises Conflict when the day is there already."""
    _refuse_twice(session, on, None)
    row = DayOff(on=on, name=name, origin=DayOffOrigin.PERSON)
    session.add(row)
    record(session, actor, row, N_("thêm ngày nghỉ"), differences({}, _words(on, name)))
    return row


def edit_day_off(
    session: Session, actor: Actor, row: DayOff, on: date, name: str, *, version: int | None = None
) -> DayOff:
    """Raises Stale when somebody saved in between, Conflict when another row has the day."""
    before, after = _words(row.on, row.name), _words(on, name)
    if version is not None and version != row.version:
        raise Stale(CHANGED_SINCE, [(key, after[key], before[key]) for key in after if after[key] != before[key]])
    _refuse_twice(session, on, row.id)
    if changes := differences(before, after):
        row.on, row.name = on, name
        record(session, actor, row, N_("sửa ngày nghỉ"), changes)
    return row


def remove_day_off(session: Session, actor: Actor, row: DayOff) -> None:
    """Offices are open that day after all."""
    gone = [{"field": field, "before": words, "after": ""} for field, words in _words(row.on, row.name).items()]
    record(session, actor, row, N_("xóa ngày nghỉ"), gone)
    session.delete(row)
    session.flush()


def _refuse_twice(session: Session, on: date, own: int | None) -> None:
    other = session.scalar(select(DayOff).where(DayOff.on == on, DayOff.id != (own or 0)))
    if other is not None:
        message = N_("Ngày %(day)s đã có trong danh sách (%(name)s). Sửa dòng đó.")
        raise Conflict(message, {"day": short_date(on), "name": other.name})


def _words(on: date, name: str) -> dict[str, str]:
    return {N_("Ngày"): long_date(on), N_("Tên"): name}
