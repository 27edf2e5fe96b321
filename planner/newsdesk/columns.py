"""Columns and their slots: opening, changing, materialising the rhythm, skipping and moving single slots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta, tzinfo
from typing import Any, cast

from sqlalchemy import Table, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from planner.domain.slots import checked_rule, slot_days
from planner.errors import Conflict, Invalid, Stale
from planner.language.rhythm import rhythm_words
from planner.language.style import long_date, short_date, time_of_day
from planner.models import Campaign, Channel, Column, Genre, PlannedItem, Slot, Unit
from planner.newsdesk.history import Actor, differences, record
from planner.newsdesk.planning import CHANGED_SINCE, reschedule
from planner.newsdesk.plans import hour_of
from planner.newsdesk.revising import BY_THE_VERB
from planner.newsdesk.rhythm_changes import check_since, end_column, keep_hours
from planner.queries import columns as reading
from planner.vocabulary import N_, ColumnForm, SlotState

__all__ = [
    "ColumnPlan",
    "edit_column",
    "end_column",
    "extend_slots",
    "move_slot",
    "open_column",
    "plan_of",
    "restore_slot",
    "skip_slot",
]

HORIZON = timedelta(days=90)
NAME = N_("Tên")


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What a form hands in. ``rule``: RFC 5545 text without DTSTART; ``deadline_days``: days before the slot.

    ``reruns``: how often a programme is broadcast again; ``warn_days``: how early an empty slot raises a warning.
    """

    name: str
    form: ColumnForm
    channel: Channel
    rule: str
    starts_on: date
    ends_on: date | None = None
    airs_at: time | None = None
    duration_min: int | None = None
    deadline_days: int = 2
    campaign: Campaign | None = None
    genre: Genre | None = None
    note: str = ""
    reruns: int = 0
    warn_days: int = 7


def open_column(session: Session, actor: Actor, unit: Unit, plan: ColumnPlan, *, today: date) -> Column:
    """Open a column of ``unit`` with its slots up to the horizon."""
    plan_words = _words(plan)
    column = Column(unit=unit)
    _fill(column, plan)
    session.add(column)
    record(session, actor, column, N_("mở chuyên mục"), differences({}, plan_words))
    _materialise(session, column, column.starts_on, today + HORIZON)
    return column


def edit_column(
    session: Session,
    actor: Actor,
    column: Column,
    plan: ColumnPlan,
    *,
    today: date,
    version: int | None = None,
    since: date | None = None,
    reason: str = "",
) -> Column:
    """Change a column for all slots from ``today`` on, or from ``since`` on, from which a new rule is then counted.

    Past, filled, skipped and moved slots stay what they were; slots before ``since`` keep their rhythm and hour.
    Raises Stale when somebody saved in between, Invalid when ``since`` has been or lies outside the column.
    """
    before, after = _words(plan_of(column)), _words(plan)
    if version is not None and version != column.version:
        raise Stale(CHANGED_SINCE, [(name, after[name], before[name]) for name in after if after[name] != before[name]])
    changes = differences(before, after)
    if not changes:
        return column
    _check_days(plan)
    timing, renamed = _timing(column), column.name != plan.name
    if since is not None:
        check_since(column, since, today)
        _materialise(session, column, today, since - timedelta(days=1))
    if column.airs_at != plan.airs_at:
        keep_hours(session, column, since or today)
    if since is not None and checked_rule(plan.rule) != column.rrule:
        column.rhythm_from = since
    _fill(column, plan)
    action = N_("sửa chuyên mục từ một kỳ trở đi") if since else N_("sửa chuyên mục")
    record(session, actor, column, action, _with_since(changes, since), reason=reason)
    if timing != _timing(column):
        _renew(session, column, since or today, today + HORIZON)
    if renamed:
        _tell_items(session, actor, column, before[NAME])
    return column


def extend_slots(session: Session, until: date) -> int:
    """Write the slots that rhythms yield up to ``until`` and that are not there yet; their number. May run any time.

    No history line: the promise was made when the column was opened, this only writes down what follows from it.
    """
    added = 0
    for column, last in reading.columns_with_last_slot(session):
        first = last + timedelta(days=1) if last else column.starts_on
        added += _materialise(session, column, first, until)
    return added


def skip_slot(session: Session, actor: Actor, slot: Slot, *, reason: str) -> Slot:
    """Leave an occurrence out. Raises Conflict while an item stands in it, Invalid without a reason."""
    if not reason:
        raise Invalid(N_("Nêu lý do bỏ kỳ."), field="reason")
    if reading.items_of_slot(session, slot.id):
        raise Conflict(N_("Kỳ này đã có tin, bài. Dời hoặc hủy tin, bài rồi mới bỏ kỳ."))
    if slot.state is not SlotState.SKIPPED:
        _set_state(session, actor, slot, SlotState.SKIPPED, reason)
    return slot


def restore_slot(session: Session, actor: Actor, slot: Slot) -> Slot:
    """Take a skipped occurrence up again."""
    if slot.state is SlotState.SKIPPED:
        _set_state(session, actor, slot, SlotState.OPEN, "")
    return slot


def move_slot(
    session: Session, actor: Actor, slot: Slot, on: date, at: time | None = None, *, zone: tzinfo, reason: str = ""
) -> Slot:
    """Move one occurrence to another day or hour (``at`` empty: the hour stays); its items go with it.

    Raises Conflict when that day has a slot of the column already.
    """
    before, hour = _place_words(slot.on, slot.hour), at or slot.hour
    changes = differences(before, _place_words(on, hour))
    if not changes:
        return slot
    other = reading.slot_on(session, slot.column_id, on) if on != slot.on else None
    if other is not None:
        raise Conflict(N_("Ngày %(day)s đã có một kỳ của chuyên mục này. Chọn ngày khác."), {"day": short_date(on)})
    old_hour = slot.hour
    slot.on, slot.airs_at = on, None if hour == slot.column.airs_at else hour
    record(session, actor, slot, N_("dời kỳ"), changes, reason=reason)
    for item in reading.items_of_slot(session, slot.id):
        kept = hour_of(item, zone)
        reschedule(session, actor, item, on, hour if kept == old_hour else kept, zone=zone, reason=reason)
    return slot


