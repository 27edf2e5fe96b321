"""What coverage is counted from: flat rows as stored, and the facts made of them, one fact for each thing counted.

A figure is the number of facts that fit its place in a table, and the list behind a figure is those same facts: the
two cannot differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from planner.domain.periods import Period
from planner.vocabulary import N_, ColumnForm, Labelled, Medium, Provenance, SlotState, Status

STOPPED = frozenset({Status.POSTPONED, Status.CANCELLED})


class Measure(Labelled):
    """What a fact is counted as."""

    PLANNED = "planned", N_("Kế hoạch")
    PUBLISHED = "published", N_("Đã đăng, phát")
    MISSING = "missing", N_("Còn thiếu")
    OUTSIDE = "outside", N_("Ngoài kế hoạch")
    AIRINGS = "airings", N_("Lần đăng, phát")
    REPEATS = "repeats", N_("Phát lại")
    STOPPED = "stopped", N_("Hoãn, hủy")


class Known(Labelled):
    """How it is known that something was published, the firmest first."""

    FEED = "feed", N_("RSS, người xác nhận")
    FEED_RULE = "feed_rule", N_("RSS, tự động xác nhận")
    SITEMAP = "sitemap", N_("sơ đồ trang, người xác nhận")
    WEB_LIST = "web_list", N_("trang danh sách, người xác nhận")
    BACKFILL = "backfill", N_("lấy bù sau, người xác nhận")
    READ_RULE = "read_rule", N_("sơ đồ trang, trang danh sách hoặc lấy bù, tự động xác nhận")
    BROADCAST_LOG = "broadcast_log", N_("nhật ký phát sóng")
    PRINT_PAGE = "print_page", N_("trang báo in")
    PASTED = "pasted", N_("đường dẫn do người dùng dán")
    DECLARED = "declared", N_("đơn vị tự báo cáo")


_BY_PERSON = {provenance: Known(provenance.value) for provenance in Provenance}
_BY_RULE = _BY_PERSON | {
    Provenance.FEED: Known.FEED_RULE,
    Provenance.SITEMAP: Known.READ_RULE,
    Provenance.WEB_LIST: Known.READ_RULE,
    Provenance.BACKFILL: Known.READ_RULE,
}


@dataclass(frozen=True, slots=True)
class Airing:
    """A published item (lần đăng, phát). ``unit_name`` is the name its unit bore that day; ``seconds``: its length."""

    published_id: int
    on: date
    title: str
    link: str
    author: str
    unit_id: int
    unit_name: str
    channel: str
    provenance: Provenance
    known: Known
    medium: Medium | None = None
    is_repeat: bool = False
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A planned item with its confirmed airings. ``on``: the planned day, empty for the backlog.

    ``work_id``: set when several planned items carry one work. ``after_fact``: written down once it was out.
    """

    item_id: int
    title: str
    unit_id: int
    unit_name: str
    on: date | None
    status: Status
    genre: str
    group: str
    column: str
    themes: frozenset[int]
    airings: tuple[Airing, ...] = ()
    work_id: int | None = None
    medium: Medium | None = None
    place: str = ""
    exemplar_id: int | None = None
    column_id: int | None = None
    after_fact: bool = False


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """A published item nobody planned that counts for the campaign; theme and genre may not be known."""

    airing: Airing
    genre: str
    group: str
    theme_id: int | None


