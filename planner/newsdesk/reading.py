"""How a source is read: what identifies its articles, its usual silence, its order of day and month, its clock.

Values can be read anew at any time, because the raw string of every date is kept.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from feeds.dates import read_date
from feeds.identity import article_id
from feeds.records import DateReading
from planner.domain.ingest import FETCHED, civil_day, shifted
from planner.errors import Conflict, Invalid, Stale
from planner.models import Source
from planner.newsdesk.history import Actor, differences, record
from planner.newsdesk.identities import POLICIES
from planner.newsdesk.observing import DOUBTED
from planner.newsdesk.storing import ITEMS
from planner.vocabulary import N_

ORDERS = {"": N_("tự nhận biết"), "day-first": N_("ngày/tháng"), "month-first": N_("tháng/ngày")}
LONGEST_PATTERN = 200
EXAMPLE = {"example": r"-(\d{7})\.html"}
_OPEN, _REPEATED_GROUP = re.compile(r"(?<!\\)[*+]|\{\d*,\}"), re.compile(r"(?<!\\)\)[*+?{]")
_LONG = re.compile(r"\{\d{3,}|,\d{3,}\}|\\\d|\(\?(?!:)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What an administrator decides. ``day_order`` empty: every document decides; ``expected_hours``: usual silence."""

    policy: str
    id_pattern: str
    day_order: str
    expected_hours: int | None

    def words(self) -> dict[str, str]:
        return {
            N_("Nhận ra bài"): POLICIES[self.policy],
            N_("Mẫu số hiệu bài"): self.id_pattern,
            N_("Thứ tự ngày tháng"): ORDERS[self.day_order],
            N_("Nhịp đăng dự kiến (giờ)"): str(self.expected_hours or ""),
        }


def reading_of(source: Source) -> Reading:
    order = source.day_order if source.order_fixed else ""
    return Reading(source.policy, source.id_pattern, order, source.expected_hours)


def set_reading(session: Session, actor: Actor, source: Source, reading: Reading, *, version: int) -> Source:
    """Decide how a source is read. Raises Stale after somebody else's change, Invalid for a pattern that is none."""
    changes = differences(reading_of(source).words(), reading.words())
    if version != source.version:
        theirs = [(change["field"], change["before"], change["after"]) for change in changes]
        raise Stale(N_("Nguồn tin này vừa được người khác sửa. Xem lại rồi lưu."), theirs)
    _refuse_bad_pattern(reading.id_pattern)
    if not changes:
        return source
    renumber, redate = reading.id_pattern != source.id_pattern, reading.day_order not in ("", source.day_order)
    source.policy, source.id_pattern = reading.policy, reading.id_pattern
    source.order_fixed, source.expected_hours = bool(reading.day_order), reading.expected_hours
    source.day_order = reading.day_order or source.day_order
    # The next answer is read whole, under the new rules.
    source.etag = source.last_modified = source.body_hash = ""
    source.next_poll_at = actor.now
    record(session, actor, source, N_("sửa cách đọc nguồn tin"), changes)
    session.flush()
    if renumber:
        _rename(session, source)
    if redate:
        date_anew(session, actor, source, zone=ZoneInfo(source.zone))
    return source


def correct_clock(session: Session, actor: Actor, source: Source, *, zone: tzinfo) -> int:
    """Accept that the times of a source are seven hours off, and date its items anew; how many moved.

    Raises Conflict when nothing makes the clock suspect.
    """
    if abs(source.zone_doubts) < DOUBTED:
        raise Conflict(N_("Giờ của nguồn tin này hiện không có gì đáng ngờ."))
    hours = source.shift_hours + (-7 if source.zone_doubts > 0 else 7)
    change = {"field": N_("Lệch giờ"), "before": f"{source.shift_hours:+d}", "after": f"{hours:+d}"}
    source.shift_hours, source.zone_doubts = hours, 0
    record(session, actor, source, N_("sửa giờ của nguồn tin"), [change])
    session.flush()
    return date_anew(session, actor, source, zone=zone)


def date_anew(session: Session, actor: Actor, source: Source, *, zone: tzinfo) -> int:
    """Read the raw dates of all items the source brought under its present rules; how many changed.

    ``zone`` is the newsroom's. One history line tells how many; what each said is in its raw string.
    """
    own = ZoneInfo(source.zone)
    rows = session.execute(
        select(ITEMS.c.id, ITEMS.c.date_raw, ITEMS.c.date_field, ITEMS.c.published_at, ITEMS.c.first_seen_at).where(
            ITEMS.c.source_id == source.id, ITEMS.c.date_raw != ""
        )
    ).all()
    moved: list[dict[str, Any]] = []
    for number, raw, field, at, seen in rows:
        read = read_date(raw, field=field, zone=own, day_order=source.day_order)
        reading = shifted(read, timedelta(hours=source.shift_hours))
        if reading.utc != at:
            moved.append(_dated(number, reading, seen, zone, own))
    if moved:
        columns = [name for name in moved[0] if name != "number"]
        statement = update(ITEMS).where(ITEMS.c.id == bindparam("number"))
        session.execute(statement.values({name: bindparam(name) for name in columns}), moved)
    change = {"field": N_("Số bài đổi ngày"), "before": "", "after": str(len(moved))}
    record(session, actor, source, N_("tính lại ngày từ giá trị gốc"), [change])
    session.expire_all()
    return len(moved)


def _dated(number: int, reading: DateReading, seen: datetime, zone: tzinfo, own: tzinfo) -> dict[str, Any]:
    undated = reading.utc is None and reading.confidence != "ambiguous"
    return {
        "number": number,
        "published_at": reading.utc,
        "published_on": civil_day(reading, now=seen, zone=zone, source_zone=own),
        "date_rule": reading.rule[:60],
        "date_precision": reading.precision,
        "date_confidence": FETCHED if undated else reading.confidence,
    }


def _rename(session: Session, source: Source) -> None:
    """Stored items take the name the pattern gives them; one whose name is taken already keeps its own."""
    pattern = re.compile(source.id_pattern) if source.id_pattern else None
    rows = session.execute(
        select(ITEMS.c.id, ITEMS.c.unit_id, ITEMS.c.link, ITEMS.c.canonical).where(ITEMS.c.source_id == source.id)
    ).all()
    taken = {(unit_id, canonical) for _number, unit_id, _link, canonical in rows}
    for number, unit_id, link, canonical in rows:
        found = article_id(link, pattern) if pattern else ""
        name = f"id:{found}" if found else canonical
        if name != canonical and (unit_id, name) not in taken:
            taken.add((unit_id, name))
            session.execute(update(ITEMS).where(ITEMS.c.id == number).values(canonical=name))
    session.expire_all()


def _refuse_bad_pattern(pattern: str) -> None:
    """Only patterns that cannot run away: one group, at most one part of open length, nothing repeated as a whole."""
    try:
        groups = re.compile(pattern).groups
    except (re.error, OverflowError) as error:
        raise Invalid(N_("Mẫu số hiệu bài chưa đúng. Ví dụ: %(example)s"), EXAMPLE, field="id_pattern") from error
    wild = len(_OPEN.findall(pattern)) > 1 or _REPEATED_GROUP.search(pattern) or _LONG.search(pattern)
    if pattern and (groups != 1 or wild or len(pattern) > LONGEST_PATTERN):
        message = N_("Mẫu số hiệu bài cần đúng một cặp ngoặc và nhiều nhất một phần dài tùy ý. Ví dụ: %(example)s")
        raise Invalid(message, EXAMPLE, field="id_pattern")
