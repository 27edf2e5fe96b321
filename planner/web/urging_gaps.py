"""From a gap on the board to a drafted note: what the address names, loaded with the facts it is drafted from."""

from collections.abc import Callable

from planner.domain.access import Action, may
from planner.domain.urging_note import Gap, cut_title, late_item, missed_slot, shortfall, unhealthy_feed
from planner.errors import NotFound
from planner.models import Campaign, Unit
from planner.queries.campaigns import all_campaigns, campaign_by_key
from planner.queries.columns import slot_page
from planner.queries.items import item_page
from planner.queries.sources import source_by_id
from planner.vocabulary import GapKind
from planner.web import identity
from planner.web.access import NOT_HERE
from planner.web.targets import GROUP_NAMES, lines_of
from planner.web.targets import load as load_target


def gap_of(kind: GapKind, number: int | None, campaign: Campaign | None, unit_id: int | None) -> Gap:
    """The gap an address names. Raises NotFound when there is no such thing or it belongs to no campaign."""
    if kind is GapKind.OTHER:
        return Gap(kind, _known(unit_id), _campaign(campaign).id, "", "")
    if number is None:
        raise NotFound(NOT_HERE)
    return _MAKERS[kind](number, campaign)


def _slot(number: int, _campaign: Campaign | None) -> Gap:
    slot = slot_page(identity.database(), number)
    if slot is None or slot.column.campaign_id is None:
        raise NotFound(NOT_HERE)
    title, facts = missed_slot(slot.column.name, slot.on, _called(slot.column.unit), identity.today())
    return _gap(GapKind.MISSED_SLOT, number, slot.column.unit_id, slot.column.campaign_id, title, facts)


def _item(number: int, _campaign: Campaign | None) -> Gap:
    item = item_page(identity.database(), number)
    if item is None or item.campaign_id is None or item.publish_on is None:
        raise NotFound(NOT_HERE)
    title, facts = late_item(item.title, item.publish_on, _called(item.unit), identity.today())
    return _gap(GapKind.LATE_ITEM, number, item.unit_id, item.campaign_id, title, facts)


def _target(number: int, _campaign: Campaign | None) -> Gap:
    row = load_target(number)
    (line,) = lines_of(row.campaign, [row])
    what = ", ".join(filter(None, (GROUP_NAMES.get(row.group, "").lower(), row.theme.name if row.theme else "")))
    title, facts = shortfall(what or "tin, bài", _called(row.unit), row.first, row.last, line.forecast)
    return _gap(GapKind.SHORTFALL, number, row.unit_id, row.campaign_id, title, facts)


def _source(number: int, campaign: Campaign | None) -> Gap:
    source, today = source_by_id(identity.database(), number), identity.today()
    period = next((one for one in source.periods if one.covers(today)), None) if source else None
    if source is None or period is None:
        raise NotFound(NOT_HERE)
    zone = identity.settings().zone
    read_on = source.last_good_at.astimezone(zone).date() if source.last_good_at else None
    title, facts = unhealthy_feed(source.name, _called(period.unit), read_on, today)
    return _gap(GapKind.UNHEALTHY_FEED, number, period.unit_id, _campaign(campaign).id, title, facts)


_MAKERS: dict[GapKind, Callable[[int, Campaign | None], Gap]] = {
    GapKind.MISSED_SLOT: _slot,
    GapKind.LATE_ITEM: _item,
    GapKind.SHORTFALL: _target,
    GapKind.UNHEALTHY_FEED: _source,
}


def _gap(kind: GapKind, number: int, unit_id: int, campaign_id: int, title: str, facts: str) -> Gap:
    if not may(identity.viewer(), Action.URGE, unit_id=unit_id):
        raise NotFound(NOT_HERE)
    return Gap(kind, unit_id, campaign_id, cut_title(title), facts, number)


def _campaign(named: Campaign | None) -> Campaign:
    """The campaign of the address, else the newest one."""
    if named is not None:
        return named
    newest = next(iter(all_campaigns(identity.database())), None)
    found = campaign_by_key(identity.database(), newest.key) if newest else None
    if found is None:
        raise NotFound(NOT_HERE)
    return found


def _called(unit: Unit) -> str:
    return unit.name_on(identity.today()).name


def _known(unit_id: int | None) -> int:
    if unit_id is None:
        raise NotFound(NOT_HERE)
    return unit_id
