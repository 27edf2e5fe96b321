"""What the board counts: confirmed matches and counted relevance (on request what was taken by rule too), a constant
number of flat selects.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from planner.domain.coverage import STOPPED, Airing, InstalmentRow, OutsideRow, PlannedRow, how_known
from planner.domain.periods import Period
from planner.domain.tally import EVERYTHING, Filter
from planner.language.catalogue import SOURCE_LANGUAGE
from planner.language.rhythm import rhythm_words
from planner.models import (
    Channel,
    Column,
    Genre,
    Match,
    PlannedItem,
    PublishedItem,
    Relevance,
    Slot,
    Theme,
    Unit,
    item_theme,
)
from planner.vocabulary import MatchState, RelevanceState


def _planned_on(item: type[PlannedItem]) -> ColumnElement[date | None]:
    """The day an item is counted on: what was put aside stays on the day it was meant for."""
    return case(
        (item.status.in_(STOPPED), func.coalesce(item.publish_on, item.original_on)),
        else_=item.publish_on,
    )


PLANNED_ON = _planned_on(PlannedItem)
FIRM = frozenset({MatchState.CONFIRMED})
WITH_RULE = FIRM | {MatchState.ACCEPTED}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows: a campaign, a period, and the units the reader may see and asked for (``None``: every unit).

    ``by_rule``: what was taken by rule counts too, before a person has confirmed it. ``narrow``: only what these limits
    let through. ``present``: merged units are counted as the unit that stands today.
    """

    campaign_id: int
    period: Period
    unit_ids: frozenset[int] | None = None
    by_rule: bool = False
    narrow: Filter = EVERYTHING
    present: bool = False

    @property
    def linked(self) -> ColumnElement[bool]:
        """The condition that a pair counts.

        Written so that no index answers it: without statistics SQLite would read every confirmed pair there is, once
        for every slot, where the plan or the published item at hand leads to one or two.
        """
        state = func.coalesce(Match.state, MatchState.SUGGESTED)
        return state.in_(WITH_RULE if self.by_rule else FIRM)

    def allows(self, unit: InstrumentedAttribute[int]) -> ColumnElement[bool]:
        """The condition that keeps other units out."""
        return true() if self.unit_ids is None else unit.in_(sorted(self.unit_ids))


def planned_rows(session: Session, scope: Scope, units: dict[int, Unit]) -> list[PlannedRow]:
    """Items planned in the period, and items of any day that were published in it, with all confirmed airings."""
    wanted = _counted_items(scope)
    themes = _themes(session, scope, wanted)
    airings = _airings(session, scope, wanted)
    query = (
        select(
            PlannedItem.id,
            PlannedItem.title,
            PlannedItem.unit_id,
            PLANNED_ON.label("planned_on"),
            PlannedItem.status,
            Genre.name.label("genre"),
            Genre.group,
            Column.name.label("column"),
            PlannedItem.work_id,
            PlannedItem.medium,
            PlannedItem.place,
            PlannedItem.exemplar_id,
            PlannedItem.column_id,
            PlannedItem.after_fact,
        )
        .join(Genre, Genre.id == PlannedItem.genre_id)
        .outerjoin(Column, Column.id == PlannedItem.column_id)
        .where(wanted)
        .order_by(PlannedItem.id)
    )
    rows: Any = session.execute(query)
    return [
        PlannedRow(
            item_id=row.id,
            title=row.title,
            unit_id=row.unit_id,
            unit_name=units[row.unit_id].name_on(row.planned_on or scope.period.last).name,
            on=row.planned_on,
            status=row.status,
            genre=row.genre,
            group=row.group,
            column=row.column or "",
            themes=frozenset(themes.get(row.id, ())),
            airings=tuple(airings.get(row.id, ())),
            work_id=row.work_id,
            medium=row.medium,
            place=row.place,
            exemplar_id=row.exemplar_id,
            column_id=row.column_id,
            after_fact=row.after_fact,
        )
        for row in rows
    ]


def _counted_items(scope: Scope) -> ColumnElement[bool]:
    """Counted themselves, or another publication of the same work is: the work must be seen whole to count once."""
    other = aliased(PlannedItem)
    works = select(other.work_id).where(other.work_id.is_not(None), _counted_alone(scope, other))
    return and_(
        PlannedItem.campaign_id == scope.campaign_id,
        scope.allows(PlannedItem.unit_id),
        or_(_counted_alone(scope, PlannedItem), PlannedItem.work_id.in_(works)),
    )


def _counted_alone(scope: Scope, item: type[PlannedItem]) -> ColumnElement[bool]:
    first, last = scope.period.first, scope.period.last
    published = (
        exists()
        .where(Match.item_id == item.id, scope.linked)
        .where(PublishedItem.id == Match.published_item_id, PublishedItem.published_on.between(first, last))
        .correlate(item)
    )
    return and_(
        item.campaign_id == scope.campaign_id,
        scope.allows(item.unit_id),
        or_(_planned_on(item).between(first, last), published),
    )


def _themes(session: Session, scope: Scope, wanted: ColumnElement[bool]) -> dict[int, list[int]]:
    query = (
        select(item_theme.c.item_id, item_theme.c.theme_id)
        .join(PlannedItem, PlannedItem.id == item_theme.c.item_id)
        .join(Theme, Theme.id == item_theme.c.theme_id)
        .where(Theme.campaign_id == scope.campaign_id, wanted)
    )
    found: dict[int, list[int]] = {}
    for item_id, theme_id in session.execute(query):
        found.setdefault(item_id, []).append(theme_id)
    return found


