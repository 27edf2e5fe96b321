"""The board's figures: rows read, names found, everything counted once."""

from collections.abc import Iterable, Mapping
from datetime import date, tzinfo
from itertools import groupby

from sqlalchemy import or_, select
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
from planner.domain.figures import ColumnLine, Figures, Frame, SourceLine, assemble
from planner.language.catalogue import SOURCE_LANGUAGE
from planner.models import Campaign, CampaignUnit, Source, SourcePeriod, Unit, UnitMerger
from planner.queries.coverage import Scope, instalment_rows, outside_rows, planned_rows, taken_by_rule
from planner.vocabulary import SlotState, SourceState

READABLE = frozenset({SourceState.OK, SourceState.LATE})


def figures_of(
    session: Session,
    campaign: Campaign,
    scope: Scope,
    *,
    today: date,
    zone: tzinfo,
    language: str = SOURCE_LANGUAGE,
) -> Figures:
    """Everything the board shows of a campaign, for the period and units of ``scope``.

    ``today`` is the newsroom's day in ``zone``. Rhythms are worded in ``language``.
    The number of statements does not depend on the number of rows.
    """
    units = {unit.id: unit for unit in session.scalars(select(Unit).order_by(Unit.id))}
    items = planned_rows(session, scope, units)
    slots = instalment_rows(session, scope, units, language)
    facts = [fact for row in works_of(items) for fact in facts_of_item(row, scope.period, today)]
    facts += facts_of_airings(items, scope.period)
    facts += [fact_of_outside(row) for row in outside_rows(session, scope)]
    facts += [fact for row in slots for fact in facts_of_instalment(row, today)]
    frame = Frame(
        campaign_key=campaign.key,
        campaign_title=campaign.title,
        period=scope.period,
        today=today,
        units=_unit_names(session, scope, units),
        themes=_theme_names(campaign, facts),
        groups=shipped_groups(),
        sources=tuple(_unread_sources(session, scope, units, today, zone)),
        by_rule=taken_by_rule(session, scope),
        counts_rule=scope.by_rule,
    )
    return assemble(frame, facts, _column_lines(slots, today))


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


def _theme_names(campaign: Campaign, facts: Iterable[Fact]) -> dict[int, str]:
    """Themes in use, and themes no longer in use that something was counted under."""
    used = {theme for fact in facts for theme in fact.themes}
    return {theme.id: theme.name for theme in campaign.themes if theme.enabled or theme.id in used}


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
            )
        )
    return lines


def _unread_sources(
    session: Session, scope: Scope, units: Mapping[int, Unit], today: date, zone: tzinfo
) -> Iterable[SourceLine]:
    """Feeds of the campaign's units that count and were last read well before the period (or today) ended."""
    first, last = scope.period.first, min(scope.period.last, today)
    members = select(CampaignUnit.unit_id).where(CampaignUnit.campaign_id == scope.campaign_id)
    query = (
        select(Source.id, Source.name, SourcePeriod.unit_id, Source.state, Source.last_good_at)
        .join(SourcePeriod)
        .where(
            Source.counts,
            Source.state.not_in(READABLE),
            SourcePeriod.unit_id.in_(members),
            scope.allows(SourcePeriod.unit_id),
            or_(SourcePeriod.valid_from.is_(None), SourcePeriod.valid_from <= last),
            or_(SourcePeriod.valid_to.is_(None), SourcePeriod.valid_to >= first),
        )
        .order_by(Source.name, Source.id)
    )
    for source_id, name, unit_id, state, good in session.execute(query):
        read_until = good.astimezone(zone).date() if good else None
        if read_until is None or read_until < last:
            yield SourceLine(source_id, name, unit_id, units[unit_id].name_on(last).name, state, good, read_until)
