"""The rows of the list view, shared by the page and its files."""

from collections.abc import Sequence
from datetime import date, time

from flask import url_for

from planner.domain.listing import ListedLine, Listing, heads
from planner.language.style import date_time, short_date, time_of_day, weekday_name
from planner.queries.calendar import ItemLine, SlotLine
from planner.vocabulary import CalendarClock, SlotState
from planner.web.calendar_state import State
from planner.web.month import Showing
from planner.web.rendering import _, language, translate


def listing_of(
    state: State, lines: Sequence[ItemLine], slots: Sequence[SlotLine], undated: Sequence[ItemLine] = ()
) -> Listing:
    """Items and empty slots by day and hour, unknown hours last; after them those without a day."""
    showing = state.showing
    genres = {word.id: word.name for word in state.words if word.kind == "genre"}
    warned = {card.id: tuple(card.warnings) for card in showing.items([*lines, *undated])}
    found: list[tuple[date, time, ListedLine]] = []
    for line in lines:
        day, moment = line.day(showing.window), line.moment(showing.window)
        if day:
            hour = moment.astimezone(showing.zone).time() if moment else time.max
            cells = (*_when(day, hour if moment else None), *_item_cells(line, day, genres, showing))
            found.append((day, hour, _listed(line, day, cells, warned[line.id])))
    for slot in slots:
        cells = (*_when(slot.on, slot.airs_at), *_slot_cells(slot, showing))
        found.append((slot.on, slot.airs_at or time.max, ListedLine(slot.on, cells, url=showing.slot(slot).url or "")))
    found.sort(key=lambda row: row[:2])
    for line in undated:
        cells = ("", "", "", *_item_cells(line, showing.today, genres, showing))
        found.append((date.max, time.max, _listed(line, date.max, cells, warned[line.id])))
    return Listing(
        state.title,
        narrowed(state),
        tuple(translate(head) for head in heads(showing.window.clock)),
        tuple(row[2] for row in found),
    )


def _listed(line: ItemLine, day: date, cells: tuple[str, ...], warnings: tuple[str, ...]) -> ListedLine:
    return ListedLine(day, cells, line.id, line.status, url_for("items.show", item_id=line.id), warnings)


def narrowed(state: State) -> str:
    """The filter in words: "Đơn vị: … · Quá hạn nộp"."""
    return " · ".join(f"{label}: {value}" if value else label for label, value in state.form.spoken())


def _when(day: date, hour: time | None) -> tuple[str, str, str]:
    return weekday_name(day, language()), short_date(day), time_of_day(hour) if hour else ""


def _item_cells(line: ItemLine, day: date, genres: dict[int, str], showing: Showing) -> tuple[str, ...]:
    return (
        line.title,
        genres.get(line.genre_id, ""),
        _(line.medium.label),
        showing.units.on(line.unit_id, line.publish_on or day).name,
        line.column,
        ", ".join(line.people.values()),
        _other_day(line, showing),
        _(line.status.label),
    )


def _slot_cells(slot: SlotLine, showing: Showing) -> tuple[str, ...]:
    unit = showing.units.on(slot.unit_id, slot.on).name
    return ("", "", "", unit, slot.column, "", "", _(SlotState.OPEN.label))


def _other_day(line: ItemLine, showing: Showing) -> str:
    """The day of the clock that the list does not follow."""
    if showing.window.clock is CalendarClock.PUBLICATION:
        return date_time(line.deadline_at, showing.zone) if line.deadline_at else ""
    if line.publish_at:
        return date_time(line.publish_at, showing.zone)
    return short_date(line.publish_on) if line.publish_on else ""
