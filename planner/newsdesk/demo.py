"""Building the demonstration newsroom with the newsroom's own verbs, so that every thing in it has its history."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from sqlalchemy.orm import Session

from planner.domain.days_off import shipped_announced
from planner.domain.demo_day import demo_day
from planner.domain.demo_feed import DemoFeed
from planner.domain.demo_parts import Demo
from planner.domain.genres import Genres
from planner.domain.preset import Preset
from planner.models import Campaign, Channel, Unit
from planner.newsdesk.campaigns import CampaignFacts, edit_campaign
from planner.newsdesk.columns import ColumnPlan, open_column, skip_slot
from planner.newsdesk.days_off import enter_years
from planner.newsdesk.demo_board import follow
from planner.newsdesk.demo_desk import furnish
from planner.newsdesk.demo_notices import settle_notices
from planner.newsdesk.demo_people import Account, open_accounts
from planner.newsdesk.demo_place import Place
from planner.newsdesk.demo_plans import add_items
from planner.newsdesk.demo_reports import report
from planner.newsdesk.demo_tracking import add_source, decide, paste_links, read_earlier
from planner.newsdesk.history import Actor
from planner.newsdesk.presets import load_genres, load_preset
from planner.newsdesk.units import add_channel, add_unit
from planner.vocabulary import N_, UnitKind

BUILDER = N_("Dữ liệu trình diễn")


@dataclass(frozen=True, slots=True)
class Books:
    """The data files the demonstration is made from."""

    demo: Demo
    preset: Preset
    genres: Genres
    feed: DemoFeed


def build(session: Session, books: Books, *, feed_url: str, now: datetime, today: date, zone: tzinfo) -> list[Account]:
    """Fill an empty database; the accounts with their passwords, which are kept nowhere else."""
    actor = Actor(BUILDER, now)
    load_genres(session, books.genres)
    campaign = load_preset(session, actor, books.preset)
    place = Place(session, actor, campaign, now, today, zone)
    enter_years(session, actor, range(today.year, today.year + 3), shipped_announced())
    _add_units(place, books.demo)
    accounts = open_accounts(place, books.demo.people)
    channels = _add_channels(place, books.demo)
    _open_columns(place, books, channels)
    add_items(place, books.demo.items)
    _skip_slots(place, books.demo)
    paste_links(place, books.demo.items)
    source = add_source(place, books.demo.source, channels[books.demo.source.channel], feed_url)
    read_earlier(place, source, books.demo, books.feed)
    decide(place, books.demo, books.feed)
    furnish(place, books.demo.desk)
    follow(place, books.demo.board)
    report(place, books.demo.board.owner)
    settle_notices(place)
    return accounts


def _add_units(place: Place, demo: Demo) -> None:
    for part in demo.units:
        since = demo_day(part.since, place.today)
        unit = add_unit(
            place.session, place.actor, name=part.name, short=part.short, kind=UnitKind.PRESS_UNIT, since=since
        )
        unit.key = part.key
        place.units[part.key] = unit
    _let_take_part(place, [place.units[part.key] for part in demo.units])


def _let_take_part(place: Place, units: list[Unit]) -> None:
    campaign: Campaign = place.campaign
    facts = CampaignFacts(
        title=campaign.title,
        short_title=campaign.short_title,
        directive=campaign.directive,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        units=[*(row.unit for row in campaign.units), *units],
    )
    edit_campaign(place.session, place.actor, campaign, facts)


def _add_channels(place: Place, demo: Demo) -> dict[str, Channel]:
    return {
        part.key: add_channel(
            place.session,
            place.actor,
            place.units[part.unit],
            name=part.name,
            medium=part.medium,
            since=demo_day(part.since, place.today),
        )
        for part in demo.channels
    }


def _open_columns(place: Place, books: Books, channels: dict[str, Channel]) -> None:
    proposed = {part.id: part for part in books.preset.columns}
    owners = {part.key: place.units[part.unit] for part in books.demo.channels}
    starts_on = demo_day(books.demo.starts, place.today)
    for part in books.demo.columns:
        wanted = proposed[part.key]
        plan = ColumnPlan(
            name=wanted.name,
            form=wanted.form,
            channel=channels[part.channel],
            rule=wanted.rrule,
            starts_on=starts_on,
            airs_at=part.airs_at,
            duration_min=wanted.duration_min,
            deadline_days=part.deadline_days,
            reruns=part.reruns,
            campaign=place.campaign,
            genre=place.genres[part.genre],
        )
        unit = owners[part.channel]
        opened = place.at(starts_on, time(9))
        place.columns[part.key] = open_column(
            place.session, place.editor_of(unit, opened), unit, plan, today=place.today
        )


def _skip_slots(place: Place, demo: Demo) -> None:
    for part in demo.skipped:
        slot = place.slot(part.column, part.slot)
        skip_slot(place.session, place.editor_of(slot.column.unit), slot, reason=part.reason)