def _airings(session: Session, scope: Scope, wanted: ColumnElement[bool]) -> dict[int, list[Airing]]:
    query = (
        _published(Match.item_id, Match.pasted, Match.decided_by_id)
        .join(Match, Match.published_item_id == PublishedItem.id)
        .join(PlannedItem, and_(Match.item_id == PlannedItem.id, scope.linked))
        .where(wanted)
        .order_by(PublishedItem.published_on, PublishedItem.id)
    )
    found: dict[int, list[Airing]] = {}
    for *published, item_id, pasted, decided_by in session.execute(query):
        found.setdefault(item_id, []).append(_airing(published, pasted=pasted, by_person=decided_by is not None))
    return found


def taken_by_rule(session: Session, scope: Scope) -> int:
    """How many airings of the scope were taken by rule and wait for a person to confirm them."""
    query = (
        select(func.count())
        .select_from(Match)
        .join(PlannedItem, PlannedItem.id == Match.item_id)
        .join(PublishedItem, PublishedItem.id == Match.published_item_id)
        .where(
            Match.state == MatchState.ACCEPTED,
            PlannedItem.campaign_id == scope.campaign_id,
            scope.allows(PlannedItem.unit_id),
            PublishedItem.published_on.between(scope.period.first, scope.period.last),
        )
    )
    return session.scalar(query) or 0


def outside_rows(session: Session, scope: Scope) -> list[OutsideRow]:
    """Published items counted outside the plan; one that also answers a plan of the campaign is counted there."""
    in_plan = (
        exists()
        .where(Match.published_item_id == PublishedItem.id, scope.linked)
        .where(PlannedItem.id == Match.item_id, PlannedItem.campaign_id == scope.campaign_id)
        .correlate(PublishedItem)
    )
    query = (
        _published(Relevance.theme_id, Relevance.decided_by_id, Genre.name, Genre.group)
        .join(Relevance, Relevance.published_item_id == PublishedItem.id)
        .outerjoin(Genre, Genre.id == func.coalesce(Relevance.genre_id, PublishedItem.genre_id))
        .where(
            Relevance.campaign_id == scope.campaign_id,
            Relevance.state == RelevanceState.COUNTED,
            PublishedItem.published_on.between(scope.period.first, scope.period.last),
            scope.allows(PublishedItem.unit_id),
            ~in_plan,
        )
        .order_by(PublishedItem.published_on, PublishedItem.id)
    )
    return [
        OutsideRow(
            _airing(published, pasted=False, by_person=decided_by is not None), genre or "", group or "", theme_id
        )
        for *published, theme_id, decided_by, genre, group in session.execute(query)
    ]


def instalment_rows(
    session: Session, scope: Scope, units: dict[int, Unit], language: str = SOURCE_LANGUAGE
) -> list[InstalmentRow]:
    """Slots of the campaign's columns that stand in the period; rhythms are worded in ``language``."""
    kept = exists().where(PlannedItem.slot_id == Slot.id, Match.item_id == PlannedItem.id, scope.linked).correlate(Slot)
    query = (
        select(Slot.id, Slot.on, Slot.state, Slot.reason, kept, Column, Channel.name, Channel.medium)
        .join(Column, Column.id == Slot.column_id)
        .join(Channel, Channel.id == Column.channel_id)
        .where(
            Column.campaign_id == scope.campaign_id,
            scope.allows(Column.unit_id),
            Slot.on.between(scope.period.first, scope.period.last),
        )
        .order_by(Column.id, Slot.on)
    )
    rhythm = cache(rhythm_words)  # worded once a column, not once a slot
    return [
        InstalmentRow(
            slot_id=slot_id,
            column_id=column.id,
            column=column.name,
            form=column.form,
            unit_id=column.unit_id,
            unit_name=units[column.unit_id].name_on(on).name,
            channel=channel,
            rhythm=rhythm(column.rrule, column.airs_at, language),
            on=on,
            state=state,
            reason=reason,
            kept=bool(is_kept),
            medium=medium,
        )
        for slot_id, on, state, reason, is_kept, column, channel, medium in session.execute(query)
    ]


def _published(*more: Any) -> Select[*tuple[Any, ...]]:
    """A select of what an airing shows, followed by ``more``."""
    return select(
        PublishedItem.id,
        PublishedItem.published_on,
        PublishedItem.title,
        PublishedItem.link,
        PublishedItem.author,
        PublishedItem.unit_id,
        PublishedItem.unit_name,
        Channel.name,
        PublishedItem.provenance,
        PublishedItem.medium,
        PublishedItem.is_repeat,
        PublishedItem.duration_seconds,
        *more,
    ).outerjoin(Channel, Channel.id == PublishedItem.channel_id)


def _airing(row: Sequence[Any], *, pasted: bool, by_person: bool) -> Airing:
    published_id, on, title, link, author, unit_id, unit_name, channel, provenance, medium, is_repeat, seconds = row
    return Airing(
        published_id=published_id,
        on=on,
        title=title,
        link=link,
        author=author,
        unit_id=unit_id,
        unit_name=unit_name,
        channel=channel or "",
        provenance=provenance,
        known=how_known(provenance, pasted=pasted, by_person=by_person),
        medium=medium,
        is_repeat=is_repeat,
        seconds=seconds or 0,
    )
