"""Units: adding, renaming on a day, merging on a day; channels and whom they belong to."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.errors import Conflict, Invalid
from planner.models import Channel, ChannelPeriod, Membership, SourcePeriod, Unit, UnitMerger, UnitName
from planner.newsdesk.history import Actor, record
from planner.queries.people import lineage
from planner.vocabulary import N_, Medium, UnitKind

ONE_DAY = timedelta(days=1)


def add_unit(
    session: Session, actor: Actor, *, name: str, short: str, kind: UnitKind, since: date | None, website: str = ""
) -> Unit:
    unit = Unit(key="", kind=kind, website=website, names=[UnitName(name=name, short=short, valid_from=since)])
    unit.key = f"don-vi-moi-{actor.now:%Y%m%d%H%M%S%f}"
    session.add(unit)
    record(session, actor, unit, N_("thêm đơn vị"), [{"field": N_("Tên"), "before": "", "after": name}])
    return unit


def rename_unit(session: Session, actor: Actor, unit: Unit, *, name: str, short: str, on: date, reason: str) -> Unit:
    """From ``on`` the unit bears another name; history keeps the old one. Raises Invalid when that day is too early."""
    last = unit.names[-1]
    if last.valid_from is not None and on <= last.valid_from:
        message = N_("Tên mới phải có hiệu lực sau ngày %(day)s, ngày bắt đầu của tên đang dùng.")
        raise Invalid(message, {"day": f"{last.valid_from:%d/%m/%Y}"}, field="on")
    before = last.name
    last.valid_to = on - ONE_DAY
    unit.names.append(UnitName(name=name, short=short, valid_from=on))
    record(session, actor, unit, N_("đổi tên"), [{"field": N_("Tên"), "before": before, "after": name}], reason=reason)
    return unit


def merge_unit(session: Session, actor: Actor, unit: Unit, into: Unit, *, on: date, basis: str) -> UnitMerger:
    """From ``on`` a unit has gone into another: its people, channels and sources move there, its history stays."""
    if into.id in lineage(session, [unit.id]):
        raise Invalid(N_("Không thể hợp nhất một đơn vị vào chính nó hoặc vào đơn vị tiền thân của nó."), field="into")
    if session.scalar(select(UnitMerger.id).where(UnitMerger.predecessor_id == unit.id)):
        raise Conflict(N_("Đơn vị này đã hợp nhất vào một đơn vị khác."))
    merger = UnitMerger(predecessor_id=unit.id, successor_id=into.id, on=on, basis=basis)
    session.add(merger)
    if unit.names[-1].valid_to is None or unit.names[-1].valid_to >= on:
        unit.names[-1].valid_to = on - ONE_DAY
    _hand_over(session, unit, into, on)
    change = {"field": N_("Hợp nhất vào"), "before": "", "after": into.name_on(on).name}
    record(session, actor, unit, N_("hợp nhất"), [change], reason=basis)
    record(
        session,
        actor,
        into,
        N_("nhận đơn vị hợp nhất"),
        [{"field": N_("Đơn vị tiền thân"), "before": "", "after": unit.name_on(on - ONE_DAY).name}],
        reason=basis,
    )
    return merger


# What belongs to a unit for a period, and what of it goes along to the next unit.
HELD: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (ChannelPeriod, ("channel_id",)),
    (SourcePeriod, ("source_id", "channel_id")),
    (Membership, ("person_id", "post")),
)


def _hand_over(session: Session, unit: Unit, into: Unit, on: date) -> None:
    """Close every period still open on ``on`` and open the same one for the successor."""
    for kind, kept in HELD:
        for row in session.scalars(select(kind).where(kind.unit_id == unit.id)).all():
            if row.reaches(on):
                same = {name: getattr(row, name) for name in kept}
                session.add(kind(unit_id=into.id, valid_from=on, valid_to=row.valid_to, **same))
                row.valid_to = on - ONE_DAY
    session.flush()


def set_warnings(session: Session, actor: Actor, unit: Unit, *, assign_days: int) -> Unit:
    """How many days before publication an item without anybody to make it raises a warning."""
    if assign_days != unit.assign_days:
        change = {
            "field": N_("Cảnh báo chưa phân công trước (ngày)"),
            "before": str(unit.assign_days),
            "after": str(assign_days),
        }
        unit.assign_days = assign_days
        record(session, actor, unit, N_("đổi mức cảnh báo"), [change])
    return unit


def add_channel(
    session: Session, actor: Actor, unit: Unit, *, name: str, medium: Medium, since: date | None
) -> Channel:
    channel = Channel(name=name, medium=medium, periods=[ChannelPeriod(unit=unit, valid_from=since)])
    session.add(channel)
    record(session, actor, unit, N_("thêm kênh"), [{"field": N_("Kênh"), "before": "", "after": name}])
    return channel


def hand_over_channel(session: Session, actor: Actor, channel: Channel, into: Unit, *, on: date) -> Channel:
    """From ``on`` the channel belongs to another unit; what it carried before stays with the unit of that time."""
    current = next((period for period in channel.periods if period.valid_to is None), None)
    if current is None or (current.valid_from is not None and on <= current.valid_from):
        raise Invalid(N_("Chọn ngày sau ngày kênh về đơn vị hiện nay."), field="on")
    before = current.unit.name_on(on).name
    current.valid_to = on - ONE_DAY
    channel.periods.append(ChannelPeriod(unit=into, valid_from=on))
    change = {"field": N_("Đơn vị"), "before": before, "after": into.name_on(on).name}
    record(session, actor, channel, N_("chuyển kênh"), [change])
    return channel
