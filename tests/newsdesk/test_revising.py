"""Whatever a calendar shows moves its revision and its stored version, in the transaction of the change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from feeds.ical import entry_bytes, render
from planner.domain.agenda import Agenda, calendar_of
from planner.models import CalendarVersion, Column, Genre, Person, PlannedItem, Theme, Unit
from planner.newsdesk import planning
from planner.newsdesk.people import move_person
from planner.newsdesk.signing_in import token_hash
from planner.newsdesk.subscribing import LinkChoice, create_link, move_feed_day
from planner.newsdesk.units import merge_unit, rename_unit
from planner.queries.calendar_states import link_state
from planner.queries.subscriptions import agenda_items, opened_link, subject_name
from planner.vocabulary import CalendarContent, CalendarScope, PrefixStyle, Role, Status
from tests.factories import (
    NOW,
    TODAY,
    actor,
    make_campaign,
    make_column,
    make_genre,
    make_item,
    make_person,
    make_theme,
    make_unit,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass
class Newsroom:
    """One item with everything joined to it, and the personal, unit, column and campaign links that show it."""

    session: Session
    unit: Unit
    person: Person
    other: Person
    column: Column
    genre: Genre
    theme: Theme
    item: PlannedItem
    tokens: dict[CalendarScope, str]

    def shown(
        self, scope: CalendarScope, options: Mapping[str, Any] | None = None
    ) -> tuple[int, dict[str, bytes], bytes]:
        """The stored version of a link, the bytes of its entries by UID, and of its whole calendar."""
        self.session.expire_all()
        link = opened_link(self.session, token_hash(self.tokens[scope]))
        assert link is not None
        agenda = Agenda(
            subject=subject_name(link),
            scope=scope,
            content=CalendarContent.ALL,
            style=PrefixStyle.TEXT,
            alarm_min=60,
            feed_day=link.feed.day,
            domain=link.feed.uid_domain,
            zone=ZONE,
            page_url="https://lich.example.vn/",
            item_url=lambda number: f"https://lich.example.vn/tin-bai/{number}",
        )
        agenda = replace(agenda, **(options or {}))
        feed = calendar_of(agenda_items(self.session, link), agenda)
        entries = {entry.uid: entry_bytes(entry) or b"" for entry in feed.events}
        self.session.commit()
        state = link_state(self.session.get_bind().engine, token_hash(self.tokens[scope]))
        assert state is not None
        return (state.number or 0) + 1000 * (state.rights or 0), entries, render(feed)


@pytest.fixture
def newsroom(session: Session) -> Newsroom:
    unit = make_unit(session)
    person, other = (make_person(session, unit, Role.REPORTER) for _ in range(2))
    campaign, genre = make_campaign(session, unit), make_genre(session)
    theme, column = make_theme(session, campaign), make_column(session, unit)
    item = make_item(
        session, unit, people=(person,), campaign=campaign, column=column, genre=genre, themes=[theme],
        publish_at=NOW + timedelta(hours=5), deadline_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    choices = {
        CalendarScope.MINE: LinkChoice(),
        CalendarScope.UNIT: LinkChoice(scope=CalendarScope.UNIT),
        CalendarScope.COLUMN: LinkChoice(scope=CalendarScope.COLUMN, column=column),
        CalendarScope.CAMPAIGN: LinkChoice(scope=CalendarScope.CAMPAIGN, campaign=campaign),
    }
    tokens = {
        scope: create_link(session, actor(), person, label="Máy", today=TODAY, choice=choice)[1]
        for scope, choice in choices.items()
    }
    session.commit()
    return Newsroom(session, unit, person, other, column, genre, theme, item, tokens)


def rename_column(room: Newsroom, words: str) -> None:
    from planner.newsdesk import columns

    room.column.name = words
    columns._tell_items(room.session, actor(now=NOW + timedelta(days=1)), room.column, "cũ")


def bulk(room: Newsroom, words: str) -> None:
    room.session.execute(
        update(PlannedItem)
        .where(PlannedItem.id == room.item.id)
        .values(brief=words, sequence=PlannedItem.sequence + 1, revised_at=PlannedItem.revised_at)
    )


def put_aside(room: Newsroom, words: str) -> None:
    room.item.status = Status.CANCELLED if len(words) % 2 else Status.POSTPONED
    room.item.status_reason = words


EDITS: dict[str, Callable[[Newsroom, str], object]] = {
    "title": lambda room, words: setattr(room.item, "title", words),
    "brief": lambda room, words: setattr(room.item, "brief", words),
    "place": lambda room, words: setattr(room.item, "place", words),
    "hour": lambda room, words: setattr(room.item, "publish_at", NOW + timedelta(hours=len(words))),
    "deadline": lambda room, words: setattr(room.item, "deadline_at", NOW + timedelta(minutes=len(words))),
    "status": lambda room, words: setattr(room.item, "status", Status.IDEA if len(words) % 2 else Status.PLANNED),
    "put aside": put_aside,
    "duration of the column": lambda room, words: setattr(room.column, "duration_min", 5 + len(words)),
    "name of the genre": lambda room, words: setattr(room.genre, "name", words),
    "name of the theme": lambda room, words: setattr(room.theme, "name", words),
    "name of a person": lambda room, words: setattr(room.person, "name", words),
    "part of a person": lambda room, words: setattr(room.item.assignments[0], "part", words),
    "somebody more": lambda room, _: planning.assign(
        room.session, actor(now=NOW), room.item, [(room.person, ""), (room.other, "")]
    ),
    "themes": lambda room, words: setattr(room.item, "themes", [] if len(words) % 2 else [room.theme]),
}


@pytest.mark.parametrize("edit", EDITS)
def test_every_change_that_shows_moves_version_revision_and_bytes_together(newsroom: Newsroom, edit: str) -> None:
    before = {scope: newsroom.shown(scope) for scope in newsroom.tokens}

    EDITS[edit](newsroom, "bốn chữ khác hẳn")
    newsroom.session.commit()

    for scope in newsroom.tokens:
        check(before[scope], newsroom.shown(scope), must_differ=edit != "themes")


def check(
    before: tuple[int, dict[str, bytes], bytes], after: tuple[int, dict[str, bytes], bytes], *, must_differ: bool
) -> None:
    """Other bytes: a later LAST-MODIFIED, a higher SEQUENCE and another stored version. Equal bytes prove nothing."""
    for uid in before[1].keys() & after[1].keys():
        if before[1][uid] != after[1][uid]:
            old, new = revision(before[1][uid]), revision(after[1][uid])
            assert new[0] > old[0]
            assert new[1] > old[1]
    if before[2] != after[2]:
        assert after[0] > before[0]
    assert (before[2] != after[2]) or not must_differ


def revision(entry: bytes) -> tuple[datetime, int]:
    text = f"BEGIN:VCALENDAR\r\n{entry.decode()}END:VCALENDAR\r\n"
    (event,) = cast("list[Mapping[str, Any]]", Calendar.from_ical(text).walk(select=lambda one: "UID" in one))
    return event["LAST-MODIFIED"].dt, int(event["SEQUENCE"])


OPTIONS = st.fixed_dictionaries(
    {
        "content": st.sampled_from([one for one in CalendarContent if one is not CalendarContent.PUBLISHED]),
        "style": st.sampled_from(PrefixStyle),
        "keep_cancelled": st.booleans(),
        "language": st.sampled_from(["vi", "en"]),
        "alarm_min": st.sampled_from([None, 60]),
    }
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.text("ab", min_size=1, max_size=6)), max_size=5),
    options=OPTIONS,
)
def test_the_invariant_holds_over_random_edits_within_one_second_whatever_a_link_chose(
    newsroom: Newsroom, edits: list[tuple[str, str]], options: dict[str, Any]
) -> None:
    with time_machine.travel(NOW, tick=False):
        for name, words in edits:
            before = {scope: newsroom.shown(scope, options) for scope in newsroom.tokens}
            EDITS[name](newsroom, words)
            newsroom.session.commit()
            for scope in newsroom.tokens:
                check(before[scope], newsroom.shown(scope, options), must_differ=False)


@pytest.mark.parametrize("edit", [rename_column, bulk])
def test_an_update_of_many_rows_moves_every_version_it_shows_in(
    newsroom: Newsroom, edit: Callable[[Newsroom, str], None]
) -> None:
    newsroom.item.title += "!"
    newsroom.session.commit()
    before = {scope: newsroom.shown(scope)[0] for scope in newsroom.tokens}
    edit(newsroom, "Tên mới")
    newsroom.session.commit()
    assert all(newsroom.shown(scope)[0] > before[scope] for scope in newsroom.tokens)


def test_a_renamed_unit_is_a_newer_calendar_of_the_unit(newsroom: Newsroom) -> None:
    before = newsroom.shown(CalendarScope.UNIT)
    rename_unit(newsroom.session, actor(), newsroom.unit, name="Báo Thử Mới", short="", on=TODAY, reason="Thử")
    newsroom.session.commit()
    check(before, newsroom.shown(CalendarScope.UNIT), must_differ=True)


def test_whoever_is_taken_off_an_item_gets_a_newer_calendar_without_it(newsroom: Newsroom) -> None:
    before = newsroom.shown(CalendarScope.MINE)
    planning.assign(newsroom.session, actor(now=NOW + timedelta(hours=1)), newsroom.item, [(newsroom.other, "")])
    newsroom.session.commit()
    after = newsroom.shown(CalendarScope.MINE)
    assert after[0] > before[0]
    assert after[1] == {}


def test_an_item_leaving_a_column_moves_the_old_columns_calendar_too(newsroom: Newsroom) -> None:
    before = newsroom.shown(CalendarScope.COLUMN)
    newsroom.item.column = None
    newsroom.session.commit()
    assert newsroom.shown(CalendarScope.COLUMN)[0] > before[0]


def test_what_no_calendar_shows_moves_nothing(newsroom: Newsroom) -> None:
    before = {scope: newsroom.shown(scope) for scope in newsroom.tokens}
    newsroom.item.note = "Ghi chú nội bộ"
    newsroom.person.phone = "0900 000 000"
    newsroom.session.commit()
    assert {scope: newsroom.shown(scope) for scope in newsroom.tokens} == before


@pytest.fixture
def elsewhere(newsroom: Newsroom) -> Callable[[], list[tuple[CalendarScope, int, int]]]:
    """Every stored version that is not of the newsroom's own things: an item of another unit stands behind them."""
    session, unit = newsroom.session, make_unit(newsroom.session)
    campaign, column = make_campaign(session, unit), make_column(session, unit)
    make_item(session, unit, people=(make_person(session, unit, Role.REPORTER),), campaign=campaign, column=column)
    session.commit()
    own = {
        (CalendarScope.UNIT, newsroom.unit.id),
        (CalendarScope.COLUMN, newsroom.column.id),
        (CalendarScope.CAMPAIGN, newsroom.item.campaign_id),
        *(
            (scope, one.id)
            for one in (newsroom.person, newsroom.other)
            for scope in (CalendarScope.MINE, CalendarScope.RIGHTS)
        ),
    }

    def versions() -> list[tuple[CalendarScope, int, int]]:
        rows = session.execute(select(CalendarVersion.scope, CalendarVersion.subject_id, CalendarVersion.number))
        return sorted((scope, subject, number) for scope, subject, number in rows if (scope, subject) not in own)

    assert len(versions()) >= 4
    return versions


