"""Weeks as the calendar's templates show them: days with items, empty slots, key dates, lunar days."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from planner.domain.access import Action, may
from planner.domain.crowding import Form, form_of
from planner.language.lunar import key_dates, lunar_day
from planner.language.style import short_date
from planner.queries.calendar import ItemLine, SlotLine, Word
from planner.queries.item_filter import Window
from planner.vocabulary import Status
from planner.web.lines import Lines
from planner.web.rendering import language, plain_url
from planner.web.showing import Showing, ShownItem, ShownSlot, ShownUnit, UnitNames

__all__ = ["Showing", "ShownDay", "ShownItem", "ShownSlot", "ShownUnit", "UnitNames", "month_days", "weeks_of"]


@dataclass(frozen=True, slots=True)
class ShownDay:
    """``notes``: (words, whether it is a holiday). ``url``: the day's own page.

    ``form``: how its ``count`` items are shown: as ``entries``, or written already as ``lines``. ``tally``: too many
    even for lines, so counted by status.
    """

    date: date
    iso: str
    number: str
    full: str
    in_month: bool
    is_today: bool
    is_weekend: bool
    lunar: str
    notes: list[tuple[str, bool]] = field(default_factory=list)
    count: int = 0
    entries: list[ShownItem] = field(default_factory=list)
    slots: list[ShownSlot] = field(default_factory=list)
    add_url: str | None = None
    url: str = ""
    form: Form = Form.CARDS
    lines: str = ""
    tally: list[tuple[Status, int]] = field(default_factory=list)


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
    most_cards: int | None = None,
) -> list[list[ShownDay]]:
    """The weeks of the window. ``first``: of the month looked at, whose neighbours are greyed. ``most_cards``: a day
    with more items shows lines; none never does.
    """
    start, end = showing.window.first, showing.window.last
    entries = _by_day(lines, showing.window)
    empty: dict[date, list[ShownSlot]] = defaultdict(list)
    for slot in slots:
        empty[slot.on].append(showing.slot(slot))
    notes = _notes(words, start, end)
    adds, new_url = may(showing.viewer, Action.ADD_PLANS, unit_id=showing.viewer.unit_id), plain_url("quick.new")
    days = [start + timedelta(days=distance) for distance in range((end - start).days + 1)]
    warnings, marks = showing.warnings(lines), showing.marks()
    names_units = len({line.unit_id for line in lines} | {slot.unit_id for slot in slots}) > 1
    write = Lines(showing, marks, warnings, names_units=names_units).write
    forms = {day: form_of(len(entries.get(day, ())), most_cards=most_cards) for day in days}
    shown = [
        ShownDay(
            date=day,
            iso=day.isoformat(),
            number=f"{day.day}/{day.month}" if day.day == 1 or (first and day.month != first.month) else str(day.day),
            full=short_date(day),
            in_month=first is None or day.month == first.month,
            is_today=day == showing.today,
            is_weekend=day.weekday() >= 5,
            lunar=lunar_day(day, language()),
            notes=[*showing.said.get(day, ()), *notes.get(day, ())],
            count=len(entries.get(day, ())),
            entries=[showing.item(line, warnings.get(line.id, ()), marks) for line in entries.get(day, ())]
            if forms[day] is Form.CARDS
            else [],
            slots=empty.get(day, []),
            add_url=f"{new_url}?ngay={day}" if adds else None,
            url=day_url(day) if day_url else "",
            form=forms[day],
            lines=write(entries[day]) if forms[day] is not Form.CARDS else "",
        )
        for day in days
    ]
    return [shown[place : place + 7] for place in range(0, len(shown), 7)]


def count_crowds(weeks: Iterable[Iterable[ShownDay]], tallies: Mapping[date, Mapping[Status, int]]) -> None:
    """Give the days that are told by counts their counts, in the order of the work."""
    for week in weeks:
        for day in week:
            found = tallies.get(day.date, {})
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


def _by_day(lines: Iterable[ItemLine], window: Window) -> dict[date, list[ItemLine]]:
    found: dict[date, list[ItemLine]] = defaultdict(list)
    for line in lines:
        if day := line.day(window):
            found[day].append(line)
    return found
