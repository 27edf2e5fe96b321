"""Private links: whose items they show, and how few statements that takes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.domain.agenda import AgendaItem
from planner.models import Person, UnitMerger
from planner.newsdesk.people import move_person
from planner.newsdesk.signing_in import token_hash
from planner.newsdesk.subscribing import LinkChoice, create_link, move_feed_day
from planner.newsdesk.units import rename_unit
from planner.queries.calendar_states import link_state
from planner.queries.subscriptions import OpenedLink, agenda_items, opened_link, subject_name
from planner.vocabulary import CalendarScope, Role, Status
from tests.factories import NOW, TODAY, actor, make_campaign, make_column, make_item, make_person, make_unit
from tests.queries.counting import statements


def open_link(session: Session, person: Person, scope: CalendarScope = CalendarScope.MINE) -> OpenedLink:
    return opened(session, person, LinkChoice(scope=scope))


def opened(session: Session, person: Person, choice: LinkChoice) -> OpenedLink:
    _link, token = create_link(session, actor(person), person, label="Điện thoại", today=TODAY, choice=choice)
    session.commit()
    session.expire_all()
    link = opened_link(session, token_hash(token))
    assert link is not None
    return link


def titles(items: list[AgendaItem]) -> list[str]:
    return [item.title for item in items]


def test_a_link_of_ones_own_shows_ones_work_and_nobody_elses(session: Session) -> None:
    unit = make_unit(session)
    person, colleague = make_person(session, unit, Role.REPORTER), make_person(session, unit, Role.REPORTER)
    make_item(session, unit, "Của tôi", (person, colleague))
    make_item(session, unit, "Của người khác", (colleague,))

    items = agenda_items(session, open_link(session, person))

    assert titles(items) == ["Của tôi"]
    assert items[0].people == (person.name, colleague.name)


def test_a_link_of_the_unit_shows_the_unit_and_the_units_merged_into_it(session: Session) -> None:
    old, unit, other = make_unit(session), make_unit(session), make_unit(session)
    session.add(UnitMerger(predecessor=old, successor=unit, on=date(2026, 7, 1)))
    for place, title in ((old, "Cũ"), (unit, "Nay"), (other, "Khác")):
        make_item(session, place, title)

    link = open_link(session, make_person(session, unit, Role.REPORTER), CalendarScope.UNIT)

    assert titles(agenda_items(session, link)) == ["Cũ", "Nay"]


def test_whoever_left_a_unit_sees_its_unpublished_plans_no_more(session: Session) -> None:
    unit, next_unit = make_unit(session), make_unit(session)
    person = make_person(session, unit, Role.REPORTER)
    make_item(session, unit, "Chưa đăng", (person,))
    make_item(session, unit, "Đã đăng", (person,), status=Status.PUBLISHED)
    move_person(session, actor(), person, next_unit, on=TODAY)

    assert titles(agenda_items(session, open_link(session, person))) == ["Đã đăng"]


def test_an_administrator_gets_no_unpublished_plans_by_a_link_either(session: Session) -> None:
    unit = make_unit(session)
    person = make_person(session, unit, Role.ADMINISTRATOR)
    make_item(session, unit, "Chưa đăng", (person,))

    assert agenda_items(session, open_link(session, person, CalendarScope.UNIT)) == []


def test_items_outside_the_window_are_not_read(session: Session) -> None:
    unit = make_unit(session)
    person = make_person(session, unit, Role.REPORTER)
    make_item(session, unit, "Xa", (person,), publish_on=TODAY + timedelta(days=400))
    make_item(session, unit, "Chỉ còn hạn", (person,), publish_on=TODAY + timedelta(days=370), deadline_at=NOW)

    assert titles(agenda_items(session, open_link(session, person))) == ["Chỉ còn hạn"]


def test_a_link_of_a_column_or_campaign_shows_what_its_owner_may_see_of_it(session: Session) -> None:
    unit, other = make_unit(session), make_unit(session)
    campaign, column = make_campaign(session, unit, other), make_column(session, unit, name="Khoa học")
    make_item(session, unit, "Trong đợt", campaign=campaign)
    make_item(session, unit, "Trong chuyên mục", column=column)
    make_item(session, other, "Đơn vị khác", campaign=campaign)
    make_item(session, other, "Đơn vị khác đã đăng", campaign=campaign, status=Status.PUBLISHED)
    person = make_person(session, unit, Role.REPORTER)

    of_column = opened(session, person, LinkChoice(scope=CalendarScope.COLUMN, column=column))
    of_campaign = opened(session, person, LinkChoice(scope=CalendarScope.CAMPAIGN, campaign=campaign))

    assert titles(agenda_items(session, of_column)) == ["Trong chuyên mục"]
    assert titles(agenda_items(session, of_campaign)) == ["Trong đợt", "Đơn vị khác đã đăng"]
    assert subject_name(of_column) == "Khoa học"
    assert subject_name(of_campaign) == campaign.short_title


def test_a_calendar_of_the_unit_carries_the_name_of_that_day(session: Session) -> None:
    unit = make_unit(session, "Báo Thử Cũ")
    rename_unit(session, actor(), unit, name="Báo Thử Mới", short="", on=TODAY, reason="Thử")
    link = open_link(session, make_person(session, unit, Role.EDITOR), CalendarScope.UNIT)
    assert subject_name(link) == "Báo Thử Mới"


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_calendar_costs_five_statements_whatever_it_holds(session: Session, engine: Engine, count: int) -> None:
    unit = make_unit(session)
    person, colleague = make_person(session, unit, Role.REPORTER), make_person(session, unit, Role.REPORTER)
    for _ in range(count):
        make_item(session, unit, people=(person, colleague))
    _link, token = create_link(session, actor(), person, label="Máy", today=TODAY)
    session.commit()
    session.expunge_all()

    assert link_state(engine, token_hash(token)) is not None  # one, by the driver itself
    with statements(engine) as rest:
        link = opened_link(session, token_hash(token))
        assert link is not None
        assert len(agenda_items(session, link)) == count

    assert len(rest) == 4


def test_the_state_of_a_units_link_counts_the_units_merged_into_it(session: Session, engine: Engine) -> None:
    old, unit, other = make_unit(session), make_unit(session), make_unit(session)
    session.add(UnitMerger(predecessor=old, successor=unit, on=date(2026, 7, 1)))
    person = make_person(session, unit, Role.REPORTER)
    choice = LinkChoice(scope=CalendarScope.UNIT)
    _link, token = create_link(session, actor(person), person, label="Máy", today=TODAY, choice=choice)
    numbers: list[int] = []
    for place in (other, old, unit):
        make_item(session, place)
        session.commit()
        state = link_state(engine, token_hash(token))
        assert state is not None
        numbers.append(state.number or 0)
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]


def test_the_feed_day_moves_forward_only_and_keeps_the_domain_of_all_uids(session: Session) -> None:
    first = move_feed_day(session, TODAY)
    domain = first.uid_domain
    assert move_feed_day(session, TODAY + timedelta(days=1)).day == TODAY + timedelta(days=1)
    again = move_feed_day(session, TODAY)
    assert (again.day, again.uid_domain) == (TODAY + timedelta(days=1), domain)
