"""The board's figures: rows read, names found, everything counted once."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, tzinfo
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.counting_groups import shipped_groups
from planner.domain.coverage import (
    Fact,
    InstalmentRow,
    fact_of_outside,
    facts_of_airings,
    facts_of_instalment,
    facts_of_item,
    works_of,
)
from planner.domain.figures import ColumnLine, Figures, Frame, assemble
from planner.domain.periods import ONE_DAY
from planner.domain.successors import as_today, successors
from planner.domain.tally import EVERYTHING
from planner.language.catalogue import SOURCE_LANGUAGE
from planner.models import Campaign, CampaignUnit, Unit, UnitMerger
from planner.queries.coverage import Scope, instalment_rows, outside_rows, planned_rows, taken_by_rule
from planner.queries.observing import day_begins, observed
from planner.vocabulary import SlotState


def figures_of(
    session: Session,
    campaign: Campaign,
    scope: Scope,
    *,
    today: date,
    zone: tzinfo,
    now: datetime | None = None,
    language: str = SOURCE_LANGUAGE,
) -> Figures:
    """Everything the board shows of a campaign, for the period and units of ``scope``.

    ``today`` is the newsroom's day in ``zone``; sources are judged up to ``now``, or the end of that day. Rhythms are
    worded in ``language``.
    The number of statements does not depend on the number of rows.
    """
    units = {unit.id: unit for unit in session.scalars(select(Unit).order_by(Unit.id))}
    slots = instalment_rows(session, scope, units, language)
    merged = successors(_mergers(session)) if scope.present else {}
    now_called = {unit.id: unit.name_on(today).name for unit in units.values()}
    facts = as_today(_facts(session, scope, units, slots, today), merged, now_called)
    unread, vouched = observed(session, scope, units, now=now or day_begins(today + ONE_DAY, zone), zone=zone)
    frame = Frame(
        campaign_key=campaign.key,
        campaign_title=campaign.title,
        period=scope.period,
        today=today,
        units=_as_today(_unit_names(session, scope, units), merged, now_called),
        themes=_theme_names(campaign, facts, scope.narrow.theme_id),
        groups=tuple(group for group in shipped_groups() if scope.narrow.group in (None, group.key)),
        sources=tuple(replace(line, unit_id=merged.get(line.unit_id, line.unit_id)) for line in unread),
        vouched=vouched,
        by_rule=taken_by_rule(session, scope),
        counts_rule=scope.by_rule,
        present=scope.present,
    )
    shown = {fact.column_id for fact in facts}
    return assemble(frame, facts, _column_lines((row for row in slots if row.column_id in shown), today))


def _facts(
    session: Session, scope: Scope, units: dict[int, Unit], slots: Iterable[InstalmentRow], today: date
) -> list[Fact]:
    """Everything counted, within the limits of the scope, under the units and names of its day."""
    items = planned_rows(session, scope, units)
    facts = [fact for row in works_of(items) for fact in facts_of_item(row, scope.period, today)]
    facts += facts_of_airings(items, scope.period)
    facts += [fact_of_outside(row) for row in outside_rows(session, scope)]
    facts += [fact for row in slots for fact in facts_of_instalment(row, today)]
    return facts if scope.narrow == EVERYTHING else [fact for fact in facts if scope.narrow.keeps(fact)]


def _mergers(session: Session) -> list[tuple[int, int]]:
    rows = session.execute(select(UnitMerger.predecessor_id, UnitMerger.successor_id).order_by(UnitMerger.on))
    return [(before, after) for before, after in rows]


def _as_today(names: Mapping[int, str], merged: Mapping[int, int], now_called: Mapping[int, str]) -> dict[int, str]:
    """The rows of units, merged ones under the unit that stands today."""
    if not merged:
        return dict(names)
    return {unit_id: now_called[unit_id] for unit_id in (merged.get(one, one) for one in names)}


def _unit_names(session: Session, scope: Scope, units: Mapping[int, Unit]) -> dict[int, str]:
    """The campaign's units that still stood when the period began, by their name at its end."""
    gone = select(UnitMerger.predecessor_id).where(UnitMerger.on <= scope.period.first)
    query = (
        select(CampaignUnit.unit_id)
        .where(
            CampaignUnit.campaign_id == scope.campaign_id,
            CampaignUnit.unit_id.not_in(gone),
            scope.allows(CampaignUnit.unit_id),
        )
        .order_by(CampaignUnit.id)
    )
    return {unit_id: units[unit_id].name_on(scope.period.last).name for unit_id in session.scalars(query)}


def _theme_names(campaign: Campaign, facts: Iterable[Fact], only: int | None) -> dict[int, str]:
    """Themes in use, and themes no longer in use that something was counted under; ``only`` one where it is asked."""
    used = {theme for fact in facts for theme in fact.themes}
    return {
        theme.id: theme.name
        for theme in campaign.themes
        if (theme.enabled or theme.id in used) and only in (None, theme.id)
    }


def _column_lines(rows: Iterable[InstalmentRow], today: date) -> list[ColumnLine]:
    lines = []
    for _, group in groupby(rows, key=lambda row: row.column_id):
        slots = list(group)
        column = slots[-1]
        missed = (slot.on for slot in slots if not slot.kept and slot.on < today and slot.state is SlotState.OPEN)
        lines.append(
            ColumnLine(
                column_id=column.column_id,
                name=column.column,
                form=column.form,
                unit_id=column.unit_id,
                unit_name=column.unit_name,
                channel=column.channel,
                rhythm=column.rhythm,
                planned=len(slots),
                kept=sum(slot.kept for slot in slots),
                missed=tuple(missed),
                skipped=tuple((slot.on, slot.reason) for slot in slots if slot.state is SlotState.SKIPPED),
            )
        )
    return lines
