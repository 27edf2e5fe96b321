"""Weeks as the calendar's templates show them: days with items, empty slots, key dates, lunar days."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from flask import url_for

from planner.domain.access import Action, Viewer, may
from planner.domain.clashes import Booking, Clash, clashes
from planner.domain.crowding import told_by_lines
from planner.domain.workflow import may_edit
from planner.language.lunar import key_dates, lunar_day
from planner.language.rhythm import rerun_words
from planner.language.style import time_of_day
from planner.queries.calendar import ItemLine, SlotLine, Word
from planner.queries.item_filter import Window
from planner.vocabulary import N_, CalendarClock, Status
from planner.web.rendering import language, translate


@dataclass(frozen=True, slots=True)
class ShownUnit:
    id: int
    short_name: str
    name: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    id: int
    version: int
    title: str
    url: str
    status: Status
    time: str
    unit: ShownUnit
    move_url: str | None
    warnings: list[str]
    reruns: str = ""


@dataclass(frozen=True, slots=True)
class ShownSlot:
    title: str
    time: str
    unit: ShownUnit
    url: str | None
    warning: str = ""
    reruns: str = ""


@dataclass(frozen=True, slots=True)
class ShownDay:
    """``notes``: (words, whether it is a holiday).

    ``as_lines``: too many items for cards. ``tally``: too many even for lines, so counted by status. ``url``: the
    day's own page.
    """

    date: date
    in_month: bool
    is_today: bool
    is_weekend: bool
    lunar: str
    notes: list[tuple[str, bool]] = field(default_factory=list)
    entries: list[ShownItem] = field(default_factory=list)
    slots: list[ShownSlot] = field(default_factory=list)
    add_url: str | None = None
    url: str = ""
    as_lines: bool = False
    tally: list[tuple[Status, int]] = field(default_factory=list)


class UnitNames:
    """What units were called on which day, from the page's words."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._names: dict[int, list[Word]] = defaultdict(list)
        for word in words:
            if word.kind == "unit" and word.parent is not None:
                self._names[word.parent].append(word)

    def on(self, unit_id: int, day: date) -> ShownUnit:
        """The name in force on a day, else the latest one."""
        names = sorted(self._names.get(unit_id, ()), key=lambda name: name.valid_from or date.min)
        if not names:
            return ShownUnit(unit_id, "–", "–")
        named = next((name for name in names if _covers(name, day)), names[-1])
        return ShownUnit(unit_id, named.extra or named.name, named.name)

    def today(self, unit_ids: Iterable[int] | None, day: date) -> list[tuple[int, str]]:
        """(number, name) of the units in use on a day (of those given), for a filter."""
        wanted = self._names.keys() if unit_ids is None else unit_ids & self._names.keys()  # type: ignore[operator]
        return sorted(((number, self.on(number, day).name) for number in wanted), key=lambda pair: pair[1])


