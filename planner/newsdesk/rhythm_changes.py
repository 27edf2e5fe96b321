"""Changing a column's rhythm from a day on, and ending it: what was before that day stays as it was."""

from datetime import date, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from planner.errors import Conflict, Invalid
from planner.language.style import short_date
from planner.models import Column, Slot
from planner.newsdesk.history import Actor, record
from planner.queries import columns as reading
from planner.vocabulary import N_

ONE_DAY = timedelta(days=1)


def check_since(column: Column, since: date, today: date) -> None:
    """Raises Invalid for a day that has been or lies outside the column."""
    if since < today:
        raise Invalid(N_("Kỳ đã qua giữ nguyên. Chọn từ hôm nay trở đi."), field="since")
    if column.ends_on and since > column.ends_on:
        message = N_("Chuyên mục kết thúc ngày %(day)s. Chọn ngày trước đó.")
        raise Invalid(message, {"day": short_date(column.ends_on)}, field="since")


def keep_hours(session: Session, column: Column, before: date) -> None:
    """Slots before a day keep the hour the column has now, whatever it gets from that day on."""
    session.execute(
        update(Slot)
        .where(Slot.column_id == column.id, Slot.on < before, Slot.airs_at.is_(None))
        .values(airs_at=column.airs_at)
        .execution_options(synchronize_session="fetch")
    )


def end_column(session: Session, actor: Actor, column: Column, since: date, *, reason: str, today: date) -> Column:
    """No slot from ``since`` on. Slots with an item, skipped and moved ones stay what they are.

    Raises Invalid without a reason or for a day that has been, Conflict when the column ends before that day anyway.
    """
    if not reason:
        raise Invalid(N_("Nêu lý do dừng chuyên mục."), field="reason")
    if since < today:
        raise Invalid(N_("Kỳ đã qua giữ nguyên. Chọn từ hôm nay trở đi."), field="since")
    last = since - ONE_DAY
    if column.ends_on and column.ends_on <= last:
        raise Conflict(N_("Chuyên mục đã kết thúc ngày %(day)s."), {"day": short_date(column.ends_on)})
    before = short_date(column.ends_on) if column.ends_on else ""
    column.ends_on = last
    for slot in reading.untouched_slots(session, column.id, since):
        session.delete(slot)
    change = {"field": N_("Kết thúc"), "before": before, "after": short_date(last)}
    record(session, actor, column, N_("dừng chuyên mục"), [change], reason=reason)
    return column
