"""What holds across the entries of a preset: ids stand once and exist, periods run forwards, rules can be read."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from dateutil.rrule import rrulestr

from planner.domain.preset_parts import Preset, UnitPart
from planner.errors import Invalid
from planner.language.lunar import parse_key_date
from planner.language.style import short_date
from planner.vocabulary import N_


def check_preset(preset: Preset) -> None:
    """Raise ``Invalid`` at the first thing that does not hold."""
    directives = _ids("directives", (part.id for part in preset.directives))
    units = _ids("units", (part.id for part in preset.units))
    tasks = _ids("tasks", (part.id for part in preset.tasks))
    _ids("deliverables", (part.id for task in preset.tasks for part in task.deliverables))
    _ids("themes", (part.id for part in preset.themes))
    _ids("columns", (part.id for part in preset.columns))
    _ids("special_pages", (part.id for part in preset.special_pages))
    for place, id_ in _directive_references(preset):
        _exists(place, id_, directives)
    for place, id_ in _unit_references(preset):
        _exists(place, id_, units)
    for theme in preset.themes:
        _exists(f"themes.{theme.id}.task", theme.task, tasks)
    _check_periods(preset)
    _check_rules(preset)


def _ids(place: str, ids: Iterable[str]) -> frozenset[str]:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            message = N_("Tệp dữ liệu, mục %(place)s: mã “%(id)s” dùng cho hai mục; đặt cho mỗi mục một mã riêng.")
            raise Invalid(message, {"place": place, "id": id_})
        seen.add(id_)
    return frozenset(seen)


def _exists(place: str, id_: str | None, known: frozenset[str]) -> None:
    if id_ is not None and id_ not in known:
        message = N_("Tệp dữ liệu, mục %(place)s: không có mục nào mang mã “%(id)s”.")
        raise Invalid(message, {"place": place, "id": id_})


def _directive_references(preset: Preset) -> Iterable[tuple[str, str | None]]:
    yield "campaign.directive", preset.campaign.directive
    yield "campaign.subject", preset.campaign.subject
    for directive in preset.directives:
        for link in directive.links:
            yield f"directives.{directive.id}.{link.relation}", link.to
    for task in preset.tasks:
        yield f"tasks.{task.id}.directive", task.directive
    for theme in preset.themes:
        yield f"themes.{theme.id}.basis", theme.basis


def _unit_references(preset: Preset) -> Iterable[tuple[str, str | None]]:
    yield "campaign.board", preset.campaign.board
    yield "report.reporter", preset.report.reporter
    for id_ in preset.report.to:
        yield "report.to", id_
    for task in preset.tasks:
        for id_ in (*task.responsible, *task.cooperating):
            yield f"tasks.{task.id}", id_
    for unit in preset.units:
        yield f"units.{unit.id}.parent", unit.parent
    for merger in preset.mergers:
        for id_ in (merger.successor, *merger.predecessors):
            yield "mergers", id_
    for target in preset.targets:
        yield "targets", target.unit


def _check_periods(preset: Preset) -> None:
    _forwards("campaign", preset.campaign.starts_on, preset.campaign.ends_on)
    for directive in preset.directives:
        _forwards(f"directives.{directive.id}", directive.issued_earliest, directive.issued_latest)
    for profile in preset.report.profiles:
        _forwards(f"report.profiles.{profile.profile}", profile.valid_from, profile.valid_to)
    for unit in preset.units:
        _check_names(unit)


def _check_names(unit: UnitPart) -> None:
    """A unit bears one name on any day."""
    in_order = sorted(unit.names, key=lambda name: name.valid_from or date.min)
    for name in in_order:
        _forwards(f"units.{unit.id}.names", name.valid_from, name.valid_to)
    for earlier, later in pairwise(in_order):
        if (later.valid_from or date.min) <= (earlier.valid_to or date.max):
            message = N_(
                "Tệp dữ liệu, mục %(place)s: “%(first)s” và “%(second)s” trùng thời gian; sửa ngày cho nối nhau."
            )
            raise Invalid(message, {"place": f"units.{unit.id}.names", "first": earlier.name, "second": later.name})


def _forwards(place: str, first: date | None, last: date | None) -> None:
    if first and last and last < first:
        message = N_("Tệp dữ liệu, mục %(place)s: ngày cuối %(last)s đứng trước ngày đầu %(first)s.")
        raise Invalid(message, {"place": place, "first": short_date(first), "last": short_date(last)})


def _check_rules(preset: Preset) -> None:
    for part in (*preset.special_pages, *preset.key_dates):
        parse_key_date(part.rule)
    for column in preset.columns:
        try:
            rrulestr(column.rrule)
        except (ValueError, TypeError) as error:
            message = N_("Tệp dữ liệu, mục %(place)s: không đọc được nhịp “%(rule)s” (RRULE).")
            raise Invalid(message, {"place": f"columns.{column.id}", "rule": column.rrule}) from error