@pytest.mark.parametrize("edit", ["name of the column", "duration of the column", "name of the unit", "membership"])
def test_a_change_of_what_is_joined_moves_only_the_calendars_that_show_it(
    newsroom: Newsroom, elsewhere: Callable[[], list[tuple[CalendarScope, int, int]]], edit: str
) -> None:
    next_unit = make_unit(newsroom.session)
    newsroom.session.commit()
    before = elsewhere()
    if edit == "name of the column":
        rename_column(newsroom, "Tên mới")
    elif edit == "duration of the column":
        newsroom.column.duration_min = 17
    elif edit == "name of the unit":
        rename_unit(newsroom.session, actor(), newsroom.unit, name="Báo Mới", short="", on=TODAY, reason="Thử")
    else:
        move_person(newsroom.session, actor(), newsroom.person, next_unit, on=TODAY)
    newsroom.session.commit()
    assert elsewhere() == before


@pytest.mark.parametrize("cause", ["moved", "merged"])
def test_whoever_sees_other_units_has_a_newer_version_of_rights(newsroom: Newsroom, cause: str) -> None:
    before = newsroom.shown(CalendarScope.COLUMN)
    unit = make_unit(newsroom.session)
    if cause == "moved":
        move_person(newsroom.session, actor(), newsroom.person, unit, on=TODAY)
    else:
        merge_unit(newsroom.session, actor(), newsroom.unit, unit, on=TODAY - timedelta(days=1), basis="Thử")
    newsroom.session.commit()
    middle = newsroom.shown(CalendarScope.COLUMN)
    assert middle[0] > before[0]

    older = make_unit(newsroom.session)
    merge_unit(newsroom.session, actor(), older, unit, on=TODAY, basis="Thử")
    newsroom.session.commit()
    assert newsroom.shown(CalendarScope.COLUMN)[0] > middle[0]


def test_a_change_taken_back_leaves_no_trace_in_the_versions(newsroom: Newsroom) -> None:
    stored = newsroom.session.execute(select(CalendarVersion.scope, CalendarVersion.number)).all()
    newsroom.item.title = "Sửa nhầm"
    newsroom.session.flush()
    newsroom.session.rollback()
    newsroom.session.commit()
    assert newsroom.session.execute(select(CalendarVersion.scope, CalendarVersion.number)).all() == stored


def test_a_change_mark_comes_and_goes_with_the_feed_day_as_changes_of_their_own(newsroom: Newsroom) -> None:
    later = actor(now=NOW + timedelta(minutes=5))
    planning.reschedule(newsroom.session, later, newsroom.item, TODAY + timedelta(days=4), zone=UTC)
    newsroom.session.commit()
    before = newsroom.shown(CalendarScope.MINE)
    move_feed_day(newsroom.session, TODAY + timedelta(days=3))
    newsroom.session.commit()
    after = newsroom.shown(CalendarScope.MINE)
    check((0, *before[1:]), (1, *after[1:]), must_differ=True)