@dataclass(frozen=True, slots=True)
class Showing:
    """Who looks, when and where: what turning a row into a card needs.

    ``near``: what else, whether shown or not, the lines may clash with. ``said``: days off (True) and notes by day.
    """

    viewer: Viewer
    now: datetime
    zone: tzinfo
    units: UnitNames
    window: Window
    near: Callable[[Sequence[ItemLine]], Sequence[Booking]] = field(default=lambda _lines: ())
    said: Mapping[date, list[tuple[str, bool]]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def item(self, line: ItemLine, warnings: Sequence[Clash]) -> ShownItem:
        by_publication = self.window.clock is CalendarClock.PUBLICATION
        movable = (
            by_publication  # by the other clock a day is a deadline, and dropping there would mean something else
            and may_edit(self.viewer.role, line.status)
            and may(self.viewer, Action.EDIT_PLANS, unit_id=line.unit_id, people=self._makers(line))
        )
        moment = line.moment(self.window)
        return ShownItem(
            id=line.id,
            version=line.version,
            title=line.title,
            url=url_for("items.show", item_id=line.id),
            status=line.status,
            time=time_of_day(moment, self.zone) if moment else "",
            unit=self.units.on(line.unit_id, line.publish_on or self.today),
            move_url=url_for("items.move", item_id=line.id) if movable else None,
            warnings=[translate(warning.short, warning.params) for warning in warnings],
            reruns=rerun_words(line.reruns, language()) if line.reruns else "",
        )

    def slot(self, line: SlotLine) -> ShownSlot:
        fills = may(self.viewer, Action.ADD_PLANS, unit_id=line.unit_id)
        return ShownSlot(
            title=line.column,
            time=time_of_day(line.airs_at) if line.airs_at else "",
            unit=self.units.on(line.unit_id, line.on),
            url=url_for("quick.new", ky=line.id) if fills else url_for("columns.slot", slot_id=line.id),
            warning=self._slot_warning(line),
            reruns=rerun_words(line.reruns, language()) if line.reruns else "",
        )

    def items(self, lines: Sequence[ItemLine]) -> list[ShownItem]:
        """Cards with the warnings that follow from everything visible, not only from what the filter shows."""
        bookings = [_booking(line) for line in lines] + list(self.near(lines))
        warnings = clashes(bookings, self.now, self.zone)
        return [self.item(line, warnings.get(line.id, ())) for line in lines]

    def _slot_warning(self, line: SlotLine) -> str:
        """How long is left to fill a slot, once its column's lead for warning has come."""
        left = (line.on - self.today).days
        by_publication = self.window.clock is CalendarClock.PUBLICATION
        if not by_publication or not 0 <= left <= line.warn_days:
            return ""
        return translate(N_("trống, còn %(count)s ngày"), {"count": left}) if left else translate(N_("trống, hôm nay"))

    def _makers(self, line: ItemLine) -> set[int]:
        return set(line.people) | ({line.created_by_id} if line.created_by_id else set())


def month_days(first: date) -> tuple[date, date]:
    """The Monday on or before the first of the month and the Sunday on or after its last day."""
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def weeks_of(
    lines: Sequence[ItemLine],
    slots: Sequence[SlotLine],
    words: Sequence[Word],
    showing: Showing,
    *,
    first: date | None = None,
    day_url: Callable[[date], str] | None = None,
) -> list[list[ShownDay]]:
    """The weeks of the window. ``first``: of the month looked at, whose neighbours are greyed and whose full days
    show lines instead of cards.
    """
    start, end = showing.window.first, showing.window.last
    entries: dict[date, list[ShownItem]] = defaultdict(list)
    for line, card in zip(lines, showing.items(lines), strict=True):
        if day := line.day(showing.window):
            entries[day].append(card)
    empty: dict[date, list[ShownSlot]] = defaultdict(list)
    for slot in slots:
        empty[slot.on].append(showing.slot(slot))
    notes = _notes(words, start, end)
    adds, new_url = may(showing.viewer, Action.ADD_PLANS, unit_id=showing.viewer.unit_id), url_for("quick.new")
    days = [start + timedelta(days=distance) for distance in range((end - start).days + 1)]
    shown = [
        ShownDay(
            date=day,
            in_month=first is None or day.month == first.month,
            is_today=day == showing.today,
            is_weekend=day.weekday() >= 5,
            lunar=lunar_day(day, language()),
            notes=[*showing.said.get(day, ()), *notes.get(day, ())],
            entries=entries.get(day, []),
            slots=empty.get(day, []),
            add_url=f"{new_url}?ngay={day.isoformat()}" if adds else None,
            url=day_url(day) if day_url else "",
            as_lines=first is not None and told_by_lines(len(entries.get(day, ()))),
        )
        for day in days
    ]
    return [shown[place : place + 7] for place in range(0, len(shown), 7)]


def count_crowds(
    weeks: Iterable[Iterable[ShownDay]],
    tallies: Mapping[date, Mapping[Status, int]],
    crowded: Collection[date],
) -> None:
    """Give the days that are told by counts their counts, in the order of the work."""
    for week in weeks:
        for day in week:
            if day.date in crowded:
                found = tallies[day.date]
                day.tally.extend((status, found[status]) for status in Status if status in found)


def _notes(words: Iterable[Word], start: date, end: date) -> dict[date, list[tuple[str, bool]]]:
    """Key dates of campaigns by day; one that two campaigns share is said once."""
    notes: dict[date, list[tuple[str, bool]]] = defaultdict(list)
    for word in words:
        if word.kind == "key_date":
            for day in key_dates(word.extra, start, end):
                if (word.name, False) not in notes[day]:
                    notes[day].append((word.name, False))
    return notes


def _booking(line: ItemLine) -> Booking:
    return Booking(
        line.id,
        line.title,
        line.status,
        line.publish_on,
        line.publish_at,
        line.deadline_at,
        line.slot_id,
        line.people,
        line.unit_id,
        line.exemplar_id,
        line.assign_days,
    )


def _covers(name: Word, day: date) -> bool:
    return (name.valid_from is None or name.valid_from <= day) and (name.valid_to is None or day <= name.valid_to)
