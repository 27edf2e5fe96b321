"""The items of a crowded day, written in as few letters as will do."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from planner.domain.clashes import Clash
from planner.language.style import time_of_day
from planner.queries.calendar import ItemLine
from planner.web.rendering import translate
from planner.web.showing import Marks, Showing


class Lines:
    """Written here and not in a template: a page may hold thousands, and a template takes four times as long.

    lines.js makes them cards of the scripts. A list's entries need no end tags, and these words no quotes. Whatever is
    not a number, an address of ours or the bare word of a status is escaped. ``names_units``: a line says whose it is.
    """

    def __init__(
        self, showing: Showing, marks: Marks, warnings: Mapping[int, Sequence[Clash]], *, names_units: bool
    ) -> None:
        self._showing, self._marks, self._warnings, self._names_units = showing, marks, warnings, names_units

    def write(self, lines: Iterable[ItemLine]) -> Markup:
        """The lines of a day, in the order given."""
        return Markup("".join(map(self._line, lines)))  # noqa: S704 (each line has escaped what is not ours)

    def _line(self, line: ItemLine) -> str:
        marks, moment = self._marks, line.moment(self._showing.window)
        fixed = "" if marks.is_movable(line) else " data-fixed"
        hour = f"<time>{time_of_day(moment, self._showing.zone)}</time> " if moment else ""
        unit = self._unit(line) if self._names_units else ""
        found = self._warnings.get(line.id)
        return (
            f"<li class={marks.of[line.status][0]} data-v={line.version}{fixed}><a href={marks.item_url(line.id)}>"
            f"{hour}{unit}{_warned(found) if found else ''}{escape(line.title)}</a>"
        )

    def _unit(self, line: ItemLine) -> str:
        unit = self._showing.units.on(line.unit_id, line.publish_on or self._showing.today)
        return f'<b class="chip chip--{unit.tone}">{escape(unit.short_name)}</b> '


def _warned(warnings: Sequence[Clash]) -> str:
    return f"<em>{escape('; '.join(translate(one.short, one.params) for one in warnings))}</em> "