def plan_of(column: Column) -> ColumnPlan:
    """What the row holds, as a form would hand it in."""
    return ColumnPlan(
        name=column.name,
        form=column.form,
        channel=column.channel,
        rule=column.rrule,
        starts_on=column.starts_on,
        ends_on=column.ends_on,
        airs_at=column.airs_at,
        duration_min=column.duration_min,
        deadline_days=column.deadline_days,
        campaign=column.campaign,
        genre=column.genre,
        note=column.note,
        reruns=column.reruns,
        warn_days=column.warn_days,
    )


def _check_days(plan: ColumnPlan) -> None:
    if plan.ends_on and plan.ends_on < plan.starts_on:
        raise Invalid(N_("Ngày kết thúc phải sau ngày bắt đầu."), field="ends_on")


def _timing(column: Column) -> tuple[object, ...]:
    """What the days of the slots follow from."""
    return column.rrule, column.starts_on, column.ends_on, column.rhythm_from


def _renew(session: Session, column: Column, first: date, until: date) -> None:
    """Coming slots nobody touched are taken away and those of the rhythm as it is now written down."""
    for slot in reading.untouched_slots(session, column.id, first):
        session.delete(slot)
    session.flush()
    _materialise(session, column, first, until)


def _with_since(changes: list[dict[str, str]], since: date | None) -> list[dict[str, str]]:
    told = {"field": N_("Áp dụng từ ngày"), "before": "", "after": long_date(since)} if since else None
    return [*changes, told] if told else changes


def _place_words(on: date, at: time | None) -> dict[str, str]:
    return {N_("Ngày"): long_date(on), N_("Giờ"): time_of_day(at) if at else ""}


def _fill(column: Column, plan: ColumnPlan) -> None:
    _check_days(plan)
    column.rrule = checked_rule(plan.rule)
    column.name, column.form, column.channel = plan.name, plan.form, plan.channel
    column.starts_on, column.ends_on, column.airs_at = plan.starts_on, plan.ends_on, plan.airs_at
    column.duration_min, column.deadline_days = plan.duration_min, plan.deadline_days
    column.campaign, column.genre, column.note = plan.campaign, plan.genre, plan.note
    column.reruns, column.warn_days = plan.reruns, plan.warn_days


def _words(plan: ColumnPlan) -> dict[str, str]:
    return {
        NAME: plan.name,
        N_("Hình thức"): plan.form.label,
        N_("Kênh"): plan.channel.name,
        N_("Định kỳ"): rhythm_words(plan.rule),
        N_("Giờ phát"): time_of_day(plan.airs_at) if plan.airs_at else "",
        N_("Bắt đầu"): short_date(plan.starts_on),
        N_("Kết thúc"): short_date(plan.ends_on) if plan.ends_on else "",
        N_("Thời lượng (phút)"): str(plan.duration_min) if plan.duration_min else "",
        N_("Phát lại (lần)"): str(plan.reruns) if plan.reruns else "",
        N_("Hạn nộp trước (ngày)"): str(plan.deadline_days),
        N_("Cảnh báo kỳ trống trước (ngày)"): str(plan.warn_days),
        N_("Đợt tuyên truyền"): plan.campaign.short_title if plan.campaign else "",
        N_("Thể loại"): plan.genre.name if plan.genre else "",
        N_("Ghi chú"): plan.note,
    }


def _materialise(session: Session, column: Column, first: date, until: date) -> int:
    """Insert the slots of a window; what is there stays, so two workers at once do no harm."""
    session.flush()
    counted_from = max(column.starts_on, column.rhythm_from or column.starts_on)
    days = slot_days(column.rrule, counted_from, column.ends_on, first, until)
    rows = [
        {
            "column_id": column.id,
            "original_on": day,
            "stands_on": day,
            "state": SlotState.OPEN,
            "reason": "",
            "version": 1,
        }
        for day in days
    ]
    return _insert_new(session, rows) if rows else 0


def _insert_new(session: Session, rows: Iterable[Mapping[str, Any]]) -> int:
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    table = cast("Table", Slot.__table__)
    statement = (
        dialect.insert(table).values(list(rows)).on_conflict_do_nothing(index_elements=["column_id", "original_on"])
    )
    return len(session.execute(statement.returning(table.c.id)).all())


def _set_state(session: Session, actor: Actor, slot: Slot, state: SlotState, reason: str) -> None:
    change = {"field": N_("Trạng thái"), "before": slot.state.label, "after": state.label}
    slot.state, slot.reason = state, reason
    record(session, actor, slot, N_("bỏ kỳ") if reason else N_("khôi phục kỳ"), [change], reason=reason)


def _tell_items(session: Session, actor: Actor, column: Column, old_name: str) -> None:
    """The name stands in every calendar entry of the column: all of them are newer now."""
    session.execute(
        update(PlannedItem)
        .where(PlannedItem.column_id == column.id)
        .values(
            sequence=PlannedItem.sequence + 1,
            version=PlannedItem.version + 1,
            revised_at=actor.now,
            change_note=f"{old_name} → {column.name}",
        )
        .execution_options(**BY_THE_VERB)
    )
