"""The periodic jobs: what, how often, and the verb that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner import clock
from planner.config import Settings
from planner.vocabulary import N_

SLOTS_AHEAD = timedelta(days=120)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """What a job is handed: a session in a transaction that commits when it returns, the moment, the settings."""

    session: Session
    now: datetime
    settings: Settings


@dataclass(frozen=True, slots=True)
class Periodic:
    """``run`` must be safe to repeat and returns True when there is more to do at once."""

    name: str
    every: timedelta
    run: Callable[[Step], bool]


def suggest_matches(step: Step) -> bool:
    from planner.newsdesk.accepting import accept_certain
    from planner.newsdesk.suggesting import compare_changed_plans, suggest_for_new

    plans = compare_changed_plans(step.session, step.now)
    compared = suggest_for_new(step.session, step.now)
    accept_certain(step.session, step.now)
    return compared + plans > 0


def compare_anew(step: Step) -> bool:
    """A few plans at a time, so that the other jobs have their turn."""
    from planner.newsdesk.rematching import go_on

    go_on(step.session, step.now)
    return False


def extend_slots(step: Step) -> bool:
    from planner.newsdesk.columns import extend_slots as extend

    extend(step.session, clock.local_date(step.now, step.settings.zone) + SLOTS_AHEAD)
    return False


def enter_days_off(step: Step) -> bool:
    """This year and the next two; years already there cost one select."""
    from planner.domain.days_off import shipped_announced
    from planner.newsdesk.days_off import enter_years
    from planner.newsdesk.history import Actor

    year = clock.local_date(step.now, step.settings.zone).year
    enter_years(step.session, Actor(N_("Lịch nghỉ lễ"), step.now), range(year, year + 3), shipped_announced())
    return False


def move_feed_day(step: Step) -> bool:
    from planner.newsdesk.subscribing import move_feed_day as move

    move(step.session, clock.local_date(step.now, step.settings.zone))
    return False


def remind(step: Step) -> bool:
    from planner.newsdesk.reminding import remind as tell

    tell(step.session, step.now, step.settings.zone)
    return False


def send_mail(step: Step) -> bool:
    """Talks to the mail server between short transactions of its own; the step's own one is not even begun."""
    from planner.jobs.mailing import send_round

    return send_round(cast("Engine", step.session.get_bind()), step.settings, step.now)


def read_outside_calendars(step: Step) -> bool:
    """Fetches between short transactions of its own, as mail is sent."""
    from planner.jobs.outside_calendars import read_round

    read_round(cast("Engine", step.session.get_bind()), step.settings, step.now)
    return False


def read_old_periods(step: Step) -> bool:
    """Between short transactions of its own, as mail; never "more at once": what is due now comes first."""
    from planner.jobs.backfilling import read_on

    read_on(cast("Engine", step.session.get_bind()), step.settings)
    return False


def draft_reports(step: Step) -> bool:
    from planner.newsdesk.report_setup import draft_due

    draft_due(step.session, step.now, step.settings.zone)
    return False


def make_report_files(step: Step) -> bool:
    """Takes its time between short transactions of its own; the step's own one is not even begun."""
    from planner.jobs.report_files import make_next

    return make_next(cast("Engine", step.session.get_bind()), clock.now)


def carry_seen(step: Step) -> bool:
    """Items of documents that have not changed since were seen as long as their source answered so."""
    from planner.newsdesk.storing import carry_seen as carry

    carry(step.session)
    return False


def keep_house(step: Step) -> bool:
    from planner.newsdesk.housekeeping import prune

    prune(step.session, step.now)
    return False


JOBS = (
    Periodic("suggest-matches", timedelta(minutes=1), suggest_matches),
    Periodic("compare-anew", timedelta(seconds=5), compare_anew),
    Periodic("remind", timedelta(minutes=15), remind),
    Periodic("send-mail", timedelta(minutes=1), send_mail),
    Periodic("read-outside-calendars", timedelta(minutes=5), read_outside_calendars),
    Periodic("read-old-periods", timedelta(seconds=15), read_old_periods),
    Periodic("move-feed-day", timedelta(minutes=15), move_feed_day),
    Periodic("extend-slots", timedelta(hours=6), extend_slots),
    Periodic("draft-reports", timedelta(hours=1), draft_reports),
    Periodic("make-report-files", timedelta(minutes=5), make_report_files),
    Periodic("carry-seen", timedelta(hours=1), carry_seen),
    Periodic("keep-house", DAY, keep_house),
    Periodic("enter-days-off", DAY, enter_days_off),
)
