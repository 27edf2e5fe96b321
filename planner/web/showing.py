"""Who looks, when and where: what turns rows into cards of items and slots."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from flask import url_for

from planner.domain.access import Action, Viewer, may
from planner.domain.clashes import Booked, Clash, clashes
from planner.domain.workflow import may_edit
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

    @property
    def tone(self) -> int:
        """One of six, as the chip of a unit has it."""
        return (self.id + self.id // 6) % 6


@dataclass(slots=True)
class ShownItem:
    """``mark``: the bare word of its status; ``state``: the reader's word for it.

    Not frozen: a page makes thousands, and a frozen one takes three times as long to make. Nobody changes it.
    """

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
    mark: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class ShownSlot:
    title: str
    time: str
    unit: ShownUnit
    url: str | None
    warning: str = ""
    reruns: str = ""


class UnitNames:
    """What units were called on which day, from the page's words."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._names: dict[int, list[Word]] = defaultdict(list)
        self._found: dict[tuple[int, date], ShownUnit] = {}
        for word in words:
            if word.kind == "unit" and word.parent is not None:
                self._names[word.parent].append(word)

    def on(self, unit_id: int, day: date) -> ShownUnit:
        """The name in force on a day, else the latest one."""
        found = self._found.get((unit_id, day))
        if found is None:
            found = self._found[unit_id, day] = self._look_up(unit_id, day)
        return found

    def _look_up(self, unit_id: int, day: date) -> ShownUnit:
        names = sorted(self._names.get(unit_id, ()), key=lambda name: name.valid_from or date.min)
        if not names:
            return ShownUnit(unit_id, "–", "–")
        named = next((name for name in names if _covers(name, day)), names[-1])
        return ShownUnit(unit_id, named.extra or named.name, named.name)

    def today(self, unit_ids: Iterable[int] | None, day: date) -> list[tuple[int, str]]:
        """(number, name) of the units in use on a day (of those given), for a filter."""
        wanted = self._names.keys() if unit_ids is None else unit_ids & self._names.keys()  # type: ignore[operator]
        return sorted(((number, self.on(number, day).name) for number in wanted), key=lambda pair: pair[1])


class Marks:
    """What the cards of a page have in common, asked for once: it may hold thousands."""

    def __init__(self, showing: "Showing") -> None:
        self._item = url_for("items.show", item_id=0).rsplit("0", 1)
        self._move = url_for("items.move", item_id=0).rsplit("0", 1)
        self._viewer = showing.viewer
        # By the other clock a day is a deadline, and dropping there would mean something else.
        self._moves = showing.window.clock is CalendarClock.PUBLICATION
        self._movable: dict[tuple[int, bool, Status], bool] = {}
        self.of = {status: (status.value, translate(status.label)) for status in Status}

    def item_url(self, number: int) -> str:
        return f"{self._item[0]}{number}{self._item[1]}"

    def move_url(self, number: int) -> str:
        return f"{self._move[0]}{number}{self._move[1]}"

    def is_movable(self, line: ItemLine) -> bool:
        me = self._viewer.person_id
        key = line.unit_id, me in line.people or me == line.created_by_id, line.status
        if key not in self._movable:
            self._movable[key] = self._may_move(*key)
        return self._movable[key]

    def _may_move(self, unit_id: int, mine: bool, status: Status) -> bool:
        people = (self._viewer.person_id,) if mine else ()
        return (
            self._moves
            and may_edit(self._viewer.role, status)
            and may(self._viewer, Action.EDIT_PLANS, unit_id=unit_id, people=people)
        )


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
    near: Callable[[Sequence[ItemLine]], Sequence[Booked]] = field(default=lambda _lines: ())
    said: Mapping[date, list[tuple[str, bool]]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def item(self, line: ItemLine, warnings: Sequence[Clash], marks: Marks) -> ShownItem:
        moment = line.moment(self.window)
        return ShownItem(
            line.id,
            line.version,
            line.title,
            marks.item_url(line.id),
            line.status,
            time_of_day(moment, self.zone) if moment else "",
            self.units.on(line.unit_id, line.publish_on or self.today),
            marks.move_url(line.id) if marks.is_movable(line) else None,
            [translate(warning.short, warning.params) for warning in warnings],
            rerun_words(line.reruns, language()) if line.reruns else "",
            *marks.of[line.status],
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
        if not lines:
            return []
        warnings, marks = self.warnings(lines), self.marks()
        return [self.item(line, warnings.get(line.id, ()), marks) for line in lines]

    def warnings(self, lines: Sequence[ItemLine]) -> Mapping[int, Sequence[Clash]]:
        return clashes([*lines, *self.near(lines)], self.now, self.zone) if lines else {}

    def marks(self) -> Marks:
        return Marks(self)

    def _slot_warning(self, line: SlotLine) -> str:
        """How long is left to fill a slot, once its column's lead for warning has come."""
        left = (line.on - self.today).days
        by_publication = self.window.clock is CalendarClock.PUBLICATION
        if not by_publication or not 0 <= left <= line.warn_days:
            return ""
        return translate(N_("trống, còn %(count)s ngày"), {"count": left}) if left else translate(N_("trống, hôm nay"))


def _covers(name: Word, day: date) -> bool:
    return (name.valid_from is None or name.valid_from <= day) and (name.valid_to is None or day <= name.valid_to)
