"""Warnings about plans, as values with a Vietnamese sentence. They warn; they never forbid."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Protocol

from planner.vocabulary import N_, Status

ASSIGN_DAYS = 7
QUIET = frozenset({Status.CANCELLED, Status.POSTPONED, Status.PUBLISHED})


class ClashKind(StrEnum):
    LATE_DEADLINE = "late_deadline"
    OVERDUE = "overdue"
    NOBODY = "nobody"
    DOUBLE_BOOKED = "double_booked"
    DOUBLE_FILLED = "double_filled"
    SAME_EXEMPLAR = "same_exemplar"


class Booked(Protocol):
    """What a warning needs of a planned item. ``people``: number → name; ``assign_days``: the unit's setting."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def status(self) -> Status: ...
    @property
    def publish_on(self) -> date | None: ...
    @property
    def publish_at(self) -> datetime | None: ...
    @property
    def deadline_at(self) -> datetime | None: ...
    @property
    def slot_id(self) -> int | None: ...
    @property
    def people(self) -> Mapping[int, str]: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def exemplar_id(self) -> int | None: ...
    @property
    def assign_days(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Booking:
    """``Booked``, where nothing else that is at hand says it."""

    id: int
    title: str
    status: Status
    publish_on: date | None
    publish_at: datetime | None = None
    deadline_at: datetime | None = None
    slot_id: int | None = None
    people: Mapping[int, str] = field(default_factory=dict)
    unit_id: int = 0
    exemplar_id: int | None = None
    assign_days: int = ASSIGN_DAYS


@dataclass(frozen=True, slots=True)
class Clash:
    """``message`` with ``params`` is the sentence of the item's page, ``short`` the words on a card."""

    kind: ClashKind
    message: str
    short: str
    params: Mapping[str, str] = field(default_factory=dict)


def clashes(bookings: Iterable[Booked], now: datetime, zone: tzinfo) -> dict[int, list[Clash]]:
    """Warnings of each item by its number; items that are out, put aside or cancelled have none."""
    active = [booking for booking in bookings if booking.status not in QUIET]
    found: dict[int, list[Clash]] = defaultdict(list)
    for booking in active:
        found[booking.id] += _own(booking, now, zone)
    for (person, _), group in _by_person_and_hour(active).items():
        for booking, other in _pairs(group):
            found[booking.id].append(_double_booked(booking.people[person], other))
    for group in _by_slot(active).values():
        for booking, other in _pairs(group):
            found[booking.id].append(_double_filled(other))
    for group in _by_exemplar_and_week(active).values():
        for booking, other in _pairs(group):
            found[booking.id].append(_same_exemplar(other))
    return {number: warnings for number, warnings in found.items() if warnings}


def _own(booking: Booked, now: datetime, zone: tzinfo) -> list[Clash]:
    warnings: list[Clash] = []
    if booking.deadline_at and booking.publish_on:
        out = booking.publish_at or datetime.combine(booking.publish_on, time.max, tzinfo=zone)
        if booking.deadline_at > out:
            warnings.append(
                Clash(
                    ClashKind.LATE_DEADLINE,
                    N_("Hạn nộp bài sau ngày dự kiến đăng, phát. Lùi ngày đăng hoặc sớm hạn nộp."),
                    N_("Hạn nộp sau ngày đăng"),
                )
            )
    handed_in = booking.status in (Status.SUBMITTED, Status.APPROVED)
    if booking.deadline_at and booking.deadline_at < now and not handed_in:
        warnings.append(
            Clash(ClashKind.OVERDUE, N_("Đã quá hạn nộp bài mà bài chưa nộp. Đôn đốc hoặc dời hạn."), N_("Quá hạn nộp"))
        )
    nobody = not booking.people and booking.status is not Status.IDEA
    if nobody and booking.publish_on and booking.publish_on <= _today(now, zone) + timedelta(booking.assign_days):
        warnings.append(
            Clash(ClashKind.NOBODY, N_("Chưa phân công ai. Giao cho người thực hiện."), N_("Chưa phân công"))
        )
    return warnings


def _double_booked(name: str, other: Booked) -> Clash:
    return Clash(
        ClashKind.DOUBLE_BOOKED,
        N_("%(name)s trùng giờ với “%(title)s”. Đổi người hoặc dời giờ."),
        N_("Trùng người: %(name)s"),
        {"name": name, "title": other.title},
    )


def _double_filled(other: Booked) -> Clash:
    return Clash(
        ClashKind.DOUBLE_FILLED,
        N_("Cùng kỳ chuyên mục với “%(title)s”. Dời một trong hai sang kỳ khác."),
        N_("Trùng kỳ"),
        {"title": other.title},
    )


def _same_exemplar(other: Booked) -> Clash:
    return Clash(
        ClashKind.SAME_EXEMPLAR,
        N_("Trong cùng tuần, “%(title)s” cũng viết về điển hình này. Dời một trong hai sang tuần khác."),
        N_("Trùng điển hình trong tuần"),
        {"title": other.title},
    )


def _today(now: datetime, zone: tzinfo) -> date:
    return now.astimezone(zone).date()


def _by_person_and_hour(bookings: Iterable[Booked]) -> dict[tuple[int, datetime], list[Booked]]:
    """An item whose hour is not known clashes with nobody."""
    groups: dict[tuple[int, datetime], list[Booked]] = defaultdict(list)
    for booking in bookings:
        if booking.publish_at:
            for person in booking.people:
                groups[person, booking.publish_at].append(booking)
    return groups


def _by_slot(bookings: Iterable[Booked]) -> dict[int, list[Booked]]:
    groups: dict[int, list[Booked]] = defaultdict(list)
    for booking in bookings:
        if booking.slot_id is not None:
            groups[booking.slot_id].append(booking)
    return groups


def _by_exemplar_and_week(bookings: Iterable[Booked]) -> dict[tuple[int, int, date], list[Booked]]:
    """A unit's items of one week (Monday to Sunday) about one exemplar."""
    groups: dict[tuple[int, int, date], list[Booked]] = defaultdict(list)
    for booking in bookings:
        if booking.exemplar_id is not None and booking.publish_on is not None:
            groups[booking.unit_id, booking.exemplar_id, week_start(booking.publish_on)].append(booking)
    return groups


def week_start(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _pairs(group: list[Booked]) -> list[tuple[Booked, Booked]]:
    """Each of the group with another of it; one other is enough to find the place."""
    return [(one, group[1] if one is group[0] else group[0]) for one in group] if len(group) > 1 else []