@dataclass(frozen=True, slots=True)
class InstalmentRow:
    """A slot (kỳ) of a column; ``kept``: something planned for it was published."""

    slot_id: int
    column_id: int
    column: str
    form: ColumnForm
    unit_id: int
    unit_name: str
    channel: str
    rhythm: str
    on: date
    state: SlotState
    reason: str
    kept: bool
    medium: Medium | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing counted, once, under ``measure``.

    ``group``: counting group of its genre, or the form of its column for an instalment; empty when not known.
    ``column_id``: of an instalment; ``in_column``: of the column a work stands in.
    """

    measure: Measure
    on: date
    unit_id: int
    unit_name: str
    title: str
    genre: str
    group: str
    themes: frozenset[int] = frozenset()
    item_id: int | None = None
    status: Status | None = None
    column: str = ""
    column_id: int | None = None
    airings: tuple[Airing, ...] = ()
    reason: str = ""
    medium: Medium | None = None
    place: str = ""
    exemplar_id: int | None = None
    in_column: int | None = None
    slot_id: int | None = None

    @property
    def instalment(self) -> bool:
        """Instalments are counted beside works and never added to them."""
        return self.column_id is not None


def how_known(provenance: Provenance, *, pasted: bool, by_person: bool) -> Known:
    """How a confirmed publication is known; ``pasted``: somebody gave the link for this plan."""
    if pasted:
        return Known.PASTED
    return (_BY_PERSON if by_person else _BY_RULE)[provenance]


def works_of(rows: Iterable[PlannedRow]) -> list[PlannedRow]:
    """One row for each work: publications planned in several media count once, under the first that is still meant.

    The work has the themes and the airings of them all; it is put aside only when all of them are.
    """
    works: list[PlannedRow] = []
    shared: dict[int, list[PlannedRow]] = {}
    for row in rows:
        if row.work_id is None:
            works.append(row)
        else:
            shared.setdefault(row.work_id, []).append(row)
    return works + [_as_one(members) for members in shared.values()]


def _as_one(members: list[PlannedRow]) -> PlannedRow:
    lead = min(members, key=lambda row: (_rank(row.status), row.on or date.max, row.item_id))
    airings = {airing.published_id: airing for row in members for airing in row.airings}
    return replace(
        lead,
        themes=frozenset[int]().union(*(row.themes for row in members)),
        airings=tuple(sorted(airings.values(), key=lambda airing: (airing.on, airing.published_id))),
    )


def _rank(status: Status) -> int:
    """A plan that lives stands for the work before one put aside, and that before a mere idea."""
    return 2 if status is Status.IDEA else 1 if status in STOPPED else 0


def facts_of_item(row: PlannedRow, period: Period, today: date) -> list[Fact]:
    """Planned on its planned day, published on the day it first came out, missing when that day passed in vain.

    An idea is not a plan yet. A work is counted in one month only, so that months add up to quarters. A plan made
    after the fact raises no plan: its work counts once, outside the plan.
    """
    facts: list[Fact] = []
    if row.after_fact:
        first_out = _first_on(row.airings) if row.airings else None
        return [_fact_of(row, Measure.OUTSIDE, first_out)] if first_out and first_out in period else []
    if row.on and row.on in period and row.status is not Status.IDEA:
        facts.append(_fact_of(row, Measure.PLANNED, row.on))
        if not row.airings and row.status in STOPPED:
            facts.append(_fact_of(row, Measure.STOPPED, row.on))
        elif not row.airings and row.on < today:
            facts.append(_fact_of(row, Measure.MISSING, row.on))
    if row.airings and (first := _first_on(row.airings)) in period:
        facts.append(_fact_of(row, Measure.PUBLISHED, first))
    return facts


def _fact_of(row: PlannedRow, measure: Measure, on: date) -> Fact:
    """Made anew each time: copying another and changing it costs twice as much, and a year has thousands."""
    return Fact(
        measure,
        on,
        row.unit_id,
        row.unit_name,
        row.title,
        row.genre,
        row.group,
        row.themes,
        row.item_id,
        row.status,
        row.column,
        airings=row.airings,
        medium=row.medium,
        place=row.place,
        exemplar_id=row.exemplar_id,
        in_column=row.column_id,
    )


def _first_on(airings: Sequence[Airing]) -> date:
    """The day a work came out; a repeat tells it only while nothing else does."""
    if len(airings) == 1:
        return airings[0].on
    return min((airing.is_repeat, airing.on) for airing in airings)[1]


def _about(row: PlannedRow) -> dict[str, Any]:
    """What a fact says of its planned item beside the counted places."""
    return {"medium": row.medium, "place": row.place, "exemplar_id": row.exemplar_id, "in_column": row.column_id}


def facts_of_airings(rows: list[PlannedRow], period: Period) -> list[Fact]:
    """Each published item once, even when it answers several plans: under the first one, with the themes of all.

    Repeats are facts of their own measure and never added to the others.
    """
    found: dict[int, Fact] = {}
    for row in rows:
        if row.after_fact:
            continue
        for airing in row.airings:
            if airing.on not in period:
                continue
            earlier = found.get(airing.published_id)
            found[airing.published_id] = (
                replace(earlier, themes=earlier.themes | row.themes)
                if earlier
                else Fact(
                    Measure.REPEATS if airing.is_repeat else Measure.AIRINGS,
                    airing.on,
                    row.unit_id,
                    row.unit_name,
                    airing.title,
                    row.genre,
                    row.group,
                    row.themes,
                    row.item_id,
                    row.status,
                    row.column,
                    airings=(airing,),
                    **_about(row) | {"medium": airing.medium or row.medium},
                )
            )
    return list(found.values())


def fact_of_outside(row: OutsideRow) -> Fact:
    airing = row.airing
    themes = frozenset[int]() if row.theme_id is None else frozenset({row.theme_id})
    return Fact(
        Measure.REPEATS if airing.is_repeat else Measure.OUTSIDE,
        airing.on,
        airing.unit_id,
        airing.unit_name,
        airing.title,
        row.genre,
        row.group,
        themes,
        airings=(airing,),
        medium=airing.medium,
    )


def facts_of_instalment(row: InstalmentRow, today: date) -> list[Fact]:
    """Promised; kept when something for it came out; skipped with a reason; or missed."""
    base = Fact(
        Measure.PLANNED,
        row.on,
        row.unit_id,
        row.unit_name,
        row.column,
        row.form.label,
        row.form.value,
        column=row.column,
        column_id=row.column_id,
        reason=row.reason,
        medium=row.medium,
        slot_id=row.slot_id,
    )
    if row.kept:
        return [base, replace(base, measure=Measure.PUBLISHED)]
    if row.state is SlotState.SKIPPED:
        return [base, replace(base, measure=Measure.STOPPED)]
    return [base, replace(base, measure=Measure.MISSING)] if row.on < today else [base]
